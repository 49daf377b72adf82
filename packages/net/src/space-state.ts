import type { Family } from './address.ts';
import { type BuddyTree, buddyTree, copyTree, fill, seal } from './buddy-tree.ts';
import { comparePrefixes, contains, type Prefix, supernet } from './prefix.ts';
import { type PrefixMap, prefixMap } from './prefix-map.ts';
import { emptySet, type PrefixSet } from './prefix-set.ts';

/** Space kept free around a taken block so that it can grow in place. */
export interface Hold {
  /** The taken block that may grow. */
  readonly owner: Prefix;
  /** What it may grow to: the block around it that is kept free. */
  readonly block: Prefix;
}

/** What a `FreeSpace` remembers. Only the `space-*.ts` files change it. */
export interface SpaceState {
  readonly roots: PrefixMap<Prefix>;
  readonly trees: ReadonlyMap<Family, BuddyTree>;
  /** By number, oldest first. */
  readonly holds: Map<number, Hold>;
  /** The numbers of the holds by family and length of their block, oldest first. */
  readonly holdsBySize: Map<number, Set<number>>;
  excluded: PrefixSet;
  lastHold: number;
}

/** A state in which all roots are free. A root inside another one is dropped; neighbours stay apart. */
export function spaceState(roots: readonly Prefix[]): SpaceState {
  const outermost: Prefix[] = [];
  for (const root of roots.toSorted(comparePrefixes)) {
    const before = outermost.at(-1);
    if (before === undefined || !contains(before, root)) outermost.push(root);
  }
  const trees = new Map<Family, BuddyTree>();
  for (const family of [4, 6] as const) {
    const mine = outermost.filter((root) => root.family === family);
    const tree = treeOf(mine);
    if (tree) trees.set(family, tree);
  }
  return {
    roots: prefixMap(outermost.map((root) => [root, root])),
    trees,
    holds: new Map(),
    holdsBySize: new Map(),
    excluded: emptySet,
    lastHold: 0,
  };
}

/** A state with the same content that changes on its own. */
export function copyState(space: SpaceState): SpaceState {
  const trees = Array.from(space.trees, ([family, tree]) => [family, copyTree(tree)] as const);
  const sizes = Array.from(space.holdsBySize, ([size, holds]) => [size, new Set(holds)] as const);
  return {
    ...space,
    trees: new Map(trees),
    holds: new Map(space.holds),
    holdsBySize: new Map(sizes),
  };
}

/** The root around the block; undefined when it is outside, or reaches over several roots. */
export function rootAround(space: SpaceState, block: Prefix): Prefix | undefined {
  for (const root of space.roots.covering(block)) return root.value;
  return undefined;
}

function treeOf(roots: readonly Prefix[]): BuddyTree | undefined {
  const [first, last] = [roots[0], roots.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  let base = first;
  while (!contains(base, last)) base = supernet(base, base.length - 1);
  const tree = buddyTree(base);
  for (const root of roots) seal(tree, root);
  for (const root of roots) fill(tree, root, { state: 'free', hold: 0 });
  return tree;
}
