import { comparePrefixes, contains, formatPrefix, type Prefix, supernet } from '@aksnet/net';
import { all, type Estate } from '../../../estate/estate.ts';
import { grouped } from '../../../estate/grouped.ts';
import { type HeldRange, ranges } from '../../../estate/ranges.ts';
import { reservedRanges, supportedPodSpace } from '../../../facts/reserved-ranges.ts';
import { spaceKinds } from '../../../facts/space-kinds.ts';
import { nameOf } from '../../words/shown.ts';
import { kindLooks, type Look } from './looks.ts';

/** A range in the map. */
export interface Item {
  readonly prefix: Prefix;
  readonly name: string;
  /** What it is, in words. */
  readonly what: string;
  readonly owner?: string;
  readonly look: Look;
}

/** A row of the map: a block of addresses to scale, and what lies in it. */
export interface Frame {
  readonly title: string;
  /** What the row shows, beside the title. */
  readonly note: string;
  readonly container: Prefix;
  readonly items: readonly Item[];
}

/** Rows under a common title. */
export interface Chapter {
  readonly title: string;
  readonly frames: readonly Frame[];
}

/**
 * The rows of the map, from far to near: the private blocks with everything that is routed; the pools
 * with their VNets; each VNet with its subnets; pod ranges and Service ranges apart, because they are
 * addresses of another world. Rows without anything to show are left out.
 */
export function chaptersOf(estate: Estate): readonly Chapter[] {
  const held = ranges(estate).held;
  const pools = poolItems(estate);
  const chapters: readonly Chapter[] = [
    { title: 'Address space', frames: overview(estate, held, pools) },
    {
      title: 'Pools and what is cut from them',
      frames: pools.map((pool) => poolFrame(estate, held, pool)),
    },
    { title: 'VNets and their subnets', frames: networkFrames(estate, held) },
    { title: 'Pod ranges, cluster by cluster', frames: localFrames(estate, held, 'overlayPods') },
    { title: 'Service ranges, cluster by cluster', frames: localFrames(estate, held, 'service') },
  ];
  return chapters.filter((chapter) => chapter.frames.length > 0);
}

const poolItems = (estate: Estate): readonly Item[] =>
  all(estate, 'routingDomain').flatMap((domain) =>
    domain.pools.map((prefix) => ({
      prefix,
      name: `pool of ${domain.name}`,
      what: 'pool for new networks',
      look: kindLooks.pool,
    })),
  );

/** The private blocks; what lies outside them is shown in the /8 (or /32 of IPv6) around it. */
function overview(
  estate: Estate,
  held: readonly HeldRange[],
  pools: readonly Item[],
): readonly Frame[] {
  const isPooled = (range: HeldRange): boolean =>
    pools.some((pool) => contains(pool.prefix, range.prefix));
  const shownHere = held.filter((range) => {
    const space = spaceKinds[range.kind];
    return space.liesWithin.length === 0 && !(isPooled(range) && space.owner === 'network');
  });
  const items = [...pools, ...itemsOf(estate, shownHere)];
  const byBlock = grouped(items, (item) => formatPrefix(blockAround(item.prefix)));
  const blocks = [...byBlock.values()].map((members) => {
    const [first] = members;
    return first === undefined ? [] : [{ container: blockAround(first.prefix), members }];
  });
  return blocks
    .flat()
    .sort((a, b) => comparePrefixes(a.container, b.container))
    .map(({ container, members }) => ({
      title: formatPrefix(container),
      note: supportedPodSpace.some((space) => contains(space.prefix, container))
        ? 'private'
        : 'other',
      container,
      items: [...members, ...forbiddenIn(container)],
    }));
}

function blockAround(prefix: Prefix): Prefix {
  const known = supportedPodSpace.find((space) => contains(space.prefix, prefix));
  if (known !== undefined) return known.prefix;
  return supernet(prefix, Math.min(prefix.length, prefix.family === 4 ? 8 : 32));
}

function poolFrame(estate: Estate, held: readonly HeldRange[], pool: Item): Frame {
  const inside = held.filter(
    (range) =>
      contains(pool.prefix, range.prefix) && spaceKinds[range.kind].liesWithin.length === 0,
  );
  return {
    title: pool.name,
    note: formatPrefix(pool.prefix),
    container: pool.prefix,
    items: [...itemsOf(estate, inside), ...forbiddenIn(pool.prefix)],
  };
}

const networkFrames = (estate: Estate, held: readonly HeldRange[]): readonly Frame[] => {
  const subnets = grouped(
    held.filter((range) => spaceKinds[range.kind].liesWithin.includes('vnet')),
    (range) => range.virtualNetwork,
  );
  return held
    .filter((range) => range.kind === 'vnet' && range.held === undefined)
    .map((range) => ({
      title: nameOf(estate, range.of),
      note: [formatPrefix(range.prefix), range.owner ?? '']
        .filter((text) => text !== '')
        .join(' · '),
      container: range.prefix,
      items: itemsOf(
        estate,
        (subnets.get(range.virtualNetwork) ?? []).filter((one) =>
          contains(range.prefix, one.prefix),
        ),
      ),
    }));
};

/** Ranges that never leave a cluster: one row per block, which is the smallest around them all. */
function localFrames(
  estate: Estate,
  held: readonly HeldRange[],
  kind: 'overlayPods' | 'service',
): readonly Frame[] {
  const local = held.filter((range) => range.kind === kind);
  const byBlock = grouped(local, (range) => formatPrefix(blockAround(range.prefix)));
  return [...byBlock.values()].flatMap((members) => {
    const [first, ...others] = members.map((range) => range.prefix);
    if (first === undefined) return [];
    const container = others.reduce(around, first);
    const items = [...itemsOf(estate, members), ...forbiddenIn(container)];
    return [{ title: formatPrefix(container), note: spaceKinds[kind].title, container, items }];
  });
}

/** The smallest block around both. */
const around = (a: Prefix, b: Prefix): Prefix =>
  contains(a, b) ? a : around(supernet(a, a.length - 1), b);

/** Reserved ranges that bind somebody and lie inside the block. */
const forbiddenIn = (container: Prefix): readonly Item[] =>
  reservedRanges
    .filter((reserved) => contains(container, reserved.prefix))
    .map((reserved) => ({
      prefix: reserved.prefix,
      name: 'reserved',
      what: reserved.use,
      look: kindLooks.reserved,
    }));

/** One item per distinct range of a kind, named after all who hold it. */
function itemsOf(estate: Estate, held: readonly HeldRange[]): readonly Item[] {
  const same = grouped(
    held,
    (range) => `${formatPrefix(range.prefix)} ${range.kind} ${range.held === true}`,
  );
  return [...same.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const names = [...new Set(members.map((range) => nameOf(estate, range.of)))];
    const who =
      names.length > 3 ? `${names[0] ?? ''} and ${names.length - 1} more` : names.join(', ');
    const isHeld = first.held === true;
    return [
      {
        prefix: first.prefix,
        name: isHeld ? `kept free for ${who}` : who,
        what: isHeld ? 'room for growth' : spaceKinds[first.kind].title,
        ...(first.owner === undefined ? {} : { owner: first.owner }),
        look: isHeld ? kindLooks.held : kindLooks[first.kind],
      },
    ];
  });
}

/** Who must have a range that is not known, or not chosen yet: for a remark beneath the map. */
export const placesWithoutRange = (estate: Estate): readonly string[] => [
  ...new Set(
    ranges(estate).missing.map(
      (one) => `${spaceKinds[one.kind].title} of ${nameOf(estate, one.of)}`,
    ),
  ),
];
