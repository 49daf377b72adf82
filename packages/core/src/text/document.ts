import type { Diagnostic, Position } from '../evidence/diagnostic.ts';
import type { DocumentId, Path } from '../evidence/source.ts';

/** A text to read. It is asked for again when a position is wanted, so that nobody need keep it. */
export interface TextInput {
  readonly id: DocumentId;
  readonly text: () => string;
}

/** What a text was read as. */
export type Language = 'json' | 'yaml' | 'hcl' | 'csv';

/** A text that was read: its value, and where in the text each part of the value stands. */
export interface TextDocument {
  readonly id: DocumentId;
  readonly language: Language;
  /** Plain data; undefined when nothing could be read. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Where the value at a path stands; a YAML block counts from the key that opens it. Undefined when there is nothing at the path.
   */
  positionOf(path: Path): Position | undefined;
  /** As {@link positionOf} for many paths at the price of one. */
  positionsOf(paths: readonly Path[]): readonly (Position | undefined)[];
  /** Where the key that ends the path stands; for items of lists where the item stands. */
  keyPositionOf(path: Path): Position | undefined;
  /** The line there, cut around the column and freed of control characters; see `caret`. */
  excerptAt(position: Position): string;
}

/** UTF-16 code units of an excerpt before its position, at most. */
export const excerptBefore = 60;

const excerptLength = 120;

/** Offsets of a text in lines and columns: the offset of each line's first character. */
export type LineStarts = readonly number[];

/** Where each line starts; lines end with a line feed. */
export function lineStarts(text: string): LineStarts {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column of an offset. Binary search: O(log lines). */
export function positionAt(starts: LineStarts, offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** As {@link positionAt}, of one offset of a text: needs no list of its lines. O(offset). */
export function positionIn(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Where a line starts; undefined beyond the last one. */
function startOfLine(text: string, line: number): number | undefined {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return undefined;
    start = end + 1;
  }
  return line < 1 ? undefined : start;
}

/** Cuts the line at a position out of a text: a window of bounded length, safe to print. */
export function excerptOf(text: string, position: Position): string {
  const start = startOfLine(text, position.line);
  if (start === undefined || isOfSecret(text, start)) return '';
  const next = text.indexOf('\n', start);
  const end = next < 0 ? text.length : next;
  const from = start + Math.max(0, position.column - 1 - excerptBefore);
  const window = text.slice(from, Math.min(end, from + excerptLength));
  return copied(printable(window.trimEnd()));
}

/** A part of a text keeps all of it in memory as long as it lives; put together anew it does not. */
const copied = (text: string): string => text.split('').join('');

/**
 * Whether a Secret of Kubernetes stands in the same document of the text: what is around a fault in it
 * is nobody's to see. A text that is broken has no values yet, so its letters must tell.
 */
function isOfSecret(text: string, at: number): boolean {
  const before = text.lastIndexOf('\n---', at);
  const after = text.indexOf('\n---', at + 1);
  return secret.test(text.slice(before < 0 ? 0 : before, after < 0 ? text.length : after));
}

/** As YAML and JSON spell it, with tags and anchors, and inside a text of JSON. */
const secret = /kind\\*["']?\s*:\s*(?:[!&]\S+\s+)*\\*["']?Secret(List)?\b/i;

/**
 * Every control or direction-changing character becomes one visible stand-in: nothing that a
 * terminal obeys gets through, and columns stay where they are. Tabs become blanks.
 */
export const printable = (text: string): string =>
  text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u00b7');

/**
 * The diagnostics with position and excerpt, found by their paths where they are not there yet. What
 * is missing is shown at the nearest place around it. The text is walked once for all of them.
 */
export function located(
  diagnostics: readonly Diagnostic[],
  document: TextDocument,
): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const around = diagnostics.map(({ position, path = [] }) =>
    position === undefined ? [...path.map((_, i) => path.slice(0, path.length - i)), []] : [],
  );
  const positions = document.positionsOf(around.flat());
  let next = 0;
  return diagnostics.map((diagnostic, i) => {
    const length = around[i]?.length ?? 0;
    const candidates = positions.slice(next, next + length);
    next += length;
    return placed(diagnostic, diagnostic.position ?? candidates.find(isThere), document);
  });
}

const isThere = (position: Position | undefined): position is Position => position !== undefined;

function placed(
  diagnostic: Diagnostic,
  position: Position | undefined,
  document: TextDocument,
): Diagnostic {
  if (position === undefined) return diagnostic;
  const excerpt = diagnostic.excerpt ?? document.excerptAt(position);
  return excerpt === '' ? { ...diagnostic, position } : { ...diagnostic, position, excerpt };
}

/** In the order of the text; what has no position comes first. */
export const inTextOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.toSorted(
    (a, b) =>
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0),
  );
