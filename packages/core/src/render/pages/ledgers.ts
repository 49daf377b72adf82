import type { Estate } from '../../estate/estate.ts';
import { balance, knownNeed, type Ledger } from '../../evidence/ledger.ts';
import { element, type Prose, words } from '../../evidence/prose.ts';
import { type Block, type Cell, type Page, section, status, type Table } from '../page.ts';
import { counted, pathOf, shown } from '../words/shown.ts';

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

/** A table of all ledgers, then each in full, folded. */
export const ledgersBlocks = (ledgers: readonly Ledger[], estate: Estate): readonly Block[] =>
  ledgers.length === 0
    ? []
    : [
        overview(ledgers, estate),
        ...ledgers.map(
          (ledger): Block => ({
            kind: 'details',
            summary: ledger.title,
            blocks: [{ kind: 'ledger', ledger }],
          }),
        ),
      ];

const overview = (ledgers: readonly Ledger[], estate: Estate): Table => ({
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
  rows: ledgers.map((ledger) => [
    [element(ledger.subject, pathOf(estate, ledger.subject))],
    ledger.title,
    words(ledger.unit),
    [{ kind: 'number', value: knownNeed(ledger) }],
    numberCell(ledger),
    ...balanceCells(ledger),
  ]),
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
