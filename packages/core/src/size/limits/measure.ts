import type { Estate } from '../../estate/estate.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { AssumptionName } from '../../facts/assumptions.ts';
import type { LimitId } from '../../facts/limits.ts';
import type { Amount } from '../amount.ts';

/** What one element counts towards a limit; parts that are not known leave a least number. */
export interface Measured {
  readonly limit: LimitId;
  readonly of: ElementId;
  readonly parts: readonly Amount[];
  readonly assumes?: readonly AssumptionName[];
}

/** Counts towards one limit, or towards alternatives of one, over the whole estate. */
export type Measure = (estate: Estate) => Iterable<Measured>;
