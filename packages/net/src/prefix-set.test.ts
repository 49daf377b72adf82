import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressesOf, membership, runs, worlds } from '../test/small-world.ts';
import { prefix } from './parse.ts';
import { type Prefix, prefixSize } from './prefix.ts';
import {
  difference,
  emptySet,
  formatSet,
  intersect,
  isEmptySet,
  type PrefixSet,
  prefixesOf,
  rangesOf,
  sameSet,
  setContains,
  setContainsAddress,
  setMeets,
  setOf,
  setOfRanges,
  setSize,
  subtract,
  union,
} from './prefix-set.ts';
import { rangeSize } from './range.ts';

const set = (...texts: string[]): PrefixSet => setOf(texts.map(prefix));

test.each([
  ['neighbours join', ['10.0.0.0/25', '10.0.0.128/25'], '10.0.0.0/24'],
  ['unaligned neighbours stay two', ['10.0.1.0/24', '10.0.2.0/24'], '10.0.1.0/24, 10.0.2.0/24'],
  ['inner ones vanish', ['10.1.2.0/24', '10.0.0.0/8', '10.1.0.0/16'], '10.0.0.0/8'],
  ['order does not matter', ['11.0.0.0/8', '10.0.0.0/8'], '10.0.0.0/7'],
  ['families stay apart', ['::/0', '0.0.0.0/0'], '0.0.0.0/0, ::/0'],
  ['the ends of the space', ['255.255.255.255/32', '0.0.0.0/32'], '0.0.0.0/32, 255.255.255.255/32'],
  ['nothing', [], ''],
])('%s', (_why, texts, canonical) => {
  expect(formatSet(set(...texts))).toBe(canonical);
});

test('subtracting from everything', () => {
  const rest = subtract(set('10.0.0.0/8'), set('10.64.0.0/10', '10.255.255.255/32'));
  expect(setSize(rest)).toBe(2n ** 24n - 2n ** 22n - 1n);
  expect(formatSet(subtract(set('0.0.0.0/0'), set('0.0.0.0/1')))).toBe('128.0.0.0/1');
  expect(formatSet(subtract(set('::/0'), set('8000::/1')))).toBe('::/1');
  expect(isEmptySet(subtract(set('::/0'), set('::/0')))).toBe(true);
});

describe.each(worlds)('in $whole', (world) => {
  const addresses = addressesOf(world);
  const lists = fc.array(world.prefixes, { maxLength: 12, size: 'max' });
  const members = (of: PrefixSet): boolean[] => addresses.map((a) => setContainsAddress(of, a));

  test.each([
    ['union', union, (a: boolean, b: boolean) => a || b],
    ['intersect', intersect, (a: boolean, b: boolean) => a && b],
    ['subtract', subtract, (a: boolean, b: boolean) => a && !b],
    ['difference', difference, (a: boolean, b: boolean) => a !== b],
  ] as const)('%s is done address by address', (_name, operation, oracle) => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const [inA, inB] = [membership(world, a), membership(world, b)];
        const result = operation(setOf(a), setOf(b));
        const expected = inA.map((member, at) => oracle(member, inB[at] ?? false));
        expect(members(result)).toEqual(expected);
        expect(membership(world, [...prefixesOf(result)])).toEqual(expected);
        expect(setSize(result)).toBe(BigInt(expected.filter(Boolean).length));
      }),
      runs,
    );
  });

  test('a set has one form, whatever it was made of', () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const same = membership(world, a).join() === membership(world, b).join();
        expect(sameSet(setOf(a), setOf(b))).toBe(same);
        const made = setOf([...a, ...b]);
        expect(made).toEqual(union(setOf(b), setOf(a)));
        expect(setOf(prefixesOf(made))).toEqual(made);
        expect(setOfRanges(rangesOf(made))).toEqual(made);
        expect(union(made, emptySet)).toEqual(made);
      }),
      runs,
    );
  });

  test('its prefixes are the fewest: no block could be larger', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const inSet = membership(world, list);
        expect([...prefixesOf(setOf(list))].length).toBe(countMaximalBlocks(inSet));
      }),
      runs,
    );
  });

  test('relations to a prefix', () => {
    fc.assert(
      fc.property(lists, world.prefixes, (list, p: Prefix) => {
        const inP = membership(world, [p]);
        const shared = membership(world, list).filter((member, at) => member && inP[at]).length;
        expect(setMeets(setOf(list), p)).toBe(shared > 0);
        expect(setContains(setOf(list), p)).toBe(BigInt(shared) === prefixSize(p));
      }),
      runs,
    );
  });

  test('between two ranges there is a gap', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const ranges = [...rangesOf(setOf(list))];
        const gaps = membership(world, list).filter((member, at, all) => member && !all[at - 1]);
        expect(ranges.length).toBe(gaps.length);
        expect(ranges.reduce((sum, range) => sum + rangeSize(range), 0n)).toBe(
          setSize(setOf(list)),
        );
      }),
      runs,
    );
  });
});

/** Aligned blocks that are full while the block around them is not. */
function countMaximalBlocks(inSet: readonly boolean[]): number {
  const isFull = (from: number, size: number): boolean =>
    inSet.slice(from, from + size).every(Boolean);
  let count = 0;
  for (let size = 1; size <= inSet.length; size *= 2) {
    for (let from = 0; from < inSet.length; from += size) {
      const around = from - (from % (size * 2));
      const fits = size * 2 <= inSet.length && isFull(around, size * 2);
      if (isFull(from, size) && !fits) count++;
    }
  }
  return count;
}
