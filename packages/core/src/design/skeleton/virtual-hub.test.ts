import { formatPrefix } from '@aksnet/net';
import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { all } from '../../estate/estate.ts';
import { hubGateways } from '../../estate/neighbours.ts';
import { isUnknown, knownOr } from '../../evidence/knowable.ts';
import { plain } from '../../evidence/prose.ts';
import { type DesignResult, design } from '../design.ts';
import { provenIntents } from '../intents.ts';
import { openQuestions } from '../questions.ts';

const day = '2026-11-23';
const [shop] = smallest.clusters;

const overWan = (changes: object = {}) =>
  requirementsOf({
    ...smallest,
    addresses: {
      domains: [{ name: 'corp', pools: ['10.0.0.0/12'] }],
      inUse: [{ name: 'dc', as: 'onPremises', ranges: ['10.200.0.0/16'] }],
    },
    regions: [{ name: 'westeurope' }, { name: 'northeurope' }],
    hub: { topology: 'virtualWan', firewall: {}, gateway: 'both', resolver: true },
    clusters: [
      {
        ...shop,
        kubernetesVersion: '1.34',
        regions: ['westeurope', 'northeurope'],
        egress: {
          inspection: 'required',
          destinations: [{ name: 'ledger', ranges: ['10.200.1.0/24'], port: 1433 }],
        },
        apiServer: { exposure: 'private', people: [{ name: 'admins', from: 'onPremises' }] },
      },
    ],
    ...changes,
  });

const designed = (changes: object = {}): DesignResult =>
  design({ requirements: overWan(changes), day });

const asked = (result: DesignResult, changes: object = {}): string =>
  openQuestions({ requirements: overWan(changes), estate: result.estate })
    .map(({ says }) => plain(says))
    .join('\n');

describe('a new Virtual WAN', () => {
  const result = designed();

  test('is one for all regions, and its hubs refer to it', () => {
    const [wan, ...others] = all(result.estate, 'virtualWan');
    expect(others).toEqual([]);
    expect(all(result.estate, 'virtualHub').map((hub) => hub.virtualWan)).toEqual([
      wan?.id,
      wan?.id,
    ]);
  });

  test('has the gateways that were asked for in each hub, with what they learn', () => {
    expect(
      hubGateways(result.estate).map(({ name, learned }) => [
        name,
        knownOr(learned, []).map(formatPrefix),
      ]),
    ).toEqual([
      ['vpng-westeurope', ['10.200.0.0/16']],
      ['vpng-northeurope', ['10.200.0.0/16']],
      ['ergw-westeurope', ['10.200.0.0/16']],
      ['ergw-northeurope', ['10.200.0.0/16']],
    ]);
  });

  test('carries all that was asked, from sites and to them', () => {
    const proven = provenIntents(result);
    expect(proven.length).toBeGreaterThan(10);
    expect(proven.filter(({ holds }) => holds !== 'yes').map(({ intent }) => intent)).toEqual([]);
  });

  test('asks what only its owners can tell, and no more which gateway there is', () => {
    const text = asked(result);
    expect(text).toMatch(/which ExpressRoute circuits ergw-westeurope connects/);
    expect(text).not.toMatch(/private prefixes/);
  });
});

test('ranges beyond RFC 1918 are private prefixes of every new hub, and somebody is asked to list them', () => {
  const changes = {
    addresses: {
      domains: [{ name: 'corp', pools: ['10.0.0.0/12'] }],
      inUse: [{ name: 'lab', as: 'onPremises', ranges: ['100.96.0.0/16', '10.200.0.0/16'] }],
    },
  };
  const result = designed(changes);
  for (const hub of all(result.estate, 'virtualHub'))
    expect(knownOr(hub.privatePrefixes, []).map(formatPrefix)).toEqual(['100.96.0.0/16']);
  expect(asked(result, changes)).toMatch(/when 100\.96\.0\.0\/16 become private prefixes/);
});

describe('a hub that is there', () => {
  const hub = (region: string): string =>
    `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-wan/providers/Microsoft.Network/virtualHubs/vhub-${region}`;
  const ergw =
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-wan/providers/Microsoft.Network/expressRouteGateways/ergw';
  const there = [
    { kind: 'virtualHub', id: hub('we'), region: 'westeurope', range: '10.250.0.0/23' },
    { kind: 'virtualHub', id: hub('ne'), region: 'northeurope', range: '10.250.2.0/23' },
  ];

  test('gets no gateway, and its owners are asked for gateways and intent', () => {
    const changes = { existing: there };
    const result = designed(changes);
    expect(hubGateways(result.estate)).toEqual([]);
    expect(all(result.estate, 'virtualWan')).toEqual([]);
    expect(all(result.estate, 'virtualHub').every((each) => isUnknown(each.routingIntent))).toBe(
      true,
    );
    expect(asked(result, changes)).toMatch(/which gateways vhub-we has/);
    expect(asked(result, changes)).toMatch(/which routing intent vhub-we has/);
  });

  test('keeps the gateway and the intent that were named', () => {
    const changes = {
      existing: [
        ...there.map((each) => ({ ...each, routingIntent: { internet: true, private: true } })),
        { kind: 'expressRouteGateway', id: ergw, region: 'westeurope' },
      ],
    };
    const result = designed(changes);
    expect(hubGateways(result.estate).map(({ existing, name }) => [existing, name])).toEqual([
      [true, 'ergw'],
    ]);
    expect(asked(result, changes)).not.toMatch(/which gateways vhub-we has|which routing intent/);
  });
});
