import type { Unknown } from '../evidence/knowable.ts';

const because: unique symbol = Symbol('because');

/**
 * Stands in a parsed document for a value that is there but not known: an expression that could not
 * be evaluated, a Terraform value "known after apply". Marked by a symbol, which no text can spell,
 * so that `{"unknown": …}` in a file is never taken for one.
 */
export interface Unevaluated {
  readonly [because]: Unknown;
}

/** Marks a place in a document as not known, with the reasons. */
export const unevaluated = (reasons: Unknown): Unevaluated => ({ [because]: reasons });

/** Why the value at a place is not known; undefined when it is. */
export const whyUnevaluated = (value: unknown): Unknown | undefined =>
  isUnevaluated(value) ? value[because] : undefined;

/** Whether the value is such a mark. */
export const isUnevaluated = (value: unknown): value is Unevaluated =>
  typeof value === 'object' && value !== null && because in value;
