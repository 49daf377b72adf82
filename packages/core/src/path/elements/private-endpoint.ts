import { contains, firstAddress, type Prefix, prefixOf } from '@aksnet/net';
import type { PrivateEndpoint } from '../../estate/elements/private-link.ts';
import { type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import { type AssumptionName, assumed } from '../../facts/assumptions.ts';
import { privateEndpointPolicies } from '../../facts/platform/routing.ts';
import { peeringsFrom } from '../network-of.ts';
import { slotOf, type Where } from '../packet.ts';
import { passes, stops, unsure } from '../step.ts';
import type { Asked } from './groups.ts';
import type { Routes } from './routes.ts';
import type { EffectiveRoute } from './system-routes.ts';

/** A private endpoint with the subnet that it is in and the address that it has, as far as known. */
export interface EndpointPlace {
  readonly endpoint: PrivateEndpoint;
  readonly subnet: Id<'subnet'>;
  readonly network: Id<'virtualNetwork'>;
  readonly address: Where;
}

/** Where an endpoint is: at its own address, else at some address of its subnet. */
export function endpointPlace(
  estate: Estate,
  endpoint: PrivateEndpoint,
): EndpointPlace | { readonly missing: readonly Missing[] } {
  if (isUnknown(endpoint.subnet)) return { missing: endpoint.subnet.unknown };
  const subnet = find(estate, 'subnet', endpoint.subnet);
  if (isUnknown(subnet)) return { missing: subnet.unknown };
  const { addresses } = endpoint;
  const known = isUnknown(addresses) ? undefined : addresses[0];
  const range: Prefix | undefined =
    known === undefined
      ? isUnknown(subnet.prefixes)
        ? undefined
        : subnet.prefixes[0]
      : prefixOf(known, known.family === 4 ? 32 : 128);
  if (range === undefined)
    return { missing: isUnknown(subnet.prefixes) ? subnet.prefixes.unknown : [] };
  return {
    endpoint,
    subnet: subnet.id,
    network: subnet.virtualNetwork,
    address: { kind: 'range', range, slot: slotOf(endpoint.id), of: endpoint.id },
  };
}

/** Whether the connection behind an endpoint is approved: else its name resolves and nothing answers. */
export function endpointState({ id, state }: PrivateEndpoint): Asked {
  const ruling = isUnknown(state)
    ? unsure(...state.unknown)
    : state === 'Approved'
      ? passes()
      : stops(state);
  return { filter: 'endpointState', at: id, direction: 'in', ruling };
}

/** Whether security rules of the endpoint's subnet count for it; unknown with what is missing. */
export function rulesCount(estate: Estate, subnet: Id<'subnet'>): boolean | readonly Missing[] {
  return counts(estate, subnet, privateEndpointPolicies.value.rulesCount);
}

function counts(
  estate: Estate,
  id: Id<'subnet'>,
  words: readonly string[],
): boolean | readonly Missing[] {
  const subnet = find(estate, 'subnet', id);
  if (isUnknown(subnet)) return subnet.unknown;
  const { privateEndpointPolicies: policies } = subnet;
  return isUnknown(policies) ? policies.unknown : words.includes(policies);
}

/** The route that an endpoint gives to a VNet; none when it is neither its own nor a direct peer. */
export type EndpointRoute =
  | { readonly kind: 'route'; readonly route: EffectiveRoute }
  | { readonly kind: 'none'; readonly assumes: readonly AssumptionName[] }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/**
 * The route of one address that an endpoint gives to its own VNet and to direct peers. Where the
 * endpoint's subnet lets user routes count, one at least as long as the range of the VNet displaces it.
 */
export function endpointRoute(
  estate: Estate,
  place: EndpointPlace,
  from: { readonly network: Id<'virtualNetwork'>; readonly routes: Routes },
): EndpointRoute {
  const { address, network, subnet, endpoint } = place;
  if (address.kind === 'public') return { kind: 'none', assumes: [] };
  const peering = peeringsFrom(estate, from.network).find((half) => half.to === network);
  if (network !== from.network && peering === undefined) return { kind: 'none', assumes: [] };
  if (peering !== undefined && isUnknown(peering.state))
    return { kind: 'unsure', missing: peering.state.unknown };
  const userRoutes = from.routes.routes.filter((route) => route.source === 'User');
  const policies =
    userRoutes.length === 0
      ? false
      : counts(estate, subnet, privateEndpointPolicies.value.routesCount);
  if (typeof policies !== 'boolean') return { kind: 'unsure', missing: policies };
  if (policies && assumed('privateEndpoint.userRouteWins', estate.assume) === 'vnetRangeOrLonger') {
    const shortest = shortestRange(estate, network);
    const displaced = userRoutes.some(
      (route) => route.prefix.length >= shortest && contains(route.prefix, address.range),
    );
    if (displaced) return { kind: 'none', assumes: ['privateEndpoint.userRouteWins'] };
  }
  const host = firstAddress(address.range);
  return {
    kind: 'route',
    route: {
      prefix: prefixOf(host, host.family === 4 ? 32 : 128),
      source: 'Default',
      nextHop: 'InterfaceEndpoint',
      of: endpoint.id,
      name: 'endpoint',
      via: endpoint.id,
    },
  };
}

/** Length of the widest range of a VNet. */
function shortestRange(estate: Estate, network: Id<'virtualNetwork'>): number {
  const prefixes = estate.elements.virtualNetwork.get(network)?.prefixes;
  const lengths =
    prefixes === undefined || isUnknown(prefixes) ? [] : prefixes.map((range) => range.length);
  return Math.min(...lengths, 32);
}
