import { all, type Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { arePoolsListed, suppliedPools } from '../estate/pools-of.ts';
import { networkOfCluster } from '../estate/ranges.ts';
import { view } from '../estate/view.ts';
import {
  isUnknown,
  type Knowable,
  type Missing,
  missingOf,
  unknown,
} from '../evidence/knowable.ts';

/** Which VNets hold clusters, as far as known. */
interface ClusterNetworks {
  readonly byNetwork: ReadonlyMap<Id<'virtualNetwork'>, readonly Id<'cluster'>[]>;
  /** What keeps the VNet of some cluster from being known. */
  readonly missing: readonly Missing[];
}

const clusterNetworks: (estate: Estate) => ClusterNetworks = view((estate) => {
  const byNetwork = new Map<Id<'virtualNetwork'>, Id<'cluster'>[]>();
  for (const { id } of all(estate, 'cluster')) {
    const network = networkOfCluster(estate, id);
    if (network === undefined) continue;
    const others = byNetwork.get(network);
    if (others === undefined) byNetwork.set(network, [id]);
    else others.push(id);
  }
  const missing = all(estate, 'cluster').flatMap(({ id }) => missingNetwork(estate, id));
  return { byNetwork, missing };
});

function missingNetwork(estate: Estate, cluster: Id<'cluster'>): readonly Missing[] {
  const network = vnetOf(estate, cluster);
  return missingOf(network);
}

/** The clusters that are known to live in the VNet. */
export const clustersIn = (
  estate: Estate,
  network: Id<'virtualNetwork'>,
): readonly Id<'cluster'>[] => clusterNetworks(estate).byNetwork.get(network) ?? [];

/** Why the VNet may hold clusters that are not known to live in it. */
export function missingClusters(estate: Estate, network: Id<'virtualNetwork'>): readonly Missing[] {
  const notListed: readonly Missing[] = isListedFor(estate, 'cluster', network)
    ? []
    : [{ kind: 'notListed', what: 'cluster', within: network }];
  return [...clusterNetworks(estate).missing, ...notListed];
}

/** Whether the VNet holds a cluster; a known one settles it, an unplaced one leaves it open. */
export function holdsCluster(estate: Estate, network: Id<'virtualNetwork'>): Knowable<boolean> {
  if (clustersIn(estate, network).length > 0) return true;
  const [first, ...more] = missingClusters(estate, network);
  return first === undefined ? false : unknown(first, ...more);
}

/** The VNet of a cluster; undefined when AKS manages it, unknown when no input tells. */
export function vnetOf(
  estate: Estate,
  cluster: Id<'cluster'>,
): Knowable<Id<'virtualNetwork'> | undefined> {
  const network = networkOfCluster(estate, cluster);
  if (network !== undefined) return network;
  const pools = suppliedPools(estate, cluster);
  const [first, ...more] = pools.flatMap((pool) => missingOf(pool.subnet));
  if (first !== undefined) return unknown(first, ...more);
  if (pools.length > 0 || arePoolsListed(estate, cluster)) return undefined;
  return unknown({ kind: 'notListed', what: 'agentPool', within: cluster });
}

/** Whether a cluster lives in a VNet that AKS manages. */
export const isManagedNetwork = (network: Knowable<Id<'virtualNetwork'> | undefined>): boolean =>
  !isUnknown(network) && network === undefined;
