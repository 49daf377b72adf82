import { formatPrefix, type Prefix } from '@aksnet/net';
import type { DesignResult } from '../../../design/design.ts';
import type { Subnet, VirtualHub, VirtualNetwork } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { spaceOf } from '../../../estate/users.ts';
import { isKnown, knownOr } from '../../../evidence/knowable.ts';
import { knownNeed } from '../../../evidence/ledger.ts';
import { element, type Part, type Prose, words } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import type { SpaceKindId } from '../../../facts/space-kinds.ts';
import type { Cell, Table } from '../../page.ts';
import { addressesProse } from '../../words/address-counts.ts';
import { shortUses } from '../../words/uses.ts';

/** A VNet, a hub of a Virtual WAN or, below a VNet, a subnet. */
interface Leaf {
  readonly id: ElementId;
  readonly name: string;
  readonly use: SpaceKindId;
  readonly prefixes: readonly Prefix[];
  /** Stands before the name: where it hangs in the tree. */
  readonly branch: '' | '|- ' | '`- ';
}

/** The ranges of a region, VNet by VNet. */
interface RegionTree {
  readonly region: string;
  readonly leaves: readonly Leaf[];
}

/** Regions side by side on a screen, when they have the same things of the same size. */
const sideBySide = 2;

/** Ranges as a tree per region; regions that are built alike share their rows. */
export function rangeTrees(result: DesignResult): readonly Table[] {
  const needs = new Map(
    result.needs.flatMap(({ for: id, family, ledger }) =>
      // What IPv6 needs is given by rule and says nothing about size.
      family === 6 || ledger === undefined || ledger.unit !== 'addresses'
        ? []
        : [[id, knownNeed(ledger)] as const],
    ),
  );
  const alike = grouped(treesOf(result.estate), shapeOf);
  return [...alike.values()].flatMap((trees) =>
    chunks(trees, sideBySide).map((group) => treeTable(group, needs)),
  );
}

function treesOf(estate: Estate): readonly RegionTree[] {
  const subnets = grouped(all(estate, 'subnet'), (one) => one.virtualNetwork);
  const trees = [
    ...all(estate, 'virtualHub').map((hub) => ({ at: hub.location, leaves: [hubLeaf(hub)] })),
    ...all(estate, 'virtualNetwork').map((network) => ({
      at: network.location,
      leaves: networkLeaves(estate, network, subnets),
    })),
  ];
  return [...grouped(trees, ({ at }) => at ?? 'no region')].map(([region, own]) => ({
    region,
    leaves: own.flatMap(({ leaves }) => leaves),
  }));
}

/** A hub of a Virtual WAN: Azure divides its range by itself. */
const hubLeaf = ({ id, name, prefix }: VirtualHub): Leaf => ({
  id,
  name,
  use: 'vwanHub',
  prefixes: isKnown(prefix) ? [prefix] : [],
  branch: '',
});

function networkLeaves(
  estate: Estate,
  network: VirtualNetwork,
  subnets: ReadonlyMap<ElementId, readonly Subnet[]>,
): readonly Leaf[] {
  const within = subnets.get(network.id) ?? [];
  return [
    { ...namesOf(network), use: 'vnet', branch: '' },
    ...within.map((subnet, i) => ({
      ...namesOf(subnet),
      use: spaceOf(estate, subnet.id),
      branch: i === within.length - 1 ? ('`- ' as const) : ('|- ' as const),
    })),
  ];
}

const namesOf = (one: VirtualNetwork | Subnet): Pick<Leaf, 'id' | 'name' | 'prefixes'> => ({
  id: one.id,
  name: one.name,
  prefixes: knownOr(one.prefixes, []),
});

/** What must agree for regions to share rows: names but for the region, uses and sizes. */
const shapeOf = ({ region, leaves }: RegionTree): string =>
  JSON.stringify(
    leaves.map(({ name, use, prefixes }) => [
      withoutRegion(name, region),
      use,
      prefixes.map((prefix) => prefix.length),
    ]),
  );

const withoutRegion = (name: string, region: string): string => name.replaceAll(region, '*');

function treeTable(trees: readonly RegionTree[], needs: ReadonlyMap<ElementId, number>): Table {
  const [first] = trees;
  const leaves = first?.leaves ?? [];
  return {
    kind: 'table',
    caption: words(`Ranges of ${trees.map(({ region }) => region).join(' and ')}`),
    quiet: true,
    columns: [
      { title: 'range', keep: true },
      { title: 'for', keep: true },
      { title: 'needs', align: 'end', keep: true },
      { title: 'has', align: 'end', keep: true },
      ...trees.map(({ region }) => ({ title: region, keep: true as const })),
    ],
    rows: leaves.map((leaf, i): readonly Cell[] => [
      [
        leaf.branch,
        trees.length > 1 && first !== undefined
          ? element(leaf.id, withoutRegion(leaf.name, first.region))
          : element(leaf.id, leaf.name),
      ],
      words(shortUses[leaf.use]),
      numberProse(largest(trees.flatMap((tree) => needs.get(tree.leaves[i]?.id ?? '') ?? []))),
      addressesProse(leaf.prefixes),
      ...trees.map((tree) => prefixesProse(tree.leaves[i]?.prefixes ?? [])),
    ]),
  };
}

const largest = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : Math.max(...numbers);

const numberProse = (value: number | undefined): Prose =>
  value === undefined ? [] : [{ kind: 'number', value }];

const prefixesProse = (prefixes: readonly Prefix[]): Prose =>
  prefixes.flatMap((prefix, i): readonly Part[] => [
    ...(i === 0 ? [] : [', ']),
    { kind: 'range', text: formatPrefix(prefix) },
  ]);

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
