/*
 * A strict walk over JSON text (RFC 8259), token by token, without recursion and without building
 * values. Native parsing is faster and gives no positions, so this is used only when somebody wants
 * to know where something stands, or what is wrong. O(length).
 */

/** A token with its offsets; `end` lies behind its last character. */
export interface JsonToken {
  readonly kind: 'open' | 'close' | 'key' | 'scalar' | 'error';
  readonly start: number;
  readonly end: number;
  /** For errors: what was expected. */
  readonly expected?: string;
}

const blank = /[ \t\n\r]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const otherScalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** What may come next: a value, a key, or what follows a value. */
type Expecting = 'value' | 'valueOrClose' | 'key' | 'keyOrClose' | 'commaOrClose' | 'end';

/** The tokens of a text; an error is the last one. */
export function* scanJson(text: string): IterableIterator<JsonToken> {
  const closers: ('}' | ']')[] = [];
  let expecting: Expecting = 'value';
  let at = 0;
  for (;;) {
    at = matchEnd(blank, text, at) ?? at;
    const closer = closers.at(-1);
    const next = text[at];
    if (expecting === 'end') {
      if (next !== undefined) yield failure(at, 'the end of the text');
      return;
    }
    if (next !== undefined && next === closer && expecting !== 'value' && expecting !== 'key') {
      yield { kind: 'close', start: at, end: ++at };
      closers.pop();
      expecting = closers.length === 0 ? 'end' : 'commaOrClose';
    } else if (expecting === 'commaOrClose') {
      if (next !== ',') return yield failure(at, `a comma or ${closer}`);
      at++;
      expecting = closer === '}' ? 'key' : 'value';
    } else if (expecting === 'key' || expecting === 'keyOrClose') {
      const end = stringEnd(text, at);
      if (end === undefined) return yield failure(at, 'a key in double quotes');
      yield { kind: 'key', start: at, end };
      at = matchEnd(blank, text, end) ?? end;
      if (text[at] !== ':') return yield failure(at, 'a colon');
      at++;
      expecting = 'value';
    } else if (next === '{' || next === '[') {
      yield { kind: 'open', start: at, end: ++at };
      closers.push(next === '{' ? '}' : ']');
      expecting = next === '{' ? 'keyOrClose' : 'valueOrClose';
    } else {
      const end = next === '"' ? stringEnd(text, at) : matchEnd(otherScalar, text, at);
      if (end === undefined)
        return yield failure(at, next === '"' ? 'a whole string on one line' : 'a value');
      yield { kind: 'scalar', start: at, end };
      at = end;
      expecting = closers.length === 0 ? 'end' : 'commaOrClose';
    }
  }
}

const failure = (at: number, expected: string): JsonToken => ({
  kind: 'error',
  start: at,
  end: at,
  expected,
});

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The offset behind the string that starts there. A loop: a pattern would overflow on long ones. */
function stringEnd(text: string, start: number): number | undefined {
  if (text[start] !== '"') return undefined;
  for (let at = start + 1; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return undefined;
    if (code === 0x5c) {
      const end = matchEnd(escapeSequence, text, at);
      if (end === undefined) return undefined;
      at = end;
    } else at++;
  }
  return undefined;
}
