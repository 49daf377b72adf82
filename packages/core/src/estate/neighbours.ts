import { containsAddress, type Prefix } from '@aksnet/net';
import { isKnown, isUnknown, knownOr } from '../evidence/knowable.ts';
import type { ExpressRouteGateway, VpnGateway } from './elements/gateway.ts';
import type { Peering } from './elements/network.ts';
import { all, type Estate } from './estate.ts';
import { grouped, push } from './grouped.ts';
import type { Id } from './id.ts';
import { view } from './view.ts';

/** Who is next to whom in one estate. */
export interface Neighbourhood {
  /** Peerings that start at a VNet and are not known to be cut. */
  readonly peers: ReadonlyMap<Id<'virtualNetwork'>, readonly Peering[]>;
  /** VNets that relay: they hold a firewall or a gateway, or a route names an appliance in them. */
  readonly hubs: ReadonlySet<Id<'virtualNetwork'>>;
  readonly gateways: ReadonlyMap<Id<'virtualNetwork'>, readonly Id<'virtualNetworkGateway'>[]>;
}

/** Peerings, relays and gateways, by VNet. */
export const neighbourhood: (estate: Estate) => Neighbourhood = view((estate) => {
  const peers = grouped(
    all(estate, 'peering').filter((peering) => peering.state !== 'Disconnected'),
    (peering) => peering.from,
  );
  const gateways = new Map<Id<'virtualNetwork'>, Id<'virtualNetworkGateway'>[]>();
  for (const gateway of all(estate, 'virtualNetworkGateway')) {
    const network = networkOf(estate, gateway.subnet);
    if (network !== undefined) push(gateways, network, gateway.id);
  }
  const hubs = new Set(gateways.keys());
  for (const firewall of all(estate, 'firewall')) {
    const network = networkOf(estate, firewall.subnet);
    if (network !== undefined) hubs.add(network);
  }
  for (const network of networksWithAppliances(estate, peers)) hubs.add(network);
  return { peers, hubs, gateways };
});

/** VNets in whose ranges lies the next hop that a subnet of a peer names. */
function* networksWithAppliances(
  estate: Estate,
  peers: ReadonlyMap<Id<'virtualNetwork'>, readonly Peering[]>,
): IterableIterator<Id<'virtualNetwork'>> {
  for (const subnet of all(estate, 'subnet')) {
    if (isUnknown(subnet.routeTable) || subnet.routeTable === undefined) continue;
    const table = estate.elements.routeTable.get(subnet.routeTable);
    const hops = knownOr(table?.routes ?? [], []).flatMap((route) =>
      knownOr(route.nextHopAddresses, []),
    );
    if (hops.length === 0) continue;
    for (const peering of peers.get(subnet.virtualNetwork) ?? []) {
      const ranges = prefixesBehind(estate, peering);
      if (hops.some((hop) => ranges.some((range) => containsAddress(range, hop)))) yield peering.to;
    }
  }
}

function prefixesBehind(estate: Estate, peering: Peering): readonly Prefix[] {
  const remote = estate.elements.virtualNetwork.get(peering.to);
  return knownOr(remote === undefined ? peering.remotePrefixes : remote.prefixes, []);
}

function networkOf(estate: Estate, subnet: unknown): Id<'virtualNetwork'> | undefined {
  return typeof subnet === 'string'
    ? estate.elements.subnet.get(subnet)?.virtualNetwork
    : undefined;
}

/** A gateway inside a Virtual WAN hub, of either kind. */
export type HubGateway = VpnGateway | ExpressRouteGateway;

/** Every gateway of Virtual WAN hubs. */
export const hubGateways: (estate: Estate) => readonly HubGateway[] = view((estate) => [
  ...all(estate, 'vpnGateway'),
  ...all(estate, 'expressRouteGateway'),
]);

/** Virtual WAN hubs: which VNets they connect, and which hubs belong together. */
export interface VirtualWans {
  readonly hubsOf: ReadonlyMap<Id<'virtualNetwork'>, readonly Id<'virtualHub'>[]>;
  readonly connectedTo: ReadonlyMap<Id<'virtualHub'>, readonly Id<'virtualNetwork'>[]>;
  readonly gatewaysOf: ReadonlyMap<Id<'virtualHub'>, readonly HubGateway[]>;
  readonly sameWan: (hub: Id<'virtualHub'>) => readonly Id<'virtualHub'>[];
}

/** The Virtual WANs of an estate. */
export const virtualWans: (estate: Estate) => VirtualWans = view((estate) => {
  const hubsOf = new Map<Id<'virtualNetwork'>, Id<'virtualHub'>[]>();
  const connectedTo = new Map<Id<'virtualHub'>, Id<'virtualNetwork'>[]>();
  for (const { hub, virtualNetwork } of all(estate, 'hubConnection')) {
    push(hubsOf, virtualNetwork, hub);
    push(connectedTo, hub, virtualNetwork);
  }
  const gatewaysOf = new Map<Id<'virtualHub'>, HubGateway[]>();
  for (const gateway of hubGateways(estate))
    if (isKnown(gateway.hub)) push(gatewaysOf, gateway.hub, gateway);
  const byWan = new Map<string, Id<'virtualHub'>[]>();
  for (const hub of all(estate, 'virtualHub'))
    if (isKnown(hub.virtualWan) && hub.virtualWan !== undefined)
      push(byWan, hub.virtualWan, hub.id);
  const sameWan = (id: Id<'virtualHub'>): readonly Id<'virtualHub'>[] => {
    const wan = estate.elements.virtualHub.get(id)?.virtualWan;
    return (typeof wan === 'string' ? byWan.get(wan) : undefined) ?? [id];
  };
  return { hubsOf, connectedTo, gatewaysOf, sameWan };
});
