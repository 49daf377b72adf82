import type { Estate } from '../estate/estate.ts';
import { type HeldRange, type RangePlace, ranges } from '../estate/ranges.ts';
import { isUnknown, type Knowable, type Missing } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import { finding, passUnless, undetermined } from './judge.ts';
import type { Fault, Judgement } from './rule.ts';

/** How ranges are judged one by one. */
export interface RangeQuestion {
  /** Which ranges are asked about, by where they stand. Holds for growth never are. */
  readonly concerns: (place: RangePlace) => boolean;
  /** What is wrong with a range; undefined when nothing is. */
  readonly faultOf: (range: HeldRange) => Knowable<Fault | undefined>;
}

interface Verdicts {
  readonly faults: Fault[];
  readonly missing: Missing[];
}

/**
 * Judges ranges that need no other to be judged: a finding for each faulty one, and per holder one
 * pass, or one undetermined for what is not known of it.
 */
export function* judgeRanges(
  estate: Estate,
  { concerns, faultOf }: RangeQuestion,
): IterableIterator<Judgement> {
  const bySubject = new Map<ElementId, Verdicts>();
  const verdictsOf = (subject: ElementId): Verdicts => {
    const known = bySubject.get(subject) ?? { faults: [], missing: [] };
    bySubject.set(subject, known);
    return known;
  };
  const { held, missing } = ranges(estate);
  for (const range of held) {
    if (range.held === true || !concerns(range)) continue;
    const fault = faultOf(range);
    const verdicts = verdictsOf(range.of);
    if (isUnknown(fault)) verdicts.missing.push(...fault.unknown);
    else if (fault !== undefined) verdicts.faults.push(fault);
  }
  for (const place of missing)
    if (place.held !== true && concerns(place)) verdictsOf(place.of).missing.push(...place.missing);
  for (const [subject, verdicts] of bySubject) yield* judgementsOf(subject, verdicts);
}

function* judgementsOf(
  subject: ElementId,
  { faults, missing }: Verdicts,
): IterableIterator<Judgement> {
  for (const fault of faults) yield finding(subject, fault);
  if (faults.length === 0) yield passUnless(missing, subject);
  else if (missing.length > 0) yield undetermined(subject, missing);
}
