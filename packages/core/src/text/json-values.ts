import type { JsonItem } from './json-items.ts';

const opening = /[[{]/y;
const blank = /[ \t\r\n]*/y;

/**
 * The values of a text that holds several JSON texts one after the other, as JSON lines and `jq -c` make
 * them; undefined for what is one value, or begins with something else. What stands behind the last whole
 * value is an item too, so that reading it tells what is wrong. Logs of containers, as `kubectl
 * cluster-info dump` prints them between its values, are stepped over. Linear in the length of the text; one
 * item is made at a time, for there may be millions.
 */
export function jsonValues(whole: string): Iterable<JsonItem> | undefined {
  const text = whole.replace(/^\uFEFF/, '');
  const start = behindBlank(text, 0);
  if (start >= text.length) return undefined;
  // The usual case costs one look at the text: it ends where its first value does.
  const end = endOfFirst(text, start);
  return end === undefined || behindBlank(text, end) >= text.length ? undefined : cut(text, start);
}

function* cut(text: string, first: number): IterableIterator<JsonItem> {
  let line = 1;
  let lineStart = 0;
  let counted = 0;
  const countTo = (end: number): void => {
    for (
      let at = text.indexOf('\n', counted);
      at >= 0 && at < end;
      at = text.indexOf('\n', at + 1)
    ) {
      line++;
      lineStart = at + 1;
    }
    counted = end;
  };
  for (let at = first, index = 0; at < text.length; index++) {
    const end = endOfFirst(text, at) ?? text.length;
    countTo(at);
    const start = { line, column: at - lineStart + 1 };
    yield { path: [index], text: text.slice(at, end), start };
    at = behindLogs(text, behindBlank(text, end));
  }
}

/** The offset behind the value that starts there: what begins with something else goes to the end. */
function endOfFirst(text: string, at: number): number | undefined {
  opening.lastIndex = at;
  return opening.test(text) ? endOfValue(text, at) : text.length;
}

function behindBlank(text: string, at: number): number {
  blank.lastIndex = at;
  blank.test(text);
  return blank.lastIndex;
}

/** How `kubectl cluster-info dump` opens and closes what a container has logged. */
const startOfLogs = '==== START logs for container ';
const endOfLogs = '\n==== END logs for container ';

function behindLogs(text: string, from: number): number {
  let at = from;
  while (text.startsWith(startOfLogs, at)) {
    const end = text.indexOf(endOfLogs, at);
    const line = end < 0 ? -1 : text.indexOf('\n', end + 1);
    at = line < 0 ? text.length : behindBlank(text, line);
  }
  return at;
}

/** The offset behind the list or object that starts there; undefined when it does not end. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      for (at++; at < text.length && text.charCodeAt(at) !== 0x22; at++)
        if (text.charCodeAt(at) === 0x5c) at++;
    } else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
