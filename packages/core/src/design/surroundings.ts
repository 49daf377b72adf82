import type { Prefix } from '@aksnet/net';
import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { Subnet, VirtualNetwork } from '../estate/elements/network.ts';
import { all, type Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { view } from '../estate/view.ts';

/** Pools by cluster, remembered per Estate: every part of dressing asks for them. */
const poolsByCluster: (estate: Estate) => ReadonlyMap<Id<'cluster'>, readonly AgentPool[]> = view(
  (estate) => {
    const groups = new Map<Id<'cluster'>, AgentPool[]>();
    for (const pool of all(estate, 'agentPool')) {
      const group = groups.get(pool.cluster);
      if (group === undefined) groups.set(pool.cluster, [pool]);
      else group.push(pool);
    }
    return groups;
  },
);

/** Pools of a cluster. */
export const poolsOf = (estate: Estate, cluster: Cluster): readonly AgentPool[] =>
  poolsByCluster(estate).get(cluster.id) ?? [];

/** Clusters by the subnets in which their nodes and pods live. */
const clustersBySubnet: (estate: Estate) => ReadonlyMap<Id<'subnet'>, readonly Cluster[]> = view(
  (estate) => {
    const found = new Map<Id<'subnet'>, Cluster[]>();
    for (const cluster of all(estate, 'cluster'))
      for (const subnet of clusterSubnets(estate, cluster))
        found.set(subnet.id, [...(found.get(subnet.id) ?? []), cluster]);
    return found;
  },
);

/** Clusters whose nodes or pods live in the subnet. */
export const clustersOn = (estate: Estate, subnet: Id<'subnet'>): readonly Cluster[] =>
  clustersBySubnet(estate).get(subnet) ?? [];

const subnetsByNetwork: (estate: Estate) => ReadonlyMap<Id<'virtualNetwork'>, readonly Subnet[]> =
  view((estate) => {
    const found = new Map<Id<'virtualNetwork'>, Subnet[]>();
    for (const subnet of all(estate, 'subnet')) {
      const group = found.get(subnet.virtualNetwork);
      if (group === undefined) found.set(subnet.virtualNetwork, [subnet]);
      else group.push(subnet);
    }
    return found;
  });

/** Subnets of a VNet. */
export const subnetsIn = (estate: Estate, network: Id<'virtualNetwork'>): readonly Subnet[] =>
  subnetsByNetwork(estate).get(network) ?? [];

/** Clusters whose nodes live in a VNet. */
export const clustersIn = (estate: Estate, network: Id<'virtualNetwork'>): readonly Cluster[] => [
  ...new Set(subnetsIn(estate, network).flatMap((subnet) => clustersOn(estate, subnet.id))),
];

/** Subnets in which nodes and pods of a cluster live. */
export function clusterSubnets(estate: Estate, cluster: Cluster): readonly Subnet[] {
  const ids = new Set([
    ...poolsOf(estate, cluster).flatMap((pool) => [pool.subnet, pool.podSubnet]),
    cluster.provisioningSubnet,
  ]);
  return [...ids].flatMap((id) => {
    const subnet = typeof id === 'string' ? estate.elements.subnet.get(id) : undefined;
    return subnet === undefined ? [] : [subnet];
  });
}

const outside: ReadonlySet<string> = new Set(['onPremises', 'vpn', 'expressRoute']);

/** Ranges of people and machines outside Azure that are routed to the VNet. */
export function externalRanges(
  estate: Estate,
  network: Id<'virtualNetwork'> | undefined,
): readonly Prefix[] {
  const domain =
    network === undefined ? undefined : estate.elements.virtualNetwork.get(network)?.routingDomain;
  return all(estate, 'externalRange')
    .filter(
      (range) =>
        outside.has(range.as) &&
        (range.routingDomain === undefined || range.routingDomain === domain),
    )
    .flatMap((range) => range.prefixes);
}

/** VNets of the hub that a spoke meets: by a peering, or at a Virtual WAN hub. */
export function hubsOf(estate: Estate, network: Id<'virtualNetwork'>): readonly VirtualNetwork[] {
  const peers = all(estate, 'peering').flatMap((p) => (p.from === network ? [p.to] : []));
  const hubs = all(estate, 'hubConnection').flatMap((c) =>
    c.virtualNetwork === network ? [c.hub] : [],
  );
  const shared = all(estate, 'hubConnection').flatMap((c) =>
    hubs.includes(c.hub) ? [c.virtualNetwork] : [],
  );
  const near = new Set([...peers, ...shared]);
  return all(estate, 'virtualNetwork').filter((v) => near.has(v.id) && v.layer === 'hub');
}
