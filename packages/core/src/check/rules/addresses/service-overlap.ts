import { address, meets, prefix } from '@aksnet/net';
import type { Estate } from '../../../estate/estate.ts';
import type { Id } from '../../../estate/id.ts';
import { type HeldRange, rangesOf } from '../../../estate/ranges.ts';
import { cluster, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { type Missing, missingOf } from '../../../evidence/knowable.ts';
import { prose, words } from '../../../evidence/prose.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { type ClashWords, clashFaults } from '../../clash-fault.ts';
import { finding, passUnless, rangesEvidence } from '../../judge.ts';
import { clustersWith, localClashes, missingForCluster } from '../../local-clashes.ts';
import { proposal } from '../../propose.ts';
import { rangeOfHolder } from '../../range-words.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  const clashes = localClashes(estate, 'service');
  for (const id of clustersWith(estate, 'service')) {
    const faults = [
      ...clashFaults(estate, clashes.get(id) ?? [], wordsOf(estate)),
      ...podFaults(estate, id),
    ];
    for (const fault of faults) yield finding(id, fault);
    if (faults.length === 0) yield passUnless(missingFor(estate, id), id);
  }
}

function missingFor(estate: Estate, id: Id<'cluster'>): readonly Missing[] {
  const network = estate.elements.cluster.get(id)?.network;
  return [
    ...missingOf(network?.serviceRanges, network?.podRanges),
    ...missingForCluster(estate, id),
  ];
}

/** Service ranges that meet the pod range of the same cluster. */
function podFaults(estate: Estate, id: Id<'cluster'>): readonly Fault[] {
  const held = rangesOf(estate, id).filter((range) => range.held !== true);
  const pods = held.filter((range) => range.kind === 'overlayPods');
  return held
    .filter((range) => range.kind === 'service')
    .flatMap((service) =>
      pods
        .filter((range) => meets(range.prefix, service.prefix))
        .map((range) => podFault(estate, service, range)),
    );
}

const podFault = (estate: Estate, service: HeldRange, pods: HeldRange): Fault => ({
  field: service.field,
  says: prose`${rangeOfHolder(estate, service)} meets the pod range ${pods.prefix} of the same cluster. Pods and Services would have equal addresses.`,
  evidence: rangesEvidence(service, pods),
  fix: wordsOf(estate).fix(service),
});

const wordsOf = (estate: Estate): ClashWords => ({
  consequence: words(
    'In the cluster such an address is taken for a Service and never leaves it, so hosts that have it cannot be reached; it looks like a fault of DNS or routing.',
  ),
  fix: (service) =>
    prose`Give a new cluster a Service range that nothing routes, and move the DNS service IP with it; it may be the same in every cluster. ${proposal(estate, 'service', service.prefix.length)}`,
});

/** AKS-IP-004: the Service range meets the pods of the cluster or something routed. */
export const serviceOverlap: Rule = {
  code: 'AKS-IP-004',
  title: 'Service range overlaps a routed range or the pods',
  severity: 'error',
  topic: 'addresses',
  judge,
  cite: spaceKinds.service.cite,
  page: {
    what: 'The Service range of a cluster shares addresses with its VNet, with something routed to its VNet, or with its own pod range.',
    why: 'An address of the Service range is answered inside the cluster and never leaves it. Every host that has such an address is out of reach for pods and nodes: DNS servers, databases, whole sites. AKS looks for such an overlap with the subnets of the VNet before an upgrade and refuses it.',
    judged:
      'The Service range against the pod range of the same cluster, the VNet, and everything that is routed to the VNet: peers, VNets behind hubs, ranges learnt by gateways or of the same routing domain. An error; a warning when only a wider learnt route is met, which may be a summary. Service ranges of different clusters may be equal.',
    undetermined:
      'The Service range, the pod range or the VNet of the cluster is not known, or nobody said that everything routed to the VNet is among the inputs.',
    fix: 'A Service range cannot be replaced in an existing cluster: build a new one with a free range beside it and move the workloads.',
    example: {
      given: 'A VNet 10.0.0.0/24 and a cluster in it whose Service range is 10.0.0.0/16.',
      elements: () => [
        vnet('spoke', ['10.0.0.0/24']),
        subnet('spoke/nodes', '10.0.0.0/25'),
        cluster('pay', {
          network: { serviceRanges: [prefix('10.0.0.0/16')], dnsServiceIp: address('10.0.0.10') },
        }),
        pool('pay/one', 3, { subnet: subnetId('spoke', 'nodes') }),
      ],
    },
  },
};
