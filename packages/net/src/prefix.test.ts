import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressesOf, runs, worlds } from '../test/small-world.ts';
import { formatAddress } from './address.ts';
import { address, prefix } from './parse.ts';
import {
  addressCount,
  buddyOf,
  comparePrefixes,
  contains,
  containsAddress,
  firstAddress,
  formatPrefix,
  halves,
  lastAddress,
  meets,
  nthAddress,
  prefixOf,
  prefixSize,
  samePrefix,
  smallestLengthFor,
  subnets,
  supernet,
} from './prefix.ts';

test.each([
  ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
  ['255.255.255.255/32', '255.255.255.255', '255.255.255.255'],
  ['10.240.0.0/12', '10.240.0.0', '10.255.255.255'],
  ['128.0.0.0/1', '128.0.0.0', '255.255.255.255'],
  ['::/0', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fe80::1/128', 'fe80::1', 'fe80::1'],
])('%s is from %s to %s', (text, first, last) => {
  expect(formatPrefix(prefix(text))).toBe(text);
  expect(formatAddress(firstAddress(prefix(text)))).toBe(first);
  expect(formatAddress(lastAddress(prefix(text)))).toBe(last);
});

test.each([
  ['0.0.0.0/0', 2n ** 32n],
  ['10.0.0.0/28', 16n],
  ['10.0.0.1/32', 1n],
  ['::/0', 2n ** 128n],
  ['fd00::/64', 2n ** 64n],
])('%s has %i addresses', (text, size) => {
  expect(prefixSize(prefix(text))).toBe(size);
  expect(addressCount(prefix(text))).toBe(Number(size));
});

test.each([
  ['10.0.0.0/8', 'contains', '10.0.0.0/8'],
  ['10.0.0.0/8', 'contains', '10.255.255.255/32'],
  ['10.255.255.255/32', 'is inside', '10.0.0.0/8'],
  ['10.0.0.0/9', 'is apart from', '10.128.0.0/9'],
  ['0.0.0.0/0', 'contains', '200.0.0.0/8'],
  ['0.0.0.0/0', 'is apart from', '::/0'],
  ['::/0', 'is apart from', '10.0.0.0/8'],
  ['2001:db8::/32', 'contains', '2001:db8:8000::/33'],
  ['2001:db8::/33', 'is apart from', '2001:db8:8000::/33'],
])('%s %s %s', (a, relation, b) => {
  expect(contains(prefix(a), prefix(b))).toBe(relation === 'contains');
  expect(meets(prefix(a), prefix(b))).toBe(relation !== 'is apart from');
});

describe.each(worlds)('in $whole', (world) => {
  const addresses = addressesOf(world);
  const bits = (p: typeof world.whole) => addresses.map((a) => containsAddress(p, a));

  test('relations say what the addresses say', () => {
    fc.assert(
      fc.property(world.prefixes, world.prefixes, (a, b) => {
        const [inA, inB] = [bits(a), bits(b)];
        expect(contains(a, b)).toBe(inB.every((member, i) => !member || inA[i]));
        expect(meets(a, b)).toBe(inA.some((member, i) => member && inB[i]));
        expect(samePrefix(a, b)).toBe(inA.every((member, i) => member === inB[i]));
        expect(Math.sign(comparePrefixes(a, b))).toBe(-Math.sign(comparePrefixes(b, a)) + 0);
      }),
      runs,
    );
  });

  test('members are those from first to last, and nthAddress counts them', () => {
    fc.assert(
      fc.property(world.prefixes, (p) => {
        const members = addresses.filter((a) => containsAddress(p, a));
        expect(BigInt(members.length)).toBe(prefixSize(p));
        expect([members[0], members.at(-1)]).toEqual([firstAddress(p), lastAddress(p)]);
        expect(members.map((_, n) => nthAddress(p, n))).toEqual(members);
        expect([nthAddress(p, -1), nthAddress(p, members.length)]).toEqual([undefined, undefined]);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  test('subnets, halves, buddies and supernets fit together', () => {
    fc.assert(
      fc.property(world.prefixes, fc.nat(3), (p, more) => {
        const length = Math.min(p.length + more, world.whole.length + 8);
        const parts = [...subnets(p, length)];
        expect(parts.length).toBe(2 ** (length - p.length));
        expect(parts.every((part) => samePrefix(supernet(part, p.length), p))).toBe(true);
        expect([...parts].sort(comparePrefixes)).toEqual(parts);
        if (p.length === world.whole.length + 8) return;
        const [lower, upper] = halves(p);
        expect([...subnets(p, p.length + 1)]).toEqual([lower, upper]);
        expect([buddyOf(lower), buddyOf(upper)]).toEqual([upper, lower]);
      }),
      runs,
    );
  });
});

test('the whole family has halves above the sign bit, and no buddy', () => {
  expect(halves(prefix('0.0.0.0/0')).map(formatPrefix)).toEqual(['0.0.0.0/1', '128.0.0.0/1']);
  expect(formatPrefix(buddyOf(prefix('0.0.0.0/1')))).toBe('128.0.0.0/1');
  expect(halves(prefix('::/0')).map(formatPrefix)).toEqual(['::/1', '8000::/1']);
  expect(() => buddyOf(prefix('0.0.0.0/0'))).toThrow(RangeError);
  expect(() => halves(prefix('10.0.0.1/32'))).toThrow(RangeError);
});

test('subnets are made on demand', () => {
  const [first, second] = subnets(prefix('::/0'), 128);
  expect([first, second].map((p) => p && formatPrefix(p))).toEqual(['::/128', '::1/128']);
});

test.each([
  ['a supernet that is smaller', () => supernet(prefix('10.0.0.0/8'), 9)],
  ['subnets that are larger', () => subnets(prefix('10.0.0.0/8'), 7)],
  ['subnets longer than the family', () => subnets(prefix('10.0.0.0/8'), 33)],
  ['a length that is not whole', () => prefixOf(address('10.0.0.0'), 8.5)],
  ['a negative length', () => prefixOf(address('::'), -1)],
])('%s is a defect of the caller', (_what, call) => {
  expect(call).toThrow(RangeError);
});

test.each([
  [0, 4, 32],
  [1, 4, 32],
  [2, 4, 31],
  [251, 4, 24],
  [256, 4, 24],
  [257, 4, 23],
  [256.5, 4, 23],
  [2 ** 32, 4, 0],
  [2 ** 32 + 1, 4, undefined],
  [Number.NaN, 4, undefined],
  [Infinity, 6, undefined],
  [2n ** 64n, 6, 64],
  [2n ** 64n + 1n, 6, 63],
  [2n ** 128n, 6, 0],
  [2n ** 128n + 1n, 6, undefined],
] as const)('%s addresses of IPv%i need /%s', (count, family, length) => {
  expect(smallestLengthFor(count, family)).toBe(length);
});

test('only blocks that stand for IPv4 addresses get a dotted tail', () => {
  const mapped = { family: 6, first: 0xffff_0a00_0000n, length: 104 } as const;
  expect(formatPrefix(mapped)).toBe('::ffff:10.0.0.0/104');
  expect(formatPrefix(prefix('::ffff:0:0/96'))).toBe('::ffff:0:0/96');
});
