import type { AssumptionName } from '../assumptions.ts';
import type { Citation, Confidence } from '../citation.ts';

/** A published limit. */
export interface Limit {
  /** What is counted, and per what: "nodes of a cluster". */
  readonly what: string;
  /** The greatest allowed number; for the ids that end in `smallest`, `minimum` or `largest` a bound of that kind. */
  readonly value: number;
  /** The number that the pages advise to stay at, where it differs. */
  readonly advised?: number;
  /** Whether Azure is known to raise the limit on request or by a setting. */
  readonly raisable: boolean;
  /** The condition under which the value holds. */
  readonly condition?: string;
  /** Where pages disagree: the assumption whose answer is the number. */
  readonly assumption?: NumericAssumption;
  readonly confidence: Confidence;
  readonly cite: readonly Citation[];
}

/** Assumptions whose answers are numbers that stand for a limit. */
export type NumericAssumption = Extract<
  AssumptionName,
  | 'overlay.podsPerCluster'
  | 'privateEndpoint.perSubscription'
  | 'routeTable.routes'
  | 'subnet.reserved'
  | 'systemPool.minimumNodes'
  | 'vnet.peerings'
>;
