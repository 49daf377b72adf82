import type { Position } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import { longestJson } from './bounds.ts';

/** A part of a long JSON text that can be read alone. */
export interface JsonItem {
  /** Where it lies in the whole. */
  readonly path: Path;
  readonly text: string;
  /** Where its first character stands in the whole. */
  readonly start: Position;
}

/** Cuts a long JSON text into items while it arrives. */
export interface JsonItems {
  /** The items that the next piece of text completes. */
  readonly push: (text: string) => readonly JsonItem[];
  /** Whether the text ended where a JSON text may end. */
  readonly isWhole: () => boolean;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const lineFeed = 0x0a;

const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d;
const isBlank = (code: number): boolean =>
  code === 0x20 || code === lineFeed || code === 0x0d || code === 0x09;

/**
 * Cuts a JSON text of any length: a list into its items; an object into its members, and a member that is
 * a list into its items (`{ "value": [...] }`). Idea: one pass over the characters that knows only depth
 * and strings. Invariant: no more than one item is held. Cost: linear; memory by the longest item. What
 * is no JSON shows when the item is parsed. Scalars directly in the outermost object are passed over.
 * @param longest characters of an item; of a longer one so many are held that its reader refuses it
 */
export function jsonItems(longest: number = longestJson): JsonItems {
  /** Opening characters of what is open above the items, outermost first: `[`, `{` or `{[`. */
  let outer = '';
  /** Depth inside the item; 0: between items. */
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let line = 1;
  let column = 0;
  let index = 0;
  /** The key of the member that is open; undefined where one is expected. */
  let key: string | undefined;
  /** Text of a key or an item so far; undefined between them. */
  let held: string[] | undefined;
  let heldLength = 0;
  let heldFrom: Position = { line: 1, column: 1 };
  let isDone = false;

  const isKeyPlace = (): boolean => outer === '{' && key === undefined;

  const pathHere = (): Path => {
    if (outer === '[') return [index];
    return outer === '{' ? [key ?? ''] : [key ?? '', index];
  };

  const push = (text: string): readonly JsonItem[] => {
    const found: JsonItem[] = [];
    let from = 0;
    const hold = (at: number): void => {
      held = [];
      heldLength = 0;
      heldFrom = { line, column };
      from = at;
    };
    const release = (end: number): string => {
      const all = [...(held ?? []), text.slice(from, end)].join('');
      held = undefined;
      return all;
    };
    const finish = (end: number): void => {
      const start = heldFrom;
      const item = release(end);
      if (/^\s*[[{]/.test(item)) found.push({ path: pathHere(), text: item, start });
    };
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      column++;
      if (code === lineFeed) {
        line++;
        column = 0;
      }
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (code === backslash) isEscaped = true;
        else if (code === quote) {
          inString = false;
          if (isKeyPlace()) key = spelled(release(at + 1));
        }
        continue;
      }
      if (isBlank(code)) continue;
      if (code === quote) {
        inString = true;
        if (held === undefined) hold(at);
        continue;
      }
      if (depth > 0) {
        if (isOpening(code)) depth++;
        else if (isClosing(code)) {
          depth--;
          if (depth === 0) finish(at + 1);
        }
        continue;
      }
      if (code === comma) {
        if (held !== undefined) finish(at);
        if (outer === '{') key = undefined;
        else index++;
      } else if (isClosing(code)) {
        if (held !== undefined) finish(at);
        outer = outer.slice(0, -1);
        isDone = outer === '';
      } else if (isOpening(code)) {
        const opens = code === 0x5b ? '[' : '{';
        if (outer === '' || (outer === '{' && opens === '[')) {
          outer += opens;
          index = 0;
        } else {
          hold(at);
          depth = 1;
        }
      } else if (held === undefined && code !== 0x3a) hold(at);
    }
    if (held !== undefined && heldLength <= longest) {
      held.push(text.slice(from));
      heldLength += text.length - from;
    }
    return found;
  };

  return { push, isWhole: () => isDone };
}

/** The key that a text in quotes spells; as it stands when the quotes hold no JSON. */
function spelled(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
