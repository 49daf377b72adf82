import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressesOf, runs, worlds } from '../test/small-world.ts';
import { address, prefix } from './parse.ts';
import { comparePrefixes, contains, containsAddress, type Prefix, samePrefix } from './prefix.ts';
import { prefixMap } from './prefix-map.ts';

const routes = prefixMap(
  [
    ['0.0.0.0/0', 'internet'],
    ['10.0.0.0/8', 'hub'],
    ['10.1.0.0/16', 'spoke'],
    ['10.1.2.0/24', 'subnet'],
    ['::/0', 'internet6'],
    ['2001:db8:1::/48', 'spoke6'],
  ].map(([text = '', target]) => [prefix(text), target] as const),
);

test.each([
  ['8.8.8.8', 'internet'],
  ['10.2.0.0', 'hub'],
  ['10.1.1.255', 'spoke'],
  ['10.1.2.0', 'subnet'],
  ['10.1.2.255', 'subnet'],
  ['10.1.3.0', 'spoke'],
  ['255.255.255.255', 'internet'],
  ['2001:db8:1::1', 'spoke6'],
  ['2001:db8:2::', 'internet6'],
])('%s goes to %s', (text, target) => {
  expect(routes.longest(address(text))?.value).toBe(target);
});

test('covering goes outwards, coveredBy upwards', () => {
  const values = (prefixes: Iterable<{ value: string | undefined }>) =>
    Array.from(prefixes, (entry) => entry.value);
  expect(values(routes.covering(prefix('10.1.2.128/25')))).toEqual([
    'subnet',
    'spoke',
    'hub',
    'internet',
  ]);
  expect(values(routes.coveredBy(prefix('10.0.0.0/7')))).toEqual(['hub', 'spoke', 'subnet']);
  expect(routes.size).toBe(6);
});

test('an empty map knows nothing', () => {
  const empty = prefixMap<number>([]);
  expect(empty.longest(address('10.0.0.1'))).toBeUndefined();
  expect(empty.longest(address('::'))).toBeUndefined();
  expect([...empty.covering(prefix('::/0')), ...empty.coveredBy(prefix('0.0.0.0/0'))]).toEqual([]);
  expect([empty.size, empty.get(prefix('::/0')), ...empty.entries()]).toEqual([0, undefined]);
});

test('the last value for a prefix counts', () => {
  const map = prefixMap([
    [prefix('10.0.0.0/8'), 'first'],
    [prefix('10.0.0.0/8'), 'second'],
    [prefix('10.0.0.0/8'), 'third'],
  ]);
  expect(map.size).toBe(1);
  expect(map.get(prefix('10.0.0.0/8'))?.value).toBe('third');
  expect(map.longest(address('10.0.0.1'))?.value).toBe('third');
});

describe.each(worlds)('in $whole', (world) => {
  const addresses = addressesOf(world);
  const lists = fc.array(world.prefixes, { maxLength: 20, size: 'max' });
  const far: Prefix[] = ['0.0.0.0/0', '::/0', '10.0.0.0/8', '2001:db8::/32'].map(prefix);

  test('answers what looking at every entry answers', () => {
    fc.assert(
      fc.property(lists, fc.subarray(far), world.prefixes, (inside, outside, asked) => {
        const entries = [...inside, ...outside].map((p, at) => [p, at] as const);
        const map = prefixMap(entries);
        const last = entries.filter(
          ([p], at) => !entries.slice(at + 1).some(([later]) => samePrefix(later, p)),
        );
        const sorted = last
          .toSorted(([a], [b]) => comparePrefixes(a, b))
          .map(([p, value]) => ({ prefix: p, value }));
        expect([...map.entries()]).toEqual(sorted);
        expect(map.size).toBe(sorted.length);
        for (const a of addresses) {
          const around = sorted.filter((entry) => containsAddress(entry.prefix, a));
          expect(map.longest(a)).toEqual(around.toSorted(byLength).at(-1));
        }
        expect([...map.coveredBy(asked)]).toEqual(
          sorted.filter((entry) => contains(asked, entry.prefix)),
        );
        expect([...map.covering(asked)]).toEqual(
          sorted
            .filter((entry) => contains(entry.prefix, asked))
            .toSorted(byLength)
            .reverse(),
        );
        expect(map.get(asked)).toEqual(sorted.find((entry) => samePrefix(entry.prefix, asked)));
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

function byLength(a: { prefix: Prefix }, b: { prefix: Prefix }): number {
  return a.prefix.length - b.prefix.length;
}

test('many entries, clustered and with outliers, so that the search begins from marks', () => {
  const seeds = fc.sample(fc.nat(0xffffff), { seed: 7, numRuns: 3000 });
  const four = seeds.map((seed): Prefix => {
    const length = 16 + (seed % 13);
    return { family: 4, first: ((10 << 24) | (seed & (-1 << (32 - length)))) >>> 0, length };
  });
  const six = seeds.map((seed): Prefix => {
    const first = (0x20010db8n << 96n) | (BigInt(seed) << 72n);
    return { family: 6, first, length: 56 + (seed % 9) };
  });
  const all = [...four, ...six, prefix('0.0.0.0/0'), prefix('::/0'), prefix('ff00::/8')];
  const map = prefixMap(all.map((p) => [p, 0]));
  for (const p of all.slice(0, 400).concat(six.slice(0, 400))) {
    const last = p.family === 4 ? p.first + 2 ** (32 - p.length) : p.first;
    const a =
      p.family === 4
        ? ({ family: 4, value: Number(last) % 2 ** 32 } as const)
        : ({ family: 6, value: p.first + 1n } as const);
    const best = all
      .filter((q) => containsAddress(q, a))
      .toSorted((x, y) => y.length - x.length)[0];
    expect(map.longest(a)?.prefix).toEqual(best);
  }
});
