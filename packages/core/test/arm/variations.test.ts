import { formatPrefix, type Prefix, prefixOf } from '@aksnet/net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { armJson } from '../../src/codec/arm-json.ts';
import type { AgentPool, Cluster, ClusterNetwork } from '../../src/estate/elements/cluster.ts';
import type { FirewallRule, RuleCollection } from '../../src/estate/elements/firewall.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import type { Subnet } from '../../src/estate/elements/network.ts';
import type { Route } from '../../src/estate/elements/routing.ts';
import type { Peer, SecurityRule } from '../../src/estate/elements/security-group.ts';
import { withElements } from '../../src/estate/estate.ts';
import { parseArmId } from '../../src/estate/id.ts';
import { testClusters } from '../fixtures/clusters.ts';
import { hubSpoke } from '../fixtures/hub-spoke.ts';
import { oneOfEach, testId } from '../fixtures/one-of-each.ts';
import { bodiesOf, readBack } from './bodies.ts';
import { faults } from './walk.ts';

const prefix4: fc.Arbitrary<Prefix> = fc
  .record({ value: fc.nat(0xffffffff), length: fc.integer({ min: 0, max: 32 }) })
  .map(({ value, length }) => prefixOf({ family: 4, value }, length));
const prefix6: fc.Arbitrary<Prefix> = fc
  .record({
    value: fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
    length: fc.integer({ min: 1, max: 96 }),
  })
  .map(({ value, length }) => prefixOf({ family: 6, value }, length))
  // Blocks that stand for IPv4 addresses have no IPv6 name.
  .filter((one) => !formatPrefix(one).includes('.'));
const anyPrefix = fc.oneof(prefix4, prefix6);
const address4 = fc.nat(0xffffffff).map((value) => ({ family: 4, value }) as const);
const name = fc.string({
  minLength: 1,
  maxLength: 12,
  unit: fc.constantFrom(...`abzAZ09-_.'"$ {}`),
});
const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const count = fc.integer({ min: 0, max: 1000 });
const port = fc.integer({ min: 0, max: 65535 });
const ports = fc
  .tuple(port, port)
  .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(one, { minLength: 1, maxLength: 4 });
const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(one, { maxLength: 3 });
const either = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const zones = fc.subarray(['1', '2', '3']);
const subnet = fc
  .constantFrom('s', 't')
  .map((id) => testId<'subnet'>('Microsoft.Network/virtualNetworks/subnets', 'v', id));

const estate = withElements(hubSpoke(), [...oneOfEach, ...testClusters]);

/** The element is read as it was written, and was written with names and values that ARM knows. */
function comesBack(element: AnyElement, ignored: readonly string[] = []): void {
  const around = withElements(estate, [element]);
  const { elements, diagnostics } = readBack(element, around);
  expect(diagnostics).toEqual([]);
  const again = elements.find(({ id, kind }) => id === element.id && kind === element.kind);
  const strip = (value: AnyElement | undefined): unknown =>
    Object.fromEntries(
      Object.entries(value ?? {}).filter(
        ([key]) => !['source', 'spelled', ...ignored].includes(key),
      ),
    );
  expect(strip(again)).toEqual(strip(element));
  const place = parseArmId(element.id) ?? {};
  for (const body of bodiesOf(element, around))
    expect(faults(body.type, armJson(body, place))).toEqual([]);
}

const one = <K extends AnyElement['kind']>(kind: K, from: readonly AnyElement[]) => {
  const found = from.find(
    (element): element is Extract<AnyElement, { kind: K }> => element.kind === kind,
  );
  if (found === undefined) throw new Error(`the fixtures have no ${kind}`);
  return found;
};

describe('whatever an element says, it is read as it was written', () => {
  test('subnets', () => {
    const said: fc.Arbitrary<Partial<Subnet>> = fc.record({
      prefixes: some(anyPrefix),
      delegations: few(text),
      serviceEndpoints: few(text),
      privateEndpointPolicies: either(
        'Disabled',
        'Enabled',
        'NetworkSecurityGroupEnabled',
        'RouteTableEnabled',
      ),
      defaultOutboundAccess: fc.boolean(),
    });
    const base = one('subnet', oneOfEach);
    fc.assert(fc.property(said, (fields) => comesBack({ ...base, ...fields })));
  });

  test('security rules', () => {
    const prefixes: fc.Arbitrary<Peer> = some(anyPrefix).map((all) => ({
      kind: 'prefixes',
      prefixes: all,
    }));
    const tag: fc.Arbitrary<Peer> = either(
      'Internet',
      'VirtualNetwork',
      'AzureCloud.westeurope',
    ).map((each) => ({ kind: 'tag', tag: each }));
    const peers: fc.Arbitrary<readonly Peer[]> = fc.oneof(
      fc.constant<readonly Peer[]>([{ kind: 'any' }]),
      fc.tuple(prefixes, few(tag)).map(([first, tags]): readonly Peer[] => [first, ...tags]),
      some(tag),
    );
    const rule: fc.Arbitrary<SecurityRule> = fc.record(
      {
        name,
        description: text,
        priority: fc.integer({ min: 100, max: 4096 }),
        direction: either('Inbound', 'Outbound'),
        access: either('Allow', 'Deny'),
        protocol: either('Tcp', 'Udp', 'Icmp', 'Esp', 'Ah', '*'),
        sources: peers,
        sourcePorts: some(ports),
        destinations: peers,
        destinationPorts: some(ports),
      },
      {
        requiredKeys: [
          'name',
          'priority',
          'direction',
          'access',
          'protocol',
          'sources',
          'sourcePorts',
          'destinations',
          'destinationPorts',
        ],
      },
    );
    const base = one('networkSecurityGroup', oneOfEach);
    fc.assert(fc.property(few(rule), (rules) => comesBack({ ...base, rules })));
  });

  test('routes', () => {
    const route: fc.Arbitrary<Route> = fc.record({
      name,
      destination: fc.oneof(
        anyPrefix.map((prefix) => ({ kind: 'prefix', prefix }) as const),
        either('AzureCloud', 'Storage.westeurope').map((tag) => ({ kind: 'tag', tag }) as const),
      ),
      nextHop: either('VirtualAppliance', 'VirtualNetworkGateway', 'VnetLocal', 'Internet', 'None'),
      nextHopAddresses: fc.array(address4, { maxLength: 1 }),
    });
    const base = one('routeTable', oneOfEach);
    fc.assert(
      fc.property(few(route), fc.boolean(), (routes, propagateGatewayRoutes) =>
        comesBack({ ...base, routes, propagateGatewayRoutes }),
      ),
    );
  });

  test('firewall rules', () => {
    const from = fc.oneof(
      fc.record({
        prefixes: some(prefix4),
        ipGroups: fc.constant([testId<'ipGroup'>('Microsoft.Network/ipGroups', 'g')]),
      }),
      fc.constant({ prefixes: [], ipGroups: [], any: true as const }),
    );
    const rule: fc.Arbitrary<FirewallRule> = fc.oneof(
      fc.record({
        kind: fc.constant('network' as const),
        name,
        from,
        protocols: some(either('TCP', 'UDP', 'ICMP', 'Any')),
        to: few(text),
        toFqdns: few(text),
        toIpGroups: fc.constant([]),
        ports: some(ports),
      }),
      fc.record({
        kind: fc.constant('application' as const),
        name,
        from,
        protocols: some(
          fc.record({ type: either('Http', 'Https'), port: fc.integer({ min: 1, max: 64000 }) }),
        ),
        fqdns: few(text),
        fqdnTags: few(text),
        webCategories: few(text),
      }),
      fc.record({
        kind: fc.constant('dnat' as const),
        name,
        from,
        protocols: some(either('TCP', 'UDP')),
        to: some(text),
        ports: some(ports),
        translatedAddress: address4,
        translatedPort: port,
      }),
    );
    const collection: fc.Arbitrary<RuleCollection> = fc.record({
      name,
      priority: fc.integer({ min: 100, max: 65000 }),
      action: either('Allow', 'Deny', 'Dnat'),
      rules: few(rule),
    });
    const base = one('ruleCollectionGroup', oneOfEach);
    fc.assert(fc.property(few(collection), (collections) => comesBack({ ...base, collections })));
  });

  test('pools', () => {
    const said: fc.Arbitrary<Partial<AgentPool>> = fc.record({
      mode: either('System', 'User', 'Gateway'),
      os: either('Linux', 'Windows'),
      count,
      autoscaling: fc.constant(true),
      minCount: count,
      maxCount: count,
      maxPods: fc.option(fc.integer({ min: 10, max: 250 }), { nil: undefined }),
      subnet: fc.option(subnet, { nil: undefined }),
      podSubnet: fc.option(subnet, { nil: undefined }),
      podIpAllocation: either('DynamicIndividual', 'StaticBlock', undefined),
      zones,
      nodePublicIp: fc.boolean(),
      upgrade: either<AgentPool['upgrade']>(
        { maxSurge: '10%' },
        { maxSurge: undefined },
        { maxSurge: '5', maxUnavailable: '1' },
      ),
      labels: fc.dictionary(fc.constantFrom('a', 'kind', 'to', 'unknown'), text, { minKeys: 1 }),
    });
    const base = testClusters.find((element): element is AgentPool => element.kind === 'agentPool');
    if (base === undefined) throw new Error('the fixtures have no pool');
    fc.assert(fc.property(said, (fields) => comesBack({ ...base, ...fields })));
  });

  test('networks of clusters', () => {
    const network: fc.Arbitrary<ClusterNetwork> = fc.record({
      plugin: either('azure', 'kubenet'),
      pluginMode: fc.constant('overlay' as const),
      dataPlane: either('azure', 'cilium'),
      policyEngine: either('none', 'azure', 'calico', 'cilium'),
      outboundType: either(
        'loadBalancer',
        'managedNATGateway',
        'userAssignedNATGateway',
        'userDefinedRouting',
        'none',
      ),
      ipFamilies: either<readonly (4 | 6)[]>([4], [4, 6]),
      podRanges: fc.tuple(prefix4, fc.array(prefix6, { maxLength: 1 })).map(([a, b]) => [a, ...b]),
      serviceRanges: fc
        .tuple(prefix4, fc.array(prefix6, { maxLength: 1 }))
        .map(([a, b]) => [a, ...b]),
      dnsServiceIp: address4,
      loadBalancer: fc.option(
        fc.record(
          {
            managedOutboundIps: fc.integer({ min: 1, max: 100 }),
            allocatedOutboundPorts: fc.integer({ min: 0, max: 8000 }).map((n) => n * 8),
            idleTimeout: fc.integer({ min: 4, max: 120 }),
            backendPoolType: either('NodeIP', 'NodeIPConfiguration'),
          },
          { requiredKeys: ['allocatedOutboundPorts'] },
        ),
        { nil: undefined },
      ),
      natGateway: fc.option(
        fc.record({
          managedOutboundIps: fc.integer({ min: 1, max: 16 }),
          idleTimeout: fc.integer({ min: 4, max: 120 }),
        }),
        { nil: undefined },
      ),
      staticEgressGateway: fc.boolean(),
      advanced: either<ClusterNetwork['advanced']>(
        { observability: false, security: false },
        { observability: true, security: false },
        { observability: true, security: true, policies: 'L7' },
      ),
    });
    const base: Cluster = one('cluster', testClusters);
    fc.assert(
      fc.property(network, (fields) => comesBack({ ...base, network: fields }, ['dnsPrefix'])),
    );
  });
});
