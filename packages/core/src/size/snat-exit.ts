import { bitsOf, formatAddress } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { NatGateway } from '../estate/elements/egress.ts';
import type { Firewall } from '../estate/elements/firewall.ts';
import type { Subnet } from '../estate/elements/network.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { virtualWans } from '../estate/neighbours.ts';
import { clusterPools } from '../estate/pools-of.ts';
import { view } from '../estate/view.ts';
import {
  isKnown,
  isUnknown,
  type Knowable,
  mapKnown,
  notStated,
  unknown,
} from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import { defaultOutboundIps } from '../facts/defaults.ts';
import { type OutboundOwner, outboundTypes } from '../facts/outbound.ts';
import type { PortExit } from '../facts/port-hold.ts';
import { firewallSupply, natGatewaySupply } from '../facts/snat.ts';
import { type Amount, sum } from './amount.ts';

/** What hands outbound ports to a cluster. */
export interface SnatExit {
  readonly exit: PortExit;
  /** The element that does so; the cluster itself for what AKS manages for it. */
  readonly element: ElementId;
  /** Public addresses that it has. */
  readonly ips: Amount;
  /** Ports that one public address adds, where all share them; not for a load balancer. */
  readonly portsPerIp?: number;
  /** Most connections of one address to one destination at a time, where there is such a bound. */
  readonly connectionsPerIp?: number;
  /** Ports that each node gets by hand; undefined: by the platform's tiers. */
  readonly portsPerNode?: number;
}

/** What hands outbound ports to a cluster; undefined when nothing does (no way out to the internet). */
export function snatExit(estate: Estate, cluster: Cluster): Knowable<SnatExit | undefined> {
  const type = cluster.network.outboundType;
  return isUnknown(type) ? type : exits[outboundTypes[type].owner](estate, cluster);
}

type FindExit = (estate: Estate, cluster: Cluster) => Knowable<SnatExit | undefined>;

const exits: Readonly<Record<OutboundOwner, FindExit>> = {
  loadBalancer: loadBalancerExit,
  natGateway: natExit,
  nextHop: nextHopExit,
  nobody: () => undefined,
};

function loadBalancerExit(estate: Estate, cluster: Cluster): Knowable<SnatExit> {
  const profile = cluster.network.loadBalancer;
  if (isUnknown(profile)) return profile;
  const own = [
    profile?.outboundIps?.length ?? 0,
    ...(profile?.outboundIpPrefixes ?? []).map((prefix) => addressesOf(estate, prefix)),
  ];
  const isOwn = profile?.outboundIps !== undefined || profile?.outboundIpPrefixes !== undefined;
  const allocated = profile?.allocatedOutboundPorts ?? 0;
  return {
    exit: 'loadBalancer',
    element: cluster.id,
    ips: isOwn ? sum(own) : (profile?.managedOutboundIps ?? defaultOutboundIps.value),
    ...(allocated === 0 ? {} : { portsPerNode: allocated }),
  };
}

/** A gateway that AKS manages, else the one on the subnets by which pods leave. */
function natExit(estate: Estate, cluster: Cluster): Knowable<SnatExit> {
  const profile = cluster.network.natGateway;
  if (isUnknown(profile)) return profile;
  if (profile !== undefined)
    return natOf(cluster.id, profile.managedOutboundIps ?? defaultOutboundIps.value);
  const gateway = onlyOne(estate, cluster, (subnet) => subnet.natGateway);
  if (isUnknown(gateway)) return gateway;
  if (gateway !== undefined) return gatewayExit(estate, gateway);
  return isKnown(managedVnet(estate, cluster))
    ? natOf(cluster.id, defaultOutboundIps.value)
    : notStated('natGateway');
}

/** Known (and true) only when every pool lies in the VNet that AKS manages. */
function managedVnet(estate: Estate, cluster: Cluster): Knowable<true> {
  const pools = clusterPools(estate, cluster.id);
  if (isUnknown(pools)) return pools;
  return pools.length > 0 && pools.every((pool) => pool.subnet === undefined)
    ? true
    : notStated('subnet');
}

function gatewayExit(estate: Estate, id: Id<'natGateway'>): Knowable<SnatExit> {
  return mapKnown<NatGateway, Knowable<SnatExit>>(find(estate, 'natGateway', id), (gateway) =>
    natOf(
      id,
      sum([
        mapKnown(gateway.publicIps, (ips) => ips.length),
        mapKnown<readonly Id<'publicIpPrefix'>[], Amount>(gateway.publicIpPrefixes, (prefixes) =>
          sum(prefixes.map((prefix) => addressesOf(estate, prefix))),
        ),
      ]),
    ),
  );
}

const natOf = (element: ElementId, ips: Amount): SnatExit => ({
  exit: 'natGateway',
  element,
  ips,
  portsPerIp: natGatewaySupply.value.portsPerIp,
  connectionsPerIp: natGatewaySupply.value.connectionsPerIpPerDestination,
});

/** The firewall that the default route names, or that of a hub that spreads a default route. */
function nextHopExit(estate: Estate, cluster: Cluster): Knowable<SnatExit> {
  const firewall = onlyOne(estate, cluster, (subnet) => firewallOf(estate, subnet));
  if (isUnknown(firewall)) return firewall;
  if (firewall === undefined)
    return unknown({ kind: 'notModelled', feature: 'an appliance that is no Azure Firewall' });
  return mapKnown<Firewall, Knowable<SnatExit>>(find(estate, 'firewall', firewall), (known) =>
    firewallExit(estate, known),
  );
}

/** A NAT gateway on the subnet of a firewall takes over its ports. */
function firewallExit(estate: Estate, firewall: Firewall): Knowable<SnatExit> {
  const subnet = isKnown(firewall.subnet)
    ? estate.elements.subnet.get(firewall.subnet ?? '')
    : undefined;
  const gateway = subnet?.natGateway;
  if (gateway !== undefined && isKnown(gateway)) return gatewayExit(estate, gateway);
  const { portsPerIpPerInstance, leastInstances } = firewallSupply.value;
  return {
    exit: 'azureFirewall',
    element: firewall.id,
    ips: firewall.hubPublicIpCount ?? mapKnown(firewall.publicIps, (ips) => ips.length),
    portsPerIp: portsPerIpPerInstance * leastInstances,
  };
}

function firewallOf(estate: Estate, subnet: Subnet): Knowable<Id<'firewall'> | undefined> {
  const table = subnet.routeTable;
  if (isUnknown(table)) return table;
  if (table === undefined) return hubFirewall(estate, subnet);
  const known = find(estate, 'routeTable', table);
  if (isUnknown(known)) return known;
  if (isUnknown(known.routes)) return known.routes;
  const everything = known.routes.find(
    ({ destination }) =>
      isKnown(destination) &&
      destination.kind === 'prefix' &&
      destination.prefix.family === 4 &&
      destination.prefix.length === 0,
  );
  if (everything === undefined) return hubFirewall(estate, subnet);
  if (everything.via !== undefined) return everything.via;
  const hops = everything.nextHopAddresses;
  if (isUnknown(hops)) return hops;
  const firewalls = firewallsByAddress(estate);
  return hops.map((hop) => firewalls.get(formatAddress(hop))).find((found) => found !== undefined);
}

const firewallsByAddress: (estate: Estate) => ReadonlyMap<string, Id<'firewall'>> = view(
  (estate) =>
    new Map(
      all(estate, 'firewall').flatMap(({ id, privateAddress }) =>
        isKnown(privateAddress) ? [[formatAddress(privateAddress), id] as const] : [],
      ),
    ),
);

/** The firewall of a Virtual WAN hub that spreads a default route to the VNet of the subnet. */
function hubFirewall(estate: Estate, subnet: Subnet): Knowable<Id<'firewall'> | undefined> {
  for (const id of virtualWans(estate).hubsOf.get(subnet.virtualNetwork) ?? []) {
    const hub = estate.elements.virtualHub.get(id);
    if (hub === undefined) continue;
    if (isUnknown(hub.routingIntent)) return hub.routingIntent;
    if (hub.routingIntent.internet) return hub.firewall;
  }
  return undefined;
}

/** What the subnets by which a cluster's pods leave agree on; a contradiction when they do not. */
function onlyOne<T extends ElementId>(
  estate: Estate,
  cluster: Cluster,
  ask: (subnet: Subnet) => Knowable<T | undefined>,
): Knowable<T | undefined> {
  const subnets = leavingSubnets(estate, cluster);
  if (isUnknown(subnets)) return subnets;
  const answers = new Set<T>();
  for (const subnet of subnets) {
    const answer = ask(subnet);
    if (isUnknown(answer)) return answer;
    if (answer !== undefined) answers.add(answer);
  }
  const [only, ...others] = answers;
  return others.length === 0
    ? only
    : unknown({ kind: 'contradiction', sources: subnets.map((subnet) => subnet.source) });
}

/** The subnets that decide the way out of the pods of a cluster, each once. */
function leavingSubnets(estate: Estate, cluster: Cluster): Knowable<readonly Subnet[]> {
  const pools = clusterPools(estate, cluster.id);
  const mode = clusterMode(estate, cluster);
  if (isUnknown(pools)) return pools;
  if (isUnknown(mode)) return mode;
  const found = new Set<Subnet>();
  const ids = pools.map((pool) =>
    mode.podTrafficLeavesBy === 'podSubnet' ? pool.podSubnet : pool.subnet,
  );
  for (const id of [...ids, cluster.provisioningSubnet]) {
    if (isUnknown(id)) return id;
    if (id === undefined) continue;
    const subnet = find(estate, 'subnet', id);
    if (isUnknown(subnet)) return subnet;
    found.add(subnet);
  }
  return [...found];
}

/** Addresses of a public prefix. */
function addressesOf(estate: Estate, id: Id<'publicIpPrefix'>): Amount {
  const prefix = find(estate, 'publicIpPrefix', id);
  return isUnknown(prefix)
    ? prefix
    : mapKnown(prefix.length, (length) => 2 ** (bitsOf(4) - length));
}
