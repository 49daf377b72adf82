import { words } from '../../../evidence/prose.ts';
import type { Block, Cell } from '../../page.ts';
import { ledgerTable } from '../ledger-table.ts';

/** Rows of evidence that a terminal shows: the whole finding is to fit a screen. */
const mostRows = 8;

/** Evidence of a finding for a screen: a long table or list is cut, and says so. Sums stay. */
export function shortened(block: Block): Block {
  switch (block.kind) {
    case 'table':
      return { ...block, rows: cut(block.rows, (left): readonly Cell[] => [left]) };
    case 'list':
      return { ...block, items: cut(block.items, (left) => left) };
    case 'ledger':
      return block.ledger.lines.length > mostRows ? shortened(ledgerTable(block.ledger)) : block;
    case 'section':
    case 'prose':
    case 'findings':
    case 'steps':
    case 'code':
    case 'figure':
    case 'callout':
    case 'keyValues':
    case 'details':
      return block;
  }
}

function cut<T>(rows: readonly T[], say: (left: ReturnType<typeof words>) => T): readonly T[] {
  if (rows.length <= mostRows) return rows;
  const shown = rows.slice(0, mostRows - 1);
  return [...shown, say(words(`... ${rows.length - shown.length} more; other formats show them`))];
}
