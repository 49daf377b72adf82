import type { Paint } from './style.ts';
import { columnsOf, cutAt } from './width.ts';

/** Text of one look. */
export interface Run {
  readonly text: string;
  readonly paint: Paint;
}

/** A line ready to print, with the columns it takes: its colour codes count nothing. */
export interface TextLine {
  readonly text: string;
  readonly columns: number;
}

/** Pieces that no line break may part: `(`, a painted range, `)`. */
type Word = readonly Run[];

const columnsIn = (word: Word): number => word.reduce((sum, run) => sum + columnsOf(run.text), 0);

const painted = (word: Word): string => word.map((run) => run.paint(run.text)).join('');

/** How many columns the runs take on one line. */
export const naturalColumns = (runs: readonly Run[]): number =>
  Math.max(0, ...linesOf(runs).map((line) => columnsIn(line)));

/** The widest piece that cannot be broken at a blank. */
export const longestWord = (runs: readonly Run[]): number =>
  Math.max(0, ...linesOf(runs).flatMap((line) => wordsOf(line).map(columnsIn)));

/**
 * Breaks runs into lines of at most `columns`: at blanks first, inside a word only when the word
 * alone is too wide. Line feeds in the text are kept. No runs give one empty line.
 */
export function wrap(runs: readonly Run[], columns: number): readonly TextLine[] {
  const room = Math.max(1, columns);
  return linesOf(runs).flatMap((line) => wrapLine(wordsOf(line), room));
}

function wrapLine(wordList: readonly Word[], room: number): readonly TextLine[] {
  const lines: TextLine[] = [];
  let text = '';
  let used = 0;
  for (const word of wordList.flatMap((one) => broken(one, room))) {
    const need = columnsIn(word);
    if (used > 0 && used + 1 + need > room) {
      lines.push({ text, columns: used });
      text = '';
      used = 0;
    }
    text += (used > 0 ? ' ' : '') + painted(word);
    used += (used > 0 ? 1 : 0) + need;
  }
  return [...lines, { text, columns: used }];
}

/** Splits the runs at line feeds. */
function linesOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    run.text.split('\n').forEach((text, i) => {
      if (i > 0) lines.push([]);
      lines.at(-1)?.push({ text, paint: run.paint });
    });
  }
  return lines;
}

/** Splits a line at blanks; runs that touch without a blank stay one word. */
function wordsOf(line: readonly Run[]): readonly Word[] {
  const found: Run[][] = [];
  let open = false;
  for (const run of line) {
    for (const piece of run.text.split(/([ \t]+)/)) {
      if (piece === '') continue;
      if (/^[ \t]/.test(piece)) {
        open = false;
        continue;
      }
      const part = { text: piece, paint: run.paint };
      if (open) found.at(-1)?.push(part);
      else found.push([part]);
      open = true;
    }
  }
  return found;
}

/** A word that is wider than the line, in pieces that fit. */
function broken(word: Word, room: number): readonly Word[] {
  if (columnsIn(word) <= room) return [word];
  const pieces: Run[][] = [[]];
  let left = room;
  for (const run of word) {
    let rest = run.text;
    while (rest !== '') {
      if (left <= 0) {
        pieces.push([]);
        left = room;
      }
      const [head, tail] = cutNicely(rest, left);
      pieces.at(-1)?.push({ text: head, paint: run.paint });
      // A cut ends the line, wherever it fell.
      left = tail === '' ? left - columnsOf(head) : 0;
      rest = tail;
    }
  }
  return pieces;
}

/** Cuts behind a hyphen, slash or dot when one lies in the second half of what fits. */
function cutNicely(text: string, columns: number): readonly [string, string] {
  const [head, tail] = cutAt(text, columns);
  if (tail === '') return [head, tail];
  const joint = Math.max(...['-', '/', '.', '_'].map((char) => head.lastIndexOf(char))) + 1;
  return joint > head.length / 2 ? [head.slice(0, joint), head.slice(joint) + tail] : [head, tail];
}
