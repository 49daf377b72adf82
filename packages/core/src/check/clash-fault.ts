import type { Estate } from '../estate/estate.ts';
import type { HeldRange } from '../estate/ranges.ts';
import type { Way } from '../estate/routed.ts';
import { type Prose, prose, words } from '../evidence/prose.ts';
import { rangesEvidence } from './judge.ts';
import type { LocalClash } from './local-clashes.ts';
import { rangeOfHolder } from './range-words.ts';
import type { Fault } from './rule.ts';
import { wayWords } from './way-words.ts';

/** So many ranges are shown as evidence; the sentence tells how many there are. */
const shown = 12;

/** The nearest way first: it is the one that hurts first. */
const nearness: Readonly<Record<Way['kind'], number>> = {
  own: 0,
  peer: 1,
  hub: 2,
  gateway: 3,
  domain: 4,
};

/** What is said of the clashes of a cluster beyond the two ranges and the way. */
export interface ClashWords {
  readonly consequence: Prose;
  readonly fix: (local: HeldRange) => Prose;
}

/** One fault per range of the cluster, however many routed ranges it meets. */
export function* clashFaults(
  estate: Estate,
  clashes: readonly LocalClash[],
  { consequence, fix }: ClashWords,
): IterableIterator<Fault> {
  for (const local of new Set(clashes.map((clash) => clash.local))) {
    const own = clashes
      .filter((clash) => clash.local === local)
      .toSorted((a, b) => nearness[a.way.kind] - nearness[b.way.kind]);
    const [nearest] = own;
    if (nearest === undefined) continue;
    const certain = own.some((clash) => clash.severity === 'error');
    yield {
      field: local.field,
      severity: certain ? 'error' : 'warning',
      says: prose`${rangeOfHolder(estate, local)} meets ${rangeOfHolder(estate, nearest.routed)}: ${wayWords(estate, nearest.way)}.${others(own.length - 1)} ${consequence}${certain ? [] : summary}`,
      evidence: rangesEvidence(local, ...own.slice(0, shown).map((clash) => clash.routed)),
      fix: fix(local),
    };
  }
}

const others = (count: number): Prose =>
  count === 0
    ? []
    : prose` It meets ${count} other routed ${words(count === 1 ? 'range' : 'ranges')} too.`;

const summary: Prose = words(
  ' The learnt route is wider: if it only sums up narrower ones that lie elsewhere, nothing is lost.',
);
