import { formatPrefix } from '@aksnet/net';
import {
  code,
  element,
  joined,
  type Part,
  type Prose,
  prose,
  words,
} from '../../evidence/prose.ts';
import { spaceKinds } from '../../facts/space-kinds.ts';
import type { MigrationPlan } from '../../migrate/migration.ts';
import { type Block, list, type Page, paragraph, section, status, type Table } from '../page.ts';
import { anchorOf } from '../words/anchor.ts';
import { counted } from '../words/shown.ts';
import { decisionSection } from './decisions.ts';

/** How an old cluster is left, step by step, each with its way back. */
export const migrationPage = (plan: MigrationPlan): Page => ({
  title: prose`Leaving ${plan.legacy}`,
  lead: migrationLead(plan),
  blocks: migrationBlocks(plan, 'migration'),
});

/** The way in one sentence. */
export const migrationLead = ({ decision, target, steps }: MigrationPlan): Prose => [
  `${decision.label}, to `,
  element(target.id, target.name),
  `, in ${counted(steps.length, 'step')}.`,
];

/** The choice of the way, clashes of ranges, the order of slices, the steps. */
export const migrationBlocks = (plan: MigrationPlan, anchor: string): readonly Block[] => [
  decisionSection(plan.decision, `${anchor}-way`),
  ...(plan.clashes.length === 0 ? [] : [clashesTable(plan)]),
  ...orderBlocks(plan),
  {
    kind: 'steps',
    steps: plan.steps.map((step) => ({
      title: step.title,
      blocks: [
        ...(step.does.length === 0 ? [] : [list(step.does)]),
        ...titled('Done when', step.doneWhen),
        ...titled('Way back', step.rollback),
      ],
    })),
  },
  ...(plan.allowedElsewhere.length === 0
    ? []
    : [
        paragraph([
          'Others allow these addresses, and must allow them no longer afterwards: ',
          ...joined(
            plan.allowedElsewhere.map(
              (prefix): Part => ({ kind: 'range', text: formatPrefix(prefix) }),
            ),
          ),
        ]),
      ]),
];

const titled = (title: string, items: readonly Prose[]): readonly Block[] =>
  items.length === 0 ? [] : [paragraph(words(`${title}:`)), list(items)];

/** Every plan as a section of a report. */
export const migrationSections = (plans: readonly MigrationPlan[]): readonly Block[] =>
  plans.map((plan, i) => {
    const anchor = `migration-${i + 1}-${anchorOf(plan.legacy)}`;
    return section(anchor, prose`Leaving ${plan.legacy}`, [
      paragraph(migrationLead(plan)),
      ...migrationBlocks(plan, anchor),
    ]);
  });

const clashesTable = ({ clashes }: MigrationPlan): Table => ({
  kind: 'table',
  caption: words('Ranges that both have'),
  columns: [
    { title: 'old', keep: true },
    { title: 'new', keep: true },
    { title: 'effect', keep: true },
    { title: 'because' },
  ],
  rows: clashes.map(({ effect, legacy, target, says }) => [
    [`${spaceKinds[legacy.kind].title} `, { kind: 'range', text: formatPrefix(legacy.prefix) }],
    [`${spaceKinds[target.kind].title} `, { kind: 'range', text: formatPrefix(target.prefix) }],
    effect === 'blocks' ? status('bad', 'blocks') : status('good', 'harmless'),
    says,
  ]),
});

function orderBlocks({ order }: MigrationPlan): readonly Block[] {
  const { namespaces, cyclic, unknown } = order;
  const pairs = [
    { key: 'order', names: namespaces },
    { key: 'together, last', names: cyclic },
    { key: 'not among them', names: unknown },
  ].filter(({ names }) => names.length > 0);
  return pairs.length === 0
    ? []
    : [
        {
          kind: 'keyValues',
          pairs: pairs.map(({ key, names }) => ({ key, value: joined(names.map(code)) })),
        },
      ];
}
