import type { Prefix } from '@aksnet/net';
import { isUnknown, type Knowable, type Missing, missingOf } from '../evidence/knowable.ts';
import type { VirtualNetworkGateway, VpnGateway } from './elements/gateway.ts';
import type { ExpressRouteCircuit, GatewayConnection } from './elements/on-premises.ts';
import { all, type Estate, find } from './estate.ts';
import { push } from './grouped.ts';
import type { Id } from './id.ts';
import { isListedFor } from './listed.ts';
import type { HubGateway } from './neighbours.ts';
import { view } from './view.ts';
import { viewOf } from './view-of.ts';

/** What a gateway has learnt of the other side. */
export interface Learned {
  /** All that is known of it. */
  readonly prefixes: readonly Prefix[];
  /** Why there may be more; empty: this is all. */
  readonly missing: readonly Missing[];
}

/**
 * What a gateway has learnt: as stated, else what was written down of the sites that its connections lead
 * to. A connection that exchanges routes tells more than anybody wrote down, and so does a circuit.
 */
export const learnedBy: (estate: Estate, gateway: VirtualNetworkGateway | HubGateway) => Learned =
  viewOf((estate, gateway) => {
    const { learned } = gateway;
    if (!isUnknown(learned)) return { prefixes: learned, missing: [] };
    switch (gateway.kind) {
      case 'virtualNetworkGateway':
        return together(ofNetwork(estate, gateway, learned.unknown));
      case 'vpnGateway':
        return together(ofHub(estate, gateway, learned.unknown));
      case 'expressRouteGateway':
        return { prefixes: [], missing: learned.unknown };
    }
  });

const together = (all: readonly Learned[]): Learned => ({
  prefixes: all.flatMap(({ prefixes }) => prefixes),
  missing: [...new Set(all.flatMap(({ missing }) => missing))],
});

const nothing: Learned = { prefixes: [], missing: [] };

const lacking = (missing: readonly Missing[]): Learned => ({ prefixes: [], missing });

const stated = (prefixes: VirtualNetworkGateway['learned']): Learned =>
  isUnknown(prefixes) ? lacking(prefixes.unknown) : { prefixes, missing: [] };

function ofNetwork(
  estate: Estate,
  gateway: VirtualNetworkGateway,
  untold: readonly Missing[],
): readonly Learned[] {
  const known = connectionsOf(estate).get(gateway.id) ?? [];
  // Nobody keeps a gateway that leads nowhere: without a connection its word is missing, not its routes.
  const isWhole = known.length > 0 && isListedFor(estate, 'gatewayConnection', gateway.id);
  return [
    isWhole ? nothing : lacking(untold),
    ...unplaced(estate),
    stated(gateway.clientPrefixes ?? []),
    ...known.flatMap((connection) => [
      behind(estate, connection, gateway),
      connection.bgp === false ? nothing : lacking([...untold, ...missingOf(connection.bgp)]),
    ]),
  ];
}

/** Two gateways may have one connection each, or one that names both. */
const connectionsOf: (
  estate: Estate,
) => ReadonlyMap<Id<'virtualNetworkGateway'>, readonly GatewayConnection[]> = view((estate) => {
  const found = new Map<Id<'virtualNetworkGateway'>, GatewayConnection[]>();
  for (const connection of all(estate, 'gatewayConnection')) {
    const { gateway, to } = connection;
    if (!isUnknown(gateway)) push(found, gateway, connection);
    if (!isUnknown(to) && to.kind === 'gateway') push(found, to.id, connection);
  }
  return found;
});

/** Connections of which nothing tells the gateway may belong to any. */
const unplaced: (estate: Estate) => readonly Learned[] = view((estate) =>
  all(estate, 'gatewayConnection').flatMap(({ gateway }) =>
    isUnknown(gateway) ? [lacking(gateway.unknown)] : [],
  ),
);

/** What is written down of the other end of a connection. */
function behind(
  estate: Estate,
  { gateway, to }: GatewayConnection,
  { id, learned }: VirtualNetworkGateway,
): Learned {
  if (isUnknown(to)) return lacking(to.unknown);
  switch (to.kind) {
    case 'clients':
      return nothing;
    case 'site': {
      const site = find(estate, 'localNetworkGateway', to.id);
      return stated(isUnknown(site) ? site : site.prefixes);
    }
    case 'gateway':
      return stated(to.id === id ? rangesAround(estate, gateway) : rangesAround(estate, to.id));
    case 'circuit':
      return isCut(find(estate, 'expressRouteCircuit', to.id))
        ? nothing
        : lacking(missingOf(learned));
  }
}

/** Ranges of the VNet that a gateway stands in. */
function rangesAround(
  estate: Estate,
  id: GatewayConnection['gateway'],
): VirtualNetworkGateway['learned'] {
  const gateway = isUnknown(id) ? id : find(estate, 'virtualNetworkGateway', id);
  const at = isUnknown(gateway) ? gateway : gateway.subnet;
  const subnet = isUnknown(at) ? at : find(estate, 'subnet', at);
  const network = isUnknown(subnet)
    ? subnet
    : find(estate, 'virtualNetwork', subnet.virtualNetwork);
  return isUnknown(network) ? network : network.prefixes;
}

/** Whether a circuit is known to carry no private traffic. */
const isCut = (circuit: Knowable<ExpressRouteCircuit>): boolean =>
  !isUnknown(circuit) &&
  !isUnknown(circuit.peerings) &&
  circuit.peerings.every(
    ({ type, enabled }) =>
      enabled === false || (!isUnknown(type) && type !== 'AzurePrivatePeering'),
  );

function ofHub(
  estate: Estate,
  { sites }: VpnGateway,
  untold: readonly Missing[],
): readonly Learned[] {
  if (sites === undefined) return [lacking(untold)];
  if (isUnknown(sites)) return [lacking([...untold, ...sites.unknown])];
  return sites.flatMap(({ site: id, bgp }) => {
    const site = isUnknown(id) ? id : find(estate, 'vpnSite', id);
    return [
      stated(isUnknown(site) ? site : site.prefixes),
      bgp === false ? nothing : lacking([...untold, ...missingOf(bgp)]),
    ];
  });
}
