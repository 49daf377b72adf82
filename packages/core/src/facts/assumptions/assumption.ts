import type { Citation, Confidence } from '../citation.ts';

/**
 * A point at which the sources contradict each other or are silent. The default is what an
 * analysis goes by unless the user says otherwise; every result that relied on it names it.
 */
export interface Assumption<Value extends string = string> {
  /** The open question, in one sentence that ends with a question mark. */
  readonly question: string;
  /** Every answer that can be chosen, each with what it means. */
  readonly values: Readonly<Record<Value, string>>;
  readonly default: Value;
  /** `conflicting`: documents disagree. `uncertain`: none of them says. */
  readonly confidence: Extract<Confidence, 'conflicting' | 'uncertain'>;
  readonly cite: readonly Citation[];
}

/** A table of assumptions, with the answers of each typed by its name. */
export type AssumptionTable<Values> = {
  readonly [Name in keyof Values]: Assumption<Extract<Values[Name], string>>;
};
