import { idsOnly, spelled } from '../../codec/arm-json.ts';
import { spellCollection } from '../../codec/azure/rule-collection-groups.ts';
import type { DesignResult } from '../../design/design.ts';
import type { FirewallHandover } from '../../design/dress/firewall.ts';
import { csvCell } from '../../write/escape.ts';
import { handoverPage, rowsOf } from '../pages/handover.ts';
import { printMarkdown } from '../print/markdown.ts';
import { below, type PlanFile } from './plan-file.ts';

/**
 * Rules for firewalls of others: to be read, as a table for their tools, and as the bodies that a policy
 * of Azure takes.
 */
export function handoverFiles({ handover }: DesignResult): readonly PlanFile[] {
  if (handover.length === 0) return [];
  return below('handover', [
    { path: 'firewall-rules.md', text: printMarkdown(handoverPage(handover)) },
    { path: 'firewall-rules.csv', text: csvText(handover) },
    { path: 'firewall-rules.json', text: jsonText(handover) },
  ]);
}

const head = ['firewall', 'group', 'collection', 'rule', 'kind', 'from', 'ports', 'to'];

function csvText(handover: readonly FirewallHandover[]): string {
  const rows = handover.flatMap((one) =>
    rowsOf(one).map(({ group, collection, name, kind, from, ports, to }) => [
      one.firewall.spelled ?? one.firewall.id,
      group,
      collection,
      name,
      kind,
      from.join('; '),
      ports.join('; '),
      to.join('; '),
    ]),
  );
  return [head, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

const jsonText = (handover: readonly FirewallHandover[]): string =>
  `${JSON.stringify(
    handover.map(({ firewall, groups }) => ({
      firewall: firewall.spelled ?? firewall.id,
      ruleCollectionGroups: groups.map(({ name, priority, collections }) => ({
        name,
        properties: {
          priority,
          ruleCollections: collections.map((one) => spelled(spellCollection(one), idsOnly)),
        },
      })),
    })),
    undefined,
    2,
  )}\n`;
