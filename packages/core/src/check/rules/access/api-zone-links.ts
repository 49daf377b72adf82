import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import type { Id } from '../../../estate/id.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, type Missing } from '../../../evidence/knowable.ts';
import { joined, prose } from '../../../evidence/prose.ts';
import { apiAccessKinds } from '../../../facts/api-access.ts';
import { answeringNetworks, isLinked } from '../../asks-dns.ts';
import { vnetOf } from '../../cluster-networks.ts';
import { apiAccessOf } from '../../combination.ts';
import { addresses } from '../../drawn.ts';
import { factsEvidence, finding, pass, passUnless, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';

function judge(estate: Estate, each: Cluster): Judgement {
  const access = apiAccessOf(each.access);
  if (isUnknown(access)) return undetermined(each.id, access.unknown);
  if (!apiAccessKinds[access].nodesNeedPrivateDns) return pass(each.id);
  const zone = each.access.privateDnsZone;
  if (isUnknown(zone)) return undetermined(each.id, zone.unknown);
  if (zone === 'none') return pass(each.id);
  const network = vnetOf(estate, each.id);
  if (isUnknown(network)) return undetermined(each.id, network.unknown);
  return network === undefined ? pass(each.id) : judgeIn(estate, each, { zone, network });
}

interface Place {
  readonly zone: Id<'privateDnsZone'> | 'system' | undefined;
  readonly network: Id<'virtualNetwork'>;
}

/** AKS links the zone to the VNet of the nodes; wherever else lookups are answered needs a link. */
function judgeIn(estate: Estate, each: Cluster, { zone, network }: Place): Judgement {
  const { networks, missing } = answeringNetworks(estate, network);
  const open: Missing[] = [...missing];
  const isOwn = zone !== undefined && zone !== 'system';
  const blind = networks.filter((place) => {
    if (place === network) return false;
    const linked = isOwn && isLinked(estate, zone, place);
    if (isUnknown(linked)) open.push(...linked.unknown);
    return linked === false;
  });
  if (blind.length === 0) return passUnless(open, each.id);
  const names = joined(blind.map((place) => called(estate, place)));
  return finding(each.id, {
    field: 'access.privateDnsZone',
    says: prose`Nodes of ${called(estate, each.id)} ask a DNS server in ${names}, which does not see the private zone of the API server. They do not find it, and the cluster does not come up.`,
    evidence: factsEvidence(
      prose`zone: ${isOwn ? called(estate, zone) : 'system'}`,
      ...blind.map(
        (place) =>
          prose`answers lookups of ${called(estate, network)}: ${called(estate, place)}, not linked`,
      ),
    ),
    fix: isOwn
      ? prose`Link the zone ${called(estate, zone)} to ${names}.`
      : prose`The system zone is linked to the VNet of the nodes only. Use an own zone linked to ${names} with the public name off, or zone none with the public name on.`,
  });
}

/** AKS-API-003: the DNS servers of a private cluster do not see the zone of its API server. */
export const apiZoneLinks: Rule = {
  code: 'AKS-API-003',
  title: 'Zone of the API server is not linked where names are answered',
  severity: 'error',
  topic: 'access',
  judge: (estate) => all(estate, 'cluster').map((each) => judge(estate, each)),
  cite: apiAccessKinds.privateLink.cite,
  page: {
    what: 'The nodes of a private cluster ask DNS servers in a VNet that the private zone of the API server is not linked to.',
    why: 'A private zone answers only where it is linked. Nodes that use a DNS server in the hub do not find the API server; creation fails, or the cluster breaks when nodes are replaced.',
    judged:
      'By the DNS servers of the VNet of the nodes: none means that Azure answers in that VNet, to which AKS links the zone itself; otherwise the VNet in which the server, resolver or firewall stands must be linked. The system zone is linked to the VNet of the nodes and nowhere else. Not for VNet integration, where nodes use an address, and not for zone `none`. Servers are taken to ask Azure; what forwards to others is not seen. An error.',
    undetermined:
      'How the API server is reached, its zone, the VNet of the nodes or its DNS servers are not known; a server stands in no VNet among the inputs; or nobody said that all links are.',
    fix: 'Use an own zone and link it to the VNet of the DNS servers.',
    example: {
      given:
        'A private cluster with the system zone in a spoke whose DNS server stands in the hub.',
      elements: () => [
        vnet('hub', ['10.0.0.0/16']),
        vnet('spoke', ['10.80.0.0/16'], { dnsServers: addresses('10.0.2.4') }),
        subnet('spoke/nodes', '10.80.16.0/21'),
        cluster('pay', { access: { private: true, privateDnsZone: 'system' } }),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
      ],
    },
  },
};
