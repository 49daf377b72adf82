import { contains, meets, type Prefix, prefix } from '@aksnet/net';
import type { HubConnection, VirtualHub } from '../../estate/elements/network.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Id } from '../../estate/id.ts';
import { learnedBy } from '../../estate/learned.ts';
import { virtualWans } from '../../estate/neighbours.ts';
import { view } from '../../estate/view.ts';
import { isUnknown, type Missing, missingOf } from '../../evidence/knowable.ts';
import { intentRoutes } from '../../facts/virtual-wan.ts';
import type { Where } from '../packet.ts';
import { missingGateways, nearestFirst } from './hub-gateway.ts';

/** A VNet that is connected to a hub of a Virtual WAN. */
export interface Connected {
  readonly hub: Id<'virtualHub'>;
  readonly network: Id<'virtualNetwork'>;
}

const connections: (estate: Estate) => ReadonlyMap<string, readonly HubConnection[]> = view(
  (estate) => grouped(all(estate, 'hubConnection'), (each) => `${each.hub} ${each.virtualNetwork}`),
);

const everything = prefix('0.0.0.0/0');

/** Private space that a routing intent for private traffic covers, beside the hub's own list. */
const intended: readonly Prefix[] = intentRoutes.value['_policy_PrivateTraffic'].map((text) =>
  prefix(text),
);

/**
 * What a connected VNet learns from its hub: with routing intent the private ranges, and everything
 * when the connection takes the default route; without it, the ranges of the other VNets of the Virtual
 * WAN and what its gateways have learnt.
 */
export function hubRoutes(
  estate: Estate,
  { hub: id, network }: Connected,
): { readonly prefixes: readonly Prefix[]; readonly missing: readonly Missing[] } {
  const hub = find(estate, 'virtualHub', id);
  const [connection] = connections(estate).get(`${id} ${network}`) ?? [];
  if (isUnknown(hub)) return { prefixes: [], missing: hub.unknown };
  const { routingIntent } = hub;
  const security = connection?.internetSecurity ?? false;
  if (isUnknown(routingIntent) || isUnknown(security))
    return { prefixes: [], missing: missingOf(routingIntent, security) };
  const internet = routingIntent.internet && security ? [everything] : [];
  if (routingIntent.private) {
    const { privatePrefixes } = hub;
    // Who takes the default route from the hub sends it the other ranges as well.
    if (isUnknown(privatePrefixes))
      return {
        prefixes: [...internet, ...intended],
        missing: internet.length > 0 ? [] : privatePrefixes.unknown,
      };
    return { prefixes: [...internet, ...intended, ...privatePrefixes], missing: [] };
  }
  const { connectedTo, gatewaysOf } = virtualWans(estate);
  const hubs = nearestFirst(estate, id);
  const others = hubs
    .flatMap((each) => connectedTo.get(each) ?? [])
    .filter((other) => other !== network);
  const ranges = [
    ...others.map((other) => estate.elements.virtualNetwork.get(other)?.prefixes ?? []),
    ...hubs.flatMap((each) =>
      (gatewaysOf.get(each) ?? []).map((gateway) => learnedBy(estate, gateway).prefixes),
    ),
  ];
  return {
    prefixes: [...internet, ...ranges.flatMap((range) => (isUnknown(range) ? [] : range))],
    missing: [
      ...missingOf(...ranges, hub.virtualWan),
      ...hubs.flatMap((each) => missingGateways(estate, each)),
    ],
  };
}

/** Where a hub sends a packet that came from one of its VNets. */
export type HubWay =
  | { readonly kind: 'firewall'; readonly firewall: Id<'firewall'> }
  | { readonly kind: 'onward' }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/** The way of what the intent for private traffic does not cover; undefined for what it does. */
function unlessCovered({ privatePrefixes }: VirtualHub, range: Prefix): HubWay | undefined {
  const covered = [...intended, ...(isUnknown(privatePrefixes) ? [] : privatePrefixes)];
  if (covered.some((each) => contains(each, range))) return undefined;
  if (isUnknown(privatePrefixes)) return { kind: 'unsure', missing: privatePrefixes.unknown };
  if (!covered.some((each) => meets(each, range))) return { kind: 'onward' };
  const feature = 'a range that the routing intent covers in part';
  return { kind: 'unsure', missing: [{ kind: 'notModelled', feature }] };
}

/** Where a packet in a hub is bound for. */
export type Towards =
  | { readonly kind: 'internet' }
  | { readonly kind: 'private'; readonly address: Where };

/**
 * The way through a hub: by its firewall where the routing intent says so. A private address that the
 * intent does not cover goes past the firewall.
 */
export function throughHub(estate: Estate, id: Id<'virtualHub'>, towards: Towards): HubWay {
  const hub = find(estate, 'virtualHub', id);
  if (isUnknown(hub)) return { kind: 'unsure', missing: hub.unknown };
  const { routingIntent, firewall } = hub;
  if (isUnknown(routingIntent)) return { kind: 'unsure', missing: routingIntent.unknown };
  if (!routingIntent[towards.kind]) return { kind: 'onward' };
  if (towards.kind === 'private' && towards.address.kind === 'range') {
    const { range } = towards.address;
    const uncovered = unlessCovered(hub, range);
    if (uncovered !== undefined) return uncovered;
  }
  if (isUnknown(firewall)) return { kind: 'unsure', missing: firewall.unknown };
  if (firewall !== undefined) return { kind: 'firewall', firewall };
  const feature = 'a routing intent whose next hop is no Azure Firewall';
  return { kind: 'unsure', missing: [{ kind: 'notModelled', feature }] };
}
