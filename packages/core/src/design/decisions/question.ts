import type { Decision } from '../../evidence/decision.ts';
import type { Prose } from '../../evidence/prose.ts';
import type { Citation } from '../../facts/citation.ts';
import type { Combination } from '../../facts/compatibility.ts';

/**
 * A reason for an option, weighed. Points: 3 it decides the matter when nothing forbids it, 2 a clear
 * advantage, 1 a slight one; negative points are drawbacks on the same scale.
 */
export interface Merit {
  readonly points: number;
  readonly says: Prose;
}

/** One possible answer to a question. */
export interface Option<Ask> {
  readonly id: string;
  /** As Azure calls it. */
  readonly label: string;
  /** What choosing it says about the cluster, in the words of the compatibility table. */
  readonly sets: Partial<Combination>;
  /** Requirements that forbid it here; empty = none. */
  readonly unfit?: (ask: Ask) => readonly Prose[];
  readonly merits?: (ask: Ask) => readonly Merit[];
  readonly change: Decision['change'];
  readonly cite: readonly Citation[];
}

/** A question with all its possible answers. A new answer is one more entry of `options`. */
export interface Question<Ask> {
  /** Stable name, also the key under which preferences and binding requirements speak of it. */
  readonly id: string;
  readonly asks: string;
  readonly options: readonly Option<Ask>[];
  /** What is to be said whichever option wins, e.g. that a weak reason was not counted. */
  readonly remarks?: (ask: Ask) => readonly Prose[];
}
