import { type CheckResult, check } from '../check/check.ts';
import type { ChecklistPoint } from '../check/checklist.ts';
import { checklist } from '../check/checklist.ts';
import type { Estate } from '../estate/estate.ts';

/** What our own rules say of our own plan. */
export interface Proof {
  readonly result: CheckResult;
  readonly checklist: readonly ChecklistPoint[];
}

/** Judges a finished design by the same rules that guard a live network. */
export function prove(estate: Estate): Proof {
  const result = check(estate);
  return { result, checklist: checklist(estate, result) };
}
