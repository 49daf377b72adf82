import { address, prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { type NextHop, type RouteSource, routeSelect } from './routing.ts';

interface RouteText {
  readonly id: string;
  readonly prefix: string;
  readonly source?: RouteSource;
  readonly nextHop?: NextHop;
}

interface RouteInput {
  readonly routes: readonly RouteText[];
  readonly dst: string;
}

function routed(input: RouteInput): string | undefined {
  const routes = input.routes.map((route) => ({ ...route, prefix: prefix(route.prefix) }));
  return routeSelect(routes, address(input.dst))?.id;
}

// Examples that Microsoft publishes, or arithmetic on them; the last column says where.

describe('routeSelect', () => {
  const rows: readonly (readonly [string, RouteInput, unknown, string])[] = [
    [
      'ms-route-lpm-1',
      {
        routes: [
          { prefix: '10.0.0.0/24', id: 'a' },
          { prefix: '10.0.0.0/16', id: 'b' },
        ],
        dst: '10.0.0.5',
      },
      'a',
      'virtual-network/virtual-networks-udr-overview.md',
    ],
    [
      'ms-route-lpm-2',
      {
        routes: [
          { prefix: '10.0.0.0/24', id: 'a' },
          { prefix: '10.0.0.0/16', id: 'b' },
        ],
        dst: '10.0.1.5',
      },
      'b',
      'virtual-network/virtual-networks-udr-overview.md',
    ],
    [
      'ms-route-precedence',
      {
        routes: [
          { prefix: '0.0.0.0/0', source: 'Default', nextHop: 'Internet', id: 'sys' },
          { prefix: '0.0.0.0/0', source: 'User', nextHop: 'VirtualNetworkGateway', id: 'user' },
        ],
        dst: '8.8.8.8',
      },
      'user',
      'virtual-network/virtual-networks-udr-overview.md',
    ],
  ];
  it.each(rows)('%s', (_id, i, expected) => {
    expect(routed(i)).toEqual(expected);
  });
});

describe('routeSelect beyond the examples', () => {
  const learnt = {
    id: 'bgp',
    source: 'VirtualNetworkGateway',
    nextHop: 'VirtualNetworkGateway',
  } as const;
  const vnet = {
    id: 'vnet',
    source: 'Default',
    nextHop: 'VnetLocal',
    prefix: '10.1.0.0/16',
  } as const;

  it('keeps a longer learnt route back where the VNet itself covers the address', () => {
    const routes = [vnet, { ...learnt, prefix: '10.1.2.0/24' }];
    expect(routed({ routes, dst: '10.1.2.5' })).toBe('vnet');
  });

  it('lets a user route win over the VNet when it is as long', () => {
    const user = { id: 'user', source: 'User', nextHop: 'VirtualAppliance' } as const;
    expect(routed({ routes: [vnet, { ...user, prefix: '10.1.0.0/16' }], dst: '10.1.2.5' })).toBe(
      'user',
    );
    expect(routed({ routes: [vnet, { ...user, prefix: '0.0.0.0/0' }], dst: '10.1.2.5' })).toBe(
      'vnet',
    );
  });

  it('prefers a learnt route to a system route to the internet', () => {
    const system = {
      id: 'sys',
      source: 'Default',
      nextHop: 'Internet',
      prefix: '0.0.0.0/0',
    } as const;
    expect(routed({ routes: [system, { ...learnt, prefix: '0.0.0.0/0' }], dst: '8.8.8.8' })).toBe(
      'bgp',
    );
  });

  it('finds nothing where nothing covers, and keeps families apart', () => {
    expect(routed({ routes: [vnet], dst: '10.2.0.1' })).toBeUndefined();
    expect(
      routed({ routes: [{ id: 'all', prefix: '0.0.0.0/0' }], dst: 'fd00::1' }),
    ).toBeUndefined();
  });
});
