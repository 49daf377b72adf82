import type { Estate } from '../../estate/estate.ts';
import { balance, knownNeed, type Ledger } from '../../evidence/ledger.ts';
import { element, joined, type Prose, words } from '../../evidence/prose.ts';
import {
  type Block,
  type Cell,
  type Page,
  paragraph,
  section,
  status,
  type Table,
} from '../page.ts';
import { few } from '../words/few.ts';
import { counted, pathOf, shown } from '../words/shown.ts';
import { alikeLedgers } from './ledgers/alike.ts';

/** What is needed, line by line, beside what there is. */
export const ledgersPage = (ledgers: readonly Ledger[], estate: Estate): Page => ({
  title: words('Ledgers'),
  lead: ledgersLead(ledgers),
  blocks: ledgersBlocks(ledgers, estate),
});

/** How many ledgers hold, in one sentence. */
export function ledgersLead(ledgers: readonly Ledger[]): Prose {
  const count = (kind: ReturnType<typeof balance>['kind']): number =>
    ledgers.filter((ledger) => balance(ledger).kind === kind).length;
  return words(
    `${counted(ledgers.length, 'ledger')}: ${count('enough')} with enough, ${count('short')} short, ${count('undetermined')} undetermined.`,
  );
}

/** A table of all ledgers, then each in full, folded; of very many, those with the same figures once. */
export function ledgersBlocks(ledgers: readonly Ledger[], estate: Estate): readonly Block[] {
  if (ledgers.length === 0) return [];
  const groups = alikeLedgers(ledgers);
  return [overview(groups, estate), ...groups.flatMap((group) => fullBlock(group, estate))];
}

function fullBlock(group: readonly Ledger[], estate: Estate): readonly Block[] {
  const [ledger, ...others] = group;
  if (ledger === undefined) return [];
  const subjects = others.map((one) => one.subject);
  return [
    {
      kind: 'details',
      summary:
        others.length === 0 ? ledger.title : [...ledger.title, ` and ${others.length} alike`],
      blocks: [
        { kind: 'ledger', ledger },
        ...(others.length === 0
          ? []
          : [
              paragraph([
                'The same for ',
                ...joined(subjects.map((id) => [element(id, pathOf(estate, id))])),
                '.',
              ]),
            ]),
      ],
    },
  ];
}

const overview = (groups: readonly (readonly Ledger[])[], estate: Estate): Table => ({
  kind: 'table',
  caption: words('What is needed and what there is'),
  columns: [
    { title: 'of' },
    { title: 'what' },
    { title: 'unit', keep: true },
    { title: 'needed', align: 'end', keep: true },
    { title: 'available', align: 'end', keep: true },
    { title: 'left over', align: 'end', keep: true },
    { title: 'state', keep: true },
  ],
  rows: groups.flatMap((group) => {
    const [ledger] = group;
    if (ledger === undefined) return [];
    const subjects = [...new Set(group.map(({ subject }) => subject))];
    return [
      [
        few(
          subjects.map((id) => element(id, pathOf(estate, id))),
          3,
        ),
        ledger.title,
        words(ledger.unit),
        [{ kind: 'number', value: knownNeed(ledger) }],
        numberCell(ledger),
        ...balanceCells(ledger),
      ],
    ];
  }),
});

const numberCell = ({ supply }: Ledger): Cell =>
  typeof supply === 'number' ? [{ kind: 'number', value: supply }] : words(shown(supply, String));

function balanceCells(ledger: Ledger): readonly Cell[] {
  const result = balance(ledger);
  switch (result.kind) {
    case 'enough':
      return [[{ kind: 'number', value: result.spare }], status('good', 'enough')];
    case 'short':
      return [[{ kind: 'number', value: -result.by }], status('bad', 'short')];
    case 'undetermined':
      return [[], status('unknown', 'undetermined')];
  }
}

/** A section that holds the ledgers, for a whole report. */
export const ledgersSection = (ledgers: readonly Ledger[], estate: Estate): readonly Block[] =>
  ledgers.length === 0
    ? []
    : [section('ledgers', words('Ledgers'), ledgersBlocks(ledgers, estate))];
