import type { Cluster } from '../estate/elements/cluster.ts';
import type { Estate } from '../estate/estate.ts';
import { code, element, joined, type Prose, prose } from '../evidence/prose.ts';
import type { LegacyCluster, Slice } from '../requirements/legacy.ts';
import { engineDifferences } from './engine-differences.ts';
import { exitAddresses, readExit } from './exits.ts';
import type { MigrationClash, MigrationStep, SliceOrder } from './plan.ts';

/** What the steps of a move are made from. */
export interface Move {
  readonly estate: Estate;
  readonly legacy: LegacyCluster;
  readonly target: Cluster;
  readonly clashes: readonly MigrationClash[];
  readonly order: SliceOrder;
}

/** The steps of a move to another cluster. Until the last one every step has a way back. */
export const newClusterSteps = (move: Move): readonly MigrationStep[] => [
  ...clashStep(move),
  targetStep(move),
  policyStep(move),
  ...allowListStep(move),
  entryStep(move),
  ...sliceSteps(move),
  drainStep(move),
  retireStep(move),
];

const oldName = ({ legacy }: Move): Prose => prose`${code(legacy.name)}`;
const newName = ({ target }: Move): Prose => [element(target.id, target.name)];

function clashStep({ clashes }: Move): readonly MigrationStep[] {
  const blocking = clashes.filter((clash) => clash.effect === 'blocks');
  if (blocking.length === 0) return [];
  return [
    {
      id: 'clashes',
      stage: 'clashes',
      title: prose`clear what meets`,
      does: [
        ...blocking.map((clash) => clash.says),
        prose`choose other ranges for the new network: it is not built yet, the old one is in use`,
      ],
      doneWhen: [
        prose`no range of the two networks meets another, but those that never leave their cluster`,
      ],
      rollback: [prose`nothing was changed`],
    },
  ];
}

const targetStep = (move: Move): MigrationStep => ({
  id: 'target',
  stage: 'target',
  title: prose`build ${newName(move)} beside ${oldName(move)}`,
  does: [
    prose`deploy the network and the cluster as planned, without a workload`,
    prose`connect it to everything that ${oldName(move)} can reach: on-premises, private zones, dependencies`,
  ],
  doneWhen: [
    prose`the checks of the plan pass on the deployed network`,
    prose`a pod resolves and reaches every dependency, by its private address where one is wanted`,
  ],
  rollback: [prose`delete it: nobody uses it yet`],
});

const policyStep = ({ estate, legacy, target }: Move): MigrationStep => ({
  id: 'policies',
  stage: 'policies',
  title: prose`replicate namespaces, policies and rights`,
  does: [
    prose`copy namespaces with their labels first, then policies, rights and quotas; workloads come later`,
    ...engineDifferences(legacy, target, estate.assume),
    ...(legacy.windows
      ? [prose`pods on Windows are judged by another engine or by none: test them on their own`]
      : []),
  ],
  doneWhen: [
    prose`a connection that must not be is refused, tried from a pod on every pool`,
    prose`a connection of every kind that the old cluster has is allowed`,
  ],
  rollback: [prose`delete the copies: no workload depends on them yet`],
});

/** Partners need days to change a list: they are told before anything moves. */
function allowListStep(move: Move): readonly MigrationStep[] {
  const { estate, legacy, target } = move;
  if (legacy.allowedElsewhere.length === 0) return [];
  const fresh = exitAddresses(estate, target);
  const old = joined(legacy.allowedElsewhere.map((prefix) => prose`${prefix}`));
  return [
    {
      id: 'allow-lists',
      stage: 'allowLists',
      title: prose`tell everybody who allows ${oldName(move)} by its addresses`,
      does: [
        fresh.length === 0
          ? prose`ask them to add ${readExit(target)}`
          : prose`ask them to add ${joined(fresh)}`,
        prose`ask them to keep ${old} until the end: both clusters call them meanwhile`,
      ],
      doneWhen: [prose`a pod of ${newName(move)} reaches each of them`],
      rollback: [prose`nothing: an address too many does no harm for a while`],
    },
  ];
}

const entryStep = (move: Move): MigrationStep => ({
  id: 'entries',
  stage: 'entries',
  title: prose`prepare names and weights`,
  does: [
    prose`put the entries of both clusters behind one name that can divide traffic by weight; ${newName(move)} gets none yet`,
    prose`lower the lifetime of the names to what you accept as time for the way back, and wait until the old lifetime is over`,
    prose`copy certificates, and probe the entries of ${newName(move)} by their addresses`,
  ],
  doneWhen: [prose`all traffic still goes to ${oldName(move)}, through the new way`],
  rollback: [prose`point the names at ${oldName(move)} directly again`],
});

function sliceSteps(move: Move): readonly MigrationStep[] {
  const { legacy, order } = move;
  const byName = new Map(legacy.runs.map((slice) => [slice.namespace, slice]));
  const alone = order.namespaces.flatMap((name) => byName.get(name) ?? []);
  const together = order.cyclic.flatMap((name) => byName.get(name) ?? []);
  return [
    ...alone.map((slice) => sliceStep(move, [slice])),
    ...(together.length === 0 ? [] : [sliceStep(move, together)]),
  ];
}

function sliceStep(move: Move, slices: readonly Slice[]): MigrationStep {
  const names = joined(slices.map((slice) => code(slice.namespace)));
  const hosts = slices.flatMap((slice) => slice.hosts);
  const waited = [...new Set(slices.flatMap((slice) => slice.after))].filter(
    (name) => !slices.some((slice) => slice.namespace === name),
  );
  return {
    id: `slice-${slices.map((slice) => slice.namespace).join('-')}`,
    stage: 'slice',
    title: prose`move ${names}`,
    does: [
      ...(slices.length > 1 ? [prose`they wait for each other, so they move together`] : []),
      prose`deploy to ${newName(move)} what runs in ${oldName(move)}, with its data reachable from both`,
      ...(hosts.length > 0
        ? [
            prose`give ${newName(move)} a small weight for ${joined(hosts.map(code))}, then half, then all of it`,
          ]
        : [
            prose`no host name moves with it: stop its readers of queues in ${oldName(move)} before those in ${newName(move)} start, unless both may run`,
          ]),
    ],
    doneWhen: [
      prose`errors and latency are those of before for as long as your busiest hours take`,
      ...(waited.length === 0
        ? []
        : [prose`what it calls in ${joined(waited.map(code))} answers from ${newName(move)}`]),
    ],
    rollback: [
      hosts.length > 0
        ? prose`take the weight from ${newName(move)}: clients are back when the lifetime of the name is over`
        : prose`stop it in ${newName(move)} and start it in ${oldName(move)}`,
    ],
  };
}

const drainStep = (move: Move): MigrationStep => ({
  id: 'drain',
  stage: 'drain',
  title: prose`let ${oldName(move)} run empty`,
  does: [
    prose`keep it as it is, without weights, and look for whoever still calls it: fixed addresses, old names, batch jobs`,
  ],
  doneWhen: [
    prose`its entries see no connection for a whole cycle of your business, month's end included`,
  ],
  rollback: [prose`give it weights again: everything is still there`],
});

const retireStep = (move: Move): MigrationStep => ({
  id: 'retire',
  stage: 'retire',
  title: prose`retire ${oldName(move)}`,
  does: [
    prose`stop the cluster first, and delete it only after that made nobody call`,
    prose`release its ranges in the address plan, remove its records, routes, peerings and firewall rules`,
    ...(move.legacy.allowedElsewhere.length === 0
      ? []
      : [
          prose`ask those who allowed ${joined(move.legacy.allowedElsewhere.map((prefix) => prose`${prefix}`))} to remove them: the addresses may soon be somebody else's`,
        ]),
  ],
  doneWhen: [prose`no element refers to it any more`],
  rollback: [prose`while it is stopped: start it. Once it is deleted there is no way back`],
});
