import type { Path } from '../evidence/source.ts';
import { afterPiece, afterQuoted } from './hcl-scan.ts';

/**
 * The offset of what stands at a path inside the value of an attribute: keys of objects, items of lists, as
 * they are written. What is not written there (another expression, a key that is missing) is shown where
 * the way ends. One pass: O(characters of the value).
 *
 * @param at the offset of the attribute's name
 */
export function offsetInValue(text: string, at: number, path: Path): number {
  let found = at;
  let from = text.indexOf('=', at) + 1;
  if (from === 0) return found;
  for (const key of path) {
    const open = startOfValue(text, from);
    const entry =
      text[open] === '{'
        ? entryAt(text, open + 1, String(key))
        : text[open] === '['
          ? itemAt(text, open + 1, key)
          : undefined;
    if (entry === undefined) return found;
    found = entry.at;
    from = entry.value;
  }
  return found;
}

interface Entry {
  /** Offset of the key, or of the item. */
  readonly at: number;
  readonly value: number;
}

/** Calls that hand on their argument; a reader sees through them. */
const call = /to(?:list|map|set)\s*\(/uy;

/** The first character of the value, behind blanks, comments and calls that change only its type. */
function startOfValue(text: string, from: number): number {
  const at = afterBlanks(text, from);
  call.lastIndex = at;
  const met = call.exec(text)?.[0];
  return met === undefined ? at : afterBlanks(text, at + met.length);
}

function afterBlanks(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const c = text[i] ?? '';
    const isComment = c === '#' || (c === '/' && (text[i + 1] === '/' || text[i + 1] === '*'));
    if (isComment) i = afterPiece(text, i);
    else if (/\s/.test(c)) i += 1;
    else return i;
  }
  return i;
}

const word = /[\p{L}_\d][\p{L}\p{N}_-]*/uy;

/** The entry of an object whose first entry starts at `from`. */
function entryAt(text: string, from: number, wanted: string): Entry | undefined {
  let i = afterBlanks(text, from);
  while (i < text.length && text[i] !== '}') {
    const start = i;
    word.lastIndex = i;
    const plain = word.exec(text)?.[0];
    const end = text[i] === '"' ? afterQuoted(text, i) : i + (plain?.length ?? 0);
    const name = text[i] === '"' ? text.slice(i + 1, end - 1) : plain;
    const sign = afterBlanks(text, end);
    const isEntry = end > start && (text[sign] === '=' || text[sign] === ':');
    if (isEntry && name === wanted) return { at: start, value: sign + 1 };
    i = afterBlanks(text, afterItem(text, isEntry ? sign + 1 : start, true));
    if (text[i] === ',') i = afterBlanks(text, i + 1);
    if (i <= start) return undefined;
  }
  return undefined;
}

/** The item of a list whose first item starts at `from`. */
function itemAt(text: string, from: number, wanted: string | number): Entry | undefined {
  let i = afterBlanks(text, from);
  for (let index = 0; i < text.length && text[i] !== ']'; index++) {
    if (index === wanted) return { at: i, value: i };
    i = afterBlanks(text, afterItem(text, i, false));
    if (text[i] !== ',') return undefined;
    i = afterBlanks(text, i + 1);
  }
  return undefined;
}

/** The offset of what ends an item: a comma, a bracket that closes, in objects a line feed, too. */
function afterItem(text: string, from: number, endsWithLine: boolean): number {
  let open = 0;
  let i = endsWithLine ? afterBlanks(text, from) : from;
  while (i < text.length) {
    const c = text[i] ?? '';
    if ('([{'.includes(c)) open += 1;
    else if (')]}'.includes(c)) {
      if (open === 0) return i;
      open -= 1;
    } else if (open === 0 && (c === ',' || (endsWithLine && c === '\n'))) return i;
    i = afterPiece(text, i);
  }
  return i;
}
