import { address, prefix } from '@aksnet/net';
import { describe, expect, test } from 'vitest';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { estateOf } from '../estate/estate.ts';
import * as sketch from '../estate/sketch.ts';
import { isUnknown, notStated } from '../evidence/knowable.ts';
import { balance } from '../evidence/ledger.ts';
import { usualHabits } from './snat-destination.ts';
import { type SnatReport, snatReport } from './snat-ledger.ts';

const nodes = sketch.subnetId('spoke', 'nodes');

const reported = (
  name: string,
  elements: readonly AnyElement[],
  habits = usualHabits,
): SnatReport => {
  const estate = estateOf(sketch.sketchedFrame, elements);
  const cluster = estate.elements.cluster.get(sketch.clusterId(name));
  const report = cluster && snatReport(estate, cluster, habits);
  if (report === undefined || isUnknown(report)) throw new Error(JSON.stringify(report));
  return report;
};

const oneNode = { subnet: nodes, upgrade: { maxSurge: '0', maxUnavailable: '1' } };
const call = (rate: number, cluster = 'pay') =>
  sketch.flowOut('api.example', cluster, { rate, duration: 0.5 });

describe('a load balancer divides its ports among the nodes', () => {
  const behind = (count: number, rate: number) =>
    reported('pay', [
      sketch.cluster('pay'),
      sketch.pool('pay/main', count, oneNode),
      call(rate * count),
    ]);

  test.each([
    { perNode: 4, count: 50, ports: 1024, percent: 0.18, kind: 'short' },
    { perNode: 3.8, count: 50, ports: 1024, percent: 0, kind: 'enough' },
    { perNode: 4.5, count: 50, ports: 1024, percent: 6.5, kind: 'short' },
    { perNode: 2, count: 51, ports: 512, percent: 0.72, kind: 'short' },
    { perNode: 4, count: 51, ports: 512, percent: 46.9, kind: 'short' },
  ])(
    '$perNode/s on each of $count nodes: $percent % refused',
    ({ perNode, count, ports, percent, kind }) => {
      const report = behind(count, perNode);
      expect(report.ports).toBe(ports);
      expect(100 * Number(report.destinations[0]?.blocking)).toBeCloseTo(percent, 1);
      expect(report.destinations[0] && balance(report.destinations[0].ledger).kind).toBe(kind);
    },
  );

  test('connections closed by reset give their ports back sooner', () => {
    const elements = [sketch.cluster('pay'), sketch.pool('pay/main', 1, oneNode), call(60)];
    const report = reported('pay', elements, { busiest: 1, closedBy: 'rst' });
    expect(report.destinations[0]).toMatchObject({ load: 930 });
    expect(Number(report.destinations[0]?.headroom)).toBeGreaterThan(1);
  });

  test('the busiest node decides', () => {
    const elements = [sketch.cluster('pay'), sketch.pool('pay/main', 10, oneNode), call(20)];
    const even = reported('pay', elements).destinations[0]?.load;
    const uneven = reported('pay', elements, { busiest: 1.5, closedBy: 'fin' }).destinations[0]
      ?.load;
    expect(Number(uneven)).toBeCloseTo(1.5 * Number(even), 6);
  });

  test('the surge of an upgrade can halve the ports of every node', () => {
    const report = reported('pay', [
      sketch.cluster('pay'),
      sketch.pool('pay/main', 3, {
        autoscaling: true,
        maxCount: 50,
        subnet: nodes,
        upgrade: { maxSurge: '1' },
      }),
    ]);
    expect(report.crossings).toEqual([
      { when: 'upgrade', fromNodes: 50, toNodes: 51, portsBefore: 1024, portsAfter: 512 },
    ]);
    expect(report.ports).toBe(512);
  });

  test('40 nodes that surge by a third pass the boundary too, and growth may pass it before', () => {
    const grown = (maxCount: number) =>
      reported('pay', [
        sketch.cluster('pay'),
        sketch.pool('pay/main', 40, { autoscaling: true, maxCount, upgrade: { maxSurge: '33%' } }),
      ]).crossings.map(({ when, toNodes }) => [when, toNodes]);
    expect(grown(40)).toEqual([['upgrade', 54]]);
    expect(grown(90)).toEqual([
      ['growth', 90],
      ['upgrade', 120],
    ]);
  });

  test.each([
    { what: '56 nodes', count: 56, ports: 1280, kind: 'short' },
    { what: '4 nodes', count: 4, ports: 21000, kind: 'short' },
    { what: '9 nodes', count: 9, ports: 7104, kind: 'enough' },
  ])('ports given by hand: $what × $ports', ({ count, ports, kind }) => {
    const network = { loadBalancer: { managedOutboundIps: 1, allocatedOutboundPorts: ports } };
    const report = reported('pay', [
      sketch.cluster('pay', { network }),
      sketch.pool('pay/main', count, oneNode),
    ]);
    expect(report.ports).toBe(ports);
    expect(report.allotment && balance(report.allotment).kind).toBe(kind);
  });
});

describe('a NAT gateway shares its ports', () => {
  const through = (rate: number, addresses = 1) =>
    reported('pay', [
      sketch.cluster('pay', { network: { outboundType: 'userAssignedNATGateway' } }),
      sketch.subnet('spoke/nodes', '10.0.0.0/24', { natGateway: sketch.natGatewayId('nat') }),
      sketch.natGateway('nat', addresses),
      sketch.pool('pay/main', 3, oneNode),
      call(rate),
    ]);

  test.each([
    { rate: 980, percent: 0.08, ips: 1 },
    { rate: 1000, percent: 1.6, ips: 2 },
    { rate: 1500, percent: 34, ips: 2 },
    { rate: 6000, percent: 84, ips: 7 },
  ])(
    '$rate/s on one address: $percent % refused, $ips addresses needed',
    ({ rate, percent, ips }) => {
      const report = through(rate);
      expect(report.ports).toBe(64512);
      expect(100 * Number(report.destinations[0]?.blocking)).toBeCloseTo(
        percent,
        percent < 2 ? 1 : -0.5,
      );
      expect(report.ipsNeeded).toBe(ips);
    },
  );

  test('with the addresses it needs it carries the load', () => {
    const [destination] = through(6000, 7).destinations;
    expect(destination && balance(destination.ledger).kind).toBe('enough');
  });

  test('long connections meet the bound of one address before the ports run out', () => {
    const report = reported('pay', [
      sketch.cluster('pay', { network: { outboundType: 'managedNATGateway', natGateway: {} } }),
      sketch.pool('pay/main', 3),
      sketch.flowOut('stream.example', 'pay', { rate: 1, duration: 55_000 }),
    ]);
    expect(Number(report.destinations[0]?.blocking)).toBe(0);
    expect(report.ipsNeeded).toBe(2);
    expect(report.destinations[0] && balance(report.destinations[0].ledger).kind).toBe('short');
  });
});

describe('a firewall shares its ports among all clusters behind it', () => {
  const hub = sketch.subnet('hub/AzureFirewallSubnet', '10.0.0.0/26');
  const table: AnyElement = {
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
        nextHopAddresses: [address('10.0.0.4')],
      },
    ],
  };
  const behind = (name: string): readonly AnyElement[] => [
    sketch.cluster(name, { network: { outboundType: 'userDefinedRouting' } }),
    sketch.pool(`${name}/main`, 3, oneNode),
  ];
  const world = [
    hub,
    table,
    sketch.firewall('fw', hub.id),
    sketch.subnet('spoke/nodes', '10.1.0.0/24', { routeTable: '/rt' }),
    ...behind('pay'),
  ];

  test.each([
    { rate: 20, percent: 0.02, ips: 1 },
    { rate: 25, percent: 17, ips: 2 },
    { rate: 100, percent: 79, ips: 5 },
    { rate: 300, percent: 93, ips: 15 },
  ])('$rate/s: $percent % refused on one address, $ips needed', ({ rate, percent, ips }) => {
    const report = reported('pay', [...world, call(rate)]);
    expect(report.exit).toMatchObject({ exit: 'azureFirewall', ips: 1 });
    expect(report.ports).toBe(4992);
    expect(100 * Number(report.destinations[0]?.blocking)).toBeCloseTo(
      percent,
      percent < 1 ? 2 : -0.5,
    );
    expect(report.ipsNeeded).toBe(ips);
  });

  test('so that the demand of the other cluster counts', () => {
    const alone = reported('pay', [...world, call(15)]);
    const shared = reported('pay', [...world, ...behind('shop'), call(15), call(15, 'shop')]);
    expect(alone.destinations[0] && balance(alone.destinations[0].ledger).kind).toBe('enough');
    expect(shared.destinations[0] && balance(shared.destinations[0].ledger).kind).toBe('short');
  });

  test('and a cluster whose way out is not known leaves it undetermined', () => {
    const vague = sketch.cluster('shop', { network: { outboundType: notStated('outboundType') } });
    const shared = reported('pay', [...world, vague, call(15), call(15, 'shop')]);
    expect(shared.destinations[0] && balance(shared.destinations[0].ledger).kind).toBe(
      'undetermined',
    );
  });

  test('a route may name the firewall before it has an address', () => {
    const unbuilt = {
      ...sketch.firewall('fw', hub.id),
      privateAddress: notStated('privateAddress'),
    };
    const via: AnyElement = {
      ...table,
      routes: [
        {
          name: 'all',
          destination: { kind: 'prefix', prefix: prefix('0.0.0.0/0') },
          nextHop: 'VirtualAppliance',
          nextHopAddresses: notStated('nextHopAddresses'),
          via: unbuilt.id,
        },
      ],
    };
    expect(reported('pay', [...world, unbuilt, via]).exit).toMatchObject({
      element: unbuilt.id,
      ips: 1,
    });
  });

  test('a NAT gateway on the subnet of the firewall takes over', () => {
    const nat = sketch.natGateway('nat', 2);
    const report = reported('pay', [...world, { ...hub, natGateway: nat.id }, nat]);
    expect(report.exit).toMatchObject({ exit: 'natGateway', ips: 2 });
  });
});

describe('what takes no ports or is not known', () => {
  const estate = (...more: readonly AnyElement[]) =>
    reported('pay', [sketch.cluster('pay'), sketch.pool('pay/main', 3), ...more]);

  test('private ranges, services behind endpoints and forbidden flows are left out', () => {
    const to = (said: Parameters<typeof sketch.flowOut>[2]) =>
      sketch.flowOut('x', 'pay', { rate: 1, ...said });
    expect(estate(to({ to: { kind: 'range', cidr: '10.0.0.0/8' } })).destinations).toEqual([]);
    expect(estate(to({ to: { kind: 'paas', service: 'keyVault' } })).destinations).toEqual([]);
    expect(estate(to({ wanted: false })).destinations).toEqual([]);
    expect(estate(to({ to: { kind: 'range', cidr: '8.8.8.0/24' } })).destinations).toHaveLength(1);
  });

  test('only connections to one destination compete; the fullest comes first', () => {
    const report = estate(
      sketch.flowOut('small.example', 'pay', { rate: 1, duration: 1 }),
      sketch.flowOut('big.example', 'pay', { rate: 9, duration: 1 }),
      sketch.flowOut('vague.example', 'pay'),
    );
    expect(report.destinations.map(({ destination }) => destination)).toEqual([
      'big.example:443',
      'small.example:443',
      'vague.example:443',
    ]);
    expect(report.destinations.map(({ ledger }) => balance(ledger).kind)).toEqual([
      'enough',
      'enough',
      'undetermined',
    ]);
  });

  test('a cluster without a way out has no report; an unknown way out is told', () => {
    const of = (outboundType: 'none' | ReturnType<typeof notStated>) => {
      const cluster = sketch.cluster('pay', { network: { outboundType } });
      return snatReport(estateOf(sketch.sketchedFrame, [cluster]), cluster);
    };
    expect(of('none')).toBeUndefined();
    expect(of(notStated('outboundType'))).toEqual(notStated('outboundType'));
  });

  test('the platform publishes no ports above 1,000 nodes', () => {
    const report = reported('pay', [
      sketch.cluster('pay'),
      sketch.pool('pay/a', 900, oneNode),
      sketch.pool('pay/b', 900, oneNode),
    ]);
    expect(isUnknown(report.ports)).toBe(true);
  });
});
