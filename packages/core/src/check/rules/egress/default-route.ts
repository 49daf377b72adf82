import type { Cluster } from '../../../estate/elements/cluster.ts';
import type { RouteTable } from '../../../estate/elements/routing.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, type Knowable, type Missing } from '../../../evidence/knowable.ts';
import { code, joined, prose, words } from '../../../evidence/prose.ts';
import { assumed, assumptions } from '../../../facts/assumptions.ts';
import { outboundTypes } from '../../../facts/outbound.ts';
import { combinationOf } from '../../combination.ts';
import { defaultRoute, tableOf } from '../../default-route.ts';
import { routeTable, routeToInternet, tableId } from '../../drawn.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { type LeavingSubnet, leaving } from '../../leaving.ts';
import { called } from '../../range-words.ts';
import { isRouted } from '../../routed-out.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

/** Next hops that take a packet on towards an appliance or a gateway. */
const goodHops: ReadonlySet<string> = new Set([
  'VirtualAppliance',
  'VirtualApplianceEcmp',
  'VirtualNetworkGateway',
]);

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) {
    const routed = isRouted(each);
    if (isUnknown(routed)) yield passUnless(routed.unknown, each.id);
    else if (routed) yield* judgeCluster(estate, each);
  }
}

function* judgeCluster(estate: Estate, each: Cluster): IterableIterator<Judgement> {
  const { subnets, missing } = leaving(estate, each);
  const open: Missing[] = [...missing];
  const seen = new Set<RouteTable>();
  let isClean = true;
  for (const one of subnets) {
    const table = tableOf(estate, one.subnet.id);
    if (isUnknown(table)) open.push(...table.unknown);
    if (isUnknown(table) || table === undefined || seen.has(table)) continue;
    seen.add(table);
    const fault = faultOf(estate, each, { table, subnets });
    if (isUnknown(fault)) open.push(...fault.unknown);
    else if (fault !== undefined) {
      isClean = false;
      yield finding(each.id, fault);
    }
  }
  if (isClean) yield passUnless(open, each.id);
}

interface Judged {
  readonly table: RouteTable;
  readonly subnets: readonly LeavingSubnet[];
}

function faultOf(estate: Estate, each: Cluster, judged: Judged): Knowable<Fault | undefined> {
  const route = defaultRoute(judged.table);
  if (isUnknown(route)) return route;
  if (route === undefined) return lacking(estate, each, judged);
  const { nextHop } = route;
  if (isUnknown(nextHop)) return nextHop;
  if (goodHops.has(nextHop)) return undefined;
  return {
    says: prose`Route ${code(route.name)} of table ${called(estate, judged.table.id)} sends 0.0.0.0/0 to ${nextHop}. ${called(estate, each.id)} leaves by user defined routing, for which AKS wants an appliance or a gateway there${words(nextHop === 'Internet' ? ' and refuses Internet' : '')}.`,
    evidence: evidenceOf(estate, judged),
    fix: prose`Send 0.0.0.0/0 of the table to the firewall or appliance.`,
  };
}

function lacking(estate: Estate, each: Cluster, judged: Judged): Knowable<Fault | undefined> {
  const { virtualWan } = combinationOf(estate, each);
  const emptyWorks = assumed('virtualWan.userDefinedRouting', estate.assume) === 'emptyTableWorks';
  if (isUnknown(virtualWan)) return emptyWorks ? virtualWan : plainLack(estate, each, judged);
  if (virtualWan !== true) return plainLack(estate, each, judged);
  if (emptyWorks) return undefined;
  return {
    ...plainLack(estate, each, judged),
    severity: 'warning',
    assumes: ['virtualWan.userDefinedRouting'],
  };
}

const plainLack = (estate: Estate, each: Cluster, judged: Judged): Fault => ({
  says: prose`Table ${called(estate, judged.table.id)} has no route for 0.0.0.0/0, although ${called(estate, each.id)} leaves by user defined routing. AKS wants the route in the table, and without it packets leave past the firewall or nowhere.`,
  evidence: evidenceOf(estate, judged),
  fix: prose`Add a route for 0.0.0.0/0 to the firewall or appliance.`,
});

const evidenceOf = (estate: Estate, { table, subnets }: Judged): Fault['evidence'] =>
  factsEvidence(
    prose`table ${called(estate, table.id)} on ${joined(
      [
        ...new Set(
          subnets.filter((one) => one.subnet.routeTable === table.id).map((one) => one.subnet.id),
        ),
      ].map((id) => called(estate, id)),
    )}`,
  );

/** AKS-EGR-002: the default route of a cluster with user defined routing leads astray. */
export const defaultRouteAstray: Rule = {
  code: 'AKS-EGR-002',
  title: 'Default route is missing or leads astray',
  severity: 'error',
  topic: 'egress',
  judge,
  cite: [
    ...outboundTypes.userDefinedRouting.cite,
    ...assumptions['virtualWan.userDefinedRouting'].cite,
  ],
  page: {
    what: 'A route table of a cluster with user defined routing has no route for 0.0.0.0/0, or one that leads to the internet or nowhere.',
    why: 'AKS refuses the cluster, or nodes cannot reach what they need to start. Where the route leads to the internet, nothing is inspected and packets leave without an address that partners know.',
    judged:
      'The tables of all subnets by which nodes and pods of the cluster leave: the route for 0.0.0.0/0 must lead to a virtual appliance or a gateway. An error; a warning when the VNet hangs on a Virtual WAN hub that can teach the route (assumption `virtualWan.userDefinedRouting`). Subnets without any table are judged by AKS-EGR-003.',
    undetermined:
      'The outbound type, the subnets of the pools, a table or its routes are not known.',
    fix: 'Add the route 0.0.0.0/0 to the private address of the firewall.',
    example: {
      given: 'A cluster with user defined routing whose table sends 0.0.0.0/0 to Internet.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        routeTable('nodes', routeToInternet),
        subnet('spoke/nodes', '10.80.16.0/21', { routeTable: tableId('nodes') }),
        cluster('pay', { network: { outboundType: 'userDefinedRouting' } }),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
      ],
    },
  },
};
