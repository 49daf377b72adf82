import { describe, expect, test } from 'vitest';
import { financialSaas, requirementsOf, smallest } from '../../../test/fixtures/requirements.ts';
import { all, type Estate } from '../../estate/estate.ts';
import { plain } from '../../evidence/prose.ts';
import type { Requirements } from '../../requirements/schema.ts';
import { deployment } from '../../write/deployment.ts';
import { terraform } from '../../write/terraform.ts';
import { type DesignResult, design } from '../design.ts';
import { tracingPlan } from '../operate/tracing.ts';

const designed = (requirements: Requirements): DesignResult =>
  design({ requirements, day: '2026-11-23' });

const [cluster] = smallest.clusters;

/** The smallest cluster with one public entry, and what else is said. */
const asking = (entry: object, more: object = {}): DesignResult =>
  designed(
    requirementsOf({
      ...smallest,
      clusters: [
        {
          ...cluster,
          ingress: [{ name: 'web', exposure: 'public', hosts: ['a.example'], ...entry }],
        },
      ],
      ...more,
    }),
  );

const questions = (result: DesignResult): string =>
  result.questions.map(({ says }) => plain(says)).join('\n');

const inGroup = (type: string, name: string): string =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-there/providers/${type}/${name}`;

describe('a web application firewall', () => {
  test('stands in front of an entry that asks for one', () => {
    const { estate } = asking({ waf: 'required' });
    const [policy] = all(estate, 'webFirewallPolicy');
    const [gateway] = all(estate, 'applicationGateway');
    expect(gateway).toMatchObject({ sku: 'WAF_v2', firewallPolicy: policy?.id });
    expect(policy).toMatchObject({
      mode: 'Prevention',
      enabled: true,
      ruleSets: [{ type: 'Microsoft_DefaultRuleSet', version: '2.1' }],
    });
  });

  test('begins as the assumption says', () => {
    const assumptions = { 'webFirewall.firstMode': 'Detection' };
    const result = asking({ waf: 'required' }, { assumptions });
    expect(all(result.estate, 'webFirewallPolicy').map(({ mode }) => mode)).toEqual(['Detection']);
    expect(questions(result)).toContain('in mode Detection');
  });

  test('is bought for nobody who did not ask', () => {
    const require = [{ for: 'ingress', option: 'agic', reason: 'known' }];
    const { estate } = asking({}, { require });
    expect(all(estate, 'webFirewallPolicy')).toEqual([]);
    expect(all(estate, 'applicationGateway').map(({ sku }) => sku)).toEqual(['Standard_v2']);
  });

  test('that is there is used and not made', () => {
    const type = 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies';
    const id = inGroup(type, 'waf-there');
    const result = asking({ waf: 'required' }, { existing: [{ kind: 'webFirewallPolicy', id }] });
    expect(all(result.estate, 'webFirewallPolicy')).toMatchObject([
      { existing: true, spelled: id },
    ]);
    expect(all(result.estate, 'applicationGateway')).toMatchObject([
      { firewallPolicy: id.toLowerCase() },
    ]);
    expect(questions(result)).not.toContain('waf-there');
  });
});

test('what every cluster asks is asked once, and names them all', () => {
  const { questions: asked } = designed(financialSaas());
  for (const pattern of [/^whether the rules of waf-/, /^how long audit logs are kept/]) {
    const found = asked.map(({ says }) => plain(says)).filter((says) => pattern.test(says));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/southeastasia, \S+-eastasia/);
  }
});

describe('DDoS protection', () => {
  const joined = ({ estate }: DesignResult): readonly unknown[] =>
    all(estate, 'virtualNetwork')
      .filter(({ layer }) => layer === 'network')
      .map((network) => network.ddosProtectionPlan);

  test('is one plan for all regions, and every VNet with a public entry joins it', () => {
    const result = designed(financialSaas());
    const plans = all(result.estate, 'ddosProtectionPlan');
    expect(plans.map(({ name }) => name)).toEqual(['ddos-southeastasia']);
    expect(joined(result)).toEqual([plans[0]?.id, plans[0]?.id]);
    expect(questions(result)).toContain('ddos-southeastasia is made here and paid for');
  });

  test.each([
    ['the entry asks', { ddos: 'required' }, {}, 1],
    ['all public entries are to have it', {}, { security: { ddos: 'publicEndpoints' } }, 1],
    ['nobody asks', {}, {}, 0],
    ['the entry is private', { exposure: 'private', ddos: 'required' }, {}, 0],
  ])('when %s', (...[, entry, more, count]) => {
    const result = asking(entry, more);
    expect(all(result.estate, 'ddosProtectionPlan')).toHaveLength(count);
    expect(joined(result).filter((plan) => plan !== undefined)).toHaveLength(count);
  });

  test('of an entry behind the firewall is that of the hub', () => {
    const hub = { topology: 'hubVnet', firewall: { kind: 'azureFirewall', tier: 'Standard' } };
    const result = asking({ ddos: 'required', behindFirewall: true }, { hub });
    const [plan] = all(result.estate, 'ddosProtectionPlan');
    expect(joined(result)).toEqual([undefined]);
    const hubs = all(result.estate, 'virtualNetwork').filter(({ layer }) => layer === 'hub');
    expect(hubs.map((network) => network.ddosProtectionPlan)).toEqual([plan?.id]);
  });

  test('that is there is joined by every public entry, asked for or not', () => {
    const id = inGroup('Microsoft.Network/ddosProtectionPlans', 'ddos-there');
    const result = asking({}, { existing: [{ kind: 'ddosProtectionPlan', id }] });
    expect(joined(result)).toEqual([id.toLowerCase()]);
    expect(all(result.estate, 'ddosProtectionPlan')).toMatchObject([{ existing: true }]);
  });
});

describe('audit logs', () => {
  test('go to a workspace beside the cluster', () => {
    const { estate } = designed(requirementsOf(smallest));
    const [workspace] = all(estate, 'logWorkspace');
    const [shop] = all(estate, 'cluster');
    expect(workspace).toMatchObject({ name: 'log-shop-prod-westeurope', sku: 'PerGB2018' });
    expect(all(estate, 'diagnosticSetting')).toMatchObject([
      {
        target: shop?.id,
        workspace: workspace?.id,
        categories: ['kube-audit', 'kube-audit-admin', 'guard'],
        ownTables: true,
      },
    ]);
  });

  test('go to the workspace that is there', () => {
    const id = inGroup('Microsoft.OperationalInsights/workspaces', 'log-there');
    const result = designed(
      requirementsOf({
        ...smallest,
        subscriptions: { cluster: '22222222-2222-2222-2222-222222222222' },
        existing: [{ kind: 'logWorkspace', id }],
      }),
    );
    expect(all(result.estate, 'diagnosticSetting')).toMatchObject([
      { workspace: id.toLowerCase() },
    ]);
    expect(all(result.estate, 'logWorkspace')).toMatchObject([{ existing: true }]);
    expect(questions(result)).toContain('a workspace of another subscription');
    expect(questions(result)).not.toContain('no file here refers to it');
  });

  test('are not sent where nobody wants them', () => {
    const silent = { ...cluster, apiServer: { auditLogs: false } };
    const { estate } = designed(requirementsOf({ ...smallest, clusters: [silent] }));
    expect(all(estate, 'diagnosticSetting')).toEqual([]);
    expect(all(estate, 'logWorkspace')).toEqual([]);
  });
});

describe('flow logs', () => {
  const id = inGroup('Microsoft.Storage/storageAccounts', 'stflow');
  const account = { kind: 'storageAccount', use: 'flowLogs', id };

  test('are kept where somebody names an account, by the watcher of the region', () => {
    const { estate } = asking({}, { existing: [account] });
    const [network] = all(estate, 'virtualNetwork');
    expect(all(estate, 'flowLog')).toMatchObject([
      { target: network?.id, storage: id.toLowerCase(), name: 'fl-vnet-prod-westeurope' },
    ]);
    expect(all(estate, 'flowLog')[0]?.spelled).toContain(
      '/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_westeurope/flowLogs/',
    );
    const made = deployment(estate);
    expect(made.groups.map(({ name }) => name)).not.toContain('NetworkWatcherRG');
    const files = terraform(made).files.map(({ text }) => text);
    expect(files.join('\n')).toMatch(/resource_group_name\s+= "NetworkWatcherRG"/);
  });

  test('are not asked for once more', () => {
    const commands = (estate: Estate): string =>
      tracingPlan(estate)
        .sources.flatMap(({ on }) => on.map(({ command }) => command))
        .join('\n');
    expect(commands(asking({}).estate)).toContain('flow-log create');
    expect(commands(asking({}, { existing: [account] }).estate)).not.toContain('flow-log create');
  });

  test('go to no account of another region, nor to one that does not say its region', () => {
    const elsewhere = asking({}, { existing: [{ ...account, region: 'northeurope' }] });
    expect(all(elsewhere.estate, 'flowLog')).toEqual([]);
    const regions = [{ name: 'westeurope' }, { name: 'northeurope' }];
    const vague = asking({}, { existing: [account], regions });
    expect(all(vague.estate, 'flowLog')).toEqual([]);
    expect(questions(vague)).toContain('no file here refers to it');
  });
});
