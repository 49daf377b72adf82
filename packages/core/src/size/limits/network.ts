import type { Kind } from '../../estate/elements/kinds.ts';
import type { VirtualNetwork } from '../../estate/elements/network.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Id } from '../../estate/id.ts';
import { isListedFor } from '../../estate/listed.ts';
import { neighbourhood } from '../../estate/neighbours.ts';
import { usersOf } from '../../estate/users.ts';
import { view } from '../../estate/view.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isKnown, isUnknown, mapKnown, unknown } from '../../evidence/knowable.ts';
import type { Line } from '../../evidence/ledger.ts';
import type { ElementId } from '../../evidence/source.ts';
import { type Amount, product } from '../amount.ts';
import { poolSize } from '../pools.ts';
import { subnetLedger } from '../subnet-ledger.ts';
import type { Measure, Measured } from './measure.ts';

/** What counts towards limits of networks, route tables, security groups and rulesets. */
export const networkMeasures: readonly Measure[] = [
  eachNetwork((estate, { id }) => [
    {
      limit: 'subnets-per-vnet',
      of: id,
      parts: [subnetsOf(estate, id).length, ...unlisted(estate, 'subnet', id)],
    },
    {
      limit: 'peerings-per-vnet',
      of: id,
      parts: [peersOf(estate, id).length, ...unlisted(estate, 'peering', id)],
    },
  ]),
  eachNetwork((_, { id, dnsServers }) => [
    { limit: 'dns-servers-per-vnet', of: id, parts: [mapKnown(dnsServers, (all) => all.length)] },
  ]),
  eachNetwork((estate, { id }) => [
    { limit: 'private-ips-per-vnet', of: id, parts: addressParts(estate, id) },
    {
      limit: 'private-ips-per-peered-group',
      of: id,
      parts: groupOf(estate, id).flatMap((member) => addressParts(estate, member)),
    },
  ]),
  eachNetwork((estate, { id }) => [
    { limit: 'private-endpoints-per-vnet', of: id, parts: endpointParts(estate, id) },
    {
      limit: 'private-endpoints-per-peered-group',
      of: id,
      parts: groupOf(estate, id).flatMap((member) => endpointParts(estate, member)),
    },
  ]),
  (estate) =>
    all(estate, 'routeTable').flatMap(({ id, routes }) => [
      {
        limit: 'routes-per-route-table',
        of: id,
        parts: [mapKnown(routes, (all) => all.length), ...nodeRoutes(estate, id)],
      },
      {
        limit: 'service-tag-routes-per-route-table',
        of: id,
        parts: [
          mapKnown(
            routes,
            (all) => all.filter(({ destination: to }) => isKnown(to) && to.kind === 'tag').length,
          ),
        ],
      },
    ]),
  (estate) =>
    all(estate, 'networkSecurityGroup').map(({ id, rules }) => ({
      limit: 'nsg-rules-per-nsg',
      of: id,
      parts: [mapKnown(rules, (all) => all.length)],
    })),
  (estate) =>
    all(estate, 'forwardingRuleset').map(({ id, rules }) => ({
      limit: 'dns-forwarding-rules-per-ruleset',
      of: id,
      parts: [mapKnown(rules, (all) => all.length)],
    })),
];

function eachNetwork(
  measure: (estate: Estate, network: VirtualNetwork) => readonly Measured[],
): Measure {
  return (estate) => all(estate, 'virtualNetwork').flatMap((network) => measure(estate, network));
}

const unlisted = (estate: Estate, what: Kind, within: ElementId): readonly Amount[] =>
  isListedFor(estate, what, within) ? [] : [unknown({ kind: 'notListed', what, within })];

const byNetwork = view((estate: Estate) =>
  grouped(all(estate, 'subnet'), ({ virtualNetwork }) => virtualNetwork),
);

const subnetsOf = (estate: Estate, id: Id<'virtualNetwork'>) => byNetwork(estate).get(id) ?? [];

const peersOf = (estate: Estate, id: Id<'virtualNetwork'>) =>
  neighbourhood(estate).peers.get(id) ?? [];

/** A VNet and those it is peered with. */
const groupOf = (estate: Estate, id: Id<'virtualNetwork'>): readonly Id<'virtualNetwork'>[] => [
  ...new Set([id, ...peersOf(estate, id).map(({ to }) => to)]),
];

/** Roles of ledger lines that stand for no address that anything has. */
const notTaken: ReadonlySet<string> = new Set(['reserved', 'minimum', 'fragments']);

/** Addresses taken in a VNet at the peak. A block counts as one address. */
const addressParts: (estate: Estate, network: Id<'virtualNetwork'>) => readonly Amount[] = viewOf(
  (estate, network) => [
    ...subnetsOf(estate, network).flatMap(({ id }) =>
      subnetLedger(estate, id)
        .lines.filter(({ role }) => !notTaken.has(role))
        .map((line) => takenBy(estate, id, line)),
    ),
    ...unlisted(estate, 'subnet', network),
  ],
);

/** What a line takes of the addresses of the VNet. */
function takenBy(estate: Estate, id: Id<'subnet'>, line: Line): Amount {
  const pool = typeof line.from === 'string' ? estate.elements.agentPool.get(line.from) : undefined;
  const isForPods =
    pool !== undefined &&
    usersOf(estate, id).some(({ use, element }) => use === 'pods' && element === pool.id);
  if (!isForPods) return line.amount;
  const { perNode } = poolSize(estate, pool);
  if (isUnknown(perNode)) return line.amount;
  return product(line.amount, perNode.contiguous === 0 ? 1 : 1 / perNode.contiguous);
}

function endpointParts(estate: Estate, id: Id<'virtualNetwork'>): readonly Amount[] {
  const count = subnetsOf(estate, id).flatMap((subnet) =>
    usersOf(estate, subnet.id).filter(
      ({ use }) => use === 'privateEndpoint' || use === 'apiServerEndpoint',
    ),
  ).length;
  return [count, ...unlisted(estate, 'privateEndpoint', id), ...unlisted(estate, 'subnet', id)];
}

/** Routes that clusters keep in the table of their nodes' subnet: one for each node, in some modes. */
function nodeRoutes(estate: Estate, table: Id<'routeTable'>): readonly Amount[] {
  return (subnetsByTable(estate).get(table) ?? [])
    .flatMap(({ id }) => usersOf(estate, id).filter(({ use }) => use === 'nodes'))
    .flatMap(({ element }) => {
      const pool = estate.elements.agentPool.get(element);
      if (pool === undefined) return [];
      const { maximum, surge, blueGreen, perNode } = poolSize(estate, pool);
      const routes = mapKnown(perNode, (need) => need.routes);
      return [maximum, surge, blueGreen].map((nodes) => product(nodes, routes));
    });
}

const subnetsByTable = view((estate: Estate) =>
  grouped(
    all(estate, 'subnet').filter(({ routeTable }) => isKnown(routeTable)),
    ({ routeTable }) => (isKnown(routeTable) ? routeTable : undefined),
  ),
);
