import type { AssumptionName, AssumptionValues } from '../assumptions.ts';
import type { Ending } from '../calendar.ts';
import type { Citation, Confidence } from '../citation.ts';
import type { Combination } from './combination.ts';

/**
 * What comes of a combination. `refused`: the API or the command says no. `unsupported`: it may be
 * accepted, Microsoft does not stand by it. `retires`: it works until a day. `discouraged`: it
 * works, and the pages or reports advise against it.
 */
export type Effect = 'refused' | 'unsupported' | 'retires' | 'discouraged';

/** The assumption on which an entry rests: it holds only under this answer. */
export type Rests = {
  readonly [Name in AssumptionName]: {
    readonly on: Name;
    readonly answered: AssumptionValues[Name];
  };
}[AssumptionName];

/** A combination that does not go together. */
export interface Incompatibility {
  readonly id: string;
  /** True only when everything it asks for is known. */
  readonly when: (combination: Combination) => boolean;
  readonly effect: Effect;
  /** The day or month from which it no longer works, for what retires. */
  readonly retires?: Ending;
  /** One sentence, lower case at the start. */
  readonly reason: string;
  /** What could be chosen instead; empty when nothing is known. */
  readonly alternatives: readonly string[];
  readonly rests?: Rests;
  readonly confidence: Confidence;
  readonly cite: readonly Citation[];
}
