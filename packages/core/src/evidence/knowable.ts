import type { ElementId, Source } from './source.ts';

/** Why something is not known, and so what would tell it. */
export type Missing =
  /** Another element refers to it, but it is not among the inputs. */
  | { readonly kind: 'notSupplied'; readonly what: ElementId }
  /** Nobody said that the list of these is whole, so an absent one proves nothing. */
  | { readonly kind: 'notListed'; readonly what: string; readonly within?: ElementId }
  /** The input does not carry the field. */
  | { readonly kind: 'notStated'; readonly field: string }
  | { readonly kind: 'notEvaluable'; readonly expression: string; readonly source: Source }
  | { readonly kind: 'contradiction'; readonly sources: readonly Source[] }
  | { readonly kind: 'notModelled'; readonly feature: string }
  | { readonly kind: 'stale'; readonly source: Source }
  /** A range that the design has yet to choose. */
  | { readonly kind: 'toBeAllocated' };

/** Something that is not known, with at least one reason. */
export interface Unknown {
  readonly unknown: readonly [Missing, ...Missing[]];
}

/**
 * Three states without a wrapper around what is known: the value, `undefined` inside `T` when it is
 * known to be absent, or {@link Unknown}.
 */
export type Knowable<T> = T | Unknown;

/** Whether the value (or its absence) is known. */
export const isKnown = <T>(value: T): value is Exclude<T, Unknown> => !isUnknown(value);

/** An unknown for the given reasons. */
export const unknown = (first: Missing, ...more: readonly Missing[]): Unknown => ({
  unknown: [first, ...more],
});

/** The input does not carry the field. */
export const notStated = (field: string): Unknown => unknown({ kind: 'notStated', field });

/** A range that the design has yet to choose. */
export const toBeAllocated: Unknown = unknown({ kind: 'toBeAllocated' });

/** The known value, or `fallback`: only for display, never to decide. */
export const knownOr = <T, F>(value: Knowable<T>, fallback: F): T | F =>
  isKnown(value) ? value : fallback;

/** Applies `f` to a known value and passes an unknown on. */
export const mapKnown = <T, R>(value: Knowable<T>, f: (known: T) => R): Knowable<R> =>
  isUnknown(value) ? value : f(value);

/** Whether the value is not known. A label that happens to be called `unknown` has a text there. */
export const isUnknown = (value: unknown): value is Unknown =>
  typeof value === 'object' && value !== null && 'unknown' in value && Array.isArray(value.unknown);

/** The reasons why any of the values is not known; empty when all are known. */
export const missingOf = (...values: readonly unknown[]): readonly Missing[] =>
  values.flatMap((value) => (isUnknown(value) ? value.unknown : []));
