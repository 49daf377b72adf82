import { prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import { group, groupId, rule, table, tableId, world } from '../../../test/path/draw.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { SecurityRule } from '../../estate/elements/security-group.ts';
import { cluster, peering, pool, prefixes, subnet, subnetId, vnet } from '../../estate/sketch.ts';
import { notStated } from '../../evidence/knowable.ts';
import type { Packet, Where } from '../packet.ts';
import { subnetFilters } from './groups.ts';

const at = (text: string): Where =>
  text === 'public' ? { kind: 'public' } : { kind: 'range', range: prefix(text), slot: text };

const packet = (src: string, dst: string, port = 443): Packet => ({
  src: at(src),
  dst: at(dst),
  protocol: 'TCP',
  ports: { first: port, last: port },
});

const id = subnetId('a', 's');

const estateWith = (rules: readonly SecurityRule[], ...more: readonly AnyElement[]) =>
  world([
    vnet('a', ['10.0.0.0/16']),
    vnet('b', ['10.9.0.0/16']),
    peering('a', 'b'),
    peering('b', 'a'),
    subnet('a/s', '10.0.1.0/24', { securityGroup: groupId('g') }),
    group('g', rules),
    ...more,
  ]);

const said = (estate: ReturnType<typeof world>, asked: Packet, direction: 'in' | 'out'): string => {
  const answers = subnetFilters(estate, asked, { subnet: id, direction });
  if ('kind' in answers) return answers.kind;
  const one = answers.at(-1)?.ruling;
  if (one === undefined) return 'not asked';
  return one.kind === 'unsure' ? 'unsure' : `${one.kind} ${one.decidedBy}`;
};

describe('default rules', () => {
  const estate = estateWith([]);
  it.each([
    ['from the VNet', packet('10.0.2.0/24', '10.0.1.0/24'), 'in', 'passes AllowVNetInBound'],
    ['from a peer', packet('10.9.0.0/24', '10.0.1.0/24'), 'in', 'passes AllowVNetInBound'],
    ['from the internet', packet('public', '10.0.1.0/24'), 'in', 'stops DenyAllInBound'],
    ['from a stranger', packet('172.20.0.0/16', '10.0.1.0/24'), 'in', 'stops DenyAllInBound'],
    ['to the internet', packet('10.0.1.0/24', 'public'), 'out', 'passes AllowInternetOutBound'],
    ['probes', packet('168.63.129.16/32', '10.0.1.0/24'), 'in', 'passes AllowVNetInBound'],
  ] as const)('%s', (...[, asked, direction, expected]) => {
    expect(said(estate, asked, direction)).toBe(expected);
  });
});

it('asks for a cut where a range is half a stranger', () => {
  const half = packet('10.8.0.0/15', '10.0.1.0/24');
  expect(said(estateWith([]), half, 'in')).toBe('cut');
});

describe('priorities', () => {
  it.each([
    [
      'the lowest number is first',
      ['Inbound Deny 200 * > *', 'Inbound Allow 100 * > *'],
      'passes Allow-100',
    ],
    [
      'the other way about',
      ['Inbound Allow 200 * > *', 'Inbound Deny 100 * > *'],
      'stops Deny-100',
    ],
    [
      'rules of the other direction do not count',
      ['Outbound Deny 100 * > *'],
      'passes AllowVNetInBound',
    ],
    ['another port', ['Inbound Deny 100 * > * : 80'], 'passes AllowVNetInBound'],
    ['a range of ports', ['Inbound Deny 100 * > * : 400-500'], 'stops Deny-100'],
    [
      'a tag of Azure holds no private address',
      ['Inbound Deny 100 AzureCloud > *'],
      'passes AllowVNetInBound',
    ],
  ])('%s', (_, rules, expected) => {
    expect(said(estateWith(rules.map(rule)), packet('10.0.2.0/24', '10.0.1.0/24'), 'in')).toBe(
      expected,
    );
  });

  it('a tag whose addresses nobody knows leaves it open only where it matters', () => {
    const out = packet('10.0.1.0/24', 'public');
    expect(said(estateWith([rule('Outbound Deny 100 * > Storage')]), out, 'out')).toBe('unsure');
    expect(said(estateWith([rule('Outbound Allow 100 * > Storage')]), out, 'out')).toBe(
      'passes AllowInternetOutBound',
    );
  });
});

it('a user default route widens VirtualNetwork to everything', () => {
  const widened = world([
    vnet('a', ['10.0.0.0/16']),
    subnet('a/s', '10.0.1.0/24', { securityGroup: groupId('g'), routeTable: tableId('t') }),
    group('g', []),
    table('t', { '0.0.0.0/0': '10.0.9.9' }),
  ]);
  expect(said(widened, packet('172.20.0.0/16', '10.0.1.0/24'), 'in')).toBe(
    'passes AllowVNetInBound',
  );
  expect(said(widened, packet('public', '10.0.1.0/24'), 'in')).toBe('passes AllowVNetInBound');
});

it('overlay pods are in VirtualNetwork or not as the assumption says, and it is named', () => {
  const estate = estateWith(
    [],
    cluster('c', { network: { podRanges: prefixes('100.64.0.0/16') } }),
    pool('c/p', 1, { subnet: id }),
  );
  const between = packet('100.64.1.0/24', '100.64.2.0/24');
  const answer = subnetFilters(estate, between, { subnet: id, direction: 'in' });
  expect(answer).toMatchObject([
    { ruling: { kind: 'stops', assumes: ['vnetTag.includesOverlayPods'] } },
  ]);
  const covered = { ...estate, assume: { 'vnetTag.includesOverlayPods': 'yes' } };
  expect(said(covered, between, 'in')).toBe('passes AllowVNetInBound');
});

it('a group that is not there lets pass; one that is not known decides nothing', () => {
  const open = world([vnet('a', ['10.0.0.0/16']), subnet('a/s', '10.0.1.0/24')]);
  expect(said(open, packet('public', '10.0.1.0/24'), 'in')).toBe('not asked');
  const dark = world([
    vnet('a', ['10.0.0.0/16']),
    subnet('a/s', '10.0.1.0/24', { securityGroup: notStated('securityGroup') }),
  ]);
  expect(said(dark, packet('public', '10.0.1.0/24'), 'in')).toBe('unsure');
});
