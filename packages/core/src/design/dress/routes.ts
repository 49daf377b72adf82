import { type Prefix, prefix } from '@aksnet/net';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { VirtualNetwork } from '../../estate/elements/network.ts';
import type { Route, RouteTable } from '../../estate/elements/routing.ts';
import { all, type Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { isKnown, knownOr } from '../../evidence/knowable.ts';

/** Everything, for the default route. */
const everything: Prefix = prefix('0.0.0.0/0');

/**
 * Routes of the spokes and of the gateway subnet, once ranges are known.
 *
 * A spoke sends everything to the firewall of its region: the default route, and the routed ranges of
 * others by name, so that nothing rests on whether Azure keeps its own `None` routes for private
 * ranges beside a user default route (assumption `routes.privateNoneUnderUserDefault`). The gateway
 * subnet sends the spokes' ranges to the same firewall, so that what comes in from on-premises passes
 * it both ways; it never gets a default route.
 */
export function dressRoutes(estate: Estate): readonly AnyElement[] {
  return all(estate, 'routeTable')
    .filter((table) => table.existing !== true)
    .map((table) => dressed(estate, table));
}

function dressed(estate: Estate, table: RouteTable): RouteTable {
  const users = all(estate, 'subnet').filter((subnet) => subnet.routeTable === table.id);
  const network = users[0]?.virtualNetwork;
  const firewall = network === undefined ? undefined : firewallFor(estate, network);
  if (network === undefined || firewall === undefined) return table;
  const isGateway = users.some((subnet) => subnet.purpose === 'gatewaySubnet');
  const routes = isGateway
    ? spokesOf(estate, network).map((spoke, i) =>
        toFirewall(`spoke-${i + 1}-${spoke.name}`, spoke.prefix, firewall),
      )
    : [
        toFirewall('default', everything, firewall),
        ...others(estate, network).map((other) => toFirewall(other.name, other.prefix, firewall)),
      ];
  return { ...table, routes };
}

const toFirewall = (name: string, destination: Prefix, firewall: Id<'firewall'>): Route => ({
  name,
  destination: { kind: 'prefix', prefix: destination },
  nextHop: 'VirtualAppliance',
  nextHopAddresses: [],
  via: firewall,
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
    const subnet =
      isKnown(firewall.subnet) && firewall.subnet !== undefined
        ? estate.elements.subnet.get(firewall.subnet)
        : undefined;
    return subnet !== undefined && near.has(subnet.virtualNetwork);
  })?.id;
}

interface NamedPrefix {
  readonly name: string;
  readonly prefix: Prefix;
}

function spokesOf(estate: Estate, hub: Id<'virtualNetwork'>): readonly NamedPrefix[] {
  const spokes = all(estate, 'peering')
    .filter((p) => p.from === hub)
    .map((p) => estate.elements.virtualNetwork.get(p.to));
  return spokes.flatMap((spoke) =>
    spoke === undefined ? [] : prefixesOf(spoke).map((prefix) => ({ name: spoke.name, prefix })),
  );
}

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

const prefixesOf = (network: VirtualNetwork): readonly Prefix[] => knownOr(network.prefixes, []);
