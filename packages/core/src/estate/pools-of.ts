import { type Knowable, unknown } from '../evidence/knowable.ts';
import type { AgentPool } from './elements/cluster.ts';
import { all, type Estate } from './estate.ts';
import { grouped } from './grouped.ts';
import type { Id } from './id.ts';
import { isListedFor } from './listed.ts';
import { view } from './view.ts';

const poolsByCluster: (estate: Estate) => ReadonlyMap<Id<'cluster'>, readonly AgentPool[]> = view(
  (estate) => grouped(all(estate, 'agentPool'), (pool) => pool.cluster),
);

/** The pools of a cluster among the inputs, in the order of their arrival: the first pool first. */
export const suppliedPools = (estate: Estate, cluster: Id<'cluster'>): readonly AgentPool[] =>
  poolsByCluster(estate).get(cluster) ?? [];

/**
 * The pools of a cluster. Unknown only when there is none and nobody said that they are listed: a
 * cluster has at least one pool, so an empty list tells of a missing input.
 */
export function clusterPools(
  estate: Estate,
  cluster: Id<'cluster'>,
): Knowable<readonly AgentPool[]> {
  const pools = suppliedPools(estate, cluster);
  return pools.length > 0 || arePoolsListed(estate, cluster)
    ? pools
    : unknown({ kind: 'notListed', what: 'agentPool', within: cluster });
}

/** Whether somebody said that all pools of the cluster are among the inputs. */
export const arePoolsListed = (estate: Estate, cluster: Id<'cluster'>): boolean =>
  isListedFor(estate, 'agentPool', cluster);
