import type { NatGateway, PublicIp } from '../../estate/elements/egress.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Peering, Subnet, VirtualNetwork } from '../../estate/elements/network.ts';
import type { RouteTable } from '../../estate/elements/routing.ts';
import type { Id } from '../../estate/id.ts';
import { notStated, toBeAllocated } from '../../evidence/knowable.ts';
import { isModeId, modes } from '../../facts/modes.ts';
import type { SpaceKindId } from '../../facts/space-kinds.ts';
import type { Requirements } from '../../requirements/schema.ts';
import type { ClusterAsk } from '../ask.ts';
import { existingIn, existingNatGateway, existingRouteTable } from '../existing.ts';
import { natName } from '../exit-scale.ts';
import type { Place, Places } from '../places.ts';
import type { Hub } from './hub.ts';
import { joinedPlan } from './protection.ts';
import { plannedSubnet, type SubnetPlan } from './subnet.ts';
import { hubConnection } from './virtual-hub.ts';

/** Whether packets leave by the routes of a table. */
const isRouted = ({ picked }: DecidedCluster): boolean =>
  picked['outboundType'] === 'userDefinedRouting';

/** Whether AKS writes routes of its own, and so shares its table with no other cluster. */
const hasOwnRouteTable = (mode: string | undefined): boolean =>
  mode !== undefined && isModeId(mode) && modes[mode].ownRouteTable;

/** A cluster of a spoke with what was decided for it. */
export interface DecidedCluster {
  readonly ask: ClusterAsk;
  /** Question id → option id. */
  readonly picked: Readonly<Record<string, string>>;
  /** Name of an ingress requirement → option id. */
  readonly ingress: Readonly<Record<string, string>>;
  /** Name of a pool → option id of its subnet. */
  readonly poolSubnets: Readonly<Record<string, string>>;
}

/** One spoke: the VNet of an environment in a region, with all its clusters. */
export interface SpokeAsk {
  readonly environment: string;
  readonly region: string;
  readonly domain: Id<'routingDomain'>;
  readonly clusters: readonly DecidedCluster[];
  readonly hub: Hub | undefined;
  /** The VNet that is there and must be used. */
  readonly existing?: VirtualNetwork;
  /** Public addresses of the NAT gateway, when one is used. */
  readonly natPublicIps: number;
}

/** A spoke under construction: its VNet, and the routes and exit that its clusters may share. */
export interface Spoke {
  readonly network: VirtualNetwork;
  readonly place: Place;
  readonly routeTable?: Id<'routeTable'>;
  readonly natGateway?: Id<'natGateway'>;
  /** Whether a Virtual WAN hub gives it routes, which its tables must let in. */
  readonly learnsFromHub: boolean;
  readonly elements: readonly AnyElement[];
}

/** VNet, peerings, route table and NAT gateway of a spoke. */
export function spokeSkeleton(places: Places, ask: SpokeAsk): Spoke {
  const place = places.network(ask.environment, ask.region);
  const tail = `${ask.environment}-${ask.region}`;
  const requirements = ask.clusters[0]?.ask.requirements;
  const viaFirewall = ask.clusters.some((c) => c.picked['nameResolution'] === 'firewallProxy');
  const network: VirtualNetwork = ask.existing ?? {
    ...places.head({
      kind: 'virtualNetwork',
      type: 'Microsoft.Network/virtualNetworks',
      names: [`vnet-${tail}`],
      place,
    }),
    prefixes: toBeAllocated,
    dnsServers: [],
    ...(viaFirewall && ask.hub?.firewall !== undefined ? { dnsVia: ask.hub.firewall } : {}),
    routingDomain: ask.domain,
    ...(requirements === undefined ? {} : spokeProtection(places, requirements, ask)),
  };
  const routed = ask.clusters.some((c) => isRouted(c) && !hasOwnRouteTable(c.picked['cniMode']));
  const natted = ask.clusters.some((c) => c.picked['outboundType'] === 'userAssignedNATGateway');
  const [tableThere] =
    requirements === undefined ? [] : existingIn(requirements, 'routeTable', ask.region);
  const [natThere] =
    requirements === undefined ? [] : existingIn(requirements, 'natGateway', ask.region);
  const table = routed
    ? tableThere === undefined
      ? newTable(places, ask, tail)
      : existingRouteTable(tableThere)
    : undefined;
  const nat = natted
    ? natThere === undefined
      ? natParts(places, {
          place,
          tail,
          name: natName(ask.environment, ask.region),
          publicIps: ask.natPublicIps,
        })
      : natOf(existingNatGateway(natThere))
    : undefined;
  return {
    network,
    place,
    learnsFromHub: ask.hub?.virtualHub !== undefined,
    ...(table === undefined ? {} : { routeTable: table.id }),
    ...(nat === undefined ? {} : { natGateway: nat.id }),
    elements: [
      network,
      ...peerings(places, { ask, network }),
      ...(table === undefined ? [] : [table]),
      ...(nat?.elements ?? []),
    ],
  };
}

/** A route table whose routes are written once ranges are known. */
const newTable = (places: Places, ask: SpokeAsk, tail: string): RouteTable =>
  plannedTable(places, {
    name: `rt-${tail}`,
    place: places.network(ask.environment, ask.region),
    propagateGatewayRoutes: ask.hub?.virtualHub !== undefined,
  });

/** A route table without routes so far. */
export const plannedTable = (
  places: Places,
  plan: { readonly name: string; readonly place: Place; readonly propagateGatewayRoutes: boolean },
): RouteTable => ({
  ...places.head({
    kind: 'routeTable',
    type: 'Microsoft.Network/routeTables',
    names: [plan.name],
    place: plan.place,
  }),
  routes: [],
  propagateGatewayRoutes: plan.propagateGatewayRoutes,
});

const natOf = (
  gateway: NatGateway,
): { readonly id: Id<'natGateway'>; readonly elements: readonly AnyElement[] } => ({
  id: gateway.id,
  elements: [gateway],
});

/** Entries behind the firewall arrive at its address, in the VNet of the hub. */
const spokeProtection = (
  places: Places,
  requirements: Requirements,
  { clusters, region }: SpokeAsk,
): Pick<VirtualNetwork, 'ddosProtectionPlan'> =>
  joinedPlan(requirements, places, {
    region,
    clusters: clusters.map(({ ask }) => ask.cluster),
    takes: (entry) => !entry.behindFirewall,
  });

/** By what nodes and pods of a cluster leave: nothing of either, and they leave by what AKS makes. */
export type Exits = Pick<SubnetPlan, 'routeTable' | 'natGateway'>;

/** A subnet of the spoke with a security group of its own; nodes and pods also get routes and exit. */
export function spokeSubnet(
  places: Places,
  spoke: Spoke,
  plan: {
    readonly name: string;
    readonly purpose: SpaceKindId;
    readonly exits?: Exits;
    readonly delegations?: readonly string[];
    readonly privateEndpointPolicies?: 'NetworkSecurityGroupEnabled';
  },
): { readonly subnet: Subnet; readonly elements: readonly AnyElement[] } {
  const { place, network } = spoke;
  const group: AnyElement = {
    ...places.head({
      kind: 'networkSecurityGroup',
      type: 'Microsoft.Network/networkSecurityGroups',
      names: [`nsg-${plan.name.replace(/^snet-/, '')}-${place.region}`],
      place,
    }),
    rules: [],
  };
  const subnet = plannedSubnet(places, {
    name: plan.name,
    purpose: plan.purpose,
    network,
    place,
    securityGroup: group.id,
    ...plan.exits,
    ...(plan.delegations === undefined ? {} : { delegations: plan.delegations }),
    ...(plan.privateEndpointPolicies === undefined
      ? {}
      : { privateEndpointPolicies: plan.privateEndpointPolicies }),
  });
  return { subnet, elements: [group, subnet] };
}

/**
 * Both halves of the peering with the hub. The spoke's half lets forwarded packets in, because the
 * firewall relays what other spokes and on-premises send; the hub's half lends its gateway.
 */
function peerings(
  places: Places,
  { ask, network }: { readonly ask: SpokeAsk; readonly network: VirtualNetwork },
): readonly AnyElement[] {
  const hub = ask.hub;
  const place = places.hub(ask.region);
  if (hub?.virtualHub !== undefined) {
    const element = hub.elements.find((e) => e.id === hub.virtualHub);
    return element?.kind === 'virtualHub'
      ? [hubConnection(places, { hub: element, network, place })]
      : [];
  }
  const hubNetwork = hub?.network;
  if (hub === undefined || hubNetwork === undefined) return [];
  const { gateway } = hub;
  const half = (
    from: VirtualNetwork,
    to: VirtualNetwork,
    flags: Pick<Peering, 'allowForwardedTraffic' | 'allowGatewayTransit' | 'useRemoteGateways'>,
  ): Peering => ({
    ...places.childHead({
      kind: 'peering',
      of: from,
      type: 'virtualNetworkPeerings',
      name: `peer-${to.name}`,
      place:
        from === network ? places.network(ask.environment, ask.region) : places.hub(ask.region),
    }),
    from: from.id,
    to: to.id,
    state: 'Connected',
    allowVirtualNetworkAccess: true,
    ...flags,
    remotePrefixes: toBeAllocated,
  });
  return [
    half(network, hubNetwork, {
      allowForwardedTraffic: true,
      allowGatewayTransit: false,
      useRemoteGateways: gateway,
    }),
    half(hubNetwork, network, {
      allowForwardedTraffic: true,
      allowGatewayTransit: gateway,
      useRemoteGateways: false,
    }),
  ];
}

function natParts(
  places: Places,
  plan: {
    readonly place: Place;
    readonly tail: string;
    readonly name: string;
    readonly publicIps: number;
  },
): { readonly id: Id<'natGateway'>; readonly elements: readonly AnyElement[] } {
  const ips: readonly PublicIp[] = Array.from({ length: plan.publicIps }, (_, i) => ({
    ...places.head({
      kind: 'publicIp' as const,
      type: 'Microsoft.Network/publicIPAddresses',
      names: [`pip-nat-${plan.tail}-${String(i + 1).padStart(2, '0')}`],
      place: plan.place,
    }),
    address: notStated('ipAddress'),
    sku: 'StandardV2' as const,
    zones: [],
  }));
  const gateway: NatGateway = {
    ...places.head({
      kind: 'natGateway',
      type: 'Microsoft.Network/natGateways',
      names: [plan.name],
      place: plan.place,
    }),
    sku: 'StandardV2',
    publicIps: ips.map((ip) => ip.id),
    publicIpPrefixes: [],
    idleTimeout: 4,
    zones: [],
  };
  return { id: gateway.id, elements: [...ips, gateway] };
}
