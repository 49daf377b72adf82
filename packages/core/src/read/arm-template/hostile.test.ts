import { describe, expect, it } from 'vitest';
import { evaluated, shownValue } from '../../../test/read/templates.ts';
import { writtenAs } from './parse.ts';

/** Small enough that a bomb is over in no time, large enough for every template of people. */
const bounds = { steps: 200_000, copies: 1000 };

const doubling = (times: number, of: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: times }, (_, i) => [
      `v${i + 1}`,
      of.replaceAll('$', `variables('v${i}')`),
    ]),
  );

describe('what would grow without end is stopped', () => {
  it.each([
    ['texts that double', { v0: 'x', ...doubling(60, '[concat($, $)]') }, "variables('v60')"],
    [
      'formats that double',
      { v0: 'x', ...doubling(60, "[format('{0}{0}', $)]") },
      "variables('v60')",
    ],
    [
      'replacing that doubles',
      { v0: 'x', ...doubling(60, "[replace($, 'x', 'xx')]") },
      "variables('v60')",
    ],
    ['lists that double', { v0: ['x'], ...doubling(60, '[concat($, $)]') }, "variables('v60')"],
    [
      'unions that double',
      { v0: ['x'], ...doubling(60, '[union(createArray($), createArray(createArray($, 1)))]') },
      "string(variables('v60'))",
    ],
    [
      'shared lists spelled out',
      { v0: 'x', ...doubling(60, '[createArray($, $)]') },
      "string(variables('v60'))",
    ],
    [
      'shared lists compared',
      { v0: 'x', ...doubling(60, '[createArray($, $)]') },
      "indexOf(createArray(createArray(variables('v60'), 1)), createArray(variables('v60'), 2))",
    ],
    [
      'objects that nest',
      { v0: 'x', ...doubling(100, "[createObject('a', $)]") },
      "string(variables('v100'))",
    ],
    ['a long chain', { v0: 'x', ...doubling(5000, '[trim($)]') }, "variables('v5000')"],
    [
      'lambdas in lambdas',
      { l: '[range(0, 10000)]' },
      "map(variables('l'), lambda('x', map(variables('l'), lambda('y', 1))))[0]",
    ],
    [
      'a sum that grows',
      { l: '[range(0, 10000)]' },
      "reduce(variables('l'), 'x', lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('a'))))",
    ],
    [
      'copies of copies',
      {
        a: {
          copy: [{ name: 'b', count: 900, input: { copy: [{ name: 'c', count: 900, input: 1 }] } }],
        },
      },
      "length(string(variables('a')))",
    ],
    ['a copy too large', { copy: [{ name: 'a', count: 100_000, input: 1 }] }, "variables('a')"],
    ['widths', {}, "padLeft('a', 99999999)"],
    ['ranges', {}, 'range(0, 99999999)'],
  ])('%s', (_, variables, expression) => {
    expect(shownValue(evaluated(expression, { variables }, bounds))).toMatch(/^(wrong|unknown)/);
  });

  it('circles come to an end', () => {
    const variables = { a: "[variables('b')]", b: "[variables('a')]" };
    expect(shownValue(evaluated("variables('a')", { variables }))).toMatch(/leads back to itself/);
    const functions = [
      {
        namespace: 'f',
        members: {
          f: { parameters: [{ name: 'x' }], output: { value: "[f.f(parameters('x'))]" } },
        },
      },
    ];
    expect(shownValue(evaluated("f.f('a')", { functions }))).toMatch(/leads too deep/);
  });

  it.each([
    ['parentheses', `${'not('.repeat(5000)}true()${')'.repeat(5000)}`],
    ['members', `parameters('a')${'.a'.repeat(5000)}`],
    ['indexes', `parameters('a')${'[0]'.repeat(5000)}`],
    ['quotes', "'".repeat(99_999)],
    ['length', 'a'.repeat(200_000)],
  ])('too many %s are refused', (_, expression) => {
    expect(shownValue(evaluated(expression))).toMatch(/cannot be read/);
  });
});

describe('keys and names that are traps', () => {
  it('are keys as others', () => {
    const made = evaluated("createObject('__proto__', createObject('x', 1), 'constructor', 2)");
    expect(Object.keys(made ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(shownValue(evaluated("createObject('a', 1).constructor"))).toMatch(
      /there is no constructor/,
    );
    expect(shownValue(evaluated("parameters('toString')", { parameters: {} }))).toMatch(
      /no parameter/,
    );
    expect(shownValue(evaluated("variables('__proto__')", { variables: {} }))).toMatch(
      /no variable/,
    );
    expect(shownValue(evaluated('constructor()'))).toMatch(/there is no function/);
    expect(evaluated('union(json(\'{"__proto__": {"x": 1}}\'), createObject(\'a\', 1)).a')).toBe(1);
  });
});

describe('brackets', () => {
  it.each([
    ['plain', { kind: 'literal', value: 'plain' }],
    ["[concat('a')]", { kind: 'expression', source: "concat('a')" }],
    ['[[literal]', { kind: 'literal', value: '[literal]' }],
    ['[not closed', { kind: 'literal', value: '[not closed' }],
    ['not opened]', { kind: 'literal', value: 'not opened]' }],
    ['[]', { kind: 'expression', source: '' }],
  ])('%s', (text, expected) => {
    expect(writtenAs(text)).toEqual(expected);
  });
});
