import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, type Missing } from '../../../evidence/knowable.ts';
import { joined, prose, words } from '../../../evidence/prose.ts';
import { featureRoutes } from '../../../facts/platform/routing.ts';
import { routeTable, routeVia, tableId } from '../../drawn.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { leaving } from '../../leaving.ts';
import { called } from '../../range-words.ts';
import { isRouted } from '../../routed-out.ts';
import type { Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) {
    const routed = isRouted(each);
    if (isUnknown(routed)) yield passUnless(routed.unknown, each.id);
    else if (routed) yield judgeCluster(estate, each);
  }
}

function judgeCluster(estate: Estate, each: Cluster): Judgement {
  const { subnets, missing } = leaving(estate, each);
  const open: Missing[] = [...missing];
  const bySubnet = new Map(subnets.map(({ subnet: one }) => [one.id, one]));
  const bypassing = [...bySubnet.values()].flatMap(({ id, serviceEndpoints }) => {
    if (isUnknown(serviceEndpoints)) open.push(...serviceEndpoints.unknown);
    const services = isUnknown(serviceEndpoints) ? [] : serviceEndpoints;
    return services.length === 0 ? [] : [{ id, services }];
  });
  if (bypassing.length === 0) return passUnless(open, each.id);
  const services = [...new Set(bypassing.flatMap((one) => one.services))];
  return finding(each.id, {
    says: prose`${called(estate, each.id)} sends its traffic through a firewall, but traffic to ${joined(services.map((service) => prose`${service}`))} goes past it: the service endpoint puts more precise routes beside 0.0.0.0/0.`,
    evidence: factsEvidence(
      ...bypassing.map(
        (one) => prose`${called(estate, one.id)}: ${words(one.services.join(', '))}`,
      ),
    ),
    fix: prose`Take the service endpoints off these subnets and use private endpoints, or write down that this traffic is not inspected.`,
  });
}

const endpointRoutes = featureRoutes.filter(({ of }) => of === 'serviceEndpoint');

/** AKS-EGR-007: a service endpoint leads past the firewall. */
export const serviceEndpointBypass: Rule = {
  code: 'AKS-EGR-007',
  title: 'Service endpoint leads past the firewall',
  severity: 'warning',
  topic: 'egress',
  judge,
  cite: endpointRoutes.flatMap(({ cite }) => cite),
  page: {
    what: 'A cluster leaves by user defined routing, and one of its subnets has service endpoints.',
    why: 'A service endpoint adds routes for the public ranges of its service, which are more precise than 0.0.0.0/0. Traffic to that service in any tenant leaves without being inspected.',
    judged: 'The node subnets and pod subnets of clusters with user defined routing. A warning.',
    undetermined:
      'The outbound type, the subnets of the pools or their service endpoints are not known.',
    fix: 'Replace service endpoints by private endpoints.',
    example: {
      given: 'A cluster behind a firewall whose node subnet has a service endpoint for storage.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        routeTable('nodes', routeVia('10.0.1.4')),
        subnet('spoke/nodes', '10.80.16.0/21', {
          routeTable: tableId('nodes'),
          serviceEndpoints: ['Microsoft.Storage'],
        }),
        cluster('pay', { network: { outboundType: 'userDefinedRouting' } }),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
      ],
    },
  },
};
