import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs, worlds } from '../test/small-world.ts';
import { overlaps, overlapsOfTexts } from './overlaps.ts';
import { prefix } from './parse.ts';
import { comparePrefixes, contains, formatPrefix, meets, type Prefix, prefixOf } from './prefix.ts';

import { columnBuilder, sortColumns } from './prefix-columns.ts';
import { writeWords } from './words.ts';

const subnets = [
  { name: 'vnet', range: prefix('10.0.0.0/8') },
  { name: 'nodes', range: prefix('10.1.0.0/16') },
  { name: 'elsewhere', range: prefix('192.168.0.0/16') },
  { name: 'nodes again', range: prefix('10.1.0.0/16') },
  { name: 'six', range: prefix('::/0') },
];

test('pairs carry the items, the outer one first', () => {
  const found = overlaps(subnets, (subnet) => subnet.range);
  expect(found.count).toBe(3);
  expect(Array.from(found.pairs(), ({ outer, inner }) => [outer.name, inner.name])).toEqual([
    ['vnet', 'nodes'],
    ['nodes', 'nodes again'],
    ['vnet', 'nodes again'],
  ]);
});

test('a limit, and a fresh start each time', () => {
  const found = overlaps(subnets, (subnet) => subnet.range);
  expect([0, 1, 2, 3, 9].map((limit) => [...found.pairs(limit)].length)).toEqual([0, 1, 2, 3, 3]);
});

test('a million equal prefixes have 499,999,500,000 pairs, and the first comes at once', () => {
  const same = prefix('10.0.0.0/8');
  const found = overlaps(new Array<Prefix>(1_000_000).fill(same), (p) => p);
  expect(found.count).toBe(499_999_500_000);
  expect([...found.pairs(1)]).toHaveLength(1);
});

test('texts that are refused take no part and are told', () => {
  const found = overlapsOfTexts([
    '10.0.0.0/8',
    'x',
    '10.1.0.0/16',
    '10.0.0.1/8',
    '::/0',
    '::1/128',
  ]);
  expect([...found.pairs()]).toEqual([
    { outer: 0, inner: 2 },
    { outer: 4, inner: 5 },
  ]);
  expect(found.refused.map(({ index, refusal }) => [index, refusal.code])).toEqual([
    [1, 'syntax'],
    [3, 'hostBits'],
  ]);
});

test('nothing overlaps in nothing', () => {
  expect(overlapsOfTexts([])).toMatchObject({ count: 0, refused: [] });
});

describe.each(worlds)('in $whole', (world) => {
  const lists = fc.array(world.prefixes, { maxLength: 30, size: 'max' });

  test('finds what comparing each with each finds', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const found = overlaps([...list.keys()], (at) => list[at] ?? world.whole);
        const pairs = [...found.pairs()];
        for (const { outer, inner } of pairs) {
          const [around, within] = [list[outer], list[inner]];
          expect(around && within && contains(around, within)).toBe(true);
        }
        expect(keys(pairs)).toEqual(keys(eachWithEach(list)));
        expect(found.count).toBe(pairs.length);
        const texts = overlapsOfTexts(list.map(formatPrefix));
        expect([...texts.pairs()]).toEqual(pairs);
      }),
      runs,
    );
  });

  test('sorts as comparePrefixes does, and equal ones as they came', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const found = [...sortedItems(list)];
        const expected = [...list.keys()].sort((a, b) => {
          const [p, q] = [list[a], list[b]];
          return (p && q && comparePrefixes(p, q)) || a - b;
        });
        expect(found).toEqual(expected);
      }),
      runs,
    );
  });
});

test('IPv6 prefixes of every length, so that each word decides', () => {
  const bits = fc.array(fc.boolean(), { minLength: 128, maxLength: 128 });
  const few = fc.tuple(
    bits,
    fc.array(fc.tuple(fc.nat(127), fc.nat(128)), { maxLength: 40, size: 'max' }),
  );
  fc.assert(
    fc.property(few, ([base, changes]) => {
      const whole = BigInt(`0b${base.map(Number).join('')}`);
      const list = changes.map(([bit, length]) =>
        prefixOf({ family: 6, value: whole ^ (1n << BigInt(bit)) }, length),
      );
      const found = overlaps([...list.keys()], (at) => list[at] ?? prefix('::/0'));
      expect(keys([...found.pairs()])).toEqual(keys(eachWithEach(list)));
    }),
    runs,
  );
});

function sortedItems(list: readonly Prefix[]): Uint32Array {
  const builder = columnBuilder(list[0]?.family ?? 4, list.length);
  const words = new Uint32Array(4);
  list.forEach((p, item) => {
    writeWords(p, words);
    builder.add(words, p.length, item);
  });
  return sortColumns(builder.columns()).items;
}

function eachWithEach(list: readonly Prefix[]): { outer: number; inner: number }[] {
  return list.flatMap((a, outer) =>
    list
      .slice(outer + 1)
      .flatMap((b, more) => (meets(a, b) ? { outer, inner: outer + 1 + more } : [])),
  );
}

/** Pairs without direction, in one order. */
function keys(pairs: readonly { outer: number; inner: number }[]): string[] {
  return pairs.map(({ outer, inner }) => [outer, inner].sort((a, b) => a - b).join('-')).sort();
}
