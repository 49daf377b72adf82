import { formatPrefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { notStated } from '../evidence/knowable.ts';
import { designed } from '../evidence/source.ts';
import type { VirtualNetworkGateway, VpnGateway } from './elements/gateway.ts';
import type { AnyElement } from './elements/kinds.ts';
import type { GatewayConnection, OtherEnd } from './elements/on-premises.ts';
import { estateOf } from './estate.ts';
import { learnedBy } from './learned.ts';
import { prefixes, sketchedFrame, subnet, subnetId, vnet } from './sketch.ts';

const head = <K extends string>(kind: K, name: string) => ({
  kind,
  id: `/${kind}/${name}`,
  name,
  source: designed(name),
});

const gateway = (
  name: string,
  more: Partial<VirtualNetworkGateway> = {},
): VirtualNetworkGateway => ({
  ...head('virtualNetworkGateway', name),
  type: 'Vpn',
  subnet: subnetId(name, 'GatewaySubnet'),
  learned: notStated('learned routes'),
  ...more,
});

const connection = (to: OtherEnd, more: Partial<GatewayConnection> = {}): GatewayConnection => ({
  ...head('gatewayConnection', to.kind),
  gateway: '/virtualNetworkGateway/a',
  to,
  bgp: false,
  ...more,
});

const site = { kind: 'site', id: '/localNetworkGateway/hq' } as const;
const circuit = { kind: 'circuit', id: '/expressRouteCircuit/er' } as const;
const hq = { ...head('localNetworkGateway', 'hq'), prefixes: prefixes('192.168.0.0/16') };
const branch = {
  ...head('vpnSite', 'branch'),
  prefixes: prefixes('172.20.0.0/16'),
  virtualWan: undefined,
};
const other = [
  vnet('b', ['10.9.0.0/16']),
  subnet('b/GatewaySubnet', '10.9.255.0/27'),
  gateway('b'),
];

const listed = [{ kind: 'gatewayConnection' }] as const;

function answer(
  of: VirtualNetworkGateway | VpnGateway,
  more: readonly AnyElement[],
  coverage: (typeof sketchedFrame)['coverage'] = listed,
): string {
  const estate = estateOf({ ...sketchedFrame, coverage }, [of, ...more]);
  const { prefixes: known, missing } = learnedBy(estate, of);
  return `${known.map(formatPrefix).join(' ')}${missing.length > 0 ? ' and more?' : ''}`;
}

describe('what a gateway of a VNet has learnt', () => {
  const a = gateway('a');
  it.each<[string, VirtualNetworkGateway, readonly AnyElement[], string]>([
    ['is what is stated', gateway('a', { learned: prefixes('10.0.0.0/8') }), [], '10.0.0.0/8'],
    ['is what is written down of its site', a, [connection(site), hq], '192.168.0.0/16'],
    ['is not known of a site that is not there', a, [connection(site)], ' and more?'],
    [
      'is more than that where routes are exchanged',
      a,
      [connection(site, { bgp: true }), hq],
      '192.168.0.0/16 and more?',
    ],
    [
      'is the VNet of another gateway',
      a,
      [connection({ kind: 'gateway', id: '/virtualNetworkGateway/b' }), ...other],
      '10.9.0.0/16',
    ],
    ['is never written down of a circuit', a, [connection(circuit)], ' and more?'],
    [
      'is nothing over a circuit without private peering',
      a,
      [
        connection(circuit),
        {
          ...head('expressRouteCircuit', 'er'),
          peerings: [{ name: 'm', type: 'MicrosoftPeering', enabled: true }],
        },
      ],
      '',
    ],
    [
      'holds the ranges of clients',
      gateway('a', { clientPrefixes: prefixes('172.16.0.0/24') }),
      [connection(site), hq],
      '172.16.0.0/24 192.168.0.0/16',
    ],
    ['is not known without a connection', a, [], ' and more?'],
    [
      'may come by a connection that names no gateway',
      a,
      [connection(site), hq, connection(circuit, { gateway: notStated('gateway') })],
      '192.168.0.0/16 and more?',
    ],
  ])('%s', (...[, of, more, expected]) => {
    expect(answer(of, more)).toBe(expected);
  });

  it('may be more as long as nobody listed the connections', () => {
    expect(answer(a, [connection(site), hq], [])).toBe('192.168.0.0/16 and more?');
  });

  it('is the first VNet for the gateway that a connection names second', () => {
    const to = { kind: 'gateway', id: '/virtualNetworkGateway/b' } as const;
    const both = [
      connection(to),
      vnet('a', ['10.0.0.0/16']),
      subnet('a/GatewaySubnet', '10.0.255.0/27'),
      a,
    ];
    expect(answer(gateway('b'), both)).toBe('10.0.0.0/16');
  });
});

describe('what the VPN gateway of a hub has learnt', () => {
  const hub = (sites?: VpnGateway['sites']): VpnGateway => ({
    ...head('vpnGateway', 'h'),
    hub: '/virtualHub/h',
    learned: notStated('learned routes'),
    ...(sites === undefined ? {} : { sites }),
  });
  const to = { name: 'branch', site: '/vpnSite/branch', bgp: false };
  it.each<[string, VpnGateway, readonly AnyElement[], string]>([
    ['is what is written down of its branches', hub([to]), [branch], '172.20.0.0/16'],
    ['is not known of a branch that is not there', hub([to]), [], ' and more?'],
    [
      'is more where routes are exchanged',
      hub([{ ...to, bgp: true }]),
      [branch],
      '172.20.0.0/16 and more?',
    ],
    ['is not known while nobody says its branches', hub(), [branch], ' and more?'],
  ])('%s', (...[, of, more, expected]) => {
    expect(answer(of, more)).toBe(expected);
  });
});
