import { describe, expect, test } from 'vitest';
import { requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { type DesignResult, design } from '../../design/design.ts';
import type { FirewallRule } from '../../estate/elements/firewall.ts';
import { handoverFiles } from './handover.ts';

const scope = '/subscriptions/00000000-0000-0000-0000-00000000a001/resourceGroups/rg/providers';
const result: DesignResult = design({
  requirements: requirementsOf({
    ...smallest,
    hub: { topology: 'hubVnet' },
    existing: [
      {
        kind: 'virtualNetwork',
        use: 'hub',
        id: `${scope}/Microsoft.Network/virtualNetworks/vnet-hub`,
        ranges: ['10.15.0.0/24'],
      },
      {
        kind: 'firewall',
        id: `${scope}/Microsoft.Network/azureFirewalls/afw`,
        privateAddress: '10.15.0.4',
      },
    ],
    clusters: [
      {
        ...smallest.clusters[0],
        egress: {
          inspection: 'required',
          destinations: [
            { name: 'web', fqdn: 'api.partner.example' },
            { name: 'range', ranges: ['203.0.113.0/24'], port: 5432 },
          ],
        },
      },
    ],
  }),
  day: '2026-11-23',
});

const textOf = (of: DesignResult, path: string): string =>
  handoverFiles(of).find((file) => file.path === path)?.text ?? '';

describe('rules for a firewall of others', () => {
  test('are a page, a table and bodies that say the same', () => {
    expect(handoverFiles(result).map(({ path }) => path)).toEqual([
      'handover/firewall-rules.md',
      'handover/firewall-rules.csv',
      'handover/firewall-rules.json',
    ]);
    for (const { text } of handoverFiles(result)) {
      expect(text).toContain('api.partner.example');
      expect(text).toContain('203.0.113.0/24');
      expect(text).toContain('5432');
      expect(text).toContain('AzureKubernetesService');
    }
    const [first] = JSON.parse(textOf(result, 'handover/firewall-rules.json'));
    expect(first.firewall).toContain('azureFirewalls/afw');
    expect(first.ruleCollectionGroups[0].properties.ruleCollections[0].action).toEqual({
      type: 'Allow',
    });
  });

  test('are not written where rules join a policy or nothing passes a firewall', () => {
    const plain = design({ requirements: requirementsOf(smallest), day: '2026-11-23' });
    expect(handoverFiles(plain)).toEqual([]);
  });

  test('bear hostile names without harm', () => {
    const rule: FirewallRule = {
      kind: 'network',
      name: '=cmd()|`<b>',
      from: { prefixes: [], ipGroups: [], any: true },
      protocols: ['TCP'],
      to: ['*'],
      toFqdns: ['db.example'],
      toIpGroups: [],
      ports: [{ first: 1, last: 9 }],
    };
    const collection = { name: 'c', priority: 200, action: 'Allow', rules: [rule] } as const;
    const [one] = result.handover;
    if (one === undefined) throw new Error('there is a firewall');
    const hostile: DesignResult = {
      ...result,
      handover: [{ ...one, groups: [{ name: 'g', priority: 200, collections: [collection] }] }],
    };
    expect(textOf(hostile, 'handover/firewall-rules.csv')).toContain('"\'=cmd()|`<b>"');
    const page = textOf(hostile, 'handover/firewall-rules.md');
    expect(page).toContain('TCP 1-9');
    expect(page).toContain('DNS proxy is on');
    expect(page).not.toMatch(/\| `=cmd\(\)\|`/);
  });
});
