import { nameInId } from '../../../estate/id.ts';
import { grouped, type Part, type Prose } from '../../../evidence/prose.ts';
import { htmlAttribute, htmlText } from '../../../write/escape.ts';
import { type Cell, isProse, type Sources, type Status } from '../../page.ts';
import { citedOnce, citedWhole } from '../../words/cited.ts';
import { markSigns } from '../marks.ts';

/** A sentence as HTML. */
export const inline = (text: Prose): string => text.map(partText).join('');

/** A badge: symbol, word, and colour by class. */
export const badge = (status: Status): string =>
  `<span class="badge ${status.mark}"><span aria-hidden="true">${htmlText(markSigns[status.mark].picture)}</span> ${htmlText(status.word)}</span>`;

/** The inside of a table cell. */
export function cellText(cell: Cell): string {
  if (isProse(cell)) return inline(cell);
  switch (cell.kind) {
    case 'status':
      return badge(cell);
    case 'sources':
      return sourcesText(cell);
  }
}

const sourcesText = ({ cite }: Sources): string =>
  citedOnce(cite, citedWhole)
    .map((text) => `<span class="source">${breakable(text)}</span>`)
    .join(', ');

function partText(part: Part): string {
  if (typeof part === 'string') return htmlText(part);
  switch (part.kind) {
    case 'element': {
      const name = part.name ?? nameInId(part.id);
      return `<span class="element" title="${htmlAttribute(part.id)}">${breakable(name)}</span>`;
    }
    case 'number':
      return part.unit === undefined
        ? `<span class="number">${grouped(part.value)}</span>`
        : `<span class="number">${grouped(part.value)}</span> ${htmlText(part.unit)}`;
    case 'range':
      return `<code class="range">${htmlText(part.text)}</code>`;
    case 'code':
      return `<code>${breakable(part.text)}</code>`;
    case 'quote':
      return `<q>${htmlText(part.text)}</q>`;
  }
}

/** A name that may go on in the next line behind its joints, so that columns need not be as wide. */
const breakable = (text: string): string =>
  text
    .split(/(?<=[-/.:_,|])(?=[^\s])|(?<=[a-z])(?=[A-Z])/)
    .map(htmlText)
    .join('<wbr>');
