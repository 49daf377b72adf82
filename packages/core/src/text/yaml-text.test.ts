import { describe, expect, it } from 'vitest';
import { greatestDepth, longestYaml } from './bounds.ts';
import { place } from './caret.ts';
import { readYaml, readYamlStream } from './yaml-text.ts';

const read = (text: string) => readYaml({ id: 'a.yaml', text: () => text });

const placesOf = (text: string): readonly string[] =>
  read(text).diagnostics.map((diagnostic) => `${place(diagnostic)} ${diagnostic.code}`);

const sample = `# names
name: prod
subnets:
  - name: nodes
    prefixes: [10.0.0.0/24, "10.0.1.0/24"]
  - { name: pods, max: 250 }
nothing:
`;

describe('positions', () => {
  const places: readonly (readonly [path: readonly (string | number)[], at: string])[] = [
    [[], '2:1'],
    [['name'], '2:7'],
    [['subnets'], '3:1'],
    [['subnets', 0], '4:5'],
    [['subnets', 0, 'prefixes'], '5:15'],
    [['subnets', 0, 'prefixes', 1], '5:29'],
    [['subnets', 1], '6:5'],
    [['subnets', 1, 'max'], '6:24'],
  ];
  it.each(places)('of %j', (path, at) => {
    const position = read(sample).positionOf(path);
    expect(`${position?.line}:${position?.column}`).toBe(at);
  });

  it('of keys, and of nothing', () => {
    const document = read(sample);
    expect(document.keyPositionOf(['subnets', 1, 'max'])).toEqual({ line: 6, column: 19 });
    expect(document.keyPositionOf(['nothing'])).toEqual({ line: 7, column: 1 });
    expect(document.positionOf(['subnets', 2])).toBeUndefined();
    expect(document.positionOf(['subnets', 'name'])).toBeUndefined();
    expect(document.positionOf(['constructor'])).toBeUndefined();
    expect(document.positionsOf([['name'], ['no']])).toEqual([{ line: 2, column: 7 }, undefined]);
  });

  it('behind a byte order mark and with Windows lines', () => {
    const document = read('\ufeffa: 1\r\nb:\r\n  c: 2\r\n');
    expect(document.value).toEqual({ a: 1, b: { c: 2 } });
    expect(document.positionOf(['b', 'c'])).toEqual({ line: 3, column: 6 });
    expect(document.excerptAt({ line: 3, column: 6 })).toBe('  c: 2');
  });

  it('through aliases, where the value is written', () => {
    const document = read('base: &b { x: 1 }\ncopy: *b\n');
    expect(document.value).toEqual({ base: { x: 1 }, copy: { x: 1 } });
    expect(document.positionOf(['copy', 'x'])).toEqual({ line: 1, column: 15 });
  });
});

describe('what is understood', () => {
  it('reads the core schema, never older guesses', () => {
    expect(
      read('{ a: yes, b: 010, c: 1_000, d: 0x10, e: ~, f: .nan, 3: x, g: 2026-11-23 }').value,
    ).toEqual({
      a: 'yes',
      b: 10,
      c: '1_000',
      d: 16,
      e: null,
      f: Number.NaN,
      '3': 'x',
      g: '2026-11-23',
    });
  });

  it('reads an empty file as nothing', () => {
    expect(read('').value).toBeNull();
    expect(read('# only words\n').diagnostics).toEqual([]);
  });

  it('reads streams, where a broken document hides no other', () => {
    const document = readYamlStream({ id: 's', text: () => 'a: 1\n---\nb: [1\n---\nc: 3\n' });
    expect(document.value).toEqual([{ a: 1 }, undefined, { c: 3 }]);
    expect(document.positionOf([2, 'c'])).toEqual({ line: 5, column: 4 });
    expect(document.diagnostics.length).toBeGreaterThan(0);
  });
});

describe('bad YAML is told with its place', () => {
  const bad: readonly (readonly [why: string, text: string, at: string])[] = [
    ['tab as indent', 'a:\n\tb: 1\n', 'a.yaml:2:1 syntax'],
    ['open bracket', 'a: [1, 2\nb: 3\n', 'a.yaml:2:1 syntax'],
    ['doubled key', 'a: 1\nb: 2\na: 3\n', 'a.yaml:3:1 doubled-key'],
    ['doubled key, quoted', '{ "a": 1, a: 2 }', 'a.yaml:1:11 doubled-key'],
    ['__proto__', 'a: 1\n__proto__: { x: 1 }\n', 'a.yaml:2:1 hostile-key'],
    ['unknown tag', 'a: !vault secret\n', 'a.yaml:1:4 unknown-tag'],
    ['code tag', 'a: !!js/function "x"\n', 'a.yaml:1:4 unknown-tag'],
    ['binary tag', 'a: !!binary aGk=\n', 'a.yaml:1:4 unknown-tag'],
    [
      'tag of another version',
      '%YAML 1.1\n---\na: !!timestamp 2001-01-01\n',
      'a.yaml:3:4 unknown-tag',
    ],
    ['unknown alias', 'a: *nobody\n', 'a.yaml:1:4 unknown-alias'],
    ['circular alias', 'a: &x\n  b: *x\n', 'a.yaml:2:6 circular-alias'],
    ['key that is a list', '? [a, b]\n: 1\n', 'a.yaml:1:3 syntax'],
    ['second document', 'a: 1\n---\nb: 2\n', 'a.yaml:2:1 several-documents'],
    ['colon in a plain value', 'a: b: c\n', 'a.yaml:1:4 syntax'],
  ];
  it.each(bad)('%s', (_why, text, at) => {
    expect(placesOf(text)).toContain(at);
  });

  it('does not follow a merge key', () => {
    expect(read('a: &x { p: 1 }\nb:\n  <<: *x\n').value).toEqual({
      a: { p: 1 },
      b: { '<<': { p: 1 } },
    });
  });

  it('pollutes no prototype', () => {
    read('__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\n');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('bounds', () => {
  it('refuses a bomb of aliases after the arithmetic', () => {
    const letters = [...'abcdefghi'];
    const lines = letters.map((name, i) => {
      const before = letters[i - 1];
      const items = Array.from({ length: 9 }, () => (before === undefined ? 'lol' : `*${before}`));
      return `${name}: &${name} [${items.join(', ')}]`;
    });
    const document = read(lines.join('\n'));
    expect(document.value).toBeUndefined();
    expect(document.diagnostics).toMatchObject([{ code: 'too-many-aliases' }]);
  });

  it('follows a hundred aliases, not one more', () => {
    const uses = (count: number) =>
      `a: &x 1\nb: [${Array.from({ length: count }, () => '*x').join(', ')}]`;
    expect(read(uses(100)).diagnostics).toEqual([]);
    expect(read(uses(101)).diagnostics[0]?.code).toBe('too-many-aliases');
  });

  it('refuses 50 MB at once', () => {
    const text = 'a: 1\n'.repeat(10_000_000);
    const document = read(text);
    expect(document.diagnostics).toMatchObject([{ code: 'too-long' }]);
    expect(document.diagnostics[0]?.message).toContain('47.7 MB');
    expect(longestYaml).toBe(5 * 1024 * 1024);
  });

  const deep: readonly (readonly [how: string, write: (depth: number) => string])[] = [
    ['brackets', (depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`],
    [
      'indents',
      (depth) => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ],
    ['dashes', (depth) => `${'- '.repeat(depth)}x`],
  ];
  it.each(deep)('bounds the depth made by %s', (_how, write) => {
    expect(read(write(greatestDepth)).diagnostics).toEqual([]);
    expect(read(write(greatestDepth + 1)).diagnostics[0]?.code).toBe('too-deep');
    expect(read(write(20_000).slice(0, 3_000_000)).diagnostics[0]?.code).toBe('too-deep');
  });

  it('gives texts up that only hold marks', () => {
    for (const mark of [',', '}\n', '&a ', '! ', '%\n', ':\n', ']']) {
      expect(read(`[${mark.repeat(200_000)}`).diagnostics.length).toBeGreaterThan(0);
    }
  });

  it('counts brackets in block texts for what they are', () => {
    const script = `script: |\n${'  [[[[{{{{\n'.repeat(50)}other: 1\n`;
    expect(read(script).diagnostics).toEqual([]);
  });

  it.each([
    ['UTF-16', '\ufffd\ufffda\0:\0 \x001\0', 'not-utf-8'],
    ['zero bytes', 'name: abc\0def', 'not-text'],
  ])('refuses %s', (_what, text, code) => {
    expect(read(text).diagnostics[0]?.code).toBe(code);
  });
});
