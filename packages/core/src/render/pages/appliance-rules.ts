import type { ApplianceRule } from '../../design/appliance-rules.ts';
import type { Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { code, element, joined, prose, range, words } from '../../evidence/prose.ts';
import { type Block, type Page, sources, type Table } from '../page.ts';
import { nameOf } from '../words/shown.ts';

/** What the owners of another maker's appliance are handed; without blocks when there is none. */
export const applianceRulesPage = (rules: readonly ApplianceRule[], estate: Estate): Page => ({
  title: words('Rules for the appliance'),
  lead: words(
    'Packets are routed to an appliance of another maker, whose rules are in no file here. It must let through what stands below, translate its sources, and answer from the address that was asked: several appliances need a load balancer before them, or flows that stay with one of them. Until its owners confirm that, every path through it stays undetermined.',
  ),
  blocks: [...grouped(rules, ({ cluster }) => cluster)].map(
    ([id, own]): Block => tableOf(own, estate, id),
  ),
});

function tableOf(rules: readonly ApplianceRule[], estate: Estate, id: string): Table {
  const [first] = rules;
  const from = joined((first?.from ?? []).map(range));
  return {
    kind: 'table',
    caption: prose`From ${element(id, nameOf(estate, id))} (${from}) by ${code(first?.appliance ?? '')}`,
    columns: [
      { title: 'to' },
      { title: 'protocol' },
      { title: 'port' },
      { title: 'for' },
      { title: 'rests on' },
    ],
    rows: rules.map(({ to, protocol, port, why, cite }) => [
      joined(to.map(code)),
      words(protocol),
      words(String(port)),
      why,
      sources(cite),
    ]),
  };
}
