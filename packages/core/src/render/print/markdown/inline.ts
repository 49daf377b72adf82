import { nameInId } from '../../../estate/id.ts';
import { grouped, type Part, type Prose } from '../../../evidence/prose.ts';
import { markdownCode, markdownText } from '../../../write/escape.ts';
import { type Cell, isProse, type Status } from '../../page.ts';
import { citedOnce, citedWhole } from '../../words/cited.ts';
import { markSigns } from '../marks.ts';

/** Where a sentence stands; in a table also the bars of code are escaped. */
export type Place = 'paragraph' | 'cell';

/** A sentence as Markdown of one line. */
export const inline = (text: Prose, place: Place = 'paragraph'): string =>
  text.map((part) => partText(part, place)).join('');

/** `✕ fail`. */
export const statusText = (status: Status): string =>
  `${markSigns[status.mark].picture} ${markdownText(status.word)}`;

/** A table cell as Markdown. */
export function cellText(cell: Cell, place: Place = 'cell'): string {
  if (isProse(cell)) return inline(cell, place).trim();
  switch (cell.kind) {
    case 'status':
      return statusText(cell);
    case 'sources':
      return citedOnce(cell.cite, citedWhole)
        .map((text) => codeText(text, place))
        .join(', ');
  }
}

function partText(part: Part, place: Place): string {
  if (typeof part === 'string') return markdownText(part);
  switch (part.kind) {
    case 'element':
      return codeText(part.name ?? nameInId(part.id), place);
    case 'number': {
      const number = grouped(part.value);
      return part.unit === undefined ? number : `${number} ${markdownText(part.unit)}`;
    }
    case 'range':
    case 'code':
      return codeText(part.text, place);
    case 'quote':
      return `“${markdownText(part.text)}”`;
  }
}

/** An empty code span would show its backticks. */
const codeText = (text: string, place: Place): string =>
  text.trim() === '' ? '' : markdownCode(text, place === 'cell');
