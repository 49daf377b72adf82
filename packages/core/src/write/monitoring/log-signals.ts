import { all, type Estate } from '../../estate/estate.ts';
import { element, prose } from '../../evidence/prose.ts';
import { azurePage, sourceFile } from '../../facts/documents.ts';
import { rangesBehind } from './behind-firewall.ts';
import type { LogSignal } from './signal.ts';

const tables = sourceFile(
  'MicrosoftDocs/azure-reference-other:azure-monitor-ref/tables/includes',
  '2024',
);

/** Signals on the structured logs of firewalls that clusters leave through. */
export const logSignals = (estate: Estate): readonly LogSignal[] =>
  all(estate, 'firewall').flatMap((firewall) => {
    const ranges = rangesBehind(estate, firewall);
    if (ranges.length === 0) return [];
    const from = `ipv4_is_in_any_range(SourceIp, dynamic(${JSON.stringify(ranges)}))`;
    const base = {
      kind: 'log',
      resource: firewall.id,
      resourceName: firewall.name,
      operator: 'GreaterThan',
      threshold: 0,
      window: 'PT15M',
      every: 'PT15M',
      needs: prose`resource-specific logs of the firewall in a workspace`,
      confidence: 'derived',
      assumes: [],
    } as const;
    const name = element(firewall.id, firewall.name);
    return [
      {
        ...base,
        id: `firewall-denies:${firewall.id}`,
        alert: 'firewall-denies',
        title: prose`${name} refuses connections of clusters`,
        severity: 3,
        metric: 'AZFWNetworkRule',
        query: [
          'union AZFWNetworkRule, AZFWApplicationRule',
          '| where Action == "Deny"',
          `| where ${from}`,
          '| summarize Denied = count() by SourceIp, DestinationPort, Rule',
        ].join('\n'),
        because: prose`no rule matched: something new wants out, or a rule that nodes need is gone`,
        runbook: 'firewall-blocked',
        cite: [tables],
      },
      {
        ...base,
        id: `firewall-one-way:${firewall.id}`,
        alert: 'firewall-one-way',
        title: prose`${name} sees one direction of connections only`,
        severity: 2,
        metric: 'AZFWFlowTrace',
        query: [
          'AZFWFlowTrace',
          '| where Flag == "INVALID"',
          `| where ${from}`,
          '| summarize Packets = count() by SourceIp, DestinationIp, DestinationPort',
        ].join('\n'),
        because: prose`the way back does not pass the firewall: routes of the two ends differ`,
        runbook: 'firewall-blocked',
        cite: [tables, azurePage('articles/firewall/monitor-firewall-reference.md', '2024-08')],
      },
    ];
  });
