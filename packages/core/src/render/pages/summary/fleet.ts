import type { Prefix } from '@aksnet/net';
import { clusterAsks } from '../../../design/ask.ts';
import type { DesignResult } from '../../../design/design.ts';
import { all } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { isKnown } from '../../../evidence/knowable.ts';
import { joined, type Part, type Prose, plain, words } from '../../../evidence/prose.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { clusterNodes } from '../../../size/cluster-nodes.ts';
import type { Table } from '../../page.ts';
import { addressesProse } from '../../words/address-counts.ts';
import { few } from '../../words/few.ts';
import { counted } from '../../words/shown.ts';

/** Many clusters on one screen: by kind, by region, and ranges by what they are for. */
export const fleetTables = (result: DesignResult): readonly Table[] => [
  byKind(result),
  byRegion(result),
  byUse(result),
];

/** Clusters that come from one entry of the requirements. */
function byKind({ estate, requirements }: DesignResult): Table {
  const clusters = new Map(all(estate, 'cluster').map((cluster) => [cluster.name, cluster]));
  const kinds = grouped(clusterAsks(requirements), ({ cluster }) => cluster.name);
  return {
    kind: 'table',
    caption: words('Kinds of clusters'),
    quiet: true,
    columns: [
      { title: 'kind', keep: true },
      { title: 'clusters', align: 'end', keep: true },
      { title: 'nodes at most', align: 'end', keep: true },
      { title: 'environments' },
      { title: 'regions' },
    ],
    rows: [...kinds].map(([kind, asks]) => {
      const nodes = asks.flatMap(({ name }) => {
        const cluster = clusters.get(name);
        const most = cluster === undefined ? undefined : clusterNodes(estate, cluster.id).maximum;
        return most !== undefined && isKnown(most) ? [most] : [];
      });
      const regions = [...new Set(asks.map(({ region }) => region.name))];
      return [
        [{ kind: 'code', text: kind }],
        [{ kind: 'number', value: asks.length }],
        nodes.length === 0 ? words('unknown') : [{ kind: 'number', value: Math.max(...nodes) }],
        joined([...new Set(asks.map(({ environment }) => environment.name))].map(verbatimPart)),
        few(regions.map(verbatimPart), 3),
      ];
    }),
  };
}

const verbatimPart = (text: string): Part => ({ kind: 'code', text });

function byRegion({ estate }: DesignResult): Table {
  const networks = grouped(all(estate, 'virtualNetwork'), (one) => one.location ?? 'no region');
  const clusters = grouped(all(estate, 'cluster'), (one) => one.location ?? 'no region');
  const rows = [...networks].map(([region, members]) => {
    const prefixes = members.flatMap((one) => (isKnown(one.prefixes) ? one.prefixes : []));
    return {
      region,
      figures: [
        [number(clusters.get(region)?.length ?? 0)],
        [number(members.length)],
        addressesProse(prefixes),
      ],
    };
  });
  return {
    kind: 'table',
    caption: words('Regions'),
    quiet: true,
    columns: [
      { title: 'regions, each with' },
      { title: 'clusters', align: 'end', keep: true },
      { title: 'VNets', align: 'end', keep: true },
      { title: 'addresses in VNets', align: 'end', keep: true },
    ],
    rows: [...grouped(rows, ({ figures }) => figures.map(plain).join(' ')).values()].map(
      (alike) => [
        few(
          alike.map(({ region }) => verbatimPart(region)),
          3,
        ),
        ...(alike[0]?.figures ?? []),
      ],
    ),
  };
}

function byUse({ allocation }: DesignResult): Table {
  const uses = grouped(allocation.allocated, ({ need }) => need.kind);
  return {
    kind: 'table',
    caption: words('Ranges by use'),
    quiet: true,
    columns: [
      { title: 'range' },
      { title: 'number', align: 'end', keep: true },
      { title: 'sizes' },
      { title: 'addresses', align: 'end', keep: true },
    ],
    rows: [...uses].map(([kind, members]) => {
      const prefixes = members.flatMap((one) => one.prefixes);
      return [
        words(spaceKinds[kind].title),
        [{ kind: 'number', value: prefixes.length }],
        sizes(prefixes),
        addressesProse(prefixes),
      ];
    }),
  };
}

const number = (value: number): Part => ({ kind: 'number', value });

/** `30 of /24, 180 of /25`, the largest first. */
const sizes = (prefixes: readonly Prefix[]): Prose =>
  words(
    [...grouped(prefixes, (prefix) => prefix.length)]
      .toSorted(([a], [b]) => a - b)
      .map(([length, alike]) => `${alike.length} of /${length}`)
      .join(', ') || counted(0, 'range'),
  );
