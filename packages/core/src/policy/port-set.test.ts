import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allPorts, noPorts, type PortInterval, PortSets, protocols } from './port-set.ts';

const tcp = (first: number, last = first): PortInterval => ({ protocol: 'TCP', first, last });

const interval = fc
  .record({
    protocol: fc.constantFrom(...protocols),
    a: fc.integer({ min: 1, max: 60 }),
    b: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ protocol, a, b }) => ({ protocol, first: Math.min(a, b), last: Math.max(a, b) }));
const intervals = fc.array(interval, { maxLength: 6 });

/** The stupid form of a set: every port by itself. */
const listed = (list: readonly PortInterval[]): ReadonlySet<string> =>
  new Set(
    list.flatMap(({ protocol, first, last }) =>
      Array.from({ length: last - first + 1 }, (_, i) => `${protocol} ${first + i}`),
    ),
  );

describe('PortSets', () => {
  it.each([
    ['neighbours join', [tcp(1, 2), tcp(3, 4)], [tcp(1, 4)]],
    ['overlapping ones join', [tcp(5, 9), tcp(1, 6)], [tcp(1, 9)]],
    [
      'protocols never join',
      [tcp(65535), { protocol: 'UDP', first: 1, last: 1 } as const],
      undefined,
    ],
    ['port 0 is none', [tcp(0)], []],
    ['beyond the last port is cut', [tcp(65000, 99999)], [tcp(65000, 65535)]],
    ['an interval turned around is empty', [tcp(9, 5)], []],
  ] as const)('%s', (_, given, expected) => {
    const sets = new PortSets();
    expect(sets.intervals(sets.of(given))).toEqual(expected ?? given);
  });

  it('gives equal sets one number', () => {
    const sets = new PortSets();
    expect(sets.of([tcp(80), tcp(81)])).toBe(sets.of([tcp(80, 81)]));
    expect(sets.of(protocols.map((protocol) => ({ protocol, first: 1, last: 65535 })))).toBe(
      allPorts,
    );
    expect(sets.of([])).toBe(noPorts);
    expect(sets.every('UDP')).toBe(sets.of([{ protocol: 'UDP', first: 1, last: 65535 }]));
  });

  it('joins, meets and subtracts as sets of single ports do', () => {
    fc.assert(
      fc.property(intervals, intervals, (left, right) => {
        const sets = new PortSets();
        const [a, b] = [sets.of(left), sets.of(right)];
        const [x, y] = [listed(left), listed(right)];
        const same = (id: number, wanted: Iterable<string>): void =>
          expect([...listed(sets.intervals(id))].sort()).toEqual([...wanted].sort());
        same(sets.union(a, b), new Set([...x, ...y]));
        same(
          sets.meet(a, b),
          [...x].filter((port) => y.has(port)),
        );
        same(
          sets.minus(a, b),
          [...x].filter((port) => !y.has(port)),
        );
        for (const port of [1, 17, 60]) expect(sets.has(a, 'TCP', port)).toBe(x.has(`TCP ${port}`));
      }),
    );
  });
});
