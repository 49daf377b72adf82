import { reference } from '../../codec/codec.ts';
import type { Cluster } from '../../estate/elements/cluster.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import { canonical, type Id, parentId } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { isKnown, isUnknown, type Knowable } from '../../evidence/knowable.ts';
import { type BuiltInRole, builtInRoles } from '../../facts/built-in-roles.ts';
import { type AccessResource, assignment, ownIdentity } from './grant.ts';
import { imageAccess } from './image-access.ts';
import { ingressAccess } from './ingress-access.ts';

/**
 * What follows from a cluster: its identities, and what they and the identity of its ingress controller may
 * do.
 */
export function accessOf(cluster: Cluster, estate: Estate): readonly AccessResource[] {
  if (cluster.existing === true) return [];
  return [
    ...clusterAccess(cluster, estate),
    ...imageAccess(cluster),
    ...ingressAccess(cluster, estate),
  ];
}

/**
 * The identity of a cluster and what it may do. A user-assigned identity in the cluster's own resource
 * group is made; one elsewhere is somebody's and only referred to. It gets Network Contributor on the
 * subnets that its pools use, on their route tables and on public addresses of its load balancer that are not
 * AKS's own; with an own private zone also Private DNS Zone Contributor there, and Network Contributor on the
 * whole VNet, which AKS links to the zone. Automatic asks for the whole VNet as well (azure-aks-docs:
 * automatic/quick-automatic-custom-network.md).
 */
function clusterAccess(cluster: Cluster, estate: Estate): readonly AccessResource[] {
  const [identity] = cluster.identityIds ?? [];
  if (cluster.identity !== 'UserAssigned' || identity === undefined) return [];
  const grants = grantsOf(cluster, estate).map(({ role, scope }) =>
    assignment({
      role,
      scope,
      whose: `cluster ${cluster.name}`,
      principal: reference(canonical(identity), 'principalId'),
      before: cluster.id,
    }),
  );
  return [...ownIdentity(cluster, identity), ...grants];
}

interface ClusterGrant {
  readonly role: BuiltInRole;
  readonly scope: Id;
}

function grantsOf(cluster: Cluster, estate: Estate): readonly ClusterGrant[] {
  const subnets = subnetsOf(cluster, estate);
  const zone = cluster.access.privateDnsZone;
  const ownZone = isOwnZone(zone) ? zone : undefined;
  const isWhole = ownZone !== undefined || (isKnown(cluster.sku) && cluster.sku === 'Automatic');
  const networks = isWhole ? unique(subnets.map((id) => parentId(id))) : [];
  const tables = unique(
    subnets.flatMap((id) => {
      const subnet = find(estate, 'subnet', id);
      return isKnown(subnet) && isText(subnet.routeTable) ? [subnet.routeTable] : [];
    }),
  );
  const places: readonly Id[] = isWhole ? networks : subnets;
  const balancer = cluster.network.loadBalancer;
  const addresses: readonly Id[] = isUnknown(balancer)
    ? []
    : [...(balancer?.outboundIps ?? []), ...(balancer?.outboundIpPrefixes ?? [])];
  return [
    ...places.map((scope) => ({ role: builtInRoles.networkContributor, scope })),
    ...tables.map((scope) => ({ role: builtInRoles.networkContributor, scope })),
    ...addresses.map((scope) => ({ role: builtInRoles.networkContributor, scope })),
    ...(ownZone === undefined
      ? []
      : [{ role: builtInRoles.privateDnsZoneContributor, scope: ownZone }]),
  ];
}

/** Subnets of the cluster's nodes, pods and API server, in a fixed order. */
export function subnetsOf(cluster: Cluster, estate: Estate): readonly Id<'subnet'>[] {
  const ofPools = poolsByCluster(estate).get(cluster.id) ?? [];
  const ids = [...ofPools, cluster.provisioningSubnet, cluster.access.subnet].filter(isText);
  return unique(ids).toSorted();
}

/** Subnets by cluster, gathered once per Estate: with hundreds of clusters a search for each is slow. */
const poolsByCluster = view(
  (estate: Estate): ReadonlyMap<string, readonly Knowable<string | undefined>[]> => {
    const found = new Map<string, Knowable<string | undefined>[]>();
    for (const pool of all(estate, 'agentPool')) {
      const list = found.get(pool.cluster) ?? [];
      list.push(pool.subnet, pool.podSubnet);
      found.set(pool.cluster, list);
    }
    return found;
  },
);

const unique = <T extends string>(ids: readonly T[]): readonly T[] => [...new Set(ids)];

const isText = (value: Knowable<string | undefined>): value is string => typeof value === 'string';

const isOwnZone = (zone: Cluster['access']['privateDnsZone']): zone is Id<'privateDnsZone'> =>
  !isUnknown(zone) && zone !== undefined && zone !== 'system' && zone !== 'none';
