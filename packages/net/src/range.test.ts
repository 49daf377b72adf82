import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressesOf, membership, runs, worldSize, worlds } from '../test/small-world.ts';
import { address, prefix } from './parse.ts';
import { formatPrefix, meets } from './prefix.ts';
import {
  asPrefix,
  endsOf,
  formatRange,
  parseRange,
  prefixesOfRange,
  rangeBetween,
  rangeContains,
  rangeOf,
  rangeSize,
  rangesMeet,
} from './range.ts';

test.each([
  ['10.0.0.4-10.0.0.4', 1n, '10.0.0.4/32'],
  ['10.0.0.0-10.0.0.255', 256n, '10.0.0.0/24'],
  ['10.0.0.1-10.0.0.6', 6n, '10.0.0.1/32 10.0.0.2/31 10.0.0.4/31 10.0.0.6/32'],
  ['0.0.0.0-255.255.255.255', 2n ** 32n, '0.0.0.0/0'],
  ['255.255.255.254-255.255.255.255', 2n, '255.255.255.254/31'],
  ['::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 2n ** 128n, '::/0'],
  [
    '2001:db8::ffff:ffff:ffff:ffff-2001:db8:0:1::',
    2n,
    '2001:db8::ffff:ffff:ffff:ffff/128 2001:db8:0:1::/128',
  ],
])('%s has %i addresses: %s', (text, size, prefixes) => {
  const parsed = parseRange(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  expect(formatRange(parsed.value)).toBe(text);
  expect(rangeSize(parsed.value)).toBe(size);
  expect([...prefixesOfRange(parsed.value)].map(formatPrefix).join(' ')).toBe(prefixes);
});

test.each([
  ['syntax', '10.0.0.1'],
  ['syntax', '10.0.0.1-10.0.0.2-10.0.0.3'],
  ['empty', '10.0.0.1-'],
  ['whitespace', '10.0.0.1 - 10.0.0.2'],
  ['shortForm', '10.0.0.1-9'],
  ['unwantedLength', '10.0.0.0/8-11.0.0.0/8'],
  ['rangeOrder', '10.0.0.2-10.0.0.1'],
  ['rangeOrder', '10.0.0.1-::1'],
])('%s: %s is refused', (code, text) => {
  expect(parseRange(text)).toMatchObject({ ok: false, code });
});

test('the worst range takes two prefixes per bit, less two', () => {
  const range = rangeBetween(address('0.0.0.1'), address('255.255.255.254'));
  expect(range && [...prefixesOfRange(range)]).toHaveLength(62);
});

test('asPrefix', () => {
  expect(asPrefix(rangeOf(prefix('10.0.0.0/8')))).toEqual(prefix('10.0.0.0/8'));
  expect(asPrefix(rangeOf(prefix('::/0')))).toEqual(prefix('::/0'));
  expect(asPrefix({ family: 4, first: 1, last: 2 })).toBeUndefined();
});

describe.each(worlds)('in $whole', (world) => {
  const addresses = addressesOf(world);
  const place = fc.nat(worldSize - 1);
  const ranges = fc.tuple(place, place).map(([a, b]) => {
    const [first = a, last = b] = [a, b].sort((x, y) => x - y);
    const [low, high] = [addresses[first], addresses[last]];
    const range = low && high && rangeBetween(low, high);
    if (range === undefined) throw new Error('the world is smaller than its size');
    return { range, members: addresses.map((_, at) => first <= at && at <= last) };
  });

  test('a range is its members, as prefixes and one by one', () => {
    fc.assert(
      fc.property(ranges, ({ range, members }) => {
        const prefixes = [...prefixesOfRange(range)];
        expect(membership(world, prefixes)).toEqual(members);
        expect(addresses.map((a) => rangeContains(range, a))).toEqual(members);
        expect(rangeSize(range)).toBe(BigInt(members.filter(Boolean).length));
        expect(rangeBetween(...endsOf(range))).toEqual(range);
        // no two of them make one, and none overlap
        expect(prefixes.some((p, at) => prefixes.slice(at + 1).some((q) => meets(p, q)))).toBe(
          false,
        );
        expect(joinable(prefixes.map(formatPrefix))).toBe(false);
      }),
      runs,
    );
  });

  test('ranges meet where their members do', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const shared = a.members.some((member, at) => member && b.members[at]);
        expect(rangesMeet(a.range, b.range)).toBe(shared);
      }),
      runs,
    );
  });
});

function joinable(texts: readonly string[]): boolean {
  return texts.some((text, at) => {
    const next = texts[at + 1];
    if (next === undefined) return false;
    const [a, b] = [rangeOf(prefix(text)), rangeOf(prefix(next))];
    const both = rangeBetween(endsOf(a)[0], endsOf(b)[1]);
    return (
      both !== undefined &&
      rangeSize(both) === rangeSize(a) + rangeSize(b) &&
      asPrefix(both) !== undefined
    );
  });
}
