import { describe, expect, test } from 'vitest';
import type { AgentPool } from '../estate/elements/cluster.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { estateOf } from '../estate/estate.ts';
import * as sketch from '../estate/sketch.ts';
import { notStated } from '../evidence/knowable.ts';
import { poolUpgrade } from './upgrade.ts';

const nodes = sketch.subnetId('spoke', 'nodes');
const flat = { pluginMode: undefined, podRanges: [] } as const;

interface World {
  readonly count: number;
  readonly surge: string | undefined;
  /** Addresses that are free in the subnet of nodes today. */
  readonly free: number;
  readonly version?: string;
  readonly said?: sketch.Said<AgentPool>;
  readonly network?: sketch.SaidOfCluster['network'];
}

/** A pool whose subnet has exactly that many free addresses. */
function upgradeIn({ count, surge, free, version = '1.34', said = {}, network = {} }: World) {
  const perNode = network === flat ? 31 : 1;
  const pool = sketch.pool('pay/main', count, {
    subnet: nodes,
    maxPods: 30,
    upgrade: { maxSurge: surge },
    ...said,
  });
  const elements: readonly AnyElement[] = [
    sketch.vnet('spoke', ['10.80.0.0/16']),
    sketch.subnet('spoke/nodes', '10.80.0.0/20', {
      usedAddresses: 4096 - 5 - count * perNode - free,
    }),
    sketch.cluster('pay', { kubernetesVersion: version, network }),
    pool,
  ];
  return poolUpgrade(estateOf(sketch.sketchedFrame, elements), pool);
}

describe('the published illustrations', () => {
  test.each<World & { what: string; outcome: string; largest: number }>([
    {
      what: '50 nodes at a third, overlay',
      count: 50,
      surge: '33%',
      free: 201,
      outcome: 'fits',
      largest: 50,
    },
    {
      what: '50 nodes at a third, node subnet, old',
      count: 50,
      surge: '33%',
      free: 201,
      network: flat,
      outcome: 'blocked',
      largest: 6,
    },
    {
      what: '50 nodes at a third, node subnet, new',
      count: 50,
      surge: '33%',
      free: 201,
      network: flat,
      version: '1.35',
      outcome: 'oneByOne',
      largest: 6,
    },
    {
      what: '100 nodes at a tenth',
      count: 100,
      surge: '10%',
      free: 20,
      outcome: 'fits',
      largest: 20,
    },
    {
      what: '100 nodes at a third, new',
      count: 100,
      surge: '33%',
      free: 20,
      version: '1.35.2',
      outcome: 'oneByOne',
      largest: 20,
    },
    {
      what: '100 nodes at a fifth',
      count: 100,
      surge: '20%',
      free: 20,
      outcome: 'fits',
      largest: 20,
    },
    {
      what: '7 nodes, node subnet, 3 free',
      count: 7,
      surge: '1',
      free: 3,
      network: flat,
      version: '1.35',
      outcome: 'blocked',
      largest: 0,
    },
  ])('$what: $outcome', ({ outcome, largest, ...world }) => {
    expect(upgradeIn(world)).toMatchObject({ outcome, largestSurge: largest });
  });
});

test('pool and surge over 1,000 nodes are refused, however new Kubernetes is', () => {
  const upgrade = upgradeIn({
    count: 980,
    surge: '33%',
    free: 1000,
    version: '1.35',
    network: { podRanges: sketch.prefixes('10.0.0.0/8') },
  });
  expect(upgrade).toMatchObject({ outcome: 'blocked', extra: 324, largestSurge: 20 });
  expect(
    upgrade.rooms.filter(({ balance }) => balance.kind === 'short').map(({ room }) => room.id),
  ).toEqual(['poolSize']);
});

test('the pod range counts too', () => {
  const upgrade = upgradeIn({ count: 250, surge: '10%', free: 1000 });
  expect(upgrade.rooms.find(({ room }) => room.id === 'podRange')?.balance).toEqual({
    kind: 'short',
    by: 19,
  });
  expect(upgrade).toMatchObject({ outcome: 'blocked', largestSurge: 6 });
});

test('ports given out by hand must fit every pool at its maximum and the surge', () => {
  const network = { loadBalancer: { managedOutboundIps: 1, allocatedOutboundPorts: 1280 } };
  expect(upgradeIn({ count: 50, surge: '1', free: 100, network }).outcome).toBe('blocked');
  expect(upgradeIn({ count: 49, surge: '1', free: 100, network })).toMatchObject({
    outcome: 'fits',
    largestSurge: 1,
  });
});

test('a blue/green upgrade doubles the pool and never goes on one by one', () => {
  const said = { upgrade: { maxSurge: undefined, strategy: 'blueGreen' } } as const;
  expect(upgradeIn({ count: 50, surge: undefined, free: 50, said })).toMatchObject({
    outcome: 'fits',
    extra: 50,
  });
  expect(upgradeIn({ count: 50, surge: undefined, free: 49, said, version: '1.35' }).outcome).toBe(
    'blocked',
  );
});

test('an upgrade that takes nodes away instead of adding some needs no room', () => {
  const said = { upgrade: { maxSurge: '0', maxUnavailable: '1' } };
  expect(upgradeIn({ count: 50, surge: '0', free: 0, said })).toMatchObject({
    outcome: 'fits',
    extra: 0,
  });
});

test.each<[string, World]>([
  ['the count', { count: 50, surge: '33%', free: 100, said: { count: notStated('count') } }],
  [
    'the surge',
    { count: 50, surge: '33%', free: 100, said: { upgrade: { maxSurge: notStated('maxSurge') } } },
  ],
  ['the subnet', { count: 50, surge: '33%', free: 100, said: { subnet: notStated('subnet') } }],
])('without %s nothing is said, but what would tell', (_, world) => {
  const upgrade = upgradeIn(world);
  expect(upgrade.outcome).toBe('undetermined');
  expect(upgrade.missing.length).toBeGreaterThan(0);
});

test("Azure's own check counts the maximum of the autoscaler, so that it refuses what would fit", () => {
  const said = { autoscaling: true, maxCount: 5000 };
  const upgrade = upgradeIn({ count: 3, surge: '1', free: 2000, said });
  expect(upgrade.outcome).toBe('fits');
  expect(upgrade.checked?.kind).toBe('short');
});
