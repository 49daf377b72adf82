import type { ClusterRequirement } from './ask.ts';

/** Pods of a cluster when every pool is at its maximum and every node full. */
export const plannedPods = (cluster: ClusterRequirement): number =>
  cluster.pools.reduce((sum, pool) => sum + pool.maxNodes * pool.maxPods, 0);

/** Nodes of a cluster when every pool is at its maximum, without surge. */
export const plannedNodes = (cluster: ClusterRequirement): number =>
  cluster.pools.reduce((sum, pool) => sum + pool.maxNodes, 0) + (cluster.nodeProvisioning?.maxNodes ?? 0);
