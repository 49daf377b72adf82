import { plain } from '../../evidence/prose.ts';
import { htmlText, markdownText } from '../../write/escape.ts';
import type { Block, Cell, Figure, FindingItem, KeyValue, Page, Steps, Table } from '../page.ts';
import { ledgerTable } from './ledger-table.ts';
import { cellText, inline } from './markdown/inline.ts';
import { markSigns } from './marks.ts';
import { moreWords } from './more.ts';

/** How a page is printed as Markdown. */
export interface MarkdownOptions {
  /** Where the file of a drawing lies, seen from the page. Default: beside it, `<name>.svg`. */
  readonly figureFile?: (figure: Figure) => string;
}

interface Frame {
  /** Level of the headings here: 1 for the page's title. */
  readonly level: number;
  readonly figureFile: (figure: Figure) => string;
}

/** The page as Markdown in GitHub's dialect. */
export function printMarkdown(page: Page, options: MarkdownOptions = {}): string {
  const figureFile = options.figureFile ?? ((figure: Figure) => `${figure.name}.svg`);
  const parts = [
    `# ${inline(page.title)}`,
    ...(page.lead === undefined ? [] : [inline(page.lead)]),
    ...blocksParts(page.blocks, { level: 2, figureFile }),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Parts that an empty line parts. */
const blocksParts = (blocks: readonly Block[], frame: Frame): readonly string[] =>
  blocks.flatMap((block) => blockParts(block, frame)).filter((part) => part !== '');

function blockParts(block: Block, frame: Frame): readonly string[] {
  switch (block.kind) {
    case 'section':
      return [
        `${hashes(frame)} ${inline(block.title)}`,
        ...blocksParts(block.blocks, { ...frame, level: frame.level + 1 }),
      ];
    case 'prose':
      return [inline(block.text)];
    case 'list':
      return [
        block.items
          .map((item, i) => `${block.ordered === true ? `${i + 1}.` : '-'} ${inline(item)}`)
          .join('\n'),
      ];
    case 'table':
      return tableParts(block);
    case 'ledger':
      return [
        ...tableParts(ledgerTable(block.ledger)),
        ...(block.ledger.notes ?? []).map((note) => `Note: ${inline(note)}`),
      ];
    case 'findings':
      return [
        ...block.items.flatMap((item) => findingParts(item, frame)),
        ...foldedParts(
          moreWords(block.more ?? []),
          (block.more ?? []).flatMap((item) => findingParts(item, frame)),
        ),
      ];
    case 'steps':
      return [stepsText(block, frame)];
    case 'code':
      return [fenced(block.language, block.text)];
    case 'figure':
      return [
        `![${markdownText(block.alt)}](<${encodeURI(frame.figureFile(block)).replace(/[<>]/g, '')}>)`,
        inline(block.caption),
        ...foldedParts('The same in words', blocksParts(block.instead, frame)),
      ];
    case 'callout':
      return [
        prefixed('> ', [
          `**${markSigns[block.mark].picture} ${inline(block.title)}**`,
          ...blocksParts(block.blocks, frame),
        ]),
      ];
    case 'keyValues':
      return [block.pairs.map(pairText).join('\n')];
    case 'details':
      return foldedParts(plain(block.summary), blocksParts(block.blocks, frame));
  }
}

/** Markdown has six levels of headings. */
const hashes = (frame: Frame): string => '#'.repeat(Math.min(6, frame.level));

const pairText = (pair: KeyValue): string =>
  `- **${markdownText(pair.key)}:** ${cellText(pair.value, 'paragraph')}`;

function tableParts(table: Table): readonly string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const full = (cells: readonly Cell[]): readonly string[] =>
    table.columns.map((_, i) => cellText(cells[i] ?? []));
  const foot = (table.foot ?? []).map((cells) => {
    const [first = '', ...others] = full(cells);
    return [first === '' ? '' : `**${first}**`, ...others];
  });
  return [
    ...(table.quiet === true ? [] : [`**${inline(table.caption)}**`]),
    [
      row(table.columns.map((column) => markdownText(column.title))),
      row(table.columns.map((column) => (column.align === 'end' ? '--:' : ':--'))),
      ...table.rows.map((cells) => row(full(cells))),
      ...foot.map(row),
    ].join('\n'),
  ];
}

function findingParts(item: FindingItem, frame: Frame): readonly string[] {
  return [
    `${hashes(frame)} ${findingTitle(item)}`,
    inline(item.says),
    item.facts.map(pairText).join('\n'),
    ...blocksParts(item.blocks, { ...frame, level: frame.level + 1 }),
    ...(item.consequences.length === 0
      ? []
      : ['Leads to:', item.consequences.map((c) => consequenceText(c, '')).join('\n')]),
  ];
}

const findingTitle = (item: FindingItem): string =>
  `${markSigns[item.mark].picture} ${markdownText(item.word)} ${inline([{ kind: 'code', text: item.code }])} ${markdownText(item.title)}`;

/** What follows from a finding stands as a nested list: its repair is the repair of the cause. */
const consequenceText = (item: FindingItem, indent: string): string =>
  [
    `${indent}- ${findingTitle(item)}: ${inline(item.says)}`,
    ...item.consequences.map((c) => consequenceText(c, `${indent}  `)),
  ].join('\n');

const stepsText = (block: Steps, frame: Frame): string =>
  block.steps
    .map((step, i) => {
      const sign = `${i + 1}. `;
      const state = step.status === undefined ? '' : `${cellText(step.status)} `;
      const parts = [`${state}**${inline(step.title)}**`, ...blocksParts(step.blocks, frame)];
      return sign + prefixed(' '.repeat(sign.length), parts).trimStart();
    })
    .join('\n\n');

/** A fence longer than any run of backticks inside, so that the text cannot end it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language.replace(/[^a-z0-9+-]/gi, '')}\n${text.replace(/\n$/, '')}\n${fence}`;
}

const foldedParts = (summary: string, parts: readonly string[]): readonly string[] =>
  parts.length === 0
    ? []
    : [
        `<details><summary>${htmlText(summary).replace(/\s+/g, ' ')}</summary>`,
        ...parts,
        '</details>',
      ];

/** Every line of the parts behind the given beginning: a quotation or a list item. */
const prefixed = (by: string, parts: readonly string[]): string =>
  parts
    .join('\n\n')
    .split('\n')
    .map((line) => `${by}${line}`.trimEnd())
    .join('\n');
