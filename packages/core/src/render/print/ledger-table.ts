import { nameInId } from '../../estate/id.ts';
import { isKnown, type Missing } from '../../evidence/knowable.ts';
import { balance, knownNeed, type Ledger, type Line, missingNeed } from '../../evidence/ledger.ts';
import { type Prose, words } from '../../evidence/prose.ts';
import { type Cell, status, type Table, verbatim } from '../page.ts';
import { missingProse } from '../words/missing.ts';

/** A ledger as a table whose foot holds the sum, what there is, and the balance. */
export function ledgerTable(ledger: Ledger): Table {
  return {
    kind: 'table',
    caption: ledger.title,
    columns: [
      { title: 'need' },
      { title: ledger.unit, align: 'end', keep: true },
      { title: 'rests on' },
    ],
    rows: ledger.lines.map((line) => [line.what, amountCell(line.amount), restsOn(line)]),
    foot: [needRow(ledger), supplyRow(ledger), balanceRow(ledger)],
  };
}

const numberProse = (value: number): Prose => [{ kind: 'number', value }];

const amountCell = (value: Line['amount']): Cell =>
  isKnown(value) ? numberProse(value) : status('unknown', 'unknown');

function restsOn(line: Line): Cell {
  const assumes = line.assumes ?? [];
  const from =
    typeof line.from === 'string'
      ? [{ kind: 'element', id: line.from, name: nameInId(line.from) } as const]
      : verbatim(line.from.document);
  return assumes.length === 0 ? from : [...from, '; assumes ', ...verbatim(assumes.join(', '))];
}

function needRow(ledger: Ledger): readonly Cell[] {
  const missing = missingNeed(ledger);
  const known = numberProse(knownNeed(ledger));
  return missing.length === 0
    ? [words('needed'), known, []]
    : [words('needed, as far as known'), known, missingProse(missing)];
}

const supplyRow = (ledger: Ledger): readonly Cell[] =>
  isKnown(ledger.supply)
    ? [words('available'), numberProse(ledger.supply), []]
    : [words('available'), status('unknown', 'unknown'), missingProse(ledger.supply.unknown)];

function balanceRow(ledger: Ledger): readonly Cell[] {
  const result = balance(ledger);
  switch (result.kind) {
    case 'enough':
      return [words('left over'), numberProse(result.spare), status('good', 'enough')];
    case 'short':
      return [words('short by'), numberProse(result.by), status('bad', 'too small')];
    case 'undetermined':
      return [words('left over'), status('unknown', 'undetermined'), missingOnce(result.missing)];
  }
}

/** The reasons stand in the rows above already; here only that there are any. */
const missingOnce = (missing: readonly Missing[]): Prose =>
  words(missing.length === 1 ? 'one thing is not known' : `${missing.length} things are not known`);
