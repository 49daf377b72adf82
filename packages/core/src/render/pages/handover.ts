import { formatPrefix } from '@aksnet/net';
import type { FirewallHandover } from '../../design/dress/firewall.ts';
import type { FirewallRule } from '../../estate/elements/firewall.ts';
import { code, element, joined, type Prose, prose, words } from '../../evidence/prose.ts';
import { type Block, list, type Page, section, type Table } from '../page.ts';
import { counted } from '../words/shown.ts';

/** One row of the list that the owners of a firewall get: the same in every form of it. */
export interface RuleRow {
  readonly group: string;
  readonly collection: string;
  readonly name: string;
  readonly kind: FirewallRule['kind'];
  readonly from: readonly string[];
  /** Protocol and port: `TCP 443`. */
  readonly ports: readonly string[];
  readonly to: readonly string[];
}

/** Every rule that a firewall of others must hold, in the order in which ours would be looked at. */
export const rowsOf = ({ groups }: FirewallHandover): readonly RuleRow[] =>
  groups.flatMap((group) =>
    group.collections.flatMap((collection) =>
      collection.rules.map((rule) => ({
        group: group.name,
        collection: collection.name,
        name: rule.name,
        kind: rule.kind,
        from: sourcesOf(rule),
        ...endsOf(rule),
      })),
    ),
  );

const sourcesOf = ({ from }: FirewallRule): readonly string[] => [
  ...from.prefixes.map(formatPrefix),
  ...from.ipGroups,
  ...(from.any === true ? ['*'] : []),
];

type Ends = Pick<RuleRow, 'ports' | 'to'>;

const portText = ({ first, last }: { readonly first: number; readonly last: number }): string =>
  first === last ? String(first) : `${first}-${last}`;

/** Ports and receivers of a rule. */
function endsOf(rule: FirewallRule): Ends {
  switch (rule.kind) {
    case 'network':
      return {
        ports: rule.protocols.flatMap((protocol) =>
          rule.ports.map((port) => `${protocol} ${portText(port)}`),
        ),
        to: [...rule.to, ...rule.toFqdns, ...rule.toIpGroups],
      };
    case 'application':
      return {
        ports: rule.protocols.map(({ type, port }) => `${type} ${port}`),
        to: [
          ...rule.fqdns,
          ...rule.fqdnTags.map((tag) => `FQDN tag ${tag}`),
          ...rule.webCategories.map((category) => `web category ${category}`),
        ],
      };
    case 'dnat':
      return {
        ports: rule.protocols.flatMap((protocol) =>
          rule.ports.map((port) => `${protocol} ${portText(port)}`),
        ),
        to: rule.to,
      };
  }
}

/** What the owners of firewalls are asked to take in. */
export const handoverPage = (all: readonly FirewallHandover[]): Page => ({
  title: words('Firewall rules to take in'),
  lead: words(
    'These firewalls are there already and belong to somebody. No policy of theirs is known that rules of ours could join, so clusters behind them have no way out until their owners have taken these in. Each rule is needed, and no more than these.',
  ),
  blocks: all.map((one): Block => {
    const rows = rowsOf(one);
    const { firewall } = one;
    return section(
      `handover-${firewall.name}`,
      [element(firewall.id, firewall.name)],
      [tableOf(rows), list(conditionsOf(one))],
    );
  }),
});

const tableOf = (rows: readonly RuleRow[]): Table => ({
  kind: 'table',
  caption: words(counted(rows.length, 'rule')),
  columns: [
    { title: 'rule' },
    { title: 'kind' },
    { title: 'from' },
    { title: 'protocol and port' },
    { title: 'to' },
  ],
  rows: rows.map(({ name, kind, from, ports, to }) => [
    [code(name)],
    words(kind),
    joined(from.map(code)),
    joined(ports.map(code)),
    joined(to.map(code)),
  ]),
});

/** What must hold beside the rules for them to let anything pass. */
function conditionsOf({ firewall, groups }: FirewallHandover): readonly Prose[] {
  const named = groups.some(({ collections }) =>
    collections.some(({ rules }) =>
      rules.some((rule) => rule.kind === 'network' && rule.toFqdns.length > 0),
    ),
  );
  return [
    prose`no rule that ${element(firewall.id, firewall.name)} looks at earlier denies what these allow`,
    ...(named
      ? [words('its DNS proxy is on: network rules that name hosts work by no other means')]
      : []),
    words(
      'naming its policy under existing lets these rules join it as groups of their own instead',
    ),
  ];
}
