import { describe, expect, test } from 'vitest';
import type { AgentPool } from '../estate/elements/cluster.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { estateOf } from '../estate/estate.ts';
import * as sketch from '../estate/sketch.ts';
import { isUnknown } from '../evidence/knowable.ts';
import { balance, knownNeed, type Ledger } from '../evidence/ledger.ts';
import { clusterNodes } from './cluster-nodes.ts';
import { needOf } from './need.ts';
import { podRangeLedger } from './pod-space-ledger.ts';
import { snatReport } from './snat-ledger.ts';
import { subnetLedger } from './subnet-ledger.ts';

/*
 * Worked examples of Microsoft's pages, reached through the ledgers. The pages leave out the five
 * reserved addresses; the ledgers count them.
 */

const where = sketch.subnetId('spoke', 'x');
const none = { upgrade: { maxSurge: '0', maxUnavailable: '1' } };
const one = { upgrade: { maxSurge: '1' } };
const flat = { pluginMode: undefined, podRanges: [] } as const;

const ledgerOf = (length: number, ...elements: readonly AnyElement[]): Ledger =>
  subnetLedger(
    estateOf(sketch.sketchedFrame, [sketch.subnet('spoke/x', `10.0.0.0/${length}`), ...elements]),
    where,
  );

const inMode = (
  network: sketch.SaidOfCluster['network'],
  count: number,
  said: sketch.Said<AgentPool>,
) => [
  sketch.cluster('c', network === undefined ? {} : { network }),
  sketch.pool('c/p', count, said),
];

describe('subnets hold what the pages say', () => {
  test.each([
    {
      what: 'overlay: 250 nodes and one surge in a /24',
      length: 24,
      nodes: 250,
      network: {},
      said: one,
      spare: 0,
    },
    {
      what: 'kubenet: 251 nodes in a /24',
      length: 24,
      nodes: 251,
      network: { plugin: 'kubenet', pluginMode: undefined },
      said: none,
      spare: 0,
    },
    {
      what: 'node subnet: 8 nodes of 30 pods in a /24',
      length: 24,
      nodes: 8,
      network: flat,
      said: { ...none, maxPods: 30 },
      spare: 3,
    },
    {
      what: 'node subnet: 50 nodes in a /21',
      length: 21,
      nodes: 50,
      network: flat,
      said: { ...one, maxPods: 30 },
      spare: 2043 - 1581,
    },
    {
      what: 'node subnet: 60 nodes in a /21',
      length: 21,
      nodes: 60,
      network: flat,
      said: { ...one, maxPods: 30 },
      spare: 2043 - 1891,
    },
  ] as const)('$what', ({ length, nodes, network, said, spare }) => {
    const ledger = ledgerOf(length, ...inMode(network, nodes, { subnet: where, ...said }));
    expect(balance(ledger)).toEqual({ kind: 'enough', spare });
    const more = ledgerOf(
      length,
      ...inMode(network, nodes + spare + 1, { subnet: where, ...said }),
    );
    expect(balance(more).kind).toBe('short');
  });

  test.each([
    [28, 1],
    [27, 3],
    [26, 6],
  ])('a /%d holds %d API servers', (length, count) => {
    const servers = (n: number) =>
      Array.from({ length: n }, (_, i) =>
        sketch.cluster(`c${i}`, { access: { vnetIntegration: true, subnet: where } }),
      );
    expect(balance(ledgerOf(length, ...servers(count))).kind).toBe('enough');
    expect(balance(ledgerOf(length, ...servers(count + 1))).kind).toBe('short');
  });

  test('three application gateways leave 222 addresses of a /24', () => {
    const address = { family: 4, value: 1 } as const;
    const gateways = [
      sketch.appGateway('a', where, { maxInstances: 10, privateAddress: address }),
      sketch.appGateway('b', where, { maxInstances: 2 }),
      sketch.appGateway('c', where, { maxInstances: 15, privateAddress: address }),
    ];
    const ledger = ledgerOf(24, ...gateways);
    const taken = ledger.lines.filter(({ role }) => role !== 'minimum');
    expect(256 - knownNeed({ ...ledger, lines: taken })).toBe(222);
  });
});

describe('pods of a pod subnet take what the pages say', () => {
  test.each([
    { how: 'DynamicIndividual', maxPods: 9, each: 32 },
    { how: 'DynamicIndividual', maxPods: 25, each: 48 },
    { how: 'DynamicIndividual', maxPods: 110, each: 128 },
    { how: 'StaticBlock', maxPods: 30, each: 32 },
    { how: 'StaticBlock', maxPods: 31, each: 32 },
    { how: 'StaticBlock', maxPods: 32, each: 48 },
    { how: 'StaticBlock', maxPods: 250, each: 256 },
  ] as const)('$how, $maxPods pods: $each addresses', ({ how, maxPods, each }) => {
    const said = { ...none, podSubnet: where, podIpAllocation: how, maxPods };
    const ledger = ledgerOf(16, ...inMode(flat, 10, said));
    expect(ledger.lines.find(({ role }) => role === 'pods')?.amount).toBe(10 * each);
  });
});

test.each([
  [16, 256],
  [18, 64],
  [14, 1024],
  [12, 4096],
])('a pod range of /%d holds %d nodes, surge included', (length, most) => {
  const balanceOf = (nodes: number) => {
    const network = { podRanges: sketch.prefixes(`10.0.0.0/${length}`) };
    const estate = estateOf(sketch.sketchedFrame, inMode(network, nodes, one));
    const ledger = podRangeLedger(estate, sketch.clusterId('c'));
    return ledger && balance(ledger);
  };
  expect(balanceOf(most - 1)).toEqual({ kind: 'enough', spare: 0 });
  expect(balanceOf(most)).toEqual({ kind: 'short', by: 1 });
});

test('five pools of four that surge by half add ten nodes', () => {
  const pools = ['a', 'b', 'c', 'd', 'e'].map((name) =>
    sketch.pool(`c/${name}`, 4, { upgrade: { maxSurge: '50%' } }),
  );
  const estate = estateOf(sketch.sketchedFrame, [sketch.cluster('c'), ...pools]);
  expect(clusterNodes(estate, sketch.clusterId('c'))).toEqual({
    today: 20,
    maximum: 20,
    surge: 10,
  });
});

test.each([
  { nodes: 100, surge: '2', ports: 4000, ips: 7, need: 408_000, kind: 'enough' },
  { nodes: 9, surge: '0', ports: 8000, ips: 1, need: 72_000, kind: 'short' },
  { nodes: 128, surge: '0', ports: 1000, ips: 2, need: 128_000, kind: 'enough' },
  { nodes: 113, surge: '0', ports: 4000, ips: 7, need: 452_000, kind: 'short' },
])(
  '$nodes nodes and $surge surge × $ports ports on $ips addresses: $kind',
  ({ nodes, surge, ports, ips, need, kind }) => {
    const cluster = sketch.cluster('c', {
      network: { loadBalancer: { managedOutboundIps: ips, allocatedOutboundPorts: ports } },
    });
    const pool = sketch.pool('c/p', nodes, {
      upgrade: { maxSurge: surge, maxUnavailable: surge === '0' ? '1' : '0' },
    });
    const report = snatReport(estateOf(sketch.sketchedFrame, [cluster, pool]), cluster);
    const allotment = report === undefined || isUnknown(report) ? undefined : report.allotment;
    expect(allotment && knownNeed(allotment)).toBe(need);
    expect(allotment && balance(allotment).kind).toBe(kind);
  },
);

test('the exercise: a region of 300 nodes, its pools, and what has to be found for it', () => {
  const pool = (name: `pay/${string}`, maxCount: number, said: sketch.Said<AgentPool>) =>
    sketch.pool(name, 3, { autoscaling: true, maxCount, maxPods: 60, subnet: where, ...said });
  const estate = estateOf(sketch.sketchedFrame, [
    sketch.subnet('spoke/x', undefined, { purpose: 'nodeSubnet' }),
    sketch.cluster('pay', { access: { private: true } }),
    pool('pay/system', 6, { upgrade: { maxSurge: '33%' } }),
    pool('pay/javaapi', 180, {}),
    pool('pay/batch', 90, { upgrade: { maxSurge: undefined, strategy: 'blueGreen' } }),
    pool('pay/regulated', 24, { upgrade: { maxSurge: '33%' } }),
  ]);
  const nodes = subnetLedger(estate, where);
  expect(knownNeed(nodes)).toBe(300 + (2 + 18 + 8) + 90 + 1 + 5);
  expect(
    needOf({
      ledger: nodes,
      kind: 'nodeSubnet',
      for: where,
      field: 'prefixes',
      growthFactor: 1.25,
    }),
  ).toMatchObject({
    length: 23,
    hold: 1,
  });
  const pods = podRangeLedger(estate, sketch.clusterId('pay'));
  expect(pods && knownNeed(pods)).toBe(418);
  expect(
    pods &&
      needOf({
        ledger: pods,
        kind: 'overlayPods',
        for: 'pay',
        field: 'network.podRanges',
        growthFactor: 1.25,
      }),
  ).toMatchObject({
    length: 15,
    hold: 1,
  });
});
