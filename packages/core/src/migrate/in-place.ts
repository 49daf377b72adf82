import { code, type Prose, prose } from '../evidence/prose.ts';
import type { Migration } from '../facts/lifecycle/migrations.ts';
import type { LegacyCluster } from '../requirements/legacy.ts';
import type { MigrationStep } from './plan.ts';
import { commandsOf, conditionsOf } from './way.ts';

/** The steps of a change in place: rehearsed on a copy, one documented change after the other. */
export const inPlaceSteps = (
  legacy: LegacyCluster,
  changes: readonly Migration[],
): readonly MigrationStep[] => [
  {
    id: 'rehearsal',
    stage: 'target',
    title: prose`rehearse on a copy of ${code(legacy.name)}`,
    does: [
      prose`build a small cluster of the same mode, engine and version, and make every change there`,
    ],
    doneWhen: [prose`its workloads answer, and its policies refuse what they refused before`],
    rollback: [prose`delete the copy`],
  },
  ...changes.map((change, i) => changeStep(change, i)),
  {
    id: 'after',
    stage: 'drain',
    title: prose`look at what others see`,
    does: [
      prose`compare the source addresses that appliances, databases and partners see with those of before`,
    ],
    doneWhen: [
      prose`nobody refuses the cluster, and negative tests of policies fail as they should`,
    ],
    rollback: noWayBack(changes),
  },
];

const changeStep = (change: Migration, i: number): MigrationStep => ({
  id: `change-${i + 1}-${change.id}`,
  stage: 'change',
  title: prose`change ${i + 1}: ${code(change.id)}`,
  does: [
    ...conditionsOf(change).map((condition) => prose`before: ${condition}`),
    prose`run ${commandsOf(change)}`,
    ...change.effects.map((effect) => prose`meanwhile ${[effect]}`),
  ],
  doneWhen: [prose`every node is ready and reimaged, and the next change was not begun before`],
  rollback: change.reversible ? [prose`make the opposite change`] : noWayBack([change]),
});

const noWayBack = (changes: readonly Migration[]): readonly Prose[] =>
  changes.some((change) => !change.reversible)
    ? [prose`there is none: a cluster of the old kind has to be built again`]
    : [prose`make the opposite changes in reverse order`];
