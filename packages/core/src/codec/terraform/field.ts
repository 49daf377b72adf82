import type { ArmReference, ArmValue } from '../codec.ts';
import type { ArmPath } from './path.ts';
import type { Asked, TerraformValue } from './value.ts';

/** How one value is spelled on both sides; undefined: this side has no word for it. */
export interface Conversion {
  readonly toTerraform: (value: ArmValue) => TerraformValue | undefined;
  readonly toArm: (value: TerraformValue, own: ArmReference) => ArmValue | undefined;
}

/** One line of a table: how ARM and azurerm say the same thing. */
export type Field = ValueField | BlockField | SilentField | SaidField | MirrorField;

/** An attribute that is an ARM value. */
export interface ValueField {
  readonly kind: 'value';
  readonly attribute: string;
  readonly arm: ArmPath;
  readonly as: Conversion;
  /** Asked of the user when ARM does not say it but Terraform demands it. */
  readonly ask?: Asked;
}

/** A nested block that is an ARM object (`one`), or as many blocks as an ARM list has items. */
export interface BlockField {
  readonly kind: 'block';
  readonly block: string;
  readonly arm: ArmPath;
  readonly fields: readonly Field[];
  readonly many: boolean;
}

/**
 * An ARM value that Terraform does not write: the block, or leaving an attribute out, stands for it. With
 * any other value this line, and a block that has it, does not fit. `is` absent: whatever it is, it follows
 * from the rest. `back`: whether reading must put it in.
 */
export interface SilentField {
  readonly kind: 'silent';
  readonly arm: ArmPath;
  readonly is?: ArmValue;
  readonly back: boolean;
}

/** An attribute that Terraform demands and ARM has no word for. */
export interface SaidField {
  readonly kind: 'said';
  readonly attribute: string;
  readonly is: TerraformValue;
}

/** An ARM value that repeats another one. */
export interface MirrorField {
  readonly kind: 'mirror';
  readonly arm: ArmPath;
  readonly of: ArmPath;
}

/** An azurerm resource that says an ARM resource, or part of one. */
export interface TerraformResource {
  /** e.g. `azurerm_subnet`. */
  readonly type: string;
  readonly fields: readonly Field[];
  /** Older and shorter spellings, and what is written inside of it: read, never written. */
  readonly alsoHeard?: readonly Field[];
  /** Only where something is at the path: an association. */
  readonly when?: ArmPath;
  /** One resource for each item of the list; in its fields `item` is the item. */
  readonly each?: ArmPath;
  /** The ARM word for items that have ids of their own: `backendAddressPools`. */
  readonly part?: string;
  /** Where the body says what people call it, when its name is a number; otherwise the name is used. */
  readonly label?: ArmPath;
  /** What others change after creation and Terraform must leave alone. */
  readonly ignoreChanges?: readonly IgnoredChange[];
  /** What is known of it only once it is there, by the word of the reference. */
  readonly tells?: readonly Told[];
  /** What Azure tells of it once it is there, as places in ARM: not known before. */
  readonly awaits?: readonly ArmPath[];
  /** It waits for associations and patches of what it refers to: subnets need their routes first. */
  readonly awaitsWhole?: true;
}

/** An attribute that is read from the finished resource. */
export interface Told {
  readonly property: NonNullable<ArmReference['property']>;
  /** Behind the resource's address, e.g. `identity[0].principal_id`. */
  readonly attribute: string;
  /** Only where the body has something at the path. */
  readonly where?: ArmPath;
}

/** An attribute that Terraform leaves as it finds it. */
export interface IgnoredChange {
  readonly attribute: string;
  /** Only where ARM says true at the path. */
  readonly where?: ArmPath;
}

/**
 * An ARM type in azurerm: the first resource stands for it, the others say what azurerm keeps apart.
 * Paths start at the body (`properties.…`, `sku.…`, `zones`, `tags`) or at what the body implies:
 * `name`, `resourceGroup`, `parent`, `own`, `children.<type>`.
 */
export interface TerraformTable {
  readonly arm: string;
  readonly resources: readonly [TerraformResource, ...TerraformResource[]];
  /** ARM types of children that azurerm says inside this resource. */
  readonly folds?: readonly string[];
  /** Resources in which people say parts of it and we never do: read, never written. */
  readonly heard?: readonly TerraformResource[];
  /** What azurerm has no word for and can be set on the finished resource. */
  readonly patches?: readonly Patch[];
}

/** Part of an ARM body that is set after creation. */
export interface Patch {
  /** Everything below this path. */
  readonly arm: ArmPath;
  /** A resource below the own one that the path belongs to, and where that one's body begins. */
  readonly on?: { readonly type: string; readonly segment: string; readonly body: ArmPath };
}
