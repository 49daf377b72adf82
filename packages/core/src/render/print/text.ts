import { terminalText } from '../../write/escape.ts';
import type { Block, FindingItem, KeyValue, Page, Section, Steps } from '../page.ts';
import { ledgerTable } from './ledger-table.ts';
import { markSigns } from './marks.ts';
import { moreWords } from './more.ts';
import { cellRuns, proseRuns, run, statusRun } from './text/runs.ts';
import { shortened } from './text/shortened.ts';
import { ansiStyle, plainStyle, type TextStyle } from './text/style.ts';
import { captionLines, tableLines } from './text/table.ts';
import { columnsOf } from './text/width.ts';
import { type Run, wrap } from './text/wrap.ts';

/** How a page is printed for a terminal, a pipe or a log. */
export interface TextOptions {
  /** Columns; lines are not longer, verbatim code apart. Default 100, least 40. */
  readonly width?: number;
  /** Whether the reader is a terminal that shows colours. Default: no emphasis. */
  readonly colour?: boolean;
}

interface Frame {
  readonly width: number;
  readonly style: TextStyle;
  /** Level of the headings here: 1 for the page's title. */
  readonly level: number;
}

/** Columns of the longest key that stands beside its value. */
const longestKey = 20;

/** The page as text. Our own words and frames are ASCII; what users wrote is kept, controls are not. */
export function printText(page: Page, options: TextOptions = {}): string {
  const frame: Frame = {
    width: Math.max(40, options.width ?? 100),
    style: options.colour === true ? ansiStyle : plainStyle,
    level: 1,
  };
  const lead =
    page.lead === undefined ? [] : paragraphLines(proseRuns(page.lead, frame.style), frame);
  const lines = [
    ...heading(proseRuns(page.title, frame.style), frame),
    ...lead,
    '',
    ...blocksLines(page.blocks, { ...frame, level: 2 }),
  ];
  return `${collapsed(lines).join('\n')}\n`;
}

/** Never two empty lines in a row, none at the end. */
function collapsed(lines: readonly string[]): readonly string[] {
  const kept = lines.filter((line, i) => line !== '' || (i > 0 && lines[i - 1] !== ''));
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept;
}

const blocksLines = (blocks: readonly Block[], frame: Frame): readonly string[] =>
  blocks.flatMap((block) => [...blockLines(block, frame), '']);

function blockLines(block: Block, frame: Frame): readonly string[] {
  switch (block.kind) {
    case 'section':
      return sectionLines(block, frame);
    case 'prose':
      return paragraphLines(proseRuns(block.text, frame.style), frame);
    case 'list':
      return block.items.flatMap((item, i) =>
        hanging(block.ordered === true ? `${i + 1}. ` : '- ', frame, (inner) =>
          paragraphLines(proseRuns(item, frame.style), inner),
        ),
      );
    case 'table':
      return [
        ...(block.quiet === true ? [] : captionLines(block, frame)),
        ...tableLines(block, frame),
      ];
    case 'ledger':
      return [
        ...blockLines(ledgerTable(block.ledger), frame),
        ...(block.ledger.notes ?? []).flatMap((note) =>
          paragraphLines(
            [run('note: ', frame.style.faint), ...proseRuns(note, frame.style)],
            frame,
          ),
        ),
      ];
    case 'findings':
      return [
        ...block.items.flatMap((item) => [...findingLines(item, frame), '']),
        ...moreLines(block.more ?? [], frame),
      ];
    case 'steps':
      return stepsLines(block, frame);
    case 'code':
      return indented('    ', terminalText(block.text).split('\n'));
    case 'figure':
      return [
        ...paragraphLines(
          [run('[drawing] ', frame.style.faint), ...proseRuns(block.caption, frame.style)],
          frame,
        ),
        '',
        ...blocksLines(block.instead, frame),
      ];
    case 'callout': {
      const sign = `[${markSigns[block.mark].ascii}] `;
      const title = [
        run(sign, frame.style.mark(block.mark)),
        ...proseRuns(block.title, frame.style),
      ];
      const inside = (inner: Frame): readonly string[] => [
        ...paragraphLines(title, inner),
        ...blocksLines(block.blocks, inner),
      ];
      return indented('| ', collapsed(inside({ ...frame, width: frame.width - 2 })));
    }
    case 'keyValues':
      return keyValueLines(block.pairs, frame);
    case 'details':
      if (block.repeats === true) return [];
      return [
        ...paragraphLines(proseRuns(block.summary, frame.style), frame),
        ...hanging('  ', frame, (inner) => collapsed(blocksLines(block.blocks, inner))),
      ];
  }
}

const sectionLines = (block: Section, frame: Frame): readonly string[] => [
  '',
  ...heading(proseRuns(block.title, frame.style), frame),
  ...blocksLines(block.blocks, { ...frame, level: frame.level + 1 }),
];

/** The first two levels are underlined, deeper ones only stand on a line of their own. */
function heading(title: readonly Run[], frame: Frame): readonly string[] {
  const lines = wrap(title, frame.width);
  const longest = Math.max(...lines.map((line) => line.columns));
  const under = frame.level === 1 ? '=' : frame.level === 2 ? '-' : '';
  return [
    ...lines.map((line) => frame.style.strong(line.text)),
    ...(under === '' ? [] : [under.repeat(longest)]),
    '',
  ];
}

const paragraphLines = (runs: readonly Run[], frame: Frame): readonly string[] =>
  wrap(runs, frame.width).map((line) => line.text);

const indented = (by: string, lines: readonly string[]): readonly string[] =>
  lines.map((line) => `${by}${line}`.trimEnd());

/** Lines with `sign` before the first and blanks of its width before the others. */
function hanging(
  sign: string,
  frame: Frame,
  inside: (inner: Frame) => readonly string[],
): readonly string[] {
  const columns = columnsOf(sign);
  const lines = inside({ ...frame, width: Math.max(16, frame.width - columns) });
  return lines.map((line, i) => `${i === 0 ? sign : ' '.repeat(columns)}${line}`.trimEnd());
}

/** Keys stand in a column of their own; one that is too long for it stands above its value. */
function keyValueLines(pairs: readonly KeyValue[], frame: Frame): readonly string[] {
  const keys = pairs.map((pair) => run(pair.key).text.replace(/\s+/g, ' '));
  const column = Math.max(0, ...keys.map(columnsOf).filter((columns) => columns <= longestKey));
  return pairs.flatMap((pair, i) => {
    const key = keys[i] ?? '';
    const value = (inner: Frame): readonly string[] =>
      paragraphLines(cellRuns(pair.value, frame.style), inner);
    return columnsOf(key) <= longestKey
      ? hanging(`${key}${' '.repeat(column - columnsOf(key))}  `, frame, value)
      : [...paragraphLines([run(key)], frame), ...hanging('    ', frame, value)];
  });
}

function findingLines(item: FindingItem, frame: Frame): readonly string[] {
  const { style } = frame;
  const title = [
    statusRun({ kind: 'status', mark: item.mark, word: item.word }, style),
    run(' '),
    run(item.code, style.strong),
    run(` ${item.title}`),
  ];
  const consequences =
    item.consequences.length === 0
      ? []
      : [
          '',
          style.faint('leads to'),
          ...linesOf(item.consequences, consequenceRuns, { ...frame, width: frame.width - 4 }),
        ];
  return [
    ...paragraphLines(title, frame),
    ...hanging('    ', frame, (inner) => [
      ...paragraphLines(proseRuns(item.says, style), inner),
      ...keyValueLines(item.facts, inner),
      ...(item.blocks.length === 0
        ? []
        : ['', ...collapsed(blocksLines(item.blocks.map(shortened), inner))]),
      ...consequences,
    ]),
  ];
}

/** Findings beyond this many have no line of their own: a screen is not scrolled for them. */
const mostLines = 8;

const moreLines = (more: readonly FindingItem[], frame: Frame): readonly string[] =>
  more.length === 0
    ? []
    : [`${moreWords(more)}:`, ...linesOf(more, (item) => briefRuns(item, frame), frame)];

/** What follows from a finding in a line each: its repair is the repair of the cause. */
const consequenceRuns = (item: FindingItem, { style }: Frame): readonly Run[] => [
  statusRun({ kind: 'status', mark: item.mark, word: item.word }, style),
  run(' '),
  run(item.code, style.strong),
  run(' '),
  ...proseRuns(item.says, style),
];

/** What it is about and where it stands. */
const briefRuns = (item: FindingItem, { style }: Frame): readonly Run[] =>
  item.facts
    .slice(0, 2)
    .flatMap((fact, i) => [...(i === 0 ? [] : [run(', ')]), ...cellRuns(fact.value, style)]);

function linesOf(
  items: readonly FindingItem[],
  runsOf: (item: FindingItem, frame: Frame) => readonly Run[],
  frame: Frame,
): readonly string[] {
  const shown = items.length > mostLines ? items.slice(0, mostLines - 1) : items;
  const left = items.length - shown.length;
  return [
    ...shown.flatMap((item) =>
      hanging('- ', frame, (inner) => paragraphLines(runsOf(item, inner), inner)),
    ),
    ...(left === 0 ? [] : [`- ${left} more; other formats show them`]),
  ];
}

const stepsLines = (block: Steps, frame: Frame): readonly string[] =>
  block.steps.flatMap((step, i) =>
    hanging(`${i + 1}. `, frame, (inner) => [
      ...paragraphLines(
        [
          ...(step.status === undefined ? [] : [statusRun(step.status, frame.style), run(' ')]),
          ...proseRuns(step.title, frame.style),
        ],
        inner,
      ),
      ...collapsed(blocksLines(step.blocks, inner)),
    ]),
  );
