import { limitValue } from '../facts/limits.ts';
import type { ClusterWish } from '../requirements/cluster.ts';

/** Pods of a cluster when every pool is at its maximum and every node full. */
export const plannedPods = (cluster: ClusterWish): number =>
  cluster.pools.reduce((sum, pool) => sum + pool.maxNodes * (pool.maxPods ?? mostPods), 0);

/** A pool that states no maximum of pods may be given the most that Azure allows. */
const mostPods = limitValue('max-pods-per-node');

/** Nodes of a cluster when every pool is at its maximum, without surge. */
export const plannedNodes = (cluster: ClusterWish): number =>
  cluster.pools.reduce((sum, pool) => sum + pool.maxNodes, 0) +
  (cluster.nodeProvisioning?.maxNodes ?? 0);
