import { formatAddress } from '@aksnet/net';
import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { all } from '../../estate/estate.ts';
import { nameInId } from '../../estate/id.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { plain } from '../../evidence/prose.ts';
import { lookUp } from '../../path/elements/names.ts';
import { deployment } from '../../write/deployment.ts';
import { type DesignResult, design } from '../design.ts';
import { provenIntents } from '../intents.ts';
import { openQuestions } from '../questions.ts';

const day = '2026-11-23';
const [shop] = smallest.clusters;
const inspected = { ...shop, egress: { inspection: 'required' } };

const hubWith = (changes: object = {}) => ({
  topology: 'hubVnet',
  firewall: {},
  gateway: 'vpn',
  resolver: true,
  forwarded: [
    { domain: '*.corp.example', servers: ['10.200.0.10'] },
    { domain: 'corp.example', servers: ['10.200.0.11'] },
    { domain: 'lab-corp.example', servers: ['10.200.0.12'] },
    { domain: 'lab.corp.example', servers: ['10.200.0.12'] },
  ],
  ...changes,
});

const asking = (hub: object, changes: object = {}) =>
  requirementsOf({
    ...smallest,
    addresses: {
      domains: [{ name: 'corp', pools: ['10.0.0.0/12'] }],
      inUse: [{ name: 'dc', as: 'vpn', ranges: ['10.200.0.0/16'] }],
    },
    hub,
    clusters: [inspected],
    ...changes,
  });

const designed = (hub: object, changes: object = {}): DesignResult =>
  design({ requirements: asking(hub, changes), day });

const asked = (result: DesignResult, hub: object, changes: object = {}): string =>
  openQuestions({ requirements: asking(hub, changes), estate: result.estate })
    .map(({ says }) => plain(says))
    .join('\n');

describe('names that others answer for', () => {
  const result = designed(hubWith());
  const [ruleset, ...more] = all(result.estate, 'forwardingRuleset');
  const rules = knownOr(ruleset?.rules ?? [], []);

  test('become rules, one per domain, with names that do not collide', () => {
    expect(more).toEqual([]);
    expect(
      rules.map(({ name, domain, servers }) => [
        name,
        domain,
        servers.map(({ address, port }) => `${formatAddress(address)}:${port}`).join(),
      ]),
    ).toEqual([
      ['corp-example', 'corp.example.', '10.200.0.10:53,10.200.0.11:53'],
      ['lab-corp-example', 'lab-corp.example.', '10.200.0.12:53'],
      ['lab-corp-example-2', 'lab.corp.example.', '10.200.0.12:53'],
    ]);
  });

  test('are linked to the spoke, and never to the VNet of the resolver', () => {
    expect(knownOr(ruleset?.links ?? [], []).map(nameInId)).toEqual(['vnet-prod-westeurope']);
  });

  test('are written with the outbound endpoint', () => {
    const types = deployment(result.estate)
      .resources.filter(({ body }) => body.type.includes('dnsForwardingRulesets'))
      .map(({ body }) => body.type.split('/').at(-1));
    expect(types.toSorted()).toEqual([
      'dnsForwardingRulesets',
      'forwardingRules',
      'forwardingRules',
      'forwardingRules',
      'virtualNetworkLinks',
    ]);
  });

  test('are looked up by these rules: what the server answers is not known, and not public', () => {
    const network = knownOr(ruleset?.links ?? [], [])[0] ?? '';
    const ask = (name: string) => lookUp(result.estate, { network, name }).answer.kind;
    expect(ask('db.corp.example')).toBe('unknown');
    expect(ask('db.other.example')).toBe('public');
  });

  test('reach their servers', () => {
    const proven = provenIntents(result).filter(({ intent }) => intent.about === ruleset?.id);
    expect(proven.map(({ holds }) => holds)).toEqual(['yes', 'yes', 'yes']);
  });

  test('are asked about no more', () => {
    expect(asked(result, hubWith())).not.toMatch(/who forwards/);
  });
});

test('behind a Virtual WAN hub the firewall lets questions through, both ways', () => {
  const hub = hubWith({ topology: 'virtualWan' });
  const result = designed(hub);
  const names = all(result.estate, 'ruleCollectionGroup')
    .filter(({ name }) => name === 'rcg-names')
    .flatMap(({ collections }) => knownOr(collections, []).flatMap(({ rules }) => rules))
    .map(({ name }) => name);
  expect(names).toEqual(['dnspr-westeurope-out', 'dnspr-westeurope-in']);
  const proven = provenIntents(result).filter(({ intent }) =>
    intent.about.includes('dnsforwardingrulesets'),
  );
  expect(proven.map(({ holds }) => holds)).toEqual(['yes', 'yes', 'yes']);
});

describe('somebody is asked', () => {
  test('who forwards, when no resolver is asked for', () => {
    const hub = hubWith({ resolver: false });
    const result = designed(hub);
    expect(all(result.estate, 'forwardingRuleset')).toEqual([]);
    expect(asked(result, hub)).toMatch(/who forwards lab\.corp\.example to 10\.200\.0\.12/);
  });

  test('who forwards for a VNet that asks the firewall', () => {
    const destinations = [{ name: 'queue', fqdn: 'queue.partner.example', port: 5671 }];
    const clusters = [{ ...shop, egress: { inspection: 'required', destinations } }];
    const result = designed(hubWith(), { clusters });
    const [ruleset] = all(result.estate, 'forwardingRuleset');
    expect(ruleset?.links).toEqual([]);
    expect(asked(result, hubWith(), { clusters })).toMatch(
      /who forwards names of others for vnet-prod-westeurope/,
    );
  });
});
