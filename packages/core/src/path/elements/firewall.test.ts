import { address, prefix } from '@aksnet/net';
import { describe, expect, it } from 'vitest';
import {
  applicationRule,
  networkRule,
  policy,
  policyId,
  ruleGroup,
  world,
} from '../../../test/path/draw.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import { firewall, subnet, subnetId, vnet } from '../../estate/sketch.ts';
import { notStated } from '../../evidence/knowable.ts';
import { isCut, type Packet } from '../packet.ts';
import { askFirewall } from './firewall.ts';

const wall = firewall('fw', subnetId('hub', 'fw'), { policy: policyId('p') });
const estateWith = (...elements: readonly AnyElement[]) =>
  world([vnet('hub', ['10.0.0.0/24']), subnet('hub/fw', '10.0.0.0/26'), wall, ...elements]);

const nodes = '10.1.0.0/24';
const to = (dst: Packet['dst'], said: Partial<Packet> = {}): Packet => ({
  src: { kind: 'range', range: prefix(nodes), slot: 's' },
  dst,
  protocol: 'TCP',
  ports: { first: 443, last: 443 },
  ...said,
});
const named = (name: string): Packet => to({ kind: 'public' }, { name });
const inside: Packet['dst'] = { kind: 'range', range: prefix('10.2.0.4/32'), slot: 'd' };

const said = (elements: readonly AnyElement[], packet: Packet): string => {
  const judged = askFirewall(estateWith(...elements), packet, wall);
  if (isCut(judged)) return 'cut';
  const { ruling, source } = judged;
  if (ruling.kind === 'unsure') return 'unsure';
  const kept = typeof source === 'string' ? source : 'unknown';
  return `${ruling.kind} ${ruling.decidedBy ?? 'by default'} ${ruling.kind === 'passes' ? kept : ''}`.trim();
};

const p = policy('p');
const allowRange = ruleGroup('p/net', [networkRule('range', nodes, '10.2.0.0/16:443')]);
const allowName = ruleGroup('p/app', [applicationRule('name', nodes, 'api.example.com')], {
  priority: 300,
});
const allowAks = ruleGroup('p/aks', [applicationRule('aks', nodes, 'AzureKubernetesService')]);

describe('rules', () => {
  it.each([
    ['nothing allowed is denied', [p], named('api.example.com'), 'stops by default'],
    ['a name that is allowed', [p, allowName], named('api.example.com'), 'passes name firewall'],
    ['another name', [p, allowName], named('www.example.com'), 'stops by default'],
    [
      'the name on another port',
      [p, allowName],
      to({ kind: 'public' }, { name: 'api.example.com', ports: { first: 80, last: 80 } }),
      'stops by default',
    ],
    ['a private range keeps the source', [p, allowRange], to(inside), 'passes range kept'],
    ['the tag of AKS', [p, allowAks], named('mcr.microsoft.com'), 'passes aks firewall'],
    [
      'the tag of AKS covers names by their patterns',
      [p, allowAks],
      named('*.data.mcr.microsoft.com'),
      'passes aks firewall',
    ],
    [
      'the tag of AKS is for nothing else',
      [p, allowAks],
      named('evil.example.com'),
      'stops by default',
    ],
    [
      'a network rule ends the search before application rules',
      [
        p,
        ruleGroup('p/net', [networkRule('all', nodes, '*:443')]),
        ruleGroup('p/app', [applicationRule('name', nodes, 'api.example.com')], { action: 'Deny' }),
      ],
      named('api.example.com'),
      'passes all firewall',
    ],
    [
      'the lower number is first',
      [
        p,
        ruleGroup('p/a', [networkRule('no', nodes, '*:443')], { action: 'Deny', priority: 100 }),
        allowRange,
      ],
      to(inside),
      'stops no',
    ],
    [
      'rules that are inherited come first',
      [
        policy('p', { base: policyId('base') }),
        policy('base'),
        ruleGroup('base/a', [networkRule('no', nodes, '*:443')], { action: 'Deny', priority: 900 }),
        allowRange,
      ],
      to(inside),
      'stops no',
    ],
    [
      'private destinations are translated where the policy says so',
      [policy('p', { privateRanges: [prefix('255.255.255.255/32')] }), allowRange],
      to(inside),
      'passes range firewall',
    ],
    [
      'senders that no rule names',
      [p, allowRange],
      to(inside, { src: { kind: 'range', range: prefix('10.9.0.0/24'), slot: 's' } }),
      'stops by default',
    ],
    [
      'half of the senders',
      [p, ruleGroup('p/net', [networkRule('half', '10.1.0.0/25', '10.2.0.0/16:443')])],
      to(inside),
      'cut',
    ],
  ] as const)('%s', (...[, elements, packet, expected]) => {
    expect(said(elements, packet)).toBe(expected);
  });
});

describe('service tags', () => {
  const monitor = ruleGroup('p/tag', [networkRule('tag', nodes, 'AzureMonitor:443')]);
  const storage = ruleGroup('p/tag', [networkRule('tag', nodes, 'Storage:443')]);

  it('do not hold private addresses', () => {
    expect(said([p, storage], to(inside))).toBe('stops by default');
  });

  it('leave names open that may be behind them', () => {
    expect(said([p, storage], named('x.blob.core.windows.net'))).toBe('unsure');
    expect(said([p, monitor], named('w.ods.opinsights.azure.com'))).toBe('unsure');
  });

  it('do not hold names that the documents list elsewhere', () => {
    expect(said([p, monitor], named('api.example.com'))).toBe('stops by default');
  });
});

describe('what is not known', () => {
  it.each([
    ['the policy', [policy('other')]],
    ['its rules', [p, { ...allowRange, collections: notStated('collections') }]],
    ['what it inherits', [policy('p', { base: notStated('base') }), allowRange]],
  ] as const)('%s', (_, elements) => {
    expect(said(elements, to(inside))).toBe('unsure');
  });

  it('rules that nobody listed may deny or allow', () => {
    const estate = estateWith(p, allowRange);
    const partial = {
      ...estate,
      coverage: estate.coverage.filter(({ kind }) => kind !== 'ruleCollectionGroup'),
    };
    const judged = askFirewall(partial, to(inside), wall);
    expect(judged).toMatchObject({ ruling: { kind: 'unsure' } });
  });
});

it('sends on what it translates', () => {
  const dnat = ruleGroup('p/dnat', [
    {
      kind: 'dnat',
      name: 'web',
      from: { prefixes: [], ipGroups: [], any: true },
      protocols: ['TCP'],
      to: ['10.0.0.4'],
      ports: [{ first: 443, last: 443 }],
      translatedAddress: address('10.2.0.4'),
      translatedPort: 8443,
    },
  ]);
  const packet = to({ kind: 'range', range: prefix('10.0.0.4/32'), slot: 'd' });
  expect(askFirewall(estateWith(p, dnat), packet, wall)).toMatchObject({
    ruling: { kind: 'passes', decidedBy: 'web' },
    sentTo: { port: 8443 },
  });
});
