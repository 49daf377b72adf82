import type { Prose } from '../evidence/prose.ts';
import type { Citation } from '../facts/citation.ts';
import type { Amount } from './amount.ts';
import { greatest, sum } from './amount.ts';

/**
 * How much stands twice while pools or clusters are replaced: nothing, the largest pool, or every
 * pool (a second cluster beside the first).
 */
export type MigrationOverlap = 'none' | 'blueGreenPool' | 'blueGreenCluster';

/**
 * What a plan wants beyond what Azure's model can say. A check of a live network passes none of it.
 * Counts are for the subnet or range in question.
 */
export interface Planning {
  /** Nodes that must be able to start beyond every maximum. */
  readonly emergencyNodes: number;
  readonly migrationOverlap: MigrationOverlap;
  /**
   * What pools may grow to, as a factor on their maximum and surge, counted as need. 1: no growth, or
   * growth that is held behind the range instead (`needOf`).
   */
  readonly growthFactor: number;
  /** Private endpoints that are expected in all, those that exist included. */
  readonly privateEndpoints: number;
  /** Frontends of internal load balancers that are expected in all, those that exist included. */
  readonly internalLoadBalancers: number;
  /** Services that the cluster is to hold in all; 0: those that it states or has. */
  readonly services: number;
  /** Prefix length below which the plan does not go, and who says so; absent: any size that is needed. */
  readonly least?: { readonly length: number; readonly cite: Citation; readonly says: Prose };
}

/** Nothing beyond what the estate itself says. */
export const noPlanning: Planning = {
  emergencyNodes: 0,
  migrationOverlap: 'none',
  growthFactor: 1,
  privateEndpoints: 0,
  internalLoadBalancers: 0,
  services: 0,
};

/** What stands twice, of pools of the given sizes. */
export const overlaps: Readonly<Record<MigrationOverlap, (pools: readonly Amount[]) => Amount>> = {
  none: () => 0,
  blueGreenPool: greatest,
  blueGreenCluster: sum,
};
