import { expect, test } from 'vitest';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { estateOf } from '../estate/estate.ts';
import * as sketch from '../estate/sketch.ts';
import { notStated } from '../evidence/knowable.ts';
import { balance, knownNeed } from '../evidence/ledger.ts';
import { plain } from '../evidence/prose.ts';
import { needOf } from './need.ts';
import { noPlanning } from './planning.ts';
import { podRangeLedger } from './pod-space-ledger.ts';
import { serviceRangeLedger } from './service-ledger.ts';

const id = sketch.clusterId('pay');
const estate = (...elements: readonly AnyElement[]) => estateOf(sketch.sketchedFrame, elements);
const podNeed = (...elements: readonly AnyElement[]) => podRangeLedger(estate(...elements), id);

test('the exercise: 300 nodes with 10 % surge need 330 blocks, a /15, where the formula gives a /18', () => {
  const ledger = podNeed(sketch.cluster('pay'), sketch.pool('pay/main', 300, { maxPods: 30 }));
  if (ledger === undefined) throw new Error('an overlay cluster has a pod range');
  expect(knownNeed(ledger)).toBe(330);
  expect(
    needOf({ ledger, kind: 'overlayPods', for: id, field: 'network.podRanges' }),
  ).toMatchObject({
    length: 15,
    hold: 0,
  });
  expect(ledger.notes?.map(plain)).toEqual([
    'The formula nodes × maxPods × growth gives 300 × 30 × 1 = 9,000 addresses, a /18, which holds 64 nodes. ' +
      'Every node takes a whole block, surge nodes too: 330 blocks need a /15.',
  ]);
});

test.each([
  ['10.244.0.0/16', { kind: 'short', by: 74 }],
  ['100.64.0.0/14', { kind: 'enough', spare: 1024 - 330 }],
  ['100.64.0.0/15', { kind: 'enough', spare: 512 - 330 }],
])('the pod range %s against 330 blocks', (range, expected) => {
  const ledger = podNeed(
    sketch.cluster('pay', { network: { podRanges: sketch.prefixes(range) } }),
    sketch.pool('pay/main', 300, { maxPods: 30 }),
  );
  expect(ledger && balance(ledger)).toEqual(expected);
});

test('blocks do not depend on maxPods, so that it need not be known', () => {
  const vague = podNeed(
    sketch.cluster('pay'),
    sketch.pool('pay/main', 100, { maxPods: notStated('maxPods') }),
  );
  expect(vague && balance(vague)).toEqual({ kind: 'enough', spare: 256 - 110 });
  expect(vague?.notes).toEqual([]);
});

test('a pool without surge still needs one block more before it can be edited, if so assumed', () => {
  const pool = sketch.pool('pay/main', 256, { upgrade: { maxSurge: '0', maxUnavailable: '1' } });
  const cluster = sketch.cluster('pay');
  const judged = (assume: 'actualNodes' | 'maximumPlusOnePerPool') => {
    const frame = { ...sketch.sketchedFrame, assume: { 'overlay.admission': assume } };
    const ledger = podRangeLedger(estateOf(frame, [cluster, pool]), id);
    return ledger && balance(ledger);
  };
  expect(judged('actualNodes')).toEqual({ kind: 'enough', spare: 0 });
  expect(judged('maximumPlusOnePerPool')).toEqual({ kind: 'short', by: 1 });
});

test('pods that live in subnets need no pod range', () => {
  const network = { pluginMode: undefined, podRanges: [] };
  expect(podNeed(sketch.cluster('pay', { network }), sketch.pool('pay/main', 3))).toBeUndefined();
});

test('an own plugin divides its range itself, so that pods are counted', () => {
  const network = { plugin: 'none', pluginMode: undefined } as const;
  const ledger = podNeed(
    sketch.cluster('pay', { network }),
    sketch.pool('pay/main', 10, { maxPods: 100, upgrade: { maxSurge: '1' } }),
  );
  expect(ledger).toMatchObject({ unit: 'addresses', supply: 65536 });
  expect(ledger && knownNeed(ledger)).toBe(1100);
});

test('a plan adds overlap, emergency and growth in blocks', () => {
  const planning = {
    ...noPlanning,
    emergencyNodes: 10,
    migrationOverlap: 'blueGreenCluster',
    growthFactor: 1.25,
  } as const;
  const ledger = podRangeLedger(
    estate(sketch.cluster('pay'), sketch.pool('pay/a', 100), sketch.pool('pay/b', 20)),
    id,
    planning,
  );
  expect(ledger && knownNeed(ledger)).toBe(132 + 120 + 10 + 33);
});

test('the Service range holds the Services, those of the cluster itself, and growth', () => {
  const ledger = serviceRangeLedger(estate(sketch.cluster('pay', { serviceCount: 600 })), id, {
    ...noPlanning,
    growthFactor: 1.5,
  });
  expect(knownNeed(ledger)).toBe(600 + 3 + 300);
  expect(
    needOf({ ledger, kind: 'service', for: id, field: 'network.serviceRanges' }),
  ).toMatchObject({ length: 22 });
  expect(balance(ledger)).toEqual({ kind: 'enough', spare: 65536 - 903 });
});

test('Services that nobody lists leave the Service range undetermined', () => {
  const frame = { ...sketch.sketchedFrame, coverage: [] };
  expect(balance(serviceRangeLedger(estateOf(frame, [sketch.cluster('pay')]), id)).kind).toBe(
    'undetermined',
  );
});
