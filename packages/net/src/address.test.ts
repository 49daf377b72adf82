import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Address,
  addressAfter,
  bitsOf,
  compareAddresses,
  formatAddress,
  sameAddress,
} from './address.ts';
import { address, parseAddress } from './parse.ts';

const runs = { seed: 20_260_801, numRuns: 500 };
const address4 = fc.nat(0xffffffff).map((value): Address => ({ family: 4, value }));
const address6 = fc.bigInt(0n, 2n ** 128n - 1n).map((value): Address => ({ family: 6, value }));

describe('formatAddress', () => {
  test.each([
    [{ family: 4, value: 0 }, '0.0.0.0'],
    [{ family: 4, value: 0xffffffff }, '255.255.255.255'],
    [{ family: 4, value: 0x80000001 }, '128.0.0.1'],
    [{ family: 6, value: 0n }, '::'],
    [{ family: 6, value: 1n }, '::1'],
    [{ family: 6, value: 2n ** 128n - 1n }, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ] satisfies [Address, string][])('%o is %s', (value, text) => {
    expect(formatAddress(value)).toBe(text);
  });

  // RFC 5952, section 4 and 5
  test.each([
    ['leading zeros go', '2001:0DB8:0000:0001:0001:0001:0001:0001', '2001:db8:0:1:1:1:1:1'],
    ['one zero group is not shortened', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['the longest run is shortened', '2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['of equal runs the first', '2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['a run at the start', '0:0:0:0:1:0:0:0', '::1:0:0:0'],
    ['a run at the end', '1:0:0:0:0:0:0:0', '1::'],
  ])('%s', (_why, text, canonical) => {
    expect(formatAddress(address(text))).toBe(canonical);
  });

  test('an IPv4-mapped value has a dotted tail, which strict parsing refuses', () => {
    const mapped: Address = { family: 6, value: 0xffff_0a00_0001n };
    expect(formatAddress(mapped)).toBe('::ffff:10.0.0.1');
    expect(parseAddress(formatAddress(mapped)).ok).toBe(false);
  });

  test('what is written can be read again', () => {
    fc.assert(
      fc.property(fc.oneof(address4, address6), (a) => {
        expect(address(formatAddress(a))).toEqual(a);
      }),
      runs,
    );
  });
});

describe('addressAfter', () => {
  test.each([
    ['10.0.0.255', 1, '10.0.1.0'],
    ['10.0.1.0', -1, '10.0.0.255'],
    ['255.255.255.255', 1, undefined],
    ['0.0.0.0', -1, undefined],
    ['::ffff:ffff:ffff:ffff', 1, '0:0:0:1::'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 1, undefined],
    ['::', -1, undefined],
  ])('%s and %i steps', (from, steps, to) => {
    const found = addressAfter(address(from), steps);
    expect(found && formatAddress(found)).toBe(to);
  });

  test('steps beyond what a number can count', () => {
    const last = addressAfter(address('::'), 2n ** 128n - 1n);
    expect(last && formatAddress(last)).toBe('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff');
  });

  test('half a step is a defect of the caller', () => {
    expect(() => addressAfter(address('10.0.0.0'), 0.5)).toThrow(RangeError);
  });
});

test('order is by family, then by value, also above the sign bit', () => {
  const sorted = ['0.0.0.1', '127.0.0.1', '128.0.0.0', '::', '::1', '8000::'].map(address);
  expect([...sorted].reverse().sort(compareAddresses)).toEqual(sorted);
  expect(compareAddresses(address('::1'), address('::1'))).toBe(0);
});

test('sameAddress tells families apart', () => {
  expect(sameAddress({ family: 4, value: 1 }, { family: 6, value: 1n })).toBe(false);
  expect(sameAddress(address('::1'), address('0::1'))).toBe(true);
});

test('bitsOf', () => {
  expect([bitsOf(4), bitsOf(6)]).toEqual([32, 128]);
});
