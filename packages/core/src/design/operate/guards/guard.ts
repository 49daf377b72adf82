import type { Estate } from '../../../estate/estate.ts';
import type { Prose } from '../../../evidence/prose.ts';
import type { BuiltInPolicy } from '../../../facts/azure-policy/built-ins.ts';
import type { Citation, Confidence } from '../../../facts/citation.ts';
import type { Requirements } from '../../../requirements/schema.ts';

/** JSON of a policy. */
export type PolicyJson =
  | string
  | number
  | boolean
  | readonly PolicyJson[]
  | { readonly [key: string]: PolicyJson };

/** What a policy is made of: one that Azure has, or one of ours. */
export type GuardDefinition =
  | { readonly kind: 'builtIn'; readonly policy: BuiltInPolicy }
  | {
      readonly kind: 'custom';
      readonly mode: 'All' | 'Indexed';
      readonly parameters: { readonly [name: string]: PolicyJson };
      readonly policyRule: { readonly [key: string]: PolicyJson };
    };

/** An Azure Policy that keeps others from breaking the plan. */
export interface Guard {
  /** Name of the definition and of the assignment. */
  readonly id: string;
  readonly title: string;
  /** What it stops, and why. */
  readonly stops: Prose;
  readonly definition: GuardDefinition;
  /** Values of the assignment, by parameter. */
  readonly parameters: { readonly [name: string]: PolicyJson };
  /** With which effect to begin, and which to go on with when nothing legitimate was flagged. */
  readonly effects: { readonly first: 'Audit'; readonly later: 'Audit' | 'Deny' };
  /** What slips through, because a policy sees requests only. */
  readonly cannotSee: readonly Prose[];
  readonly confidence: Confidence;
  readonly cite: readonly Citation[];
}

/** What guards are made from. */
export interface GuardInput {
  readonly estate: Estate;
  /** Pools of pod and Service ranges, which no estate carries. */
  readonly requirements?: Requirements;
}

/** One kind of guard; it decides by itself whether it fits the estate. */
export type GuardEntry = (input: GuardInput) => readonly Guard[];
