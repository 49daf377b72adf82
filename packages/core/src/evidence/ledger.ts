import type { AssumptionName } from '../facts/assumptions.ts';
import type { Citation } from '../facts/citation.ts';
import { isKnown, type Knowable, type Missing, missingOf } from './knowable.ts';
import type { Prose } from './prose.ts';
import type { ElementId } from './source.ts';

/** One line of a ledger: what needs how much, and on what that rests. */
export interface Line {
  /** Stable name of the line's meaning, e.g. `surge` or `reserved`. */
  readonly role: string;
  readonly what: Prose;
  readonly amount: Knowable<number>;
  /** The element that causes the need, or the document that demands it. */
  readonly from: ElementId | Citation;
  readonly assumes?: readonly AssumptionName[];
}

/**
 * What is needed of something countable, line by line, beside what there is. Sums are derived,
 * never stored. An unknown line still leaves a known part: enough to fail, never enough to pass.
 */
export interface Ledger {
  readonly subject: ElementId;
  readonly title: Prose;
  readonly unit: 'addresses' | 'node blocks' | 'ports' | 'routes' | 'Service addresses' | 'nodes';
  readonly supply: Knowable<number>;
  readonly lines: readonly Line[];
  /** What the ledger wants to be said beside it, e.g. the published formula that undersizes. */
  readonly notes?: readonly Prose[];
}

/** Sum of the lines that are known. */
export const knownNeed = (ledger: Ledger): number =>
  ledger.lines.reduce((sum, line) => sum + (isKnown(line.amount) ? line.amount : 0), 0);

/** What keeps the need from being known; empty when every line is known. */
export const missingNeed = (ledger: Ledger): readonly Missing[] =>
  ledger.lines.flatMap((line) => missingOf(line.amount));

/** The judgement of supply against need. */
export type Balance =
  | { readonly kind: 'enough'; readonly spare: number }
  | { readonly kind: 'short'; readonly by: number }
  | { readonly kind: 'undetermined'; readonly missing: readonly Missing[] };

/** Compares the supply with the known part first: a shortage is certain even when lines are missing. */
export function balance(ledger: Ledger): Balance {
  const need = knownNeed(ledger);
  if (!isKnown(ledger.supply)) return { kind: 'undetermined', missing: missingOf(ledger.supply) };
  if (need > ledger.supply) return { kind: 'short', by: need - ledger.supply };
  const missing = missingNeed(ledger);
  return missing.length > 0
    ? { kind: 'undetermined', missing }
    : { kind: 'enough', spare: ledger.supply - need };
}
