import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../test/fixtures/requirements.ts';
import { all } from '../estate/estate.ts';
import { knownOr } from '../evidence/knowable.ts';
import { plain } from '../evidence/prose.ts';
import { planFiles } from '../render/plan-files.ts';
import { deployment } from '../write/deployment.ts';
import { applianceRules } from './appliance-rules.ts';
import { type DesignResult, design } from './design.ts';
import { provenIntents } from './intents.ts';

const day = '2026-11-23';
const [shop] = smallest.clusters;
const hubId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-hub';
const hubThere = { kind: 'virtualNetwork', id: hubId, use: 'hub', ranges: ['10.15.0.0/22'] };

interface Asked {
  readonly appliances?: readonly object[];
  readonly existing?: readonly object[];
  readonly hub?: object;
}

const asking = ({ appliances = [{ address: '10.15.0.4' }], existing = [hubThere], hub }: Asked) =>
  requirementsOf({
    ...smallest,
    hub: { topology: 'hubVnet', firewall: { kind: 'nva', appliances }, ...hub },
    existing,
    clusters: [
      {
        ...shop,
        egress: {
          inspection: 'required',
          destinations: [{ name: 'pay', fqdn: 'api.pay.example', port: 443 }],
        },
      },
    ],
  });

const designed = (asked: Asked = {}): DesignResult => design({ requirements: asking(asked), day });

const questionsOf = (result: DesignResult): string =>
  result.questions.map(({ says }) => plain(says)).join('\n');

describe('an appliance of another maker', () => {
  const result = designed();

  test('is the next hop of everything, in the table and in the files', () => {
    expect(result.obstacles).toEqual([]);
    const [table] = all(result.estate, 'routeTable');
    expect(knownOr(table?.routes ?? [], []).map(({ via }) => via)).toEqual([undefined, undefined]);
    const body = deployment(result.estate).resources.find(
      ({ body: { type } }) => type === 'Microsoft.Network/routeTables',
    )?.body;
    expect(body?.properties['routes']).toContainEqual({
      name: 'default',
      properties: {
        addressPrefix: '0.0.0.0/0',
        nextHopType: 'VirtualAppliance',
        nextHopIpAddress: '10.15.0.4',
      },
    });
  });

  test('leaves paths through it undetermined, with the reason', () => {
    const through = provenIntents(result).filter(({ intent }) => intent.id.includes('required'));
    expect(through.length).toBeGreaterThan(0);
    for (const { holds, missing } of through) {
      expect(holds).toBe('undetermined');
      expect(missing).toContainEqual({
        kind: 'notModelled',
        feature: 'an appliance that is no Azure Firewall of the inputs',
      });
    }
  });

  test('stands in a hub that may hold more, and nothing of it in subnets made here', () => {
    const open = result.proof.result.undetermined.map(({ code }) => code);
    expect(open).not.toContain('AKS-CAP-001');
    expect(open).toContain('AKS-API-002');
  });

  test('has its owners asked for what else the hub is to have', () => {
    const asks = (hub: object): string => questionsOf(designed({ hub }));
    const all = asks({ gateway: 'both', bastion: true, resolver: true });
    expect(all).toContain(
      'whether vnet-hub has an ExpressRoute gateway and a VPN gateway and a Bastion host and a DNS private resolver:',
    );
    expect(asks({ gateway: 'vpn' })).toContain('whether vnet-hub has a VPN gateway:');
    expect(asks({})).not.toContain('whether vnet-hub has');
  });

  test('has its owners handed what it must let through, by name', () => {
    const rules = applianceRules(result.estate, asking({}));
    const to = rules.flatMap((rule) => rule.to);
    expect(to).toEqual(expect.arrayContaining(['mcr.microsoft.com', 'api.pay.example']));
    expect(rules.every(({ appliance, from }) => appliance === '10.15.0.4' && from.length > 0)).toBe(
      true,
    );
    const file = planFiles(result).find(({ path }) => path === 'appliance-rules.md');
    expect(file?.text).toContain('api.pay.example');
    expect(questionsOf(result)).toMatch(/whether the appliance at 10\.15\.0\.4 lets through/);
  });

  test('of which there are several: routes name the first, and what stands before them is asked', () => {
    const two = designed({ appliances: [{ address: '10.15.0.4' }, { address: '10.15.0.5' }] });
    expect(questionsOf(two)).toMatch(/what stands before 10\.15\.0\.4 and 10\.15\.0\.5/);
    expect(questionsOf(result)).not.toMatch(/what stands before/);
  });
});

describe('no route leads to it', () => {
  const refused = (asked: Asked): string =>
    designed(asked)
      .obstacles.flatMap((obstacle) =>
        obstacle.kind === 'impossible'
          ? obstacle.what.contradictions.flatMap(({ because }) => because.map(plain))
          : [],
      )
      .join('\n');

  test.each([
    ['without an address', { appliances: [] }, /no appliance of westeurope is named/],
    [
      'from another region',
      { appliances: [{ address: '10.15.0.4', region: 'eastus' }] },
      /no appliance of westeurope is named/,
    ],
    ['into a VNet that is only made', { existing: [] }, /hub VNet that it stands in is there too/],
    [
      'out of the ranges of its VNet',
      { appliances: [{ address: '10.14.0.4' }] },
      /lies outside the ranges of the hub VNet/,
    ],
    ['by IPv6', { appliances: [{ address: 'fd00::4' }] }, /needs an IPv4 address/],
    [
      'through a Virtual WAN hub',
      { hub: { topology: 'virtualWan' } },
      /hub VNet that it stands in is there too/,
    ],
  ])('%s', (_, asked, reason) => {
    expect(refused(asked)).toMatch(reason);
  });
});

test('a firewall of ours is handed nothing, for its rules are written', () => {
  const requirements = asking({ hub: { firewall: {} }, existing: [] });
  const { estate } = design({ requirements, day });
  expect(applianceRules(estate, requirements)).toEqual([]);
});
