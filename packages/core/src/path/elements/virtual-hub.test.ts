import { address, prefix } from '@aksnet/net';
import { describe, expect, test } from 'vitest';
import {
  connection,
  hubGateway,
  hubId,
  networkRule,
  policy,
  policyId,
  ruleGroup,
  table,
  tableId,
  virtualHub,
  world,
} from '../../../test/path/draw.ts';
import type { Firewall } from '../../estate/elements/firewall.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Estate } from '../../estate/estate.ts';
import { external, firewall, subnet, subnetId, vnet, vnetId } from '../../estate/sketch.ts';
import { notStated } from '../../evidence/knowable.ts';
import { receivers, senders } from '../endpoints.ts';
import type { Trace } from '../step.ts';
import { walk } from '../walk.ts';

/*
 * Two hubs of one Virtual WAN, each with a firewall; the circuit ends in the eastern one.
 *
 *     office 192.168.0.0/16 - ergw | east, fw-east | a 10.1.0.0/16
 *                                  | west, fw-west | b 10.2.0.0/16
 */
const hubFirewall = (hub: string): Firewall => ({
  ...firewall(`fw-${hub}`, subnetId('none', 'none'), { policy: policyId(`fw-${hub}`) }),
  subnet: undefined,
  virtualHub: hubId(hub),
  privateAddress: notStated('privateAddress'),
});

const both: readonly AnyElement[] = [
  virtualHub('east', { firewall: hubFirewall('east').id }),
  virtualHub('west', { firewall: hubFirewall('west').id }),
  hubFirewall('east'),
  hubFirewall('west'),
  ...['fw-east', 'fw-west'].flatMap((name) => [
    policy(name),
    ruleGroup(`${name}/all`, [networkRule('all', '0.0.0.0/0', '0.0.0.0/0:443')]),
  ]),
  vnet('a', ['10.1.0.0/16']),
  subnet('a/s', '10.1.0.0/24'),
  vnet('b', ['10.2.0.0/16']),
  subnet('b/s', '10.2.0.0/24'),
  connection('east', 'a'),
  connection('west', 'b'),
  hubGateway('er', 'east', '192.168.0.0/16', '100.64.0.0/16'),
  external('office', 'onPremises', ['192.168.0.0/16', '100.64.0.0/16']),
];

const intoA = '10.1.0.0/28';
const intoB = '10.2.0.0/28';
const office = '192.168.7.0/24';

/** The elements with fields changed, by name. */
const edited = (changes: Readonly<Record<string, object>>): readonly AnyElement[] =>
  both.map((element) => Object.assign({}, element, changes[element.name]));

function follow(estate: Estate, from: string, to: string): Trace {
  const [sender] = senders(estate, { kind: 'range', cidr: from }).ends;
  const [target] = receivers(estate, { kind: 'range', cidr: to }, vnetId('a')).ends;
  if (sender === undefined || target === undefined) throw new Error('an end was not found');
  const ports = { first: 443, last: 443 };
  const [part] = walk(estate, { from: sender, to: target, protocol: 'TCP', ports });
  if (part === undefined) throw new Error('a part was expected');
  return part.trace;
}

/** The firewalls that judged, in order, and the gateway at the end, if any. */
const judges = (steps: Trace['forward']): readonly string[] =>
  steps.flatMap((step) => {
    if (step.kind === 'filtered' && step.filter === 'firewall')
      return [step.at.split('/').at(-1) ?? ''];
    return step.kind === 'routed' && step.via?.includes('expressroutegateways') === true
      ? [step.via.split('/').at(-1) ?? '']
      : [];
  });

describe('a Virtual WAN carries', () => {
  const estate = world(both);
  test.each([
    {
      what: 'a site to a VNet of its hub',
      way: [office, intoA],
      there: ['fw-east'],
      back: ['fw-east', 'er'],
    },
    {
      what: 'a VNet of the hub to a site',
      way: [intoA, office],
      there: ['fw-east', 'er'],
      back: ['fw-east'],
    },
    {
      what: 'a VNet to a VNet of another hub, by both firewalls',
      way: [intoA, intoB],
      there: ['fw-east', 'fw-west'],
      back: ['fw-west', 'fw-east'],
    },
    {
      what: 'a VNet to a site behind another hub',
      way: [intoB, office],
      there: ['fw-west', 'fw-east', 'er'],
      back: ['fw-east', 'fw-west'],
    },
  ])('$what', ({ way: [from = '', to = ''], there, back }) => {
    const trace = follow(estate, from, to);
    expect(trace.verdict).toBe('delivered');
    expect(judges(trace.forward)).toEqual(there);
    expect(judges(trace.back)).toEqual(back);
  });
});

describe('a Virtual WAN carries only in part', () => {
  test('what the intent of one hub does not cover: its reply misses that firewall', () => {
    const estate = world(edited({ west: { routingIntent: { internet: true, private: false } } }));
    expect(judges(follow(estate, intoA, intoB).forward)).toEqual(['fw-east']);
  });

  test('a range beyond RFC 1918 that no hub lists: no VNet learns the way back to it', () => {
    const past = follow(world(both), '100.64.1.0/24', intoA);
    expect(judges(past.forward)).toEqual(['fw-east']);
    expect(past.blockers).toMatchObject([{ because: 'routeToNone' }]);
    const listed = edited({ east: { privatePrefixes: [prefix('100.64.0.0/16')] } });
    expect(follow(world(listed), '100.64.1.0/24', intoA).verdict).toBe('delivered');
  });

  test('by nobody: hubs of different Virtual WANs, and a site that no gateway has learnt', () => {
    const apart = world(edited({ west: { virtualWan: 'another' } }));
    expect(follow(apart, intoA, intoB).blockers).toMatchObject([{ because: 'noRoute' }]);
    const unlearnt = world(edited({ er: { learned: [] } }));
    expect(follow(unlearnt, office, intoA).blockers).toMatchObject([{ because: 'noWayIn' }]);
    expect(follow(unlearnt, intoA, office).blockers).toMatchObject([{ because: 'noRoute' }]);
  });
});

describe('stays open', () => {
  test.each([
    ['what the gateway has learnt', { er: { learned: notStated('learned') } }],
    ['the routing intent', { east: { routingIntent: notStated('intent') } }],
  ])('without %s', (_, change) => {
    expect(follow(world(edited(change)), office, intoA).verdict).toBe('undetermined');
  });

  test('while gateways of hubs are not listed', () => {
    const estate = world(edited({ er: { learned: [] } }));
    const coverage = estate.coverage.filter(({ kind }) => kind !== 'vpnGateway');
    expect(follow({ ...estate, coverage }, office, intoA).verdict).toBe('undetermined');
  });
});

test('a route to the firewall of the hub reaches it, whatever the intent is', () => {
  const estate = world([
    ...edited({
      east: { routingIntent: notStated('intent') },
      'fw-east': { privateAddress: address('10.250.0.4') },
    }).filter(({ kind, id }) => kind !== 'subnet' || id !== subnetId('a', 's')),
    subnet('a/s', '10.1.0.0/24', { routeTable: tableId('out') }),
    table('out', { '0.0.0.0/0': '10.250.0.4' }, { propagateGatewayRoutes: false }),
  ]);
  expect(judges(follow(estate, intoA, '203.0.113.0/28').forward)).toEqual(['fw-east']);
});
