import { formatAddress } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { Route } from '../../../estate/elements/routing.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, type Missing } from '../../../evidence/knowable.ts';
import { code, joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import { outboundTypes } from '../../../facts/outbound.ts';
import { defaultRoute, tableOf } from '../../default-route.ts';
import { routeTable, routeVia, tableId } from '../../drawn.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { type LeavingSubnet, leaving } from '../../leaving.ts';
import { called } from '../../range-words.ts';
import { isRouted } from '../../routed-out.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) {
    const routed = isRouted(each);
    if (isUnknown(routed)) yield passUnless(routed.unknown, each.id);
    else if (routed) yield* judgeCluster(estate, each);
  }
}

/** Subnets by where their default route leads. */
interface Ways {
  readonly without: readonly LeavingSubnet[];
  readonly byHop: ReadonlyMap<string, readonly LeavingSubnet[]>;
  readonly missing: readonly Missing[];
}

function waysOf(estate: Estate, each: Cluster): Ways {
  const { subnets, missing } = leaving(estate, each);
  const without: LeavingSubnet[] = [];
  const byHop = new Map<string, LeavingSubnet[]>();
  const open: Missing[] = [...missing];
  for (const one of subnets) {
    const table = tableOf(estate, one.subnet.id);
    if (isUnknown(table)) open.push(...table.unknown);
    else if (table === undefined) without.push(one);
    else {
      const route = defaultRoute(table);
      if (isUnknown(route)) open.push(...route.unknown);
      else if (route !== undefined) noteHop(route, one, { byHop, open });
    }
  }
  return { without, byHop, missing: open };
}

interface Notes {
  readonly byHop: Map<string, LeavingSubnet[]>;
  readonly open: Missing[];
}

function noteHop(route: Route, one: LeavingSubnet, { byHop, open }: Notes): void {
  const hop = hopOf(route);
  if (hop === undefined) {
    for (const part of [route.nextHop, route.nextHopAddresses])
      if (isUnknown(part)) open.push(...part.unknown);
    return;
  }
  const others = byHop.get(hop);
  if (others === undefined) byHop.set(hop, [one]);
  else others.push(one);
}

/** Where a route leads, as text to compare: the firewall it stands for, else type and addresses. */
function hopOf({ nextHop, nextHopAddresses, via }: Route): string | undefined {
  if (via !== undefined) return via;
  if (isUnknown(nextHop) || isUnknown(nextHopAddresses)) return undefined;
  return [nextHop, ...nextHopAddresses.map(formatAddress)].join(' ');
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  const { without, byHop, missing } = waysOf(estate, each);
  if (without.length > 0) yield finding(each.id, withoutFault(estate, each, without));
  if (byHop.size > 1) yield finding(each.id, differingFault(estate, each, byHop));
  if (without.length === 0 && byHop.size <= 1) yield passUnless(missing, each.id);
}

const withoutFault = (estate: Estate, each: Cluster, without: readonly LeavingSubnet[]): Fault => ({
  says: prose`${called(estate, each.id)} leaves by user defined routing, but ${namesOf(estate, without)} has no route table. Nodes and pods there leave past the firewall, or not at all.`,
  evidence: factsEvidence(...without.map((one) => lineOf(estate, one))),
  fix: prose`Attach the table of the cluster to ${namesOf(estate, without)}; a pod subnet needs it as much as a node subnet.`,
});

const differingFault = (
  estate: Estate,
  each: Cluster,
  byHop: ReadonlyMap<string, readonly LeavingSubnet[]>,
): Fault => ({
  severity: 'warning',
  says: prose`Pools of ${called(estate, each.id)} leave by ${byHop.size} different next hops, so the same workload is inspected and seen differently on different nodes.`,
  evidence: factsEvidence(
    ...[...byHop].map(([hop, subnets]) => prose`${code(hop)}: ${namesOf(estate, subnets)}`),
  ),
  fix: prose`Use one table for all subnets of the cluster, unless the difference is wanted and written down.`,
});

const namesOf = (estate: Estate, subnets: readonly LeavingSubnet[]): Prose =>
  joined([...new Set(subnets.map(({ subnet: { id } }) => id))].map((id) => called(estate, id)));

const lineOf = (estate: Estate, { subnet: of, as, pool: whose }: LeavingSubnet): Prose =>
  prose`${called(estate, of.id)}: ${words(as)} of pool ${called(estate, whose.id)}`;

/** AKS-EGR-003: a subnet of a cluster with user defined routing has no table, or another one. */
export const missingTable: Rule = {
  code: 'AKS-EGR-003',
  title: 'Route table is missing on a subnet of the cluster',
  severity: 'error',
  topic: 'egress',
  judge,
  cite: outboundTypes.userDefinedRouting.cite,
  page: {
    what: 'A cluster leaves by user defined routing, and a node subnet or pod subnet of it has no route table, or one that leads elsewhere.',
    why: 'Only some nodes fail, or only pods do: the fault looks random, because it depends on where a pod happens to run. Packets without the route leave past the firewall.',
    judged:
      'Every node subnet, and every pod subnet in modes that have them, must have a table: an error otherwise. Default routes to different next hops within one cluster are a warning.',
    undetermined: 'The outbound type, the subnets of the pools or their tables are not known.',
    fix: 'Attach one table to all subnets of the cluster.',
    example: {
      given: 'A cluster with user defined routing, one of whose two node subnets has no table.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        routeTable('nodes', routeVia('10.0.1.4')),
        subnet('spoke/nodes', '10.80.16.0/21', { routeTable: tableId('nodes') }),
        subnet('spoke/regulated', '10.80.24.0/24'),
        cluster('pay', { network: { outboundType: 'userDefinedRouting' } }),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
        pool('pay/regulated', 3, { subnet: subnetId('spoke', 'regulated') }),
      ],
    },
  },
};
