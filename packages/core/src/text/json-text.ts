import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import {
  greatestDepth,
  longestJson,
  mostDiagnostics,
  mostJsonValues,
  plainText,
} from './bounds.ts';
import {
  excerptOf,
  lineStarts,
  positionAt,
  positionIn,
  type TextDocument,
  type TextInput,
} from './document.ts';
import { withoutComments } from './json-comments.ts';
import { findInJson } from './json-find.ts';
import { scanJson } from './json-scan.ts';
import { shown } from './scalar.ts';

/**
 * Reads JSON: one cheap scan bounds the depth and counts keys, the engine's own parser makes the
 * values, and one walk over them compares the count. Fewer keys than were written means that one was
 * doubled; only then, and when somebody asks for a position, is the text walked token by token.
 *
 * Where the parser refuses, the text is read once more without comments and without line ends in
 * strings, as templates of Azure have them.
 *
 * A doubled key is an error (readers disagree which one counts), and so is a key `__proto__`, which is
 * left out of the value.
 */
export const readJson = (input: TextInput): TextDocument => readSpelled(input, (text) => text);

/** What the scanner is shown of a text: as long as the text itself, so that offsets hold. */
type Spelling = (text: string) => string;

function readSpelled(input: TextInput, spelling: Spelling): TextDocument {
  const plain = plainText(input.text(), {
    document: input.id,
    longest: longestJson,
    format: 'JSON',
  });
  if ('refused' in plain)
    return document(input, undefined, { diagnostics: [plain.refused], spelling });
  const text = spelling(plain.text);
  const census = countKeys(text);
  if (census.depth > greatestDepth)
    return document(input, undefined, { diagnostics: [tooDeep(input, census)], spelling });
  if (census.values > mostJsonValues)
    return document(input, undefined, { diagnostics: [tooMany(input)], spelling });
  const parsed = parse(text);
  if (parsed === undefined) {
    return withoutComments(text) === text
      ? document(input, undefined, { diagnostics: [syntaxError(input, text)], spelling })
      : readSpelled(input, withoutComments);
  }
  const removed: Path[] = [];
  const found = removeHostile(parsed.value, removed);
  const hostile = removed.map(
    (path): Diagnostic => ({
      severity: 'error',
      code: 'hostile-key',
      message: 'the key "__proto__" is not read',
      document: input.id,
      path,
      hint: 'remove the key',
    }),
  );
  const doubled = found === census.keys ? [] : doubledKeys(input, text);
  return document(input, parsed.value, { diagnostics: [...hostile, ...doubled], spelling });
}

interface Census {
  readonly keys: number;
  /** Not fewer than there are, but for one: commas, and what opens. */
  readonly values: number;
  readonly depth: number;
  /** Offset at which the depth was passed. */
  readonly deepAt: number;
}

/** Counts colons outside strings and the greatest depth; exact for valid JSON, harmless otherwise. */
function countKeys(text: string): Census {
  let keys = 0;
  let values = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = skipString(text, at);
    else if (code === 0x3a) keys++;
    else if (code === 0x2c) values++;
    else if (code === 0x7b || code === 0x5b) {
      depth++;
      values++;
      if (depth > greatestDepth) return { keys, values, depth, deepAt: at };
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return { keys, values, depth: 0, deepAt: 0 };
}

/** The offset of the quote that closes the string, or the end of the text. */
function skipString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at;
    if (code === 0x5c) at++;
  }
  return text.length;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

/** Counts the keys of a value, and takes out those that could reach a prototype. */
function removeHostile(value: unknown, removed: Path[], trail: (string | number)[] = []): number {
  if (typeof value !== 'object' || value === null) return 0;
  let keys = 0;
  const walk = (key: string | number, child: unknown): void => {
    if (typeof child !== 'object' || child === null) return;
    trail.push(key);
    keys += removeHostile(child, removed, trail);
    trail.pop();
  };
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) walk(i, value[i]);
    return keys;
  }
  const names = Object.keys(value);
  keys = names.length;
  for (const name of names) {
    if (name === '__proto__') {
      removed.push([...trail, name]);
      Reflect.deleteProperty(value, name);
    } else walk(name, Reflect.get(value, name));
  }
  return keys;
}

function tooDeep(input: TextInput, census: Census): Diagnostic {
  const position = positionIn(input.text(), census.deepAt);
  return {
    severity: 'error',
    code: 'too-deep',
    message: `lists and objects lie more than ${greatestDepth} deep in each other`,
    document: input.id,
    position,
    excerpt: excerptOf(input.text(), position),
  };
}

const tooMany = (input: TextInput): Diagnostic => ({
  severity: 'error',
  code: 'too-many-values',
  message: `the text holds more than ${mostJsonValues} values`,
  document: input.id,
  hint: 'split the file',
});

/** The text as it is, without a byte order mark. */
const asWritten = (input: TextInput): string => input.text().replace(/^\ufeff/, '');

function syntaxError(input: TextInput, text: string): Diagnostic {
  const base = { severity: 'error', code: 'syntax', document: input.id } as const;
  for (const token of scanJson(text)) {
    if (token.kind !== 'error') continue;
    const written = asWritten(input);
    const position = positionIn(written, token.start);
    const found = text[token.start];
    const what = found === undefined ? 'the text ends' : `${shown(found)} stands`;
    const message = `${what} where ${token.expected ?? 'something else'} was expected`;
    return { ...base, message, position, excerpt: excerptOf(written, position) };
  }
  return { ...base, message: 'the text is not JSON' };
}

function doubledKeys(input: TextInput, text: string): readonly Diagnostic[] {
  const starts = lineStarts(asWritten(input));
  const seen: Set<string>[] = [];
  const found: Diagnostic[] = [];
  for (const token of scanJson(text)) {
    if (token.kind === 'open') seen.push(new Set());
    else if (token.kind === 'close') seen.pop();
    else if (token.kind === 'key') {
      const key: unknown = JSON.parse(text.slice(token.start, token.end));
      const keys = seen.at(-1);
      if (typeof key !== 'string' || keys === undefined) continue;
      if (keys.has(key)) {
        const position = positionAt(starts, token.start);
        found.push({
          severity: 'error',
          code: 'doubled-key',
          message: `the key ${shown(key)} is written twice in one object`,
          document: input.id,
          position,
          excerpt: excerptOf(text, position),
          hint: 'keep one of them; readers disagree which one counts',
        });
        if (found.length >= mostDiagnostics) return found;
      }
      keys.add(key);
    }
  }
  return found;
}

interface Rest {
  readonly diagnostics: readonly Diagnostic[];
  readonly spelling: Spelling;
}

function document(input: TextInput, value: unknown, { diagnostics, spelling }: Rest): TextDocument {
  const text = (): string => asWritten(input);
  const find = (paths: readonly Path[]): ReturnType<typeof findInJson> => {
    const known = text();
    return findInJson(spelling(known), paths, lineStarts(known));
  };
  return {
    id: input.id,
    language: 'json',
    value,
    diagnostics,
    positionOf: (path) => find([path])[0]?.value,
    positionsOf: (paths) => find(paths).map((found) => found?.value),
    keyPositionOf: (path) => find([path])[0]?.key,
    excerptAt: (position) => excerptOf(text(), position),
  };
}
