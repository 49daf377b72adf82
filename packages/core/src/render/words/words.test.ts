import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../estate/elements/kinds.ts';
import { estateOf } from '../../estate/estate.ts';
import { sketchedFrame, subnet, vnet } from '../../estate/sketch.ts';
import type { Undetermined } from '../../evidence/finding.ts';
import { type Missing, notStated } from '../../evidence/knowable.ts';
import { plain } from '../../evidence/prose.ts';
import { citedOnce, citedShort, citedWhole } from './cited.ts';
import { manyOf, oneOf } from './kind-words.ts';
import { missingBrief, missingProse } from './missing.ts';
import { namesOf } from './names.ts';
import { remedies } from './remedies.ts';
import { ruleCodes } from './rule-codes.ts';

const listed = (what: string, within?: string): Missing =>
  within === undefined ? { kind: 'notListed', what } : { kind: 'notListed', what, within };
const stated = (field: string): Missing => ({ kind: 'notStated', field });

describe('what is missing', () => {
  test.each<[string, readonly Missing[], string]>([
    ['one list', [listed('peering', '/a/net')], 'this list is whole for net: peerings'],
    [
      'lists of one thing are one phrase, doubles left out',
      [
        listed('virtualNetwork', '/a/net'),
        listed('peering', '/a/net'),
        listed('peering', '/a/net'),
      ],
      'these lists are whole for net: VNets, peerings',
    ],
    [
      'the same lists of several things are one phrase',
      [listed('subnet', '/a/one'), listed('subnet', '/a/two')],
      'this list is whole for one, two: subnets',
    ],
    [
      'parts that are no elements keep their words',
      [listed('forwarding rules')],
      'forwarding rules',
    ],
    ['fields', [stated('ranges'), stated('routeTable')], 'does not state ranges, routeTable'],
    [
      'kinds stay apart',
      [stated('ranges'), { kind: 'notSupplied', what: '/a/fw' }, { kind: 'toBeAllocated' }],
      'does not state ranges; fw is not among the inputs; the range is still to be allocated',
    ],
    [
      'what was read in vain',
      [
        { kind: 'notEvaluable', expression: 'f(x)', source: { document: 'a.bicep', path: [] } },
        { kind: 'stale', source: { document: 'b.json', path: [] } },
        { kind: 'notModelled', feature: 'BGP' },
      ],
      'f(x) in a.bicep cannot be evaluated; b.json is too old; BGP is not modelled',
    ],
  ])('%s', (...[, missing, says]) => {
    expect(plain(missingProse(missing))).toContain(says);
  });

  test('in brief, long lists are counted', () => {
    const missing = ['a', 'b', 'c', 'd', 'e', 'f'].map(stated);
    expect(plain(missingBrief(missing))).toBe('not stated: a, b, c and 3 more');
    expect(plain(missingProse(missing))).toContain('a, b, c, d, e, f');
  });
});

test('every kind has words that are no code names', () => {
  const own = /NetworkPolic(y|ies)|DDoS|ExpressRoute/g;
  for (const kind of kinds)
    expect(`${oneOf(kind)} ${manyOf(kind)}`.replace(own, '')).not.toMatch(/[a-z][A-Z]/);
  expect(manyOf('__proto__')).toBe('__proto__');
});

describe('codes of rules', () => {
  test.each([
    [['AKS-A-001'], 'AKS-A-001'],
    [['AKS-A-001', 'AKS-A-002'], 'AKS-A-001, AKS-A-002'],
    [['AKS-A-003', 'AKS-A-001', 'AKS-A-002', 'AKS-A-001'], 'AKS-A-001 to 003'],
    // A stretch ends where a number or a topic is skipped.
    [
      ['AKS-A-001', 'AKS-A-002', 'AKS-A-004', 'AKS-B-005'],
      'AKS-A-001, AKS-A-002, AKS-A-004, AKS-B-005',
    ],
    [['AKS-A-009', 'AKS-A-010', 'AKS-A-011'], 'AKS-A-009 to 011'],
  ])('%j reads %s', (codes, reads) => {
    expect(plain(ruleCodes(codes))).toBe(reads);
  });

  test('no code is lost and none invented', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(numbers, (wanted) => {
        const text = plain(ruleCodes(wanted.map((n) => `AKS-X-${String(n).padStart(3, '0')}`)));
        const told = text.split(', ').flatMap((stretch) => {
          const [first = 0, last = first] = [...stretch.matchAll(/\d{3}/g)].map(([n]) => Number(n));
          return text === '' ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
        });
        expect(told).toEqual(wanted.toSorted((a, b) => a - b));
      }),
      { seed: 3 },
    );
  });
});

describe('sources', () => {
  const page = {
    document: 'owner/docs:articles/aks/some-page.md',
    date: '2026-01-02',
    note: 'why',
  };

  test('short: the page and its date; whole: everything', () => {
    expect(citedShort(page)).toBe('some-page 2026-01-02');
    expect(citedWhole(page)).toBe('owner/docs:articles/aks/some-page.md, 2026-01-02 (why)');
    expect(citedShort({ document: 'Azure/AKS#1234' })).toBe('Azure/AKS#1234');
    expect(citedShort({ document: 'npm:@azure/arm-network@39.0.0' })).toContain('39.0.0');
  });

  test('each is told once', () => {
    expect(citedOnce([page, page], citedShort)).toEqual(['some-page 2026-01-02']);
  });
});

describe('remedies', () => {
  const net = { ...vnet('net', ['10.0.0.0/24']), prefixes: notStated('ranges') };
  const nodes = subnet('net/nodes', '10.0.0.0/25');
  const estate = estateOf(sketchedFrame, [net, nodes]);
  const open = (...missing: readonly Missing[]): Undetermined => ({
    code: 'AKS-TEST-001',
    title: 'x',
    subject: net.id,
    missing,
  });

  test('what tells most stands first, with whose field it is', () => {
    const found = remedies(estate, [
      open(stated('ranges')),
      open(stated('ranges'), listed('peering', net.id), listed('firewall', net.id)),
      open(listed('cluster')),
    ]);
    expect(found.map(({ says, questions, alone }) => [plain(says), questions, alone])).toEqual([
      ['state ranges of net', 2, 1],
      ['give an input that lists all clusters', 1, 1],
      ['give an input that lists all peerings, firewalls of net', 1, 0],
    ]);
  });

  test('the same list of several things is one remedy', () => {
    const [only, ...others] = remedies(estate, [
      open(listed('subnet', '/a/one')),
      open(listed('subnet', '/a/two')),
    ]);
    expect(others).toEqual([]);
    expect(plain(only?.says ?? [])).toBe('give an input that lists all subnets of one, two');
    expect(only).toMatchObject({ questions: 2, alone: 2 });
  });

  test('names of many are counted', () => {
    expect(plain(namesOf(estate, [net.id, nodes.id, net.id]))).toBe('net, nodes');
    expect(plain(namesOf(estate, ['/a', '/b', '/c', '/d', '/e']))).toBe('a, b, c and 2 more');
    // What has no name is called by its kind, and whose it is.
    expect(plain(namesOf(estate, ['/subscriptions/~']))).toBe('the subscription');
  });
});
