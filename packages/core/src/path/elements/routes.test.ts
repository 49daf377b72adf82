import { address, prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { changed, gateway, table, tableId, world } from '../../../test/path/draw.ts';
import { smallWorld } from '../../../test/path/small-world.ts';
import type { Estate } from '../../estate/estate.ts';
import { peering, subnet, subnetId, vnet } from '../../estate/sketch.ts';
import { notStated } from '../../evidence/knowable.ts';
import type { Where } from '../packet.ts';
import { chooseRoute, effectiveRoutes } from './routes.ts';

const to = (text: string): Where => ({ kind: 'range', range: prefix(text), slot: 's' });
const choose = (estate: Estate, id: string, dst: Where) =>
  chooseRoute(effectiveRoutes(estate, id), { dst });

const hops = (estate: Estate, id: string, dst: Where): string => {
  const choice = choose(estate, id, dst);
  return choice.kind === 'chosen' ? `${choice.route.source} ${choice.route.nextHop}` : choice.kind;
};

const nodes = subnetId('spoke', 'nodes');

describe('a spoke behind a firewall', () => {
  it.each([
    ['its own VNet', to('10.1.9.0/24'), 'Default VnetLocal'],
    ['its peer, though a default route is there', to('10.0.0.70/32'), 'Default VNetPeering'],
    ['on-premises, by name', to('192.168.1.0/24'), 'User VirtualAppliance'],
    ['what nobody has', to('172.20.0.0/16'), 'User VirtualAppliance'],
    ['the internet', { kind: 'public' } as const, 'User VirtualAppliance'],
    ['a range that two routes divide', to('10.0.0.0/8'), 'cut'],
  ])('%s', (_, dst, expected) => {
    expect(hops(smallWorld, nodes, dst)).toBe(expected);
  });

  it('finds the firewall behind the address of a next hop', () => {
    const choice = choose(smallWorld, nodes, { kind: 'public' });
    expect(choice).toMatchObject({ kind: 'chosen', route: { via: expect.stringMatching(/fw$/) } });
  });

  it('names the assumption about private ranges under a user default route, where it counts', () => {
    const choice = choose(smallWorld, nodes, to('172.20.0.0/16'));
    expect(choice).toMatchObject({ assumes: ['routes.privateNoneUnderUserDefault'] });
    expect(choose(smallWorld, nodes, to('192.168.1.0/24'))).toMatchObject({ assumes: [] });
    const kept = { ...smallWorld, assume: { 'routes.privateNoneUnderUserDefault': 'kept' } };
    expect(hops(kept, nodes, to('172.20.0.0/16'))).toBe('Default None');
  });
});

describe('precedence', () => {
  const estate = world([
    vnet('a', ['10.0.0.0/16']),
    vnet('b', ['10.9.0.0/16']),
    peering('a', 'b'),
    peering('b', 'a'),
    subnet('a/plain', '10.0.1.0/24'),
    subnet('a/GatewaySubnet', '10.0.2.0/27'),
    gateway('er', subnetId('a', 'GatewaySubnet'), '10.9.1.0/24', '172.16.0.0/12', '10.0.7.0/24'),
    subnet('a/shut', '10.0.3.0/24', { routeTable: tableId('shut') }),
    table('shut', { '172.16.5.0/24': 'None' }, { propagateGatewayRoutes: false }),
    subnet('a/own', '10.0.4.0/24', { routeTable: tableId('own') }),
    table('own', { '10.0.0.0/16': '10.0.9.9', '172.16.0.0/12': '10.0.9.9' }),
  ]);

  it.each([
    ['learnt reaches what nobody else has', 'plain', '172.16.1.0/24', 'VirtualNetworkGateway'],
    ['a peer beats a longer learnt route', 'plain', '10.9.1.0/24', 'VNetPeering'],
    ['the VNet beats a longer learnt route', 'plain', '10.0.7.0/24', 'VnetLocal'],
    ['without propagation learnt ranges vanish', 'shut', '172.16.1.0/24', 'None'],
    ['a user route as long as the VNet beats it', 'own', '10.0.1.0/24', 'VirtualAppliance'],
    ['a user route beats a learnt one of its length', 'own', '172.16.1.0/24', 'VirtualAppliance'],
  ])('%s', (...[, name, dst, expected]) => {
    expect(hops(estate, subnetId('a', name), to(dst))).toContain(expected);
  });

  it('tells the routes that lost, and why', () => {
    expect(choose(estate, subnetId('a', 'own'), to('172.16.1.0/24'))).toMatchObject({
      lost: expect.arrayContaining([
        { what: 'learnt VirtualNetworkGateway', because: 'weakerSource' },
        { what: 'system Internet', because: 'shorterPrefix' },
      ]),
    });
  });
});

describe('what is not known', () => {
  const forget = (kind: string, field: string) =>
    changed(smallWorld, (element) =>
      element.kind === kind ? Object.assign({}, element, { [field]: notStated(field) }) : element,
    );

  it('is not replaced by a guess', () => {
    expect(hops(forget('routeTable', 'routes'), nodes, to('10.1.9.0/24'))).toBe('unsure');
    expect(hops(forget('subnet', 'routeTable'), nodes, to('10.1.9.0/24'))).toBe('unsure');
    expect(hops(forget('peering', 'state'), nodes, to('172.20.0.0/16'))).toBe('unsure');
  });

  it('leaves alone what does not hang on it', () => {
    expect(hops(forget('peering', 'state'), nodes, to('10.1.9.0/24'))).toBe('Default VnetLocal');
  });

  it('does not take peerings for all of them unless they are listed', () => {
    const partial = {
      ...smallWorld,
      coverage: smallWorld.coverage.filter(({ kind }) => kind !== 'peering'),
    };
    expect(hops(partial, nodes, to('172.20.0.0/16'))).toBe('unsure');
  });

  it('holds an appliance for unknown that is no firewall of the inputs', () => {
    const other = changed(smallWorld, (element) =>
      element.kind === 'firewall' ? { ...element, privateAddress: address('10.0.0.5') } : element,
    );
    const choice = choose(other, nodes, { kind: 'public' });
    expect(choice.kind === 'chosen' ? choice.route.via : 'not chosen').toBeUndefined();
  });
});
