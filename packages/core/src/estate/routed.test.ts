import { describe, expect, test } from 'vitest';
import type { AnyElement } from './elements/kinds.ts';
import { type Estate, estateOf } from './estate.ts';
import { ownId } from './id.ts';
import { ranges } from './ranges.ts';
import { allRoutedTo, routedTo, wayTo } from './routed.ts';
import * as sketch from './sketch.ts';

const estate = (...elements: readonly AnyElement[]): Estate =>
  estateOf(sketch.sketchedFrame, elements);

const joined = (a: string, b: string): readonly AnyElement[] => [
  sketch.peering(a, b),
  sketch.peering(b, a),
];

/** The kind of the way from a VNet to every element that holds ranges, by name. */
const waysFrom = (all: Estate, network: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...allRoutedTo(all, sketch.vnetId(network))].map(({ range, way }) => [
      range.of.slice(Math.max(range.of.lastIndexOf('/'), range.of.lastIndexOf(':')) + 1),
      way.kind,
    ]),
  );

const spokes = [
  sketch.vnet('a', ['10.1.0.0/16']),
  sketch.vnet('b', ['10.2.0.0/16']),
  sketch.vnet('hub', ['10.0.0.0/16']),
  ...joined('a', 'hub'),
  ...joined('b', 'hub'),
];
const firewallSubnet = sketch.subnet('hub/AzureFirewallSubnet', '10.0.1.0/26');
const withFirewall = [firewallSubnet, sketch.firewall('fw', firewallSubnet.id)];

describe('a spoke reaches', () => {
  test('its peer, and nothing behind it unless the peer relays', () => {
    expect(waysFrom(estate(...spokes), 'a')).toEqual({ a: 'own', hub: 'peer' });
  });

  test('the other spoke through a hub with a firewall', () => {
    const all = estate(...spokes, ...withFirewall);
    expect(waysFrom(all, 'a')).toEqual({ a: 'own', hub: 'peer', b: 'hub' });
    expect(waysFrom(all, 'hub')).toEqual({ hub: 'own', a: 'peer', b: 'peer' });
  });

  test('the other spoke through an appliance that a route names', () => {
    const table: AnyElement = {
      kind: 'routeTable',
      id: '/rt',
      name: 'rt',
      source: { document: 'x', path: [] },
      propagateGatewayRoutes: false,
      routes: [
        {
          name: 'all',
          destination: { kind: 'prefix', prefix: { family: 4, first: 0, length: 0 } },
          nextHop: 'VirtualAppliance',
          nextHopAddresses: [{ family: 4, value: 0x0a000004 }],
        },
      ],
    };
    const nodes = sketch.subnet('a/nodes', '10.1.0.0/24', { routeTable: table.id });
    expect(waysFrom(estate(...spokes, table, nodes), 'a')).toMatchObject({ b: 'hub' });
  });

  test('what the gateway of its hub has learnt', () => {
    const subnet = sketch.subnet('hub/GatewaySubnet', '10.0.2.0/27');
    const gateway: AnyElement = {
      kind: 'virtualNetworkGateway',
      id: '/gw',
      name: 'gw',
      source: { document: 'x', path: [] },
      type: 'ExpressRoute',
      subnet: subnet.id,
      learned: sketch.prefixes('192.168.0.0/16'),
    };
    const all = estate(...spokes, subnet, gateway);
    expect(waysFrom(all, 'a')).toEqual({ a: 'own', hub: 'peer', b: 'hub', gw: 'gateway' });
  });

  test('a peer that is not among the inputs, by the ranges that the peering saw', () => {
    const all = estate(
      sketch.vnet('a', ['10.1.0.0/16']),
      sketch.peering('a', 'far', { remotePrefixes: sketch.prefixes('10.9.0.0/16') }),
    );
    expect(waysFrom(all, 'a')).toEqual({ a: 'own', far: 'peer' });
  });

  test('not what a cut peering led to', () => {
    const all = estate(
      sketch.vnet('a', ['10.1.0.0/16']),
      sketch.vnet('b', ['10.2.0.0/16']),
      sketch.peering('a', 'b', { state: 'Disconnected' }),
    );
    expect(waysFrom(all, 'a')).toEqual({ a: 'own' });
  });
});

test('a Virtual WAN joins everything that its hubs connect', () => {
  const hub = (name: string, range: string): AnyElement => ({
    kind: 'virtualHub',
    id: `/${name}`,
    name,
    source: { document: 'x', path: [] },
    prefix: sketch.prefixes(range)[0] ?? { unknown: [{ kind: 'toBeAllocated' }] },
    virtualWan: 'wan',
    firewall: undefined,
    routingIntent: { internet: true, private: true },
    privatePrefixes: [],
  });
  const connection = (name: string, to: string): AnyElement => ({
    kind: 'hubConnection',
    id: `/${name}-${to}`,
    name,
    source: { document: 'x', path: [] },
    hub: `/${to}`,
    virtualNetwork: sketch.vnetId(name),
    internetSecurity: true,
  });
  const all = estate(
    sketch.vnet('a', ['10.1.0.0/16']),
    sketch.vnet('b', ['10.2.0.0/16']),
    sketch.vnet('c', ['10.3.0.0/16']),
    hub('east', '10.100.0.0/23'),
    hub('west', '10.100.2.0/23'),
    connection('a', 'east'),
    connection('b', 'west'),
    {
      kind: 'vpnGateway',
      id: '/vpn',
      name: 'vpn',
      source: { document: 'x', path: [] },
      hub: '/west',
      learned: sketch.prefixes('192.168.0.0/16'),
    },
  );
  expect(waysFrom(all, 'a')).toEqual({
    a: 'own',
    east: 'hub',
    west: 'hub',
    b: 'hub',
    vpn: 'gateway',
  });
});

describe('a routing domain', () => {
  const corp = ownId<'routingDomain'>('routingDomain', 'corp');
  const all = estate(
    sketch.domain('corp', '10.80.0.0/12'),
    sketch.vnet('a', ['10.80.0.0/16'], { routingDomain: corp }),
    sketch.vnet('b', ['10.81.0.0/16'], { routingDomain: corp }),
    sketch.vnet('lab', ['10.80.0.0/16']),
    sketch.external('datacentre', 'onPremises', ['10.0.0.0/14']),
    { ...sketch.external('factory', 'onPremises', ['10.4.0.0/14']), routingDomain: '/other' },
    sketch.external('bridge', 'docker', ['172.17.0.0/16']),
  );

  test('makes VNets and ranges outside routable, unless these belong to another domain', () => {
    expect(waysFrom(all, 'a')).toEqual({ a: 'own', b: 'domain', datacentre: 'domain' });
  });

  test('is not taken for granted between VNets that name none', () => {
    expect(waysFrom(all, 'lab')).toEqual({ lab: 'own', datacentre: 'domain', factory: 'domain' });
  });

  test('tells the way to a single range', () => {
    const way = (network: string, of: string) => {
      const range = ranges(all).held.find((held) => held.of.endsWith(of));
      return range && wayTo(all, sketch.vnetId(network), range)?.kind;
    };
    expect(way('a', '/a')).toBe('own');
    expect(way('a', '/b')).toBe('domain');
    expect(way('a', ':datacentre')).toBe('domain');
    expect(way('a', ':factory')).toBeUndefined();
    expect(way('a', ':bridge')).toBeUndefined();
    expect(way('a', '/lab')).toBeUndefined();
  });
});

test('subnets stand in for a VNet whose range is not known, and that is named', () => {
  const vague = {
    ...sketch.vnet('b', []),
    prefixes: { unknown: [{ kind: 'notStated', field: 'prefixes' }] },
  } as const;
  const all = estate(
    sketch.vnet('a', ['10.1.0.0/16']),
    vague,
    sketch.subnet('b/nodes', '10.2.0.0/24'),
    ...joined('a', 'b'),
  );
  expect(waysFrom(all, 'a')).toEqual({ a: 'own', nodes: 'peer' });
  expect(routedTo(all, sketch.vnetId('a')).missing).toEqual(vague.prefixes.unknown);
});
