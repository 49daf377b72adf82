import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangB, loadFor, portsFor, withRetries } from './erlang.ts';

/** The usual recursion over the number of ports: slow and plain. */
function byRecursion(load: number, ports: number): number {
  let blocking = 1;
  for (let n = 1; n <= ports; n++) blocking = (load * blocking) / (n + load * blocking);
  return blocking;
}

describe('worked examples, in percent of refused connections', () => {
  const heldAfterFin = 240.5;
  test.each([
    {
      what: '3.8/s on a node of 1,024 ports',
      load: 3.8 * heldAfterFin,
      ports: 1024,
      percent: 0,
      digits: 1,
    },
    { what: '4.0/s', load: 4 * heldAfterFin, ports: 1024, percent: 0.18, digits: 2 },
    { what: '4.2/s', load: 4.2 * heldAfterFin, ports: 1024, percent: 1.7, digits: 1 },
    { what: '4.5/s', load: 4.5 * heldAfterFin, ports: 1024, percent: 6.5, digits: 1 },
    { what: '5.0/s', load: 5 * heldAfterFin, ports: 1024, percent: 15.3, digits: 1 },
    { what: '60/s closed by reset', load: 60 * 15.5, ports: 1024, percent: 0.01, digits: 2 },
    { what: '66/s closed by reset', load: 66 * 15.5, ports: 1024, percent: 2.4, digits: 1 },
    {
      what: '2.0/s after the 51st node joined',
      load: 2 * heldAfterFin,
      ports: 512,
      percent: 0.72,
      digits: 2,
    },
    {
      what: '4.0/s after the 51st node joined',
      load: 4 * heldAfterFin,
      ports: 512,
      percent: 46.9,
      digits: 1,
    },
    {
      what: '980/s through a NAT gateway of one address',
      load: 980 * 65.5,
      ports: 64512,
      percent: 0.08,
      digits: 2,
    },
    { what: '1,000/s through it', load: 1000 * 65.5, ports: 64512, percent: 1.6, digits: 1 },
    { what: '1,500/s through it', load: 1500 * 65.5, ports: 64512, percent: 34, digits: 0 },
    {
      what: '20/s through a firewall',
      load: 20 * heldAfterFin,
      ports: 4992,
      percent: 0.02,
      digits: 2,
    },
    {
      what: '25/s through a firewall',
      load: 25 * heldAfterFin,
      ports: 4992,
      percent: 17,
      digits: 0,
    },
  ])('$what: $percent %', ({ load, ports, percent, digits }) => {
    expect(100 * erlangB(load, ports)).toBeCloseTo(percent, digits);
  });
});

describe('against the recursion', () => {
  test('the sum gives the same blocking', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        (ports, share) => {
          expect(erlangB(ports * share, ports)).toBeCloseTo(byRecursion(ports * share, ports), 10);
        },
      ),
      { seed: 17, numRuns: 200 },
    );
  });

  test('the fewest ports are the fewest', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 5000, noNaN: true }), (load) => {
        const ports = portsFor(load);
        expect(erlangB(load, ports)).toBeLessThanOrEqual(0.001);
        expect(erlangB(load, ports - 1)).toBeGreaterThan(0.001);
      }),
      { seed: 18, numRuns: 100 },
    );
  });

  test('the greatest load is carried by its ports and by no fewer', () => {
    for (const ports of [1, 64, 1024, 64512]) {
      const load = loadFor(ports);
      expect(erlangB(load, ports)).toBeLessThanOrEqual(0.001);
      expect(portsFor(load * 1.001 + 0.01)).toBeGreaterThan(ports);
    }
  });
});

test.each([
  { rate: 4.5, attempts: 1.83, refused: 0.48, lost: 0.055 },
  { rate: 5, attempts: 2.25, refused: 0.62, lost: 0.149 },
])(
  'three retries at $rate/s: the storm of the fixed point',
  ({ rate, attempts, refused, lost }) => {
    const storm = withRetries(rate * 240.5, 1024, 3);
    expect(storm.attempts).toBeCloseTo(attempts, 1);
    expect(storm.refused).toBeCloseTo(refused, 1);
    expect(storm.lost).toBeCloseTo(lost, 1);
  },
);

test.each([
  [0, 100, 0],
  [-1, 100, 0],
  [5, 0, 1],
])('a load of %d on %d ports is blocked %d', (load, ports, blocked) => {
  expect(erlangB(load, ports)).toBe(blocked);
});

test('a million ports are no work', () => {
  expect(erlangB(1_032_000, 1_032_192)).toBeGreaterThan(0);
  expect(portsFor(1_000_000)).toBeGreaterThan(999_000);
});
