import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { unknownPart } from '../../../estate/id.ts';
import { cluster, endpoint, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { type SubnetUser, usersOf } from '../../../estate/users.ts';
import { isUnknown, missingOf } from '../../../evidence/knowable.ts';
import { joined, type Prose, prose } from '../../../evidence/prose.ts';
import { subnetSizingCite } from '../../../facts/sizing/subnet.ts';
import { specialSubnets } from '../../../facts/special-subnets.ts';
import { factsEvidence, finding, pass, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';
import { endpointUse, isUsedFor, nodeUse } from '../../subnet-use.ts';

/** So many endpoints are named. */
const shown = 5;

function judge(estate: Estate, each: Subnet): Judgement {
  const nodes = isUsedFor(estate, each, nodeUse);
  const endpoints = isUsedFor(estate, each, endpointUse);
  if (nodes === false || endpoints === false) return pass(each.id);
  if (isUnknown(nodes) || isUnknown(endpoints))
    return undetermined(each.id, missingOf(nodes, endpoints));
  return finding(each.id, faultOf(estate, each));
}

function faultOf(estate: Estate, each: Subnet): Fault {
  const users = usersOf(estate, each.id);
  const endpoints = users.filter((user) => user.use === 'privateEndpoint');
  const nodes = users.filter((user) => nodeUse.uses.includes(user.use));
  const names = (list: typeof users): Prose =>
    joined(list.slice(0, shown).map((user) => called(estate, user.element)));
  return {
    says: prose`Private endpoints live in the node subnet ${called(estate, each.id)}. Every endpoint takes an address that an upgrade or the autoscaler may need, and routes and groups of the nodes apply to them or do not, by a setting of the subnet.`,
    evidence: factsEvidence(
      endpoints.length === 0
        ? prose`the subnet is stated to be for nodes and for private endpoints`
        : prose`${endpoints.length} private endpoints: ${names(endpoints)}`,
      nodes.length === 0
        ? prose`the subnet is stated to be for nodes`
        : prose`pools: ${poolNames(estate, nodes)}`,
    ),
    fix: prose`Give private endpoints a subnet of their own and create them there anew; their records follow through the zone groups.`,
  };
}

/** Pools by name, those without one by their cluster; a cluster beside pools of its own says nothing more. */
function poolNames(estate: Estate, users: readonly SubnetUser[]): Prose {
  const pools = users.map((user) => estate.elements.agentPool.get(user.element));
  const named = new Set(pools.map((pool) => pool?.cluster));
  const told = users.flatMap((user, i): readonly Prose[] => {
    const pool = pools[i];
    if (pool === undefined) return named.has(user.element) ? [] : [[called(estate, user.element)]];
    const isNamed = pool.name !== unknownPart;
    return [isNamed ? [called(estate, pool.id)] : prose`one of ${called(estate, pool.cluster)}`];
  });
  return joined(told.slice(0, shown));
}

/** AKS-CAP-007: private endpoints take addresses of the node subnet. */
export const endpointsAmongNodes: Rule = {
  code: 'AKS-CAP-007',
  title: 'Private endpoints compete with nodes for addresses',
  severity: 'warning',
  topic: 'capacity',
  judge: (estate) => all(estate, 'subnet').map((each) => judge(estate, each)),
  cite: [...specialSubnets.privateEndpoint.cite, ...subnetSizingCite],
  page: {
    what: 'Private endpoints and nodes share a subnet.',
    why: 'Endpoints come one by one, by other teams than the one that answers for the cluster, and each of them takes an address that the next upgrade counts on. Who owns the subnet becomes unclear too.',
    judged:
      'A subnet in which both nodes and private endpoints live, or are stated to. The endpoint that a private cluster puts into the subnet of its first pool does not count: AKS places it there. A warning.',
    undetermined:
      'A pool or an endpoint does not say in which subnet it lives, or nobody said that all pools and endpoints are among the inputs.',
    fix: 'Make a subnet for private endpoints and move them there.',
    example: {
      given: 'A node subnet in which the endpoint of a key vault lives too.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.16.0/21'),
        cluster('pay'),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
        endpoint('kv-pay', subnetId('spoke', 'nodes')),
      ],
    },
  },
};
