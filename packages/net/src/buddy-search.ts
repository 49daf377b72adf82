import { type BlockState, type BuddyTree, bitOf, stateNames } from './buddy-tree.ts';
import { contains, firstAddress, halves, type Prefix, prefixOf } from './prefix.ts';
import { valueOfWords, writeWords } from './words.ts';

/** A leaf of the tree, as seen from outside. `hold` is 0 for none. */
export interface Leaf {
  readonly prefix: Prefix;
  readonly state: BlockState;
  readonly hold: number;
}

/** A node and the block that it is. */
interface Spot {
  readonly node: number;
  readonly prefix: Prefix;
}

const target = new Uint32Array(4);

/**
 * The free block to cut a block of that length from: the smallest that holds it, and of these the
 * lowest; inside `within` only, when given. Of a free block around `within`, that part is meant.
 */
export function bestFit(tree: BuddyTree, length: number, within?: Prefix): Prefix | undefined {
  const spot = spotOf(tree, within);
  if (spot === undefined || (within && within.length > length)) return undefined;
  return freeIn(tree, spot, { length: longestUpTo(tree, spot.node, length), within });
}

/** The largest free block, of equal ones the lowest; inside `within` only, when given. */
export function largestFree(tree: BuddyTree, within?: Prefix): Prefix | undefined {
  const spot = spotOf(tree, within);
  return spot && freeIn(tree, spot, { length: shortest(tree, spot.node), within });
}

/** The leaf that the block is or lies in; undefined when it is divided or outside the base. */
export function leafAround(tree: BuddyTree, block: Prefix): Leaf | undefined {
  const leaf: Leaf | undefined = leaves(tree, block).next().value;
  return leaf && contains(leaf.prefix, block) ? leaf : undefined;
}

/**
 * All leaves that share addresses with the block, ascending, whole even where they reach out of it;
 * with `only` those that are free and of that length. The tree must not change meanwhile.
 */
export function* leaves(tree: BuddyTree, block: Prefix, only?: number): IterableIterator<Leaf> {
  const spot = spotOf(tree, block);
  const stack = spot ? [spot] : [];
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { node, prefix } = at;
    if (only !== undefined && !hasFree(tree, node, only)) continue;
    const child = tree.children[node] ?? 0;
    if (child === 0) {
      const state = stateNames[tree.states[node] ?? 0] ?? 'free';
      yield { prefix, state, hold: tree.holds[node] ?? 0 };
    } else {
      const [lower, upper] = halves(prefix);
      stack.push({ node: child + 1, prefix: upper }, { node: child, prefix: lower });
    }
  }
}

/** The node of the block, or the leaf that it lies in; undefined when it is apart from the base. */
function spotOf(tree: BuddyTree, block: Prefix | undefined): Spot | undefined {
  if (block === undefined || contains(block, tree.base)) return { node: 0, prefix: tree.base };
  if (!contains(tree.base, block)) return undefined;
  writeWords(block, target);
  let node = 0;
  let length = tree.base.length;
  for (; length < block.length; length++) {
    const child = tree.children[node] ?? 0;
    if (child === 0) break;
    node = child + bitOf(target, length);
  }
  return { node, prefix: prefixOf(firstAddress(block), length) };
}

/** Walks down to the lowest free leaf of that length below a spot; -1 is the length of none. */
function freeIn(
  tree: BuddyTree,
  spot: Spot,
  { length, within }: { length: number; within: Prefix | undefined },
): Prefix | undefined {
  if (length < 0) return undefined;
  // Only a leaf can be longer than what was looked for in it.
  if (within && spot.prefix.length < within.length) return within;
  writeWords(spot.prefix, target);
  let node = spot.node;
  for (let at = spot.prefix.length; at < length; at++) {
    const child = tree.children[node] ?? 0;
    const isLow = hasFree(tree, child, length);
    node = isLow ? child : child + 1;
    if (!isLow) target[at >>> 5] = (target[at >>> 5] ?? 0) | (1 << (31 - (at & 31)));
  }
  return tree.base.family === 4
    ? { family: 4, first: target[0] ?? 0, length }
    : { family: 6, first: valueOfWords(target), length };
}

/** Whether there is a free leaf of that length in the node. */
function hasFree(tree: BuddyTree, node: number, length: number): boolean {
  const bit = length - tree.base.length;
  return (((tree.masks[node * tree.stride + (bit >>> 5)] ?? 0) >>> (bit & 31)) & 1) === 1;
}

/** The length of the smallest free leaves in the node that hold a block of `length`, -1 for none. */
function longestUpTo(tree: BuddyTree, node: number, length: number): number {
  const last = length - tree.base.length;
  if (last < 0) return -1;
  let mask = (tree.masks[node * tree.stride + (last >>> 5)] ?? 0) & (-1 >>> (31 - (last & 31)));
  for (let word = last >>> 5; word >= 0; ) {
    if (mask !== 0) return tree.base.length + word * 32 + 31 - Math.clz32(mask);
    mask = tree.masks[node * tree.stride + --word] ?? 0;
  }
  return -1;
}

/** The length of the largest free leaves in the node, -1 for none. */
function shortest(tree: BuddyTree, node: number): number {
  for (let word = 0; word < tree.stride; word++) {
    const mask = tree.masks[node * tree.stride + word] ?? 0;
    if (mask !== 0) return tree.base.length + word * 32 + 31 - Math.clz32(mask & -mask);
  }
  return -1;
}
