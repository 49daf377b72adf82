import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonItem, jsonItems } from './json-items.ts';

/** Cuts a text that arrives in pieces of the given length. */
function cut(text: string, piece = text.length): readonly JsonItem[] {
  const items = jsonItems();
  const found: JsonItem[] = [];
  for (let at = 0; at < text.length; at += piece)
    found.push(...items.push(text.slice(at, at + piece)));
  return found;
}

const told = (items: readonly JsonItem[]) =>
  items.map(({ path, text }) => [path, JSON.parse(text) as unknown]);

describe('jsonItems', () => {
  test.each<[why: string, text: string, items: readonly unknown[]]>([
    [
      'a list',
      '[{"a":1},{"b":[2]}]',
      [
        [[0], { a: 1 }],
        [[1], { b: [2] }],
      ],
    ],
    [
      'an answer',
      '{"value":[{"a":1},{"a":2}],"next":"x"}',
      [
        [['value', 0], { a: 1 }],
        [['value', 1], { a: 2 }],
      ],
    ],
    [
      'members that are objects',
      '{"a":{"x":1},"b":[[1]]}',
      [
        [['a'], { x: 1 }],
        [['b', 0], [1]],
      ],
    ],
    ['scalars in a list count but are no items', '[1,"a",{"b":2}]', [[[2], { b: 2 }]]],
    ['brackets in strings', '[{"a":"]}\\"["}]', [[[0], { a: ']}"[' }]]],
    ['keys with escapes', '{"\\u0061b":[{}]}', [[['ab', 0], {}]]],
    ['nothing', '', []],
    ['an empty list', '[]', []],
    ['text behind the end is not read as an item', '[{}]x', [[[0], {}]]],
  ])('%s', (...[, text, items]) => {
    for (const piece of [1, 2, 3, Math.max(1, text.length)])
      expect(told(cut(text, piece))).toEqual(items);
  });

  test('tells where each item starts', () => {
    expect(cut('[\n  {},\n  {}\n]', 3).map(({ start }) => start)).toEqual([
      { line: 2, column: 3 },
      { line: 3, column: 3 },
    ]);
  });

  test.each(['[', '{"a":[', '[{"a":1}', ''])('%j is not whole', (text) => {
    const items = jsonItems();
    items.push(text);
    expect(items.isWhole()).toBe(false);
  });

  test('finds every container one or two deep, in pieces of any length', () => {
    const values = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 40 }), fc.nat(2), (value, piece, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(told(cut(text, piece))).toEqual(containers(JSON.parse(text)));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

/** The stupid way: all of it in memory. */
function containers(value: unknown): readonly unknown[] {
  const isContainer = (inner: unknown): boolean => typeof inner === 'object' && inner !== null;
  if (Array.isArray(value))
    return value.flatMap((item, i) => (isContainer(item) ? [[[i], item]] : []));
  return Object.entries(Object(value)).flatMap(([key, inner]) => {
    if (!isContainer(inner)) return [];
    if (!Array.isArray(inner)) return [[[key], inner]];
    return inner.flatMap((item, i) => (isContainer(item) ? [[[key, i], item]] : []));
  });
}
