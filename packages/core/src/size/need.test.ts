import { expect, test } from 'vitest';
import { notStated, toBeAllocated } from '../evidence/knowable.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { words } from '../evidence/prose.ts';
import { designedHere } from '../evidence/source.ts';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import { isRefused, type NeedAsked, needOf } from './need.ts';

const ledgerOf = (amount: number, unit: Ledger['unit'] = 'addresses'): Ledger => ({
  subject: 'x',
  title: words('x'),
  unit,
  supply: toBeAllocated,
  lines: [{ role: 'nodes', what: words('x'), amount, from: designedHere }],
});

const ask = (kind: SpaceKindId, ledger: Ledger, more: Partial<NeedAsked> = {}) =>
  needOf({ kind, for: 'x', field: 'prefixes', ledger, ...more });

interface Case {
  readonly it: string;
  readonly kind: SpaceKindId;
  readonly amount: number;
  readonly length?: number;
  readonly more?: Partial<NeedAsked>;
}

test.each<Case>([
  { it: 'rounds up to the next prefix', kind: 'nodeSubnet', amount: 391, length: 23 },
  { it: 'keeps an exact fit', kind: 'nodeSubnet', amount: 512, length: 23 },
  { it: 'keeps above the smallest subnet', kind: 'privateEndpointSubnet', amount: 1, length: 29 },
  { it: 'takes the smallest legal firewall subnet', kind: 'firewallSubnet', amount: 5, length: 26 },
  { it: 'takes the advised gateway subnet', kind: 'gatewaySubnet', amount: 5, length: 27 },
  { it: 'takes the advised ingress subnet', kind: 'ingressSubnet', amount: 16, length: 24 },
  { it: 'lets a special subnet be larger', kind: 'apiServerSubnet', amount: 60, length: 26 },
  {
    it: 'takes the one legal size on overlay',
    kind: 'agcSubnet',
    amount: 255,
    length: 24,
    more: { exactWithOverlay: true },
  },
  {
    it: 'keeps a standard size',
    kind: 'nodeSubnet',
    amount: 100,
    length: 22,
    more: { atMostLength: 22 },
  },
  { it: 'gives a Service range its addresses', kind: 'service', amount: 903, length: 22 },
])('$it', ({ kind, amount, length, more }) => {
  expect(ask(kind, ledgerOf(amount), more)).toMatchObject({ length });
});

test.each<Case>([
  {
    it: 'a second deployment in the one legal size',
    kind: 'agcSubnet',
    amount: 500,
    more: { exactWithOverlay: true },
  },
  { it: 'a resolver subnet over a /24', kind: 'dnsResolverInbound', amount: 300 },
  { it: 'a Service range of a /12', kind: 'service', amount: 2 ** 20 },
  { it: 'more than the family has', kind: 'vnet', amount: 2 ** 40 },
])('refuses $it', ({ kind, amount, more }) => {
  const need = ask(kind, ledgerOf(amount), more);
  expect(isRefused(need)).toBe(true);
});

test('holds room for growth behind the range, as bits', () => {
  expect(ask('nodeSubnet', ledgerOf(300), { growthFactor: 1.25 })).toMatchObject({
    length: 23,
    hold: 0,
  });
  expect(ask('nodeSubnet', ledgerOf(500), { growthFactor: 1.25 })).toMatchObject({
    length: 23,
    hold: 1,
  });
  expect(ask('overlayPods', ledgerOf(330, 'node blocks'), { growthFactor: 4 })).toMatchObject({
    length: 15,
    hold: 2,
  });
});

test('counts what is known and names what is not', () => {
  const ledger = ledgerOf(10);
  const vague = {
    ...ledger,
    lines: [
      ...ledger.lines,
      { role: 'pods', what: words('x'), amount: notStated('maxPods'), from: 'x' },
    ],
  };
  expect(ask('nodeSubnet', vague)).toMatchObject({
    length: 28,
    missing: [{ kind: 'notStated', field: 'maxPods' }],
  });
});
