import { describe, expect, test } from 'vitest';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { estateOf, type Frame } from '../estate/estate.ts';
import * as sketch from '../estate/sketch.ts';
import { notStated } from '../evidence/knowable.ts';
import type { LimitId } from '../facts/limits.ts';
import { limitUses } from './limits.ts';

const nodes = sketch.subnetId('spoke', 'nodes');
const pods = sketch.subnetId('spoke', 'pods');
const flat = { pluginMode: undefined, podRanges: [] } as const;
const quiet = { upgrade: { maxSurge: '1' } };

const use = (limit: LimitId, elements: readonly AnyElement[], frame: Partial<Frame> = {}) => {
  const estate = estateOf({ ...sketch.sketchedFrame, ...frame }, elements);
  const found = limitUses(estate).find((each) => each.limit === limit);
  return found && { used: found.used, value: found.value, verdict: found.verdict };
};

describe('what counts towards a limit', () => {
  const cluster = sketch.cluster('pay');
  const kubenet = sketch.cluster('pay', { network: { plugin: 'kubenet', pluginMode: undefined } });
  const npm = sketch.cluster('pay', { network: { policyEngine: 'azure', dataPlane: 'azure' } });

  test.each<{ limit: LimitId; elements: readonly AnyElement[]; used: number; verdict: string }>([
    {
      limit: 'nodes-per-pool',
      elements: [cluster, sketch.pool('pay/a', 1000, quiet)],
      used: 1001,
      verdict: 'exceeded',
    },
    {
      limit: 'nodes-per-pool',
      elements: [cluster, sketch.pool('pay/a', 999, quiet)],
      used: 1000,
      verdict: 'within',
    },
    {
      limit: 'nodes-per-cluster-kubenet',
      elements: [kubenet, sketch.pool('pay/a', 400, quiet)],
      used: 401,
      verdict: 'exceeded',
    },
    {
      limit: 'pods-per-cluster-overlay',
      elements: [cluster, sketch.pool('pay/a', 801, { maxPods: 250 })],
      used: 200_250,
      verdict: 'exceeded',
    },
    {
      limit: 'azure-npm-linux-nodes',
      elements: [npm, sketch.pool('pay/a', 250, quiet)],
      used: 251,
      verdict: 'exceeded',
    },
    {
      limit: 'max-pods-per-windows-node',
      elements: [cluster, sketch.pool('pay/w', 1, { os: 'Windows', maxPods: 200 })],
      used: 200,
      verdict: 'aboveAdvice',
    },
  ])('$limit: $used is $verdict', ({ limit, elements, used, verdict }) => {
    expect(use(limit, elements)).toMatchObject({ used, verdict });
  });
});

describe('the addresses of a VNet', () => {
  const world = (podIpAllocation: 'StaticBlock' | 'DynamicIndividual'): readonly AnyElement[] => [
    sketch.vnet('spoke', ['10.0.0.0/8']),
    sketch.subnet('spoke/nodes', '10.0.0.0/16'),
    sketch.subnet('spoke/pods', '10.16.0.0/12'),
    sketch.cluster('pay', { network: flat }),
    sketch.pool('pay/a', 900, {
      ...quiet,
      subnet: nodes,
      podSubnet: pods,
      podIpAllocation,
      maxPods: 111,
    }),
  ];

  test('are used up by pods one by one', () => {
    expect(use('private-ips-per-vnet', world('DynamicIndividual'))).toEqual({
      used: 901 + 901 * 128,
      value: 65536,
      verdict: 'exceeded',
    });
  });

  test('count blocks of pods once each', () => {
    expect(use('private-ips-per-vnet', world('StaticBlock'))).toEqual({
      used: 901 + 901 * 7,
      value: 65536,
      verdict: 'within',
    });
  });

  test('count for the peers as well', () => {
    const peered = [
      ...world('StaticBlock'),
      sketch.vnet('hub', ['192.168.0.0/16']),
      sketch.peering('spoke', 'hub'),
      sketch.subnet('hub/x', '192.168.0.0/24'),
      sketch.endpoint('kv', sketch.subnetId('hub', 'x')),
    ];
    expect(use('private-ips-per-peered-group', peered)).toMatchObject({ used: 901 * 8 + 1 });
    expect(use('private-endpoints-per-peered-group', peered)).toMatchObject({ used: 1 });
    expect(use('private-endpoints-per-vnet', peered)).toMatchObject({ used: 0 });
  });
});

test('kubenet keeps a route for each node in the table of its subnet', () => {
  const table: AnyElement = {
    kind: 'routeTable',
    id: '/rt',
    name: 'rt',
    source: { document: 'x', path: [] },
    propagateGatewayRoutes: true,
    routes: [],
  };
  expect(
    use('routes-per-route-table', [
      table,
      sketch.subnet('spoke/nodes', '10.0.0.0/16', { routeTable: table.id }),
      sketch.cluster('pay', { network: { plugin: 'kubenet', pluginMode: undefined } }),
      sketch.pool('pay/a', 399, { ...quiet, subnet: nodes }),
    ]),
  ).toEqual({ used: 400, value: 400, verdict: 'within' });
});

test('a limit that Azure raised for the organisation holds instead of the published one', () => {
  const pools = Array.from({ length: 6 }, (_, i) => sketch.pool(`pay/p${i}`, 900, quiet));
  const elements = [sketch.cluster('pay'), ...pools];
  const raised = [
    { limit: 'nodes-per-cluster', value: 6000, by: 'support', when: '2026-01-01' },
  ] as const;
  expect(use('nodes-per-cluster', elements)).toEqual({
    used: 5406,
    value: 5000,
    verdict: 'exceeded',
  });
  expect(use('nodes-per-cluster', elements, { raised })).toEqual({
    used: 5406,
    value: 6000,
    verdict: 'within',
  });
});

test('what is not known or not listed leaves the rest undetermined, unless it exceeds already', () => {
  const cluster = sketch.cluster('pay');
  const vague = sketch.pool('pay/vague', 1, { count: notStated('count') });
  const elements = (count: number) => [cluster, vague, sketch.pool('pay/a', count, quiet)];
  expect(use('nodes-per-cluster', elements(10))?.verdict).toBe('undetermined');
  expect(use('nodes-per-cluster', elements(6000))?.verdict).toBe('exceeded');
  expect(use('pools-per-cluster', elements(10), { coverage: [] })?.verdict).toBe('undetermined');
});
