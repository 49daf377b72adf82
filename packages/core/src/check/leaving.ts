import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { Subnet } from '../estate/elements/network.ts';
import { type Estate, find } from '../estate/estate.ts';
import { poolMode } from '../estate/modes-of.ts';
import { arePoolsListed, suppliedPools } from '../estate/pools-of.ts';
import { isUnknown, type Missing, missingOf } from '../evidence/knowable.ts';

/** A subnet by which packets of a cluster leave. */
export interface LeavingSubnet {
  readonly subnet: Subnet;
  readonly as: 'nodes' | 'pods';
  readonly pool: AgentPool;
}

/** The subnets by which nodes and pods leave, one entry per pool and use. */
export interface Leaving {
  readonly subnets: readonly LeavingSubnet[];
  /** Why there may be more of them. */
  readonly missing: readonly Missing[];
}

/**
 * Where packets of a cluster leave: nodes by their subnet, and pods by a subnet of their own where
 * they have one. Routes, gateways and service endpoints of both decide.
 */
export function leaving(estate: Estate, cluster: Cluster): Leaving {
  const subnets: LeavingSubnet[] = [];
  const missing: Missing[] = arePoolsListed(estate, cluster.id)
    ? []
    : [{ kind: 'notListed', what: 'agentPool', within: cluster.id }];
  for (const pool of suppliedPools(estate, cluster.id)) {
    const places = [
      { id: pool.subnet, as: 'nodes' },
      ...(pool.hosted === true ? [{ id: cluster.provisioningSubnet, as: 'nodes' } as const] : []),
      ...(mayHavePodSubnet(estate, pool) ? [{ id: pool.podSubnet, as: 'pods' } as const] : []),
    ] as const;
    for (const { id, as } of places) {
      const subnet = isUnknown(id) || id === undefined ? id : find(estate, 'subnet', id);
      if (isUnknown(subnet)) missing.push(...missingOf(subnet));
      else if (subnet !== undefined) subnets.push({ subnet, as, pool });
    }
  }
  return { subnets, missing };
}

function mayHavePodSubnet(estate: Estate, pool: AgentPool): boolean {
  const mode = poolMode(estate, pool);
  return isUnknown(mode) || mode.podTrafficLeavesBy === 'podSubnet';
}
