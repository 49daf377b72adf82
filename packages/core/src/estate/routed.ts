import { isUnknown, type Missing, missingOf } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import type { Peering } from './elements/network.ts';
import { all, type Estate } from './estate.ts';
import { grouped } from './grouped.ts';
import type { Id } from './id.ts';
import { neighbourhood, virtualWans } from './neighbours.ts';
import { type HeldRange, ranges, rangesOf } from './ranges.ts';
import { view } from './view.ts';
import { viewOf } from './view-of.ts';

/** How a range is routed to a VNet, the nearest way first. */
export type Way =
  /** The VNet's own range. */
  | { readonly kind: 'own' }
  /** A VNet peered with it. */
  | { readonly kind: 'peer'; readonly peering: Id<'peering'> }
  /** Relayed by a VNet with a firewall, appliance or gateway, or by a Virtual WAN hub. */
  | { readonly kind: 'hub'; readonly through: ElementId }
  /** Learnt by a gateway that the VNet reaches. */
  | { readonly kind: 'gateway'; readonly gateway: ElementId }
  /** Nothing joins the two here, but ranges of one routing domain are to be routable. */
  | { readonly kind: 'domain'; readonly domain?: Id<'routingDomain'> };

/** A range and how it is routed to the VNet in question. */
export interface RoutedRange {
  readonly range: HeldRange;
  readonly way: Way;
}

/** What is routed to a VNet. */
export interface Routed {
  /** The way to each VNet and each element outside that is reached. */
  readonly ways: ReadonlyMap<ElementId, Way>;
  readonly near: readonly RoutedRange[];
  /** Ranges of the same routing domain: one list for all its VNets, those in `near` included. */
  readonly sameDomain: readonly HeldRange[];
  /** Why more may be routed to it than these. */
  readonly missing: readonly Missing[];
}

/*
 * The idea: VNets, Virtual WAN hubs and gateways are places; a step leads from one to a neighbour.
 * Peerings carry one step, and a second one only through a place that relays. Which VNets relay is
 * worked out once per estate. Anything that a hub could relay counts as routed, whether or not its
 * route tables do so today: overlapping ranges would keep them from ever doing it.
 *
 * Cost: per VNet, the ranges of its peers and of the peers of its hubs.
 */

/** What is routed to a VNet, its own ranges included. */
export const routedTo: (estate: Estate, network: Id<'virtualNetwork'>) => Routed = viewOf(routedOf);

/** How a range is routed to a VNet; undefined when it is not, as far as known. */
export function wayTo(
  estate: Estate,
  network: Id<'virtualNetwork'>,
  range: HeldRange,
): Way | undefined {
  if (range.scope !== 'routed') return undefined;
  const nearest = routedTo(estate, network).ways.get(placeOf(range));
  if (nearest !== undefined) return nearest;
  return isInDomain(estate, range, domainKey(estate, network))
    ? domainWay(estate, network)
    : undefined;
}

/** The VNet that a range is part of, else the element that holds it: all its ranges go one way. */
const placeOf = (range: HeldRange): ElementId => range.virtualNetwork ?? range.of;

/** Every range that is routed to a VNet with its nearest way, each once. */
export function* allRoutedTo(
  estate: Estate,
  network: Id<'virtualNetwork'>,
): IterableIterator<RoutedRange> {
  const { near, sameDomain } = routedTo(estate, network);
  yield* near;
  const seen = new Set(near.map((routed) => routed.range));
  const way = domainWay(estate, network);
  for (const range of sameDomain) if (!seen.has(range)) yield { range, way };
}

function domainWay(estate: Estate, network: Id<'virtualNetwork'>): Way {
  const domain = estate.elements.virtualNetwork.get(network)?.routingDomain;
  return domain === undefined ? { kind: 'domain' } : { kind: 'domain', domain };
}

/** Notes that the ranges of an element are reached in a way, unless a nearer one is known. */
type Reach = (element: ElementId, way: Way) => void;

function routedOf(estate: Estate, network: Id<'virtualNetwork'>): Routed {
  const ways = new Map<ElementId, Way>([[network, { kind: 'own' }]]);
  const reach: Reach = (element, way) => {
    if (!ways.has(element)) ways.set(element, way);
  };
  const { peers, hubs, gateways } = neighbourhood(estate);
  const own = peers.get(network) ?? [];
  for (const peering of own) reachPeer(peering, { kind: 'peer', peering: peering.id }, reach);
  const relays = own.map((peering) => peering.to).filter((id) => hubs.has(id));
  for (const through of relays)
    for (const peering of peers.get(through) ?? [])
      if (peering.to !== network) reachPeer(peering, { kind: 'hub', through }, reach);
  reachVirtualWan(estate, network, reach);
  for (const relay of [network, ...relays])
    for (const gateway of gateways.get(relay) ?? []) reach(gateway, { kind: 'gateway', gateway });
  return {
    ways,
    near: [...ways].flatMap(([place, way]) =>
      rangesAt(estate, place).map((range) => ({ range, way })),
    ),
    sameDomain: domainRanges(estate).get(domainKey(estate, network)) ?? [],
    missing: missingAround(estate, network, own),
  };
}

/** A peering leads to its VNet; where that is not among the inputs, it tells the ranges itself. */
function reachPeer(peering: Peering, way: Way, reach: Reach): void {
  reach(peering.to, way);
  reach(peering.id, way);
}

/** All hubs of one Virtual WAN relay for each other, so what one of them connects all can reach. */
function reachVirtualWan(estate: Estate, network: Id<'virtualNetwork'>, reach: Reach): void {
  const { hubsOf, connectedTo, gatewaysOf, sameWan } = virtualWans(estate);
  for (const hub of hubsOf.get(network) ?? [])
    for (const through of sameWan(hub)) {
      reach(through, { kind: 'hub', through });
      for (const other of connectedTo.get(through) ?? []) reach(other, { kind: 'hub', through });
      for (const gateway of gatewaysOf.get(through) ?? [])
        reach(gateway.id, { kind: 'gateway', gateway: gateway.id });
    }
}

/** The ranges at a place; those of its subnets where the range of a VNet is not known. */
function rangesAt(estate: Estate, place: ElementId): readonly HeldRange[] {
  const network = estate.elements.virtualNetwork.get(place);
  return network !== undefined && isUnknown(network.prefixes)
    ? (subnetRanges(estate).get(place) ?? [])
    : rangesOf(estate, place);
}

const subnetRanges: (estate: Estate) => ReadonlyMap<ElementId, readonly HeldRange[]> = view(
  (estate) =>
    grouped(
      ranges(estate).held.filter((range) => estate.elements.subnet.has(range.of)),
      placeOf,
    ),
);

/** What may be routed to the VNet beyond what is known of. */
function missingAround(
  estate: Estate,
  network: Id<'virtualNetwork'>,
  own: readonly Peering[],
): readonly Missing[] {
  const there = estate.elements.virtualNetwork.get(network);
  return [
    ...(there === undefined ? [{ kind: 'notSupplied', what: network } as const] : []),
    ...missingOf(there?.prefixes),
    ...own.flatMap((peering) => {
      const remote = estate.elements.virtualNetwork.get(peering.to);
      return missingOf(remote === undefined ? peering.remotePrefixes : remote.prefixes);
    }),
  ];
}

const anyDomain = '';

const domainKey = (estate: Estate, network: Id<'virtualNetwork'>): string =>
  estate.elements.virtualNetwork.get(network)?.routingDomain ?? anyDomain;

/**
 * Routed ranges by routing domain. A range outside that names no domain belongs to all of them; a
 * VNet that names none shares its domain only with ranges outside, for VNets may well be apart.
 */
const domainRanges: (estate: Estate) => ReadonlyMap<string, readonly HeldRange[]> = view(
  (estate) => {
    const domains = all(estate, 'virtualNetwork').flatMap((network) => network.routingDomain ?? []);
    const firm = ranges(estate).held.filter(
      (range) => range.scope === 'routed' && range.held === undefined && range.kind !== 'peer',
    );
    const top = firm.filter((range) => !estate.elements.subnet.has(range.of));
    return new Map(
      [...new Set([anyDomain, ...domains])].map((key) => [
        key,
        top.filter((range) => isInDomain(estate, range, key)),
      ]),
    );
  },
);

function isInDomain(estate: Estate, range: HeldRange, key: string): boolean {
  if (!estate.elements.externalRange.has(range.of))
    return key !== anyDomain && range.routingDomain === key;
  return key === anyDomain || (range.routingDomain ?? key) === key;
}
