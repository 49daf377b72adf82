import { contains, type Prefix, prefix, samePrefix } from '@aksnet/net';
import type { VirtualNetworkGateway } from '../../estate/elements/gateway.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { learnedBy } from '../../estate/learned.ts';
import { neighbourhood, virtualWans } from '../../estate/neighbours.ts';
import { view } from '../../estate/view.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isUnknown, type Missing, missingOf } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { NextHop, RouteCandidate, RouteSource } from '../../facts/platform/routing.ts';
import { systemRoutes } from '../../facts/platform/routing.ts';
import { peeringsFrom, rangesBehind, unlessListed } from '../network-of.ts';
import { hubRoutes } from './virtual-hub.ts';

/** A route that a subnet really has. */
export interface EffectiveRoute extends RouteCandidate {
  readonly source: RouteSource;
  readonly nextHop: NextHop;
  /** The element that brings it, and the route's name in it. */
  readonly of: ElementId;
  readonly name: string;
  /** Peering, gateway, hub or firewall that it leads to. */
  readonly via?: ElementId;
}

/** Routes, and why there may be others. */
export interface RouteList {
  readonly routes: readonly EffectiveRoute[];
  readonly missing: readonly Missing[];
}

/** Routes that a VNet gives to each of its subnets before any route table. */
export interface NetworkRoutes {
  /** To its own ranges, to peers, and the defaults. */
  readonly system: RouteList;
  /** Learnt from gateways and hubs: a route table may hold them back. */
  readonly learnt: RouteList;
}

/** System and learnt routes of a VNet. O(peerings + gateways). */
export const networkRoutes: (estate: Estate, network: Id<'virtualNetwork'>) => NetworkRoutes =
  viewOf((estate, network) => ({
    system: systemOf(estate, network),
    learnt: learntOf(estate, network),
  }));

function systemOf(estate: Estate, id: Id<'virtualNetwork'>): RouteList {
  const network = find(estate, 'virtualNetwork', id);
  const stated = isUnknown(network) ? network : network.prefixes;
  const own = isUnknown(stated) ? [] : stated;
  const routes = own.map((range) => systemRoute(id, { prefix: range, nextHop: 'VnetLocal' }));
  const missing: Missing[] = [...missingOf(stated), ...unlessListed(estate, 'peering', id)];
  for (const peering of peeringsFrom(estate, id)) {
    if (isUnknown(peering.state)) missing.push(...peering.state.unknown);
    if (peering.state !== 'Connected') continue;
    const ranges = rangesBehind(estate, peering);
    if (isUnknown(ranges)) missing.push(...ranges.unknown);
    else
      for (const range of ranges)
        routes.push(systemRoute(id, { prefix: range, nextHop: 'VNetPeering', via: peering.id }));
  }
  for (const route of defaults)
    if (!own.some((range) => displaces(range, route))) routes.push(systemRoute(id, route));
  return { routes, missing };
}

const defaults = systemRoutes.map((route) => ({
  prefix: prefix(route.prefix),
  nextHop: route.nextHop,
}));

/** A route to None gives way where the VNet uses its range or a part of it. */
const displaces = (own: Prefix, route: { readonly prefix: Prefix; readonly nextHop: NextHop }) =>
  route.nextHop === 'None' && (contains(route.prefix, own) || samePrefix(route.prefix, own));

const systemRoute = (
  of: ElementId,
  route: { readonly prefix: Prefix; readonly nextHop: NextHop; readonly via?: ElementId },
): EffectiveRoute => ({ ...route, source: 'Default', of, name: 'system' });

function learntOf(estate: Estate, id: Id<'virtualNetwork'>): RouteList {
  const routes: EffectiveRoute[] = [];
  const missing: Missing[] = [
    ...unlessListed(estate, 'virtualNetworkGateway', id),
    ...unlessListed(estate, 'hubConnection', id),
  ];
  const { gateways, more } = gatewaysFor(estate, id);
  missing.push(...more);
  for (const gateway of gateways) {
    const { prefixes, missing: more } = learnedBy(estate, gateway);
    missing.push(...more);
    for (const learnt of prefixes)
      routes.push({
        prefix: learnt,
        source: 'VirtualNetworkGateway',
        nextHop: 'VirtualNetworkGateway',
        of: gateway.id,
        name: 'learnt',
        via: gateway.id,
      });
  }
  for (const hub of virtualWans(estate).hubsOf.get(id) ?? []) {
    const taught = hubRoutes(estate, { hub, network: id });
    missing.push(...taught.missing);
    for (const learnt of taught.prefixes)
      routes.push({
        prefix: learnt,
        source: 'VirtualNetworkGateway',
        nextHop: 'VirtualNetworkGateway',
        of: hub,
        name: 'learnt',
        via: hub,
      });
  }
  return { routes, missing };
}

/** Gateways whose routes a VNet learns: its own, else those that a peer lends it. */
export function gatewaysFor(
  estate: Estate,
  id: Id<'virtualNetwork'>,
): { readonly gateways: readonly VirtualNetworkGateway[]; readonly more: readonly Missing[] } {
  const own = gatewaysIn(estate, id);
  const more: Missing[] = [...unplacedGateways(estate)];
  const lent = peeringsFrom(estate, id).flatMap((peering) => {
    const half = peeringsFrom(estate, peering.to).find((other) => other.to === id);
    const there = gatewaysIn(estate, peering.to);
    if (peering.useRemoteGateways === false || peering.state === 'Initiated') return [];
    more.push(...missingOf(peering.useRemoteGateways, peering.state, half?.allowGatewayTransit));
    return half?.allowGatewayTransit === true && peering.useRemoteGateways === true ? there : [];
  });
  return { gateways: [...own, ...lent], more };
}

/** Why gateways may stand in VNets where none is known. */
const unplacedGateways: (estate: Estate) => readonly Missing[] = view((estate) =>
  all(estate, 'virtualNetworkGateway').flatMap(({ subnet }) =>
    isUnknown(subnet) ? subnet.unknown : missingOf(find(estate, 'subnet', subnet)),
  ),
);

/** Gateways in a VNet. */
const gatewaysIn = (estate: Estate, id: Id<'virtualNetwork'>): readonly VirtualNetworkGateway[] =>
  (neighbourhood(estate).gateways.get(id) ?? []).flatMap(
    (gateway) => estate.elements.virtualNetworkGateway.get(gateway) ?? [],
  );
