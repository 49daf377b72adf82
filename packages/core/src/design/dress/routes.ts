import { type Prefix, prefix, prefixesOf, setOf } from '@aksnet/net';
import type { Firewall } from '../../estate/elements/firewall.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Subnet } from '../../estate/elements/network.ts';
import type { Route, RouteTable } from '../../estate/elements/routing.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { type Id, nameInId, parentId } from '../../estate/id.ts';
import { isKnown, knownOr } from '../../evidence/knowable.ts';
import { limitValue } from '../../facts/limits.ts';
import { outboundTypes } from '../../facts/outbound.ts';
import type { Requirements } from '../../requirements/schema.ts';
import { appliancesIn } from '../appliances.ts';
import { subnetsIn } from '../surroundings.ts';

/** Everything, for the default route. */
const everything: Prefix = prefix('0.0.0.0/0');

/**
 * Routes of the spokes and of the gateway subnet, once ranges are known.
 *
 * A spoke sends everything to the firewall of its region, or to another maker's appliance: the default route, and the routed ranges of
 * others by name, so that nothing rests on whether Azure keeps its own `None` routes for private
 * ranges beside a user default route (assumption `routes.privateNoneUnderUserDefault`). The gateway
 * subnet sends to the same firewall exactly what answers through it: subnets with a route table, and the
 * frontends of internal load balancers, whose answers come from nodes. Subnets without a table answer the
 * gateway directly, so they are reached directly; a stateful firewall drops half a conversation. It
 * never gets a default route. Firewalls have IPv4 addresses here, so no IPv6 range is sent to them.
 */
export function dressRoutes(estate: Estate, requirements: Requirements): readonly AnyElement[] {
  return all(estate, 'routeTable')
    .filter((table) => table.existing !== true)
    .map((table) => dressed(estate, table, requirements));
}

/** Where routes lead: to a firewall of the model, or to an address of which nothing else is known. */
type Hop = Pick<Route, 'nextHopAddresses' | 'via'>;

/** The firewall in reach of the VNet, else the appliance that the requirements name for its region. */
function hopOf(
  estate: Estate,
  id: Id<'virtualNetwork'>,
  requirements: Requirements,
): Hop | undefined {
  const firewall = firewallFor(estate, id);
  if (firewall !== undefined) return { nextHopAddresses: [], via: firewall };
  const region = estate.elements.virtualNetwork.get(id)?.location;
  const [address] = region === undefined ? [] : appliancesIn(requirements, region);
  return address === undefined ? undefined : { nextHopAddresses: [address] };
}

function dressed(estate: Estate, table: RouteTable, requirements: Requirements): RouteTable {
  const users = all(estate, 'subnet').filter((subnet) => subnet.routeTable === table.id);
  const network = users[0]?.virtualNetwork;
  const firewall = network === undefined ? undefined : hopOf(estate, network, requirements);
  if (network === undefined || firewall === undefined || !leadsOut(estate, users)) return table;
  const isGateway = users.some((subnet) => subnet.purpose === 'gatewaySubnet');
  const routes = isGateway
    ? behindFirewall(estate, network).map((near) => toFirewall(near.name, near.prefix, firewall))
    : [
        toFirewall('default', everything, firewall),
        ...others(estate, network)
          .filter((other) => other.prefix.family === 4)
          .map((other) => toFirewall(other.name, other.prefix, firewall)),
      ];
  return { ...table, routes };
}

/** Whether the table is to lead out: not where it only holds the routes that a cluster writes to its pods. */
function leadsOut(estate: Estate, users: readonly Subnet[]): boolean {
  const subnets = new Set<string>(users.map(({ id }) => id));
  const clusters = all(estate, 'agentPool').flatMap(({ subnet, cluster }) =>
    isKnown(subnet) && subnet !== undefined && subnets.has(subnet)
      ? (estate.elements.cluster.get(cluster) ?? [])
      : [],
  );
  return (
    clusters.length === 0 ||
    clusters.some(({ network }) => {
      const type = knownOr(network.outboundType, undefined);
      return type === undefined || outboundTypes[type].owner === 'nextHop';
    })
  );
}

const toFirewall = (name: string, destination: Prefix, hop: Hop): Route => ({
  name,
  destination: { kind: 'prefix', prefix: destination },
  nextHop: 'VirtualAppliance',
  ...hop,
});

/** The firewall that a VNet sends to: in the VNet itself, or in one it is peered with. */
export function firewallFor(
  estate: Estate,
  network: Id<'virtualNetwork'>,
): Id<'firewall'> | undefined {
  const near = new Set([
    network,
    ...all(estate, 'peering')
      .filter((p) => p.from === network)
      .map((p) => p.to),
  ]);
  const hubs = new Set(
    all(estate, 'hubConnection')
      .filter((c) => c.virtualNetwork === network)
      .map((c) => c.hub),
  );
  return all(estate, 'firewall').find((firewall) => {
    if (firewall.virtualHub !== undefined) return hubs.has(firewall.virtualHub);
    const home = homeOf(firewall);
    return home !== undefined && near.has(home);
  })?.id;
}

const homeOf = ({ subnet }: Firewall): Id<'virtualNetwork'> | undefined =>
  isKnown(subnet) && subnet !== undefined ? parentId(subnet) : undefined;

interface NamedPrefix {
  readonly name: string;
  readonly prefix: Prefix;
}

/** Ranges in the spokes of a hub that answer through the firewall. */
function behindFirewall(estate: Estate, hub: Id<'virtualNetwork'>): readonly NamedPrefix[] {
  const spokes = all(estate, 'peering')
    .filter((p) => p.from === hub)
    .map((p) => p.to);
  const bySubnet = spokes.flatMap((spoke) =>
    subnetsIn(estate, spoke)
      .filter(
        (subnet) =>
          knownOr(subnet.routeTable, undefined) !== undefined ||
          subnet.purpose === 'internalLoadBalancerSubnet',
      )
      .flatMap((subnet) =>
        knownOr(subnet.prefixes, [])
          .filter((prefix) => prefix.family === 4)
          .map((prefix, i) => ({
            name: `${nameInId(spoke)}-${subnet.name}${i === 0 ? '' : `-${i + 1}`}`,
            prefix,
          })),
      ),
  );
  return bySubnet.length <= mostRoutes ? bySubnet : merged(bySubnet);
}

const mostRoutes = limitValue('routes-per-route-table');

/** Neighbours as one, for a hub with more subnets than a table has room for. */
const merged = (near: readonly NamedPrefix[]): readonly NamedPrefix[] =>
  [...prefixesOf(setOf(near.map(({ prefix }) => prefix)))].map((prefix, i) => ({
    name: `spokes-${i + 1}`,
    prefix,
  }));

/** Routed ranges outside this VNet and its peers: pools of the domain, on-premises, other clouds. */
function others(estate: Estate, network: Id<'virtualNetwork'>): readonly NamedPrefix[] {
  const domain = estate.elements.virtualNetwork.get(network)?.routingDomain;
  const pools = all(estate, 'routingDomain')
    .filter((d) => d.id === domain)
    .flatMap((d) => d.pools.map((prefix, i) => ({ name: `domain-${d.name}-${i + 1}`, prefix })));
  const held = all(estate, 'externalRange')
    .filter(
      (range) =>
        routedKinds.has(range.as) &&
        (range.routingDomain === undefined || range.routingDomain === domain),
    )
    .flatMap((range) =>
      range.prefixes.map((prefix, i) => ({ name: `${range.name}-${i + 1}`, prefix })),
    );
  return [...pools, ...held];
}

const routedKinds: ReadonlySet<string> = new Set([
  'onPremises',
  'vpn',
  'expressRoute',
  'otherCloud',
  'peer',
]);
