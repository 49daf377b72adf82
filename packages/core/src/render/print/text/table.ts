import type { Cell, Column, Table } from '../../page.ts';
import { cellRuns, proseRuns, run } from './runs.ts';
import type { TextStyle } from './style.ts';
import { longestWord, naturalColumns, type Run, type TextLine, wrap } from './wrap.ts';

const gap = 2;

/** A column of free text is not squeezed below this while it has more to say. */
const narrowest = 12;

interface Frame {
  readonly width: number;
  readonly style: TextStyle;
}

/**
 * A table within the width. Columns get what they need when that fits; else the widest give way
 * first, down to their longest word. When even that is too wide every row becomes a small record.
 */
export function tableLines(table: Table, frame: Frame): readonly string[] {
  const { style } = frame;
  const head = table.columns.map((column) => [run(column.title, style.faint)]);
  const rows = table.rows.map((row) => row.map((cell) => cellRuns(cell, style)));
  const foot = (table.foot ?? []).map((row) => row.map((cell) => cellRuns(cell, style)));
  const widths = columnWidths(table.columns, [head, ...rows, ...foot], frame.width);
  if (widths === undefined) return recordLines(table, frame);
  const rowLines = (cells: readonly (readonly Run[])[]): readonly string[] =>
    laidOut(cells, table.columns, widths);
  const rule = style.faint(widths.map((width) => '-'.repeat(width)).join(' '.repeat(gap)));
  return [
    ...rowLines(head),
    rule,
    ...rows.flatMap(rowLines),
    ...(foot.length === 0 ? [] : [rule, ...foot.flatMap(rowLines)]),
  ];
}

function laidOut(
  cells: readonly (readonly Run[])[],
  columns: readonly Column[],
  widths: readonly number[],
): readonly string[] {
  const wrapped = widths.map((width, i) => wrap(cells[i] ?? [], width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, y) =>
    wrapped
      .map((lines, i) => padded(lines[y], widths[i] ?? 0, columns[i]?.align === 'end'))
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}

function padded(line: TextLine | undefined, width: number, atEnd: boolean): string {
  if (line === undefined) return ' '.repeat(width);
  const blanks = ' '.repeat(Math.max(0, width - line.columns));
  return atEnd ? blanks + line.text : line.text + blanks;
}

/** Widths of the columns; undefined when the table cannot be fitted. */
function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly (readonly Run[])[])[],
  width: number,
): readonly number[] | undefined {
  const cellsOf = (i: number): readonly (readonly Run[])[] => rows.map((row) => row[i] ?? []);
  const natural = columns.map((_, i) => widest(cellsOf(i), naturalColumns, 1));
  const least = (wordsOf: (i: number) => number): readonly number[] =>
    natural.map((full, i) =>
      columns[i]?.keep === true ? full : Math.min(full, Math.max(narrowest, wordsOf(i))),
    );
  const room = width - gap * (columns.length - 1);
  // Whole words first; long ones are broken only when that saves the table.
  return (
    capped(
      natural,
      least((i) => widest(cellsOf(i), longestWord, 0)),
      room,
    ) ??
    capped(
      natural,
      least(() => 0),
      room,
    )
  );
}

/** The greatest width among cells. As many rows as there may be do not fit into one call of `Math.max`. */
const widest = (
  cells: readonly (readonly Run[])[],
  widthOf: (cell: readonly Run[]) => number,
  least: number,
): number => cells.reduce((most, cell) => Math.max(most, widthOf(cell)), least);

/** The widest columns give way until the sum fits; undefined when the least is too much. */
function capped(
  natural: readonly number[],
  least: readonly number[],
  room: number,
): readonly number[] | undefined {
  const sum = (widths: readonly number[]): number => widths.reduce((a, b) => a + b, 0);
  if (sum(least) > room) return undefined;
  const at = (cap: number): readonly number[] =>
    natural.map((full, i) => Math.min(full, Math.max(least[i] ?? 1, cap)));
  let cap = Math.max(...natural);
  while (sum(at(cap)) > room) cap -= 1;
  return at(cap);
}

/** Each row as `column: value` lines: what is left of a table that does not fit. */
function recordLines(table: Table, frame: Frame): readonly string[] {
  const record = (row: readonly Cell[]): readonly string[] => [
    '',
    ...table.columns.flatMap((column, i) => {
      const cell = row[i];
      if (cell === undefined || (Array.isArray(cell) && cell.length === 0)) return [];
      const label = [run(`${column.title}: `, frame.style.faint)];
      return wrap([...label, ...cellRuns(cell, frame.style)], frame.width).map((l) => l.text);
    }),
  ];
  return [...table.rows, ...(table.foot ?? [])].flatMap(record).slice(1);
}

/** The caption of a table as lines. */
export const captionLines = (table: Table, frame: Frame): readonly string[] =>
  wrap(proseRuns(table.caption, frame.style), frame.width).map((line) =>
    frame.style.strong(line.text),
  );
