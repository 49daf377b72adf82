import { prefix } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { all, type Estate, estateOf } from '../estate/estate.ts';
import * as sketch from '../estate/sketch.ts';
import { isUnknown, notStated } from '../evidence/knowable.ts';
import { balance, knownNeed } from '../evidence/ledger.ts';
import { limitUses } from './limits.ts';
import { podRangeLedger } from './pod-space-ledger.ts';
import { serviceRangeLedger } from './service-ledger.ts';
import { snatReport } from './snat-ledger.ts';
import { subnetLedger } from './subnet-ledger.ts';
import { poolUpgrade } from './upgrade.ts';

/** A world of two clusters that share a firewall, with numbers that may or may not fit. */
interface Numbers {
  readonly nodes: number;
  readonly maximum: number;
  readonly maxPods: number;
  readonly surge: string;
  readonly length: number;
  readonly rate: number;
  readonly plugin: 'overlay' | 'static' | 'dynamic' | 'nodeSubnet';
  readonly outbound: 'loadBalancer' | 'userDefinedRouting' | 'userAssignedNATGateway';
}

const networks = {
  overlay: {},
  static: { pluginMode: undefined, podRanges: [] },
  dynamic: { pluginMode: undefined, podRanges: [] },
  nodeSubnet: { pluginMode: undefined, podRanges: [] },
} as const;

const podSubnet = sketch.subnetId('spoke', 'pods');
const podPlaces = {
  overlay: {},
  static: { podSubnet, podIpAllocation: 'StaticBlock' },
  dynamic: { podSubnet, podIpAllocation: 'DynamicIndividual' },
  nodeSubnet: {},
} as const;

function world(n: Numbers): readonly AnyElement[] {
  const nodes = sketch.subnetId('spoke', 'nodes');
  const other = sketch.subnetId('spoke', 'other');
  const firewallSubnet = sketch.subnetId('hub', 'AzureFirewallSubnet');
  const network = { ...networks[n.plugin], outboundType: n.outbound };
  return [
    sketch.vnet('spoke', ['10.0.0.0/8']),
    sketch.subnet('spoke/nodes', `10.0.0.0/${n.length}`, {
      routeTable: '/rt',
      natGateway: sketch.natGatewayId('nat'),
    }),
    sketch.subnet('spoke/pods', `10.0.0.0/${n.length - 4}`, {
      routeTable: '/rt',
      natGateway: sketch.natGatewayId('nat'),
    }),
    sketch.subnet('spoke/other', '10.64.0.0/27', { usedAddresses: 2 }),
    sketch.vnet('hub', ['192.168.0.0/16']),
    sketch.subnet('hub/AzureFirewallSubnet', '192.168.0.0/26'),
    sketch.firewall('fw', firewallSubnet),
    sketch.natGateway('nat', 1),
    {
      kind: 'routeTable',
      id: '/rt',
      name: 'rt',
      source: { document: 'x', path: [] },
      propagateGatewayRoutes: false,
      routes: [
        {
          name: 'all',
          destination: { kind: 'prefix', prefix: prefix('0.0.0.0/0') },
          nextHop: 'VirtualAppliance',
          nextHopAddresses: [{ family: 4, value: 0x0a000004 }],
        },
      ],
    },
    sketch.cluster('pay', { network, access: { private: true }, serviceCount: n.maximum }),
    sketch.pool('pay/system', 3, { ...podPlaces[n.plugin], subnet: nodes, maxPods: n.maxPods }),
    sketch.pool('pay/main', n.nodes, {
      ...podPlaces[n.plugin],
      subnet: nodes,
      maxPods: n.maxPods,
      autoscaling: true,
      maxCount: n.maximum,
      upgrade: { maxSurge: n.surge, maxUnavailable: '0' },
    }),
    sketch.cluster('shop', {
      network,
      access: { vnetIntegration: true, subnet: other, authorizedRanges: [] },
    }),
    sketch.pool('shop/main', 4, { subnet: nodes, ...podPlaces[n.plugin], maxPods: n.maxPods }),
    sketch.endpoint('kv', other),
    sketch.internalBalancer('ilb', nodes, other),
    sketch.flowOut('api.example', 'pay', { rate: n.rate, duration: 1 }),
    sketch.flowOut('api.example', 'shop', { rate: n.rate, duration: 1 }),
  ];
}

const numbers = fc.record<Numbers>({
  nodes: fc.integer({ min: 0, max: 40 }),
  maximum: fc.integer({ min: 0, max: 1100 }),
  maxPods: fc.integer({ min: 10, max: 250 }),
  surge: fc.constantFrom('1', '10%', '33%', '50%'),
  length: fc.integer({ min: 13, max: 26 }),
  rate: fc.integer({ min: 0, max: 60 }),
  plugin: fc.constantFrom('overlay', 'static', 'dynamic', 'nodeSubnet'),
  outbound: fc.constantFrom('loadBalancer', 'userDefinedRouting', 'userAssignedNATGateway'),
});

/** Every answer of the room about an estate, by question. */
function answers(estate: Estate): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { id } of all(estate, 'subnet'))
    found.set(`subnet ${id}`, balance(subnetLedger(estate, id)).kind);
  for (const cluster of all(estate, 'cluster')) {
    const pods = podRangeLedger(estate, cluster.id);
    if (pods !== undefined) found.set(`pods ${cluster.id}`, balance(pods).kind);
    found.set(`services ${cluster.id}`, balance(serviceRangeLedger(estate, cluster.id)).kind);
    const snat = snatReport(estate, cluster);
    if (snat !== undefined && !isUnknown(snat))
      for (const { destination, ledger } of snat.destinations)
        found.set(`ports ${cluster.id} ${destination}`, balance(ledger).kind);
  }
  for (const pool of all(estate, 'agentPool'))
    found.set(`upgrade ${pool.id}`, poolUpgrade(estate, pool).outcome);
  for (const { limit, of, verdict } of limitUses(estate)) found.set(`${limit} ${of}`, verdict);
  return found;
}

/** Fields that an input may lack, by kind; a dot leads into a part of the element. */
const forgettable: Readonly<Record<string, readonly string[]>> = {
  virtualNetwork: ['prefixes', 'dnsServers'],
  subnet: ['prefixes', 'routeTable', 'natGateway', 'delegations', 'usedAddresses'],
  firewall: ['privateAddress', 'subnet', 'publicIps'],
  natGateway: ['publicIps', 'publicIpPrefixes'],
  routeTable: ['routes'],
  cluster: [
    'network.plugin',
    'network.pluginMode',
    'network.outboundType',
    'network.podRanges',
    'network.serviceRanges',
    'network.loadBalancer',
    'network.natGateway',
    'network.policyEngine',
    'access.private',
    'access.vnetIntegration',
    'access.subnet',
    'access.authorizedRanges',
    'nodeProvisioning',
    'tier',
    'kubernetesVersion',
  ],
  agentPool: [
    'count',
    'autoscaling',
    'maxCount',
    'maxPods',
    'subnet',
    'podSubnet',
    'podIpAllocation',
    'upgrade.maxSurge',
    'upgrade.maxUnavailable',
  ],
  privateEndpoint: ['subnet', 'target'],
  loadBalancer: ['frontends'],
};

/** The elements with one field of one of them not known, if it has such a field. */
function forget(elements: readonly AnyElement[], at: number, which: number): readonly AnyElement[] {
  const element = elements[at % elements.length];
  if (element === undefined) return elements;
  const fields = forgettable[element.kind] ?? [];
  const path = fields[which % Math.max(fields.length, 1)];
  if (path === undefined) return elements;
  const [field = '', inner] = path.split('.');
  const old: unknown = Object.entries(element).find(([name]) => name === field)?.[1];
  const forgotten =
    inner === undefined
      ? notStated(path)
      : { ...(Object(old) as object), [inner]: notStated(path) };
  return elements.map((each) => (each === element ? { ...element, [field]: forgotten } : each));
}

/** Questions whose answer was turned round: known before, and something else now. */
function turned(before: Estate, after: Estate): readonly string[] {
  const known = answers(before);
  return [...answers(after)].flatMap(([question, answer]) => {
    const was = known.get(question) ?? 'undetermined';
    return was === 'undetermined' || answer === was || answer === 'undetermined'
      ? []
      : [`${question}: ${was} became ${answer}`];
  });
}

describe('forgetting', () => {
  test('one field may leave an answer undetermined but never turns it round', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.nat(), (n, at, which) => {
        const before = world(n);
        const after = forget(before, at, which);
        const [all, less] = [before, after].map((each) => estateOf(sketch.sketchedFrame, each));
        expect(all && less && turned(all, less)).toEqual([]);
      }),
      { seed: 2026, numRuns: 300 },
    );
  });

  test('what is listed completely, likewise', () => {
    fc.assert(
      fc.property(numbers, (n) => {
        const unlisted = { ...sketch.sketchedFrame, coverage: [] };
        const all = estateOf(sketch.sketchedFrame, world(n));
        expect(turned(all, estateOf(unlisted, world(n)))).toEqual([]);
      }),
      { seed: 2027, numRuns: 60 },
    );
  });
});

describe('the need of a subnet and of a pod range', () => {
  const needs = (n: Numbers): readonly number[] => {
    const estate = estateOf(sketch.sketchedFrame, world(n));
    const pods = podRangeLedger(estate, sketch.clusterId('pay'));
    return [
      ...['nodes', 'pods'].map((name) =>
        knownNeed(subnetLedger(estate, sketch.subnetId('spoke', name))),
      ),
      pods === undefined ? 0 : knownNeed(pods),
    ];
  };

  const never = (less: readonly number[], more: readonly number[]): void =>
    less.forEach((need, i) => {
      expect(more[i]).toBeGreaterThanOrEqual(need);
    });

  test('never falls when a pool may have more nodes', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 100 }), (n, more) =>
        never(needs(n), needs({ ...n, maximum: n.maximum + more })),
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  test('never falls when a pool surges more', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 99 }), (n, percent) =>
        never(needs({ ...n, surge: `${percent}%` }), needs({ ...n, surge: `${percent + 1}%` })),
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  test('never falls when nodes may run more pods', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 50 }), (n, more) =>
        never(needs(n), needs({ ...n, maxPods: n.maxPods + more })),
      ),
      { seed: 5, numRuns: 200 },
    );
  });
});
