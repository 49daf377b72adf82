import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, type Missing } from '../../../evidence/knowable.ts';
import { joined, prose, words } from '../../../evidence/prose.ts';
import { type OutboundType, outboundTypes } from '../../../facts/outbound.ts';
import { vnetOf } from '../../cluster-networks.ts';
import { factsEvidence, finding, passUnless, undetermined } from '../../judge.ts';
import { leaving } from '../../leaving.ts';
import { called } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'cluster')) {
    const { outboundType } = each.network;
    if (isUnknown(outboundType)) yield undetermined(each.id, outboundType.unknown);
    else yield judgeCluster(estate, each, outboundTypes[outboundType]);
  }
}

function judgeCluster(estate: Estate, each: Cluster, type: OutboundType): Judgement {
  const where = vnetOf(estate, each.id);
  const isEither = type.vnets.length > 1;
  if (!isEither && isUnknown(where)) return undetermined(each.id, where.unknown);
  const kind = where === undefined ? 'managed' : 'byo';
  if (!isEither && !type.vnets.includes(kind))
    return finding(each.id, wrongVnet(estate, each, { type, kind }));
  return type.needs.includes('natGateway') ? judgeGateways(estate, each) : passUnless([], each.id);
}

interface Mismatch {
  readonly type: OutboundType;
  readonly kind: 'managed' | 'byo';
}

const vnetWords = { managed: 'a VNet that AKS manages', byo: 'an own VNet' } as const;

/** What can be had instead in the VNet at hand, previews left out. */
const instead = (kind: Mismatch['kind']): string =>
  Object.values(outboundTypes)
    .filter((type) => type.vnets.includes(kind) && type.status === 'ga')
    .map(({ id }) => id)
    .join(', ');

const wrongVnet = (estate: Estate, each: Cluster, { type, kind }: Mismatch): Fault => ({
  field: 'network.outboundType',
  says: prose`${called(estate, each.id)} lives in ${words(vnetWords[kind])} and leaves by outboundType ${type.id}, which exists for ${words(type.vnets.map((one) => vnetWords[one]).join(' or '))} only. Azure refuses it.`,
  evidence: factsEvidence(
    ...type.cite.map(
      ({ document, date = 'no date' }) => prose`source: ${words(document)} (${words(date)})`,
    ),
  ),
  fix: prose`Here there are: ${words(instead(kind))}.`,
});

/** An own NAT gateway must be on every subnet by which packets leave. */
function judgeGateways(estate: Estate, each: Cluster): Judgement {
  const { subnets, missing } = leaving(estate, each);
  const open: Missing[] = [...missing];
  const without = subnets.filter(({ subnet: { natGateway } }) => {
    if (isUnknown(natGateway)) open.push(...natGateway.unknown);
    return natGateway === undefined;
  });
  if (without.length === 0) return passUnless(open, each.id);
  const names = joined(
    [...new Set(without.map(({ subnet: { id } }) => id))].map((id) => called(estate, id)),
  );
  return finding(each.id, {
    says: prose`${called(estate, each.id)} leaves by a NAT gateway of its owner, but ${names} has none. Nodes or pods there have no way out.`,
    evidence: factsEvidence(
      ...without.map(
        (one) =>
          prose`${called(estate, one.subnet.id)}: ${words(one.as)} of pool ${called(estate, one.pool.id)}`,
      ),
    ),
    fix: prose`Put the NAT gateway on ${names}; pod subnets need it as much as node subnets.`,
  });
}

/** AKS-EGR-006: the way out of a cluster does not suit its VNet. */
export const outboundVnet: Rule = {
  code: 'AKS-EGR-006',
  title: 'Way out does not suit the VNet',
  severity: 'error',
  topic: 'egress',
  judge,
  cite: outboundTypes.managedNATGateway.cite,
  page: {
    what: 'The outbound type exists for another kind of VNet than the one the cluster lives in, or the NAT gateway it needs is not on its subnets.',
    why: 'Azure refuses the cluster. A managed NAT gateway is for VNets that AKS makes itself; in a spoke of a landing zone it takes a NAT gateway of the owner, or a route to a firewall.',
    judged:
      'The outbound type against the VNet of the pools: an own one, or the one that AKS manages when no pool names a subnet. With an own NAT gateway, every node subnet and pod subnet must have it. Errors.',
    undetermined:
      'The outbound type, the subnets of the pools or their NAT gateways are not known.',
    fix: 'In an own VNet use userAssignedNATGateway, userDefinedRouting or loadBalancer.',
    example: {
      given: 'A cluster in a spoke with outboundType managedNATGateway.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.16.0/21'),
        cluster('pay', { network: { outboundType: 'managedNATGateway' } }),
        pool('pay/general', 3, { subnet: subnetId('spoke', 'nodes') }),
      ],
    },
  },
};
