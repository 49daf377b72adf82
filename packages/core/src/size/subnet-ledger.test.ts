import { describe, expect, test } from 'vitest';
import type { AnyElement, Kind } from '../estate/elements/kinds.ts';
import { type Estate, estateOf } from '../estate/estate.ts';
import * as sketch from '../estate/sketch.ts';
import { notStated } from '../evidence/knowable.ts';
import { balance, knownNeed, type Ledger } from '../evidence/ledger.ts';
import { noPlanning } from './planning.ts';
import { subnetLedger } from './subnet-ledger.ts';

const nodes = sketch.subnetId('spoke', 'nodes');
const pods = sketch.subnetId('spoke', 'pods');
const other = sketch.subnetId('spoke', 'other');

const estate = (...elements: readonly AnyElement[]): Estate =>
  estateOf(sketch.sketchedFrame, [sketch.vnet('spoke', ['10.80.0.0/16']), ...elements]);

const amounts = (ledger: Ledger): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...new Set(ledger.lines.map((line) => line.role))].map((role) => [
      role,
      ledger.lines
        .filter((line) => line.role === role)
        .reduce((sum, l) => sum + Number(l.amount), 0),
    ]),
  );

const flat = { network: { pluginMode: undefined, podRanges: [] } } as const;

describe('the nodes of a subnet', () => {
  test('count at their maximum, with surge, once for each pool', () => {
    const ledger = subnetLedger(
      estate(
        sketch.subnet('spoke/nodes', '10.80.16.0/21'),
        sketch.cluster('pay'),
        sketch.pool('pay/system', 3, {
          mode: 'System',
          autoscaling: true,
          maxCount: 6,
          subnet: nodes,
          upgrade: { maxSurge: '33%' },
        }),
        sketch.pool('pay/api', 6, { autoscaling: true, maxCount: 180, subnet: nodes }),
        sketch.pool('pay/batch', 0, {
          autoscaling: true,
          maxCount: 90,
          subnet: nodes,
          upgrade: { maxSurge: undefined, strategy: 'blueGreen' },
        }),
      ),
      nodes,
    );
    expect(amounts(ledger)).toEqual({ nodes: 276, surge: 2 + 18, blueGreen: 90, reserved: 5 });
    expect(balance(ledger)).toEqual({ kind: 'enough', spare: 2048 - 391 });
  });

  test('in node subnet mode bring their pods: 51 nodes and 1,530 pods of the published example', () => {
    const ledger = subnetLedger(
      estate(
        sketch.subnet('spoke/nodes', '10.80.16.0/21'),
        sketch.cluster('old', flat),
        sketch.pool('old/main', 50, { subnet: nodes, maxPods: 30, upgrade: { maxSurge: '1' } }),
      ),
      nodes,
    );
    expect(amounts(ledger)).toEqual({ nodes: 50, surge: 1, pods: 1530, reserved: 5 });
  });

  test('that fit today but not with surge are short', () => {
    const ledger = subnetLedger(
      estate(
        sketch.subnet('spoke/nodes', '10.80.16.0/26'),
        sketch.cluster('pay'),
        sketch.pool('pay/main', 59, { subnet: nodes }),
      ),
      nodes,
    );
    expect(balance(ledger)).toEqual({ kind: 'short', by: 6 });
  });

  test('get what a plan wants beyond: emergency, overlap, growth, endpoints', () => {
    const ledger = subnetLedger(
      estate(
        sketch.subnet('spoke/nodes', undefined),
        sketch.cluster('pay'),
        sketch.pool('pay/a', 100, { subnet: nodes }),
        sketch.pool('pay/b', 40, { subnet: nodes }),
      ),
      nodes,
      {
        ...noPlanning,
        emergencyNodes: 10,
        migrationOverlap: 'blueGreenPool',
        growthFactor: 1.25,
        privateEndpoints: 4,
        internalLoadBalancers: 2,
      },
    );
    expect(amounts(ledger)).toEqual({
      nodes: 140,
      surge: 14,
      migration: 100,
      emergency: 10,
      growth: 39,
      privateEndpoints: 4,
      internalLoadBalancers: 2,
      reserved: 5,
    });
    expect(balance(ledger)).toEqual({
      kind: 'undetermined',
      missing: [{ kind: 'toBeAllocated' }],
    });
  });

  test('may be joined by autoprovisioned ones, without limit not known how many', () => {
    const of = (said: sketch.SaidOfCluster): Ledger =>
      subnetLedger(
        estate(
          sketch.subnet('spoke/nodes', '10.80.16.0/24'),
          sketch.cluster('auto', { nodeProvisioning: 'Auto', ...said }),
          sketch.pool('auto/system', 3, { subnet: nodes }),
        ),
        nodes,
      );
    expect(balance(of({})).kind).toBe('undetermined');
    expect(balance(of({ provisionedNodeLimit: 100 }))).toEqual({ kind: 'enough', spare: 147 });
    expect(balance(of({ provisionedNodeLimit: 300 })).kind).toBe('short');
  });

  test('grow with the plan when autoprovisioning adds them, and may start beyond their limit', () => {
    const planning = { ...noPlanning, growthFactor: 1.25, emergencyNodes: 10 };
    const needOf = (...beside: readonly AnyElement[]): number =>
      knownNeed(
        subnetLedger(
          estate(
            sketch.subnet('spoke/nodes', '10.80.16.0/24'),
            sketch.subnet('spoke/system', '10.80.17.0/24'),
            sketch.cluster('auto', {
              nodeProvisioning: 'Auto',
              provisionedNodeLimit: 100,
              provisioningSubnet: nodes,
            }),
            ...beside,
          ),
          nodes,
          planning,
        ),
      );
    expect(needOf(sketch.pool('auto/s', 3, { subnet: sketch.subnetId('spoke', 'system') }))).toBe(
      100 + 10 + 25 + 5,
    );
    // Three nodes, one that surges, and a quarter of four; emergencies are counted with them.
    expect(needOf(sketch.pool('auto/s', 3, { subnet: nodes }))).toBe(100 + 25 + 3 + 1 + 1 + 10 + 5);
  });
});

describe('what Azure gives a subnet with a name of its own', () => {
  const of = (name: string, kind: Kind): string => {
    const known = estate(
      sketch.subnet(`spoke/${name}`, '10.80.16.0/26'),
      sketch.cluster('pay'),
      sketch.pool('pay/system', 3, { subnet: other }),
    );
    const unlisted = { ...known, coverage: known.coverage.filter((each) => each.kind !== kind) };
    return balance(subnetLedger(unlisted, sketch.subnetId('spoke', name))).kind;
  };

  test.each([
    ['nodes', 'virtualNetworkGateway', 'enough'],
    ['nodes', 'bastionHost', 'enough'],
    ['nodes', 'firewall', 'enough'],
    ['nodes', 'privateEndpoint', 'undetermined'],
    ['GatewaySubnet', 'virtualNetworkGateway', 'undetermined'],
    ['GatewaySubnet', 'privateEndpoint', 'enough'],
    ['GatewaySubnet', 'bastionHost', 'enough'],
    ['AzureFirewallSubnet', 'firewall', 'undetermined'],
  ] as const)('%s without a whole list of %s is %s', (name, kind, expected) => {
    expect(of(name, kind)).toBe(expected);
  });

  test('cannot be where its subnet is not known', () => {
    const wall = sketch.firewall('afw', nodes, { subnet: notStated('subnet') });
    const at = (name: string): string =>
      balance(
        subnetLedger(
          estate(sketch.subnet(`spoke/${name}`, '10.80.16.0/26'), wall),
          sketch.subnetId('spoke', name),
        ),
      ).kind;
    expect([at('nodes'), at('AzureFirewallSubnet')]).toEqual(['enough', 'undetermined']);
  });
});

describe('the pods of a pod subnet', () => {
  const flatEstate = (allocation: 'DynamicIndividual' | 'StaticBlock'): Estate =>
    estate(
      sketch.subnet('spoke/nodes', '10.80.16.0/24'),
      sketch.subnet('spoke/pods', '10.80.64.0/20'),
      sketch.cluster('flat', flat),
      sketch.pool('flat/main', 20, {
        subnet: nodes,
        podSubnet: pods,
        podIpAllocation: allocation,
        maxPods: 110,
      }),
    );

  test('come in batches of 16, at least 8 of them free', () => {
    expect(amounts(subnetLedger(flatEstate('DynamicIndividual'), pods))).toEqual({
      pods: 20 * 128,
      surge: 2 * 128,
      reserved: 5,
    });
  });

  test('come in blocks of 16, and reserved addresses spoil two of them', () => {
    expect(amounts(subnetLedger(flatEstate('StaticBlock'), pods))).toEqual({
      pods: 20 * 112,
      surge: 2 * 112,
      fragments: 27,
      reserved: 5,
    });
  });

  test('leave the node subnet to the nodes', () => {
    expect(amounts(subnetLedger(flatEstate('StaticBlock'), nodes))).toEqual({
      nodes: 20,
      surge: 2,
      reserved: 5,
    });
  });
});

describe('guests of a subnet', () => {
  test.each([
    {
      what: 'private endpoints and internal load balancers, one address each',
      guests: [
        sketch.endpoint('kv', other),
        sketch.endpoint('sql', other),
        sketch.internalBalancer('ilb', other, other),
      ],
      expected: { privateEndpoints: 2, internalLoadBalancers: 2, reserved: 5 },
    },
    {
      what: 'the instances and the private frontend of an application gateway, up to the smallest size',
      guests: [
        sketch.appGateway('waf', other, {
          maxInstances: 27,
          privateAddress: { family: 4, value: 1 },
        }),
      ],
      expected: { appGateway: 27, appGatewayFrontend: 1, reserved: 5, minimum: 31 },
    },
    {
      what: 'nine addresses for each API server',
      guests: ['a', 'b'].map((name) =>
        sketch.cluster(name, { access: { vnetIntegration: true, subnet: other } }),
      ),
      expected: { apiServer: 18, reserved: 5 },
    },
    {
      what: 'a firewall, which takes the smallest legal subnet',
      guests: [sketch.firewall('fw', other)],
      expected: { reserved: 5, minimum: 59 },
    },
  ])('are $what', ({ guests, expected }) => {
    const ledger = subnetLedger(
      estate(sketch.subnet('spoke/other', '10.80.1.0/24'), ...guests),
      other,
    );
    expect(amounts(ledger)).toEqual(expected);
  });

  test('are the endpoint of a private API server, in the subnet of the first pool only', () => {
    const all = estate(
      sketch.subnet('spoke/nodes', '10.80.16.0/24'),
      sketch.subnet('spoke/other', '10.80.17.0/24'),
      sketch.cluster('pay', { access: { private: true } }),
      sketch.pool('pay/first', 3, { subnet: nodes }),
      sketch.pool('pay/second', 3, { subnet: other }),
    );
    expect(amounts(subnetLedger(all, nodes))).toMatchObject({ apiServerEndpoint: 1 });
    expect(amounts(subnetLedger(all, other))).not.toHaveProperty('apiServerEndpoint');
  });

  test('are not counted twice when the endpoint of the API server is among the elements', () => {
    const all = estate(
      sketch.subnet('spoke/nodes', '10.80.16.0/24'),
      sketch.cluster('pay', { access: { private: true } }),
      sketch.pool('pay/first', 3, { subnet: nodes }),
      sketch.endpoint('kube-apiserver', nodes, { target: sketch.clusterId('pay') }),
    );
    expect(amounts(subnetLedger(all, nodes))).toEqual({
      nodes: 3,
      surge: 1,
      privateEndpoints: 1,
      reserved: 5,
    });
  });
});

describe('what is not known', () => {
  const subnet = sketch.subnet('spoke/other', '10.80.1.0/24');

  test('leaves a subnet undetermined when it may live there', () => {
    const ledger = subnetLedger(
      estate(subnet, sketch.endpoint('kv', other, { subnet: notStated('subnet') })),
      other,
    );
    expect(balance(ledger).kind).toBe('undetermined');
  });

  test('never hides a shortage', () => {
    const ledger = subnetLedger(
      estate(
        subnet,
        sketch.cluster('pay'),
        sketch.pool('pay/big', 300, { subnet: other }),
        sketch.pool('pay/vague', 1, { subnet: other, count: notStated('count') }),
      ),
      other,
    );
    expect(balance(ledger).kind).toBe('short');
  });

  test('is what nobody lists, unless Azure counted the addresses of others', () => {
    const frame = { ...sketch.sketchedFrame, coverage: [] };
    const elements = [sketch.vnet('spoke', ['10.80.0.0/16'])];
    const counted = { ...subnet, usedAddresses: 7 };
    expect(balance(subnetLedger(estateOf(frame, [...elements, subnet]), other)).kind).toBe(
      'undetermined',
    );
    expect(balance(subnetLedger(estateOf(frame, [...elements, counted]), other))).toEqual({
      kind: 'enough',
      spare: 256 - 12,
    });
  });

  test('does not trouble the subnets of another VNet than the one of the cluster', () => {
    const elsewhere = estate(
      subnet,
      sketch.vnet('second', ['10.90.0.0/16']),
      sketch.subnet('second/nodes', '10.90.0.0/24'),
      sketch.cluster('pay'),
      sketch.pool('pay/a', 3, { subnet: sketch.subnetId('second', 'nodes') }),
      sketch.pool('pay/b', 3, { subnet: notStated('subnet') }),
    );
    expect(knownNeed(subnetLedger(elsewhere, other))).toBe(5);
    expect(balance(subnetLedger(elsewhere, other)).kind).toBe('enough');
    expect(balance(subnetLedger(elsewhere, sketch.subnetId('second', 'nodes'))).kind).toBe(
      'undetermined',
    );
  });
});
