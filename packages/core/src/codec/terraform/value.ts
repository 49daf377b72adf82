import type { ElementId } from '../../evidence/source.ts';
import type { ArmReference } from '../codec.ts';

/**
 * A value of an attribute. Whatever is an object says its kind, so that a map of the user's (tags) can
 * never be taken for a reference.
 */
export type TerraformValue =
  | string
  | number
  | boolean
  | ArmReference
  | NameOf
  | Asked
  | TextMap
  | readonly TerraformValue[];

/** The name of another resource: spelled as a reference to it, so that Terraform knows the order. */
export interface NameOf {
  readonly kind: 'nameOf';
  readonly to: ElementId;
}

/** What nobody stated and Terraform demands: a variable of the module. */
export interface Asked {
  readonly kind: 'asked';
  readonly variable: string;
  readonly type: 'string' | 'number' | 'list(string)';
  readonly description: string;
}

/** A map of texts. */
export interface TextMap {
  readonly kind: 'map';
  readonly entries: Readonly<Record<string, string>>;
}

/** What is written between the braces of a resource or block, in order. */
export type TerraformBody = readonly TerraformEntry[];

/** An attribute or a nested block. */
export type TerraformEntry =
  | { readonly kind: 'attribute'; readonly name: string; readonly value: TerraformValue }
  | { readonly kind: 'block'; readonly name: string; readonly body: TerraformBody };
