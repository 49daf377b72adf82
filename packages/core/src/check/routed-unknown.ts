import type { Kind } from '../estate/elements/kinds.ts';
import { all, type Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { neighbourhood, virtualWans } from '../estate/neighbours.ts';
import { type MissingRange, ranges } from '../estate/ranges.ts';
import { routedTo } from '../estate/routed.ts';
import { view } from '../estate/view.ts';
import { isUnknown, type Missing, missingOf } from '../evidence/knowable.ts';

/*
 * Why more may be routed to a VNet than is known. A clash that is seen is certain without any of this;
 * only that there is none rests on it.
 */

/** Kinds of elements that bring ranges to a VNet or join it to others. */
const bringsRanges: readonly Kind[] = [
  'virtualNetwork',
  'peering',
  'externalRange',
  'virtualNetworkGateway',
  'virtualHub',
  'hubConnection',
  'firewall',
];

/** What keeps the list of ranges that are routed to a VNet from being whole. */
export const missingRouted = (estate: Estate, network: Id<'virtualNetwork'>): readonly Missing[] =>
  remembered(estate)(network);

const remembered: (estate: Estate) => (network: Id<'virtualNetwork'>) => readonly Missing[] = view(
  (estate) => {
    const known = new Map<Id<'virtualNetwork'>, readonly Missing[]>();
    return (network) => {
      const before = known.get(network);
      if (before !== undefined) return before;
      const missing = missingFor(estate, network);
      known.set(network, missing);
      return missing;
    };
  },
);

function missingFor(estate: Estate, network: Id<'virtualNetwork'>): readonly Missing[] {
  return [
    ...notListed(estate, network),
    ...missingAround(estate, network),
    ...missingNear(estate, network),
    ...missingRelays(estate),
    ...missingAppliances(estate, network),
    ...missingWans(estate),
  ];
}

/** The VNet itself, and its direct peers. */
function missingAround(estate: Estate, network: Id<'virtualNetwork'>): readonly Missing[] {
  const there = estate.elements.virtualNetwork.get(network);
  return [
    ...(there === undefined ? [{ kind: 'notSupplied', what: network } as const] : []),
    ...missingOf(there?.prefixes),
    ...(neighbourhood(estate).peers.get(network) ?? []).flatMap((peering) => {
      const remote = estate.elements.virtualNetwork.get(peering.to);
      return missingOf(remote === undefined ? peering.remotePrefixes : remote.prefixes);
    }),
  ];
}

/** Places that hold a routed range which nobody told; in most networks there are none. */
const missingPlaces: (estate: Estate) => readonly MissingRange[] = view((estate) =>
  ranges(estate).missing.filter(
    (place) => place.scope === 'routed' && !estate.elements.subnet.has(place.of),
  ),
);

/** Those of them that are routed to the VNet, or belong to its routing domain. */
function missingNear(estate: Estate, network: Id<'virtualNetwork'>): readonly Missing[] {
  const places = missingPlaces(estate);
  if (places.length === 0) return [];
  const { ways } = routedTo(estate, network);
  const domain = estate.elements.virtualNetwork.get(network)?.routingDomain;
  return places
    .filter(
      ({ of, virtualNetwork, routingDomain }) =>
        ways.has(virtualNetwork ?? of) || (domain !== undefined && routingDomain === domain),
    )
    .flatMap((place) => place.missing);
}

const notListed = (estate: Estate, network: Id<'virtualNetwork'>): readonly Missing[] => [
  ...bringsRanges
    .filter((kind) => !isListedFor(estate, kind, network))
    .map((what) => ({ kind: 'notListed', what, within: network }) as const),
  ...(virtualWans(estate).hubsOf.get(network) ?? []).flatMap((hub) =>
    inHubs
      .filter((kind) => !isListedFor(estate, kind, hub))
      .map((what) => ({ kind: 'notListed', what, within: hub }) as const),
  ),
];

/** Kinds that bring ranges to the VNets of a Virtual WAN hub. */
const inHubs: readonly Kind[] = ['vpnGateway', 'expressRouteGateway'];

/** Firewalls and gateways that stand in a VNet nobody named: it may be a hub. */
const missingRelays: (estate: Estate) => readonly Missing[] = view((estate) =>
  [...all(estate, 'virtualNetworkGateway'), ...all(estate, 'firewall')].flatMap(({ subnet }) =>
    isUnknown(subnet) || subnet === undefined || estate.elements.subnet.has(subnet)
      ? missingOf(subnet)
      : [{ kind: 'notSupplied', what: subnet } as const],
  ),
);

/** Hubs of which nothing tells the Virtual WAN: two of one WAN relay for each other. */
const missingWans: (estate: Estate) => readonly Missing[] = view((estate) => {
  const hubs = all(estate, 'virtualHub');
  return hubs.length < 2 ? [] : hubs.flatMap((hub) => missingOf(hub.virtualWan));
});

/**
 * Routes that may name an appliance in a peer, which would make it a hub. Only peers that are no
 * hubs anyway are asked for the routes of those around them.
 */
function missingAppliances(estate: Estate, network: Id<'virtualNetwork'>): readonly Missing[] {
  const { peers, hubs } = neighbourhood(estate);
  return (peers.get(network) ?? [])
    .filter((peering) => !hubs.has(peering.to))
    .flatMap((peering) => routesAround(estate)(peering.to));
}

/** What is not known of the routes in the VNets around one, worked out once per VNet. */
const routesAround: (estate: Estate) => (network: Id<'virtualNetwork'>) => readonly Missing[] =
  view((estate) => {
    const known = new Map<Id<'virtualNetwork'>, readonly Missing[]>();
    const unknownRoutes = unknownRoutesByNetwork(estate);
    return (network) => {
      const before = known.get(network);
      if (before !== undefined) return before;
      const around = neighbourhood(estate).peers.get(network) ?? [];
      const missing = around.flatMap((peering) => unknownRoutes.get(peering.to) ?? []);
      known.set(network, missing);
      return missing;
    };
  });

const unknownRoutesByNetwork: (
  estate: Estate,
) => ReadonlyMap<Id<'virtualNetwork'>, readonly Missing[]> = view((estate) => {
  const found = new Map<Id<'virtualNetwork'>, Missing[]>();
  for (const { virtualNetwork, routeTable } of all(estate, 'subnet')) {
    const missing = missingRoutes(estate, routeTable);
    if (missing.length > 0)
      found.set(virtualNetwork, [...(found.get(virtualNetwork) ?? []), ...missing]);
  }
  return found;
});

function missingRoutes(estate: Estate, id: unknown): readonly Missing[] {
  if (isUnknown(id)) return id.unknown;
  if (typeof id !== 'string') return [];
  const table = estate.elements.routeTable.get(id);
  return table === undefined ? [{ kind: 'notSupplied', what: id }] : missingOf(table.routes);
}
