import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasErrors } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import { greatestDepth, longestJson } from './bounds.ts';
import { place } from './caret.ts';
import { findInJson } from './json-find.ts';
import { scanJson } from './json-scan.ts';
import { readJson } from './json-text.ts';

const read = (text: string) => readJson({ id: 'a.json', text: () => text });

describe('good JSON', () => {
  it('answers the value and where each part stands', () => {
    const document = read('{\n  "a": [1, {"b\\u0063": true}],\n  "d": null\n}');
    expect(document.value).toEqual({ a: [1, { bc: true }], d: null });
    expect(document.diagnostics).toEqual([]);
    expect(document.positionOf([])).toEqual({ line: 1, column: 1 });
    expect(document.positionOf(['a', 1, 'bc'])).toEqual({ line: 2, column: 24 });
    expect(document.keyPositionOf(['a', 1, 'bc'])).toEqual({ line: 2, column: 13 });
    expect(document.positionsOf([['a', 2], ['d'], ['a', 0]])).toEqual([
      undefined,
      { line: 3, column: 8 },
      { line: 2, column: 9 },
    ]);
    expect(document.excerptAt({ line: 3, column: 8 })).toBe('  "d": null');
  });

  it('drops a byte order mark and counts Windows lines', () => {
    const document = read('\ufeff{\r\n"a": 1\r\n}');
    expect(document.value).toEqual({ a: 1 });
    expect(document.positionOf(['a'])).toEqual({ line: 2, column: 6 });
    expect(document.excerptAt({ line: 2, column: 6 })).toBe('"a": 1');
  });

  it('finds every part of any value, and only those', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const paths = [...pathsOf(value, [])];
        const lines = text.split('\n');
        const found = findInJson(text, paths);
        paths.forEach((path, i) => {
          const at = found[i]?.value;
          if (at === undefined) throw new Error(`nothing at ${path.join('/')}`);
          const rest = [(lines[at.line - 1] ?? '').slice(at.column - 1), ...lines.slice(at.line)];
          const part = JSON.stringify(valueAt(value, path)).slice(0, 1);
          expect(rest.join('\n').startsWith(part)).toBe(true);
        });
        expect(findInJson(text, [['no such key'], [7, 7, 7, 7, 7]])).toEqual([
          undefined,
          undefined,
        ]);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('bad JSON', () => {
  const bad: readonly (readonly [why: string, text: string, at: string, says: string])[] = [
    ['nothing', '', '1:1', 'the text ends where a value was expected'],
    ['cut off', '{"a": [1,', '1:10', 'the text ends'],
    ['comma too many', '{"a": 1,\n}', '2:1', 'a key in double quotes'],
    ['comma too many in a list', '[1,]', '1:4', 'a value'],
    ['no comma', '{"a": 1 "b": 2}', '1:9', 'a comma or }'],
    ['single quotes', "{'a': 1}", '1:2', 'a key in double quotes'],
    ['NaN', '{"a": NaN}', '1:7', 'a value'],
    ['Infinity', '[-Infinity]', '1:2', 'a value'],
    ['leading zero', '[01]', '1:2', 'a value'],
    ['half a comment', '{} / x', '1:4', 'the end of the text'],
    ['two values', '{}{}', '1:3', 'the end of the text'],
    ['wrong closer', '[1}', '1:3', 'a comma or ]'],
    ['open string', '"abc', '1:1', 'a whole string'],
    ['tab in a string', '"a\tb"', '1:1', 'a whole string'],
    ['bad escape', '"\\x"', '1:1', 'a whole string'],
    ['no colon', '{"a" 1}', '1:6', 'a colon'],
  ];
  it.each(bad)('%s', (...[, text, at, says]) => {
    const document = read(text);
    expect(document.value).toBeUndefined();
    expect(document.diagnostics).toHaveLength(1);
    expect(document.diagnostics[0]).toMatchObject({ code: 'syntax' });
    expect(place(document.diagnostics[0] ?? { document: '' })).toBe(`a.json:${at}`);
    expect(document.diagnostics[0]?.message).toContain(says);
  });

  it('agrees with the native parser on what is JSON', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      'e5',
      '.5',
      'null',
      ' ',
      '\n',
      '\\',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const scanned = [...scanJson(text)].every((token) => token.kind !== 'error');
        expect(scanned).toBe(parses(text));
      }),
      { seed: 11, numRuns: 5000 },
    );
  });

  it('tells of a doubled key with its place', () => {
    const document = read('{"a": {"x": 1, "y": 2,\n "x": 3}}');
    expect(document.diagnostics).toMatchObject([
      { code: 'doubled-key', position: { line: 2, column: 2 }, excerpt: ' "x": 3}}' },
    ]);
    expect(read('{"a": 1, "\\u0061": 2}').diagnostics[0]?.code).toBe('doubled-key');
  });

  it.each([
    ['plain', '{"a": {"__proto__": {"polluted": 1}}, "b": 2}'],
    ['escaped', '{"a": {"\\u005f_proto__": {"polluted": 1}}, "b": 2}'],
  ])('leaves __proto__ out, written %s', (_how, text) => {
    const document = read(text);
    expect(document.value).toEqual({ a: {}, b: 2 });
    expect(document.diagnostics).toMatchObject([{ code: 'hostile-key', path: ['a', '__proto__'] }]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('bounds the depth before parsing', () => {
    expect(hasErrors(read(nested(greatestDepth)).diagnostics)).toBe(false);
    expect(read(nested(greatestDepth + 1)).diagnostics[0]?.code).toBe('too-deep');
    expect(read('['.repeat(2_000_000)).diagnostics[0]?.code).toBe('too-deep');
  });

  it('counts no brackets inside strings', () => {
    expect(read(JSON.stringify('[{:"\\'.repeat(200))).diagnostics).toEqual([]);
  });

  it('refuses what is too long without looking inside', () => {
    const length = longestJson + 1;
    const text = ' '.repeat(length);
    expect(read(text).diagnostics[0]).toMatchObject({ code: 'too-long' });
  });

  it.each([
    ['UTF-16 with a mark', '\ufffd\ufffd{\0}\0', 'not-utf-8'],
    ['UTF-16 without', '{\0"\0', 'not-utf-8'],
    ['a binary file', 'MZ\u0090 abc\0', 'not-text'],
  ])('refuses %s', (_what, text, code) => {
    expect(read(text).diagnostics[0]?.code).toBe(code);
  });
});

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

function* pathsOf(value: unknown, path: Path): IterableIterator<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, child] of entries) yield* pathsOf(child, [...path, key]);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
