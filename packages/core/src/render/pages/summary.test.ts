import { describe, expect, test } from 'vitest';
import { financialSaas, requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { type DesignResult, design } from '../../design/design.ts';
import { printText } from '../print/text.ts';
import { partOf, topicOf } from './summary/topics.ts';
import { summaryPage } from './summary.ts';

const day = '2026-11-23';
const example = design({ requirements: financialSaas(), day });

const linesOf = (result: DesignResult): readonly string[] =>
  printText(summaryPage(result), { width: 100 }).split('\n');

describe('the worked example', () => {
  const lines = linesOf(example);
  const text = lines.join('\n');

  test('fits a screen, in ASCII', () => {
    expect(lines.length).toBeLessThanOrEqual(62);
    expect(text).not.toMatch(/[^\x20-\x7e\n]/);
  });

  test('tells a decision once for both clusters, and nobody for whom', () => {
    expect(lines.filter((line) => line.startsWith('CNI mode'))).toHaveLength(1);
    expect(text).toMatch(/^pool subnet: system, javaapi, batch +the shared node subnet/m);
    expect(text).not.toMatch(/^decision .* for$/m);
  });

  test('puts regions that are built alike side by side, subnets below their VNet', () => {
    expect(text).toMatch(/^range +for +needs +has +southeastasia +eastasia$/m);
    expect(text).toMatch(/^vnet-prod-\* +VNet .* 10\.\d+\.\d+\.0\/20 +10\.\d+\.\d+\.0\/20$/m);
    expect(text).toMatch(/^\|- snet-pay-nodes +nodes +\d+ +1,024/m);
    expect(text).toMatch(/^`- snet-/m);
  });

  test('names pods, Services, exits with the destination that runs out first, and what is open', () => {
    expect(text).toMatch(/^aks-pay-prod-eastasia +\d+ +100\.\d+\.\d+\.\d+\/14 +172\.20\.0\.0\/20/m);
    expect(text).toMatch(/firewall +\d+ +api\.cardprocessor/);
    expect(text).toMatch(/^checklist +Of \d+ questions/m);
    expect(text).toMatch(/^look next +report\.html/m);
  });
});

test('clusters that were decided for differently are told apart', () => {
  const [shop] = smallest.clusters;
  const [system] = shop.pools;
  const own = { name: 'vault', purpose: 'regulated', minNodes: 1, maxNodes: 3, subnet: 'own' };
  const two = [shop, { ...shop, name: 'bank', pools: [system, own] }];
  const text = linesOf(
    design({ requirements: requirementsOf({ ...smallest, clusters: two }), day }),
  ).join('\n');
  expect(text).toMatch(/^decision +answer +can be changed +for$/m);
  expect(text).toMatch(/^CNI mode .* all$/m);
  expect(text).toMatch(/^pool subnet: vault +a subnet of its own .* aks-bank-prod-westeurope$/m);
});

test('many clusters are told by kind, region and use, none by name', () => {
  const regions = ['westeurope', 'northeurope', 'eastus', 'eastus2'];
  const fleet = {
    ...smallest,
    addresses: { domains: [{ name: 'corp', pools: ['10.0.0.0/9'] }] },
    regions: regions.map((name) => ({ name, role: 'active' })),
    clusters: ['shop', 'ledger'].map((name) => ({ ...smallest.clusters[0], name, regions })),
  };
  const text = linesOf(design({ requirements: requirementsOf(fleet), day })).join('\n');
  expect(text).toMatch(/^shop +4 +5 +prod +westeurope, northeurope and 2 more$/m);
  expect(text).toMatch(/^westeurope, northeurope and 2 more +2 +\d+ +[\d,]+$/m);
  expect(text).toMatch(/^node subnet +8 +8 of \/\d+ +\d+$/m);
  expect(text).not.toMatch(/^\|- /m);
});

test.each([
  ['cniMode', 'CNI mode', undefined],
  ['apiAccess', 'API access', undefined],
  ['poolSubnet/batch', 'pool subnet', 'batch'],
  ['ingress/a/b', 'ingress', 'a/b'],
])('decision %s is called %s of %s', (id, topic, part) => {
  expect(topicOf(id)).toBe(topic);
  expect(partOf(id)).toBe(part);
});

test('a Virtual WAN hub stands among the ranges', () => {
  const wan = { ...smallest, hub: { topology: 'virtualWan', firewall: {} } };
  const text = linesOf(design({ requirements: requirementsOf(wan), day })).join('\n');
  expect(text).toMatch(/^vhub-westeurope +Virtual WAN hub +512 +512 +10\.\d+\.\d+\.0\/23$/m);
});
