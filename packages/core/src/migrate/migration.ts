import type { Cluster } from '../estate/elements/cluster.ts';
import { all, type Estate } from '../estate/estate.ts';
import { amount, code, type Prose, prose } from '../evidence/prose.ts';
import { modes } from '../facts/modes.ts';
import type { LegacyCluster } from '../requirements/legacy.ts';
import { migrationClashes } from './clashes.ts';
import { inPlaceSteps } from './in-place.ts';
import { newClusterSteps } from './new-cluster.ts';
import { sliceOrder } from './order.ts';
import type { MigrationPlan, MigrationStep } from './plan.ts';
import { chooseWay } from './way.ts';

export type {
  MigrationClash,
  MigrationPlan,
  MigrationStage,
  MigrationStep,
  MigrationWay,
  SliceOrder,
} from './plan.ts';

/** An old cluster, and the one that takes over. */
export interface MigrationInput {
  readonly estate: Estate;
  readonly legacy: LegacyCluster;
  readonly target: Cluster;
}

/** How an old cluster is left: the way and its reasons, what clashes, and the steps with their ways back. */
export function migrationPlan({ estate, legacy, target }: MigrationInput): MigrationPlan {
  const clashes = migrationClashes(estate, legacy, target);
  const order = sliceOrder(legacy.runs);
  const { decision, changes } = chooseWay(estate, legacy, target);
  const steps =
    decision.chosen === 'inPlace'
      ? inPlaceSteps(legacy, changes)
      : newClusterSteps({ estate, legacy, target, clashes, order });
  return {
    legacy: legacy.name,
    target: { id: target.id, name: target.name },
    decision,
    // A cluster that stays where it is meets its own ranges.
    clashes: decision.chosen === 'inPlace' ? [] : clashes,
    order,
    steps: [inventoryStep(legacy), ...steps],
    allowedElsewhere: legacy.allowedElsewhere,
    cite: decision.cite,
  };
}

/**
 * The cluster of an estate that takes over from an old one: of the wanted kind, in its region and
 * environment where there is one, else in its region, else the first. Undefined when there is none.
 */
export function takesOverFrom(estate: Estate, legacy: LegacyCluster): Cluster | undefined {
  const wanted = legacy.movesTo.toLowerCase();
  const kind = all(estate, 'cluster').filter(({ name }) =>
    `-${name.toLowerCase()}-`.includes(`-${wanted}-`),
  );
  const here = kind.filter(({ location }) => location === legacy.region);
  return here.find(({ environment }) => environment === legacy.environment) ?? here[0] ?? kind[0];
}

function inventoryStep(legacy: LegacyCluster): MigrationStep {
  const { ranges } = legacy;
  const missing: readonly (readonly [string, boolean])[] = [
    ['its VNet ranges', ranges.virtualNetwork.length === 0],
    ['its Service range', ranges.services.length === 0],
    ['its Kubernetes version', legacy.kubernetesVersion === undefined],
    ['its policy engine', legacy.policyEngine === undefined],
    ['what runs in it', legacy.runs.length === 0],
  ];
  const open = missing.flatMap(([what, isMissing]): readonly Prose[] =>
    isMissing ? [prose`find out ${[what]}: it was not stated`] : [],
  );
  const size = legacy.nodes === undefined ? [] : [prose`it has ${amount(legacy.nodes, 'nodes')}`];
  return {
    id: 'inventory',
    stage: 'inventory',
    title: prose`take stock of ${code(legacy.name)}`,
    does: [
      prose`it runs ${[modes[legacy.mode].title]}`,
      ...size,
      ...open,
      prose`list policies of every kind, entries with their addresses and names, volumes, and identities`,
      prose`list who knows its addresses: allow-lists, firewalls, databases, monitoring`,
      prose`note what only works by accident: defaults, rules that nobody owns, fixed addresses`,
    ],
    doneWhen: [prose`nothing is in the cluster that no list has`],
    rollback: [prose`nothing was changed`],
  };
}
