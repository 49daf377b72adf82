import { prefix } from '@aksnet/net';
import type { Estate } from '../../../estate/estate.ts';
import type { Id } from '../../../estate/id.ts';
import { cluster, external, pool, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { type Missing, missingOf } from '../../../evidence/knowable.ts';
import { prose, words } from '../../../evidence/prose.ts';
import { issue } from '../../../facts/documents.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { type ClashWords, clashFaults } from '../../clash-fault.ts';
import { finding, passUnless } from '../../judge.ts';
import { clustersWith, localClashes, missingForCluster } from '../../local-clashes.ts';
import { proposal } from '../../propose.ts';
import type { Judgement, Rule } from '../../rule.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  const clashes = localClashes(estate, 'overlayPods');
  for (const id of clustersWith(estate, 'overlayPods')) {
    const faults = [...clashFaults(estate, clashes.get(id) ?? [], wordsOf(estate))];
    for (const fault of faults) yield finding(id, fault);
    if (faults.length === 0) yield passUnless(missingFor(estate, id), id);
  }
}

const missingFor = (estate: Estate, id: Id<'cluster'>): readonly Missing[] => [
  ...missingOf(estate.elements.cluster.get(id)?.network.podRanges),
  ...missingForCluster(estate, id),
];

const wordsOf = (estate: Estate): ClashWords => ({
  consequence: words(
    'Hosts that have such an address cannot be reached from pods, and cannot reach them; if no pod ever has to, the overlap hurts nobody yet.',
  ),
  fix: (pods) =>
    prose`Give a new cluster a pod range that nothing routes; a pod range can grow in place, but it cannot be moved. ${proposal(estate, 'overlayPods', pods.prefix.length)}`,
});

/** AKS-IP-005: the pod range of a cluster meets something that is routed to its VNet. */
export const podRangeOverlap: Rule = {
  code: 'AKS-IP-005',
  title: 'Pod range overlaps a routed range',
  severity: 'error',
  topic: 'addresses',
  judge,
  cite: [
    ...spaceKinds.overlayPods.cite,
    issue('Azure/AKS-Construction#403', 'quotes the refusal NetworkProfileCIDROverlapVNET'),
  ],
  page: {
    what: 'The pod range of a cluster (overlay, kubenet, own CNI) shares addresses with its VNet or with something routed to it.',
    why: 'Pods take such an address for a pod. A host outside that has it is out of reach for them, and cannot call the cluster unless its source is translated on the way. AKS refuses a pod range that meets the VNet of its nodes.',
    judged:
      'The pod range against the VNet and everything that is routed to it: peers, VNets behind hubs, ranges learnt by gateways or of the same routing domain. An error; a warning when only a wider learnt route is met, which may be a summary. Pod subnets are part of their VNet and are judged as such.',
    undetermined:
      'The pod range or the VNet of the cluster is not known, or nobody said that everything routed to the VNet is among the inputs.',
    fix: 'Take a range that nothing routes. In an existing cluster the range can grow into a larger one that contains it, and cannot move: build a new cluster.',
    example: {
      given:
        'A cluster with pods in 10.244.0.0/16 whose VNet shares a routing domain with 10.240.0.0/12 on premises.',
      elements: () => [
        external('datacentre', 'onPremises', ['10.240.0.0/12']),
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/nodes', '10.80.0.0/22'),
        cluster('pay', {
          network: {
            podRanges: [prefix('10.244.0.0/16')],
            serviceRanges: [prefix('172.20.0.0/16')],
          },
        }),
        pool('pay/one', 3, { subnet: subnetId('spoke', 'nodes') }),
      ],
    },
  },
};
