import { amount, code, type Prose, prose, quote, words } from '../../evidence/prose.ts';
import { limitValue } from '../../facts/limits.ts';
import { type ModeId, modes } from '../../facts/modes.ts';
import { isInForce } from '../../requirements/preferences.ts';
import type { ClusterAsk } from '../ask.ts';
import { isHabit, podIdentity } from '../pod-identity.ts';
import { plannedPods } from '../scale.ts';
import type { Merit, Option, Question } from './question.ts';

const newCluster = (price: Prose): Option<ClusterAsk>['change'] => ({ how: 'newCluster', price });

const flatNeeded = (ask: ClusterAsk): readonly Prose[] =>
  podIdentity(ask.cluster).strong.map(
    (demand) => prose`pods need an address that others can route to: ${demand.says}`,
  );

const flatDemands = (ask: ClusterAsk): readonly Merit[] =>
  podIdentity(ask.cluster).strong.map((demand) => ({ points: 3, says: demand.says }));

const flatCost = (ask: ClusterAsk): readonly Merit[] =>
  podIdentity(ask.cluster).strong.length > 0
    ? []
    : [
        {
          points: -3,
          says: words(
            'every pod takes an address of the routed space, and nobody outside the cluster was named who needs to reach a pod',
          ),
        },
      ];

const legacy =
  (mode: ModeId) =>
  (ask: ClusterAsk): readonly Prose[] =>
    ask.requirements.waivers.some(
      (waiver) =>
        waiver.for === 'legacyMode' &&
        waiver.option === mode &&
        isInForce(waiver, ask.requirements.organisation.day),
    )
      ? []
      : [
          words(
            'a legacy mode: new clusters take it only by a waiver with owner, reason and expiry',
          ),
        ];

const dynamicPods = (ask: ClusterAsk): readonly Merit[] => {
  const advised = limitValue('pods-per-cluster-podsubnet-dynamic', ask.requirements.raisedLimits);
  const pods = plannedPods(ask.cluster);
  return pods > advised
    ? [
        {
          points: -2,
          says: prose`${amount(pods, 'pods')} at maximum are more than the ${amount(advised, 'pods')} advised for this allocation`,
        },
      ]
    : [
        {
          points: 1,
          says: words(
            'addresses are taken in small batches as pods appear, so the pod subnet is used well',
          ),
        },
      ];
};

/** The network identity of a pod outside its cluster, and so the CNI mode. */
export const cniMode: Question<ClusterAsk> = {
  id: 'cniMode',
  asks: 'What network identity must a pod have outside the cluster?',
  options: [
    {
      id: 'overlay',
      label: 'Azure CNI Overlay',
      sets: { mode: 'overlay' },
      unfit: flatNeeded,
      merits: () => [
        {
          points: 3,
          says: words(
            'nobody outside the cluster opens connections to pods, must see their addresses or routes by them: Services and ingress are enough',
          ),
        },
        {
          points: 1,
          says: words(
            'pods take no address of the VNet, so the routed space stays for nodes, ingress and endpoints',
          ),
        },
      ],
      change: newCluster(
        words(
          'no supported way leads from overlay to another mode: a new cluster and a move of all workloads',
        ),
      ),
      cite: modes.overlay.cite,
    },
    {
      id: 'podSubnetDynamic',
      label: 'Azure CNI Pod Subnet, dynamic allocation',
      sets: { mode: 'podSubnetDynamic' },
      merits: (ask) => [...flatDemands(ask), ...flatCost(ask), ...dynamicPods(ask)],
      change: newCluster(
        words('no supported way leads to overlay; static blocks only by new pools on a new subnet'),
      ),
      cite: modes.podSubnetDynamic.cite,
    },
    {
      id: 'podSubnetStatic',
      label: 'Azure CNI Pod Subnet, static blocks',
      sets: { mode: 'podSubnetStatic' },
      merits: (ask) => [
        ...flatDemands(ask),
        ...flatCost(ask),
        ...(plannedPods(ask.cluster) >
        limitValue('pods-per-cluster-podsubnet-dynamic', ask.requirements.raisedLimits)
          ? [
              {
                points: 2,
                says: words(
                  'blocks of 16 keep the number of address objects in the VNet small at this scale',
                ),
              },
            ]
          : [
              {
                points: -1,
                says: words('whole blocks are held for the life of a node, used or not'),
              },
            ]),
      ],
      change: newCluster(
        words(
          'new pools on a new subnet lead back to dynamic allocation; overlay needs a new cluster',
        ),
      ),
      cite: modes.podSubnetStatic.cite,
    },
    {
      id: 'nodeSubnet',
      label: 'Azure CNI Node Subnet (legacy)',
      sets: { mode: 'nodeSubnet' },
      unfit: legacy('nodeSubnet'),
      merits: (ask) => [
        ...flatDemands(ask),
        {
          points: -3,
          says: words(
            'every pod takes an address of the node subnet up front, whether it runs or not',
          ),
        },
      ],
      change: {
        how: 'inPlace',
        price: words(
          'an update to overlay is supported in place, reimages all pools at once and cannot be undone',
        ),
      },
      cite: modes.nodeSubnet.cite,
    },
    {
      id: 'kubenet',
      label: 'kubenet (legacy)',
      sets: { mode: 'kubenet' },
      unfit: (ask) => [...legacy('kubenet')(ask), ...flatNeeded(ask)],
      merits: () => [
        {
          points: -3,
          says: words('it is being retired, needs a route per node and a route table of its own'),
        },
      ],
      change: {
        how: 'inPlace',
        price: words(
          'an update to overlay is supported in place, reimages all pools at once and cannot be undone',
        ),
      },
      cite: modes.kubenet.cite,
    },
    {
      id: 'byo',
      label: 'Bring your own CNI',
      sets: { mode: 'byo' },
      unfit: (ask) =>
        ask.requirements.require.some((r) => r.for === 'cniMode')
          ? []
          : [
              words(
                'nobody asked for a CNI of their own, and Azure does not support what it does not ship',
              ),
            ],
      merits: () => [
        {
          points: -2,
          says: words('the CNI, its upgrades and its policies become work of the platform team'),
        },
      ],
      change: newCluster(words('a new cluster and a move of all workloads')),
      cite: modes.byo.cite,
    },
  ],
  remarks: (ask) => [
    ...podIdentity(ask.cluster).weak.map((demand) => uncounted(demand.says)),
    ...ask.requirements.preferences
      .filter(isHabit)
      .map((wish) =>
        uncounted(
          wish.reason === undefined
            ? prose`a preference for ${code(wish.prefer)} without a reason`
            : prose`the preference for ${code(wish.prefer)}: ${quote(wish.reason)}`,
        ),
      ),
    ...ask.requirements.waivers
      .filter((waiver) => waiver.for === 'legacyMode')
      .map(
        (waiver) =>
          prose`${quote(waiver.owner)} allows ${code(waiver.option ?? 'legacy modes')} until ${code(waiver.until)}: ${quote(waiver.reason)}`,
      ),
  ],
};

const uncounted = (says: Prose): Prose =>
  prose`not counted as a need for routable pods: ${says} (a habit or a feeling, not somebody who must reach a pod)`;
