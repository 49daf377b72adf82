import { nameInId } from '../../../estate/id.ts';
import { grouped, type Part, type Prose } from '../../../evidence/prose.ts';
import { terminalText } from '../../../write/escape.ts';
import { type Cell, isProse, type Status } from '../../page.ts';
import { citedOnce, citedShort } from '../../words/cited.ts';
import { markSigns } from '../marks.ts';
import { asIs, type Paint, type TextStyle } from './style.ts';
import type { Run } from './wrap.ts';

/** A sentence as runs; everything in it is made harmless to a terminal here and nowhere else. */
export const proseRuns = (text: Prose, style: TextStyle): readonly Run[] =>
  text.map((part) => partRun(part, style));

/** Our own words in one look. */
export const run = (text: string, paint: Paint = asIs): Run => ({
  text: terminalText(text),
  paint,
});

/** `[x] fail` in the colour of its mark. */
export const statusRun = (status: Status, style: TextStyle): Run =>
  run(`[${markSigns[status.mark].ascii}] ${status.word}`, style.mark(status.mark));

/** The runs of a table cell. */
export function cellRuns(cell: Cell, style: TextStyle): readonly Run[] {
  if (isProse(cell)) return proseRuns(cell, style);
  switch (cell.kind) {
    case 'status':
      return [statusRun(cell, style)];
    case 'sources':
      return [run(citedOnce(cell.cite, citedShort).join(', '), style.faint)];
  }
}

function partRun(part: Part, style: TextStyle): Run {
  if (typeof part === 'string') return run(part);
  switch (part.kind) {
    case 'element':
      return run(part.name ?? nameInId(part.id), style.strong);
    case 'number':
      return run(
        part.unit === undefined ? grouped(part.value) : `${grouped(part.value)} ${part.unit}`,
      );
    case 'range':
    case 'code':
      return run(part.text, style.code);
    case 'quote':
      return run(`"${part.text}"`);
  }
}
