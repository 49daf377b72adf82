import { bitsOf } from './address.ts';
import type { Prefix } from './prefix.ts';
import { writeWords } from './words.ts';

/**
 * The blocks of one family, as a binary tree in flat arrays: what `free-space.ts` decides on.
 *
 * Idea: a node is a prefix. It is a leaf, in one state throughout, or has its two halves (buddies) as
 * children. Each node carries a mask with one bit for each length of which there is a free leaf below,
 * so that the smallest free block that fits, at the lowest address, is found by walking down once.
 *
 * Invariant: two halves that are both free are one free leaf, unless their parent is sealed. So a free
 * leaf is as large as it can be, and what was released is whole again at once.
 *
 * Cost: every change and every search is one walk, O(bits between the base and the block).
 */
export interface BuddyTree {
  /** The block around everything that the tree knows of. */
  readonly base: Prefix;
  /** How many words of 32 bits a mask has. */
  readonly stride: number;
  /** The first of two children that lie together; 0 for a leaf. In a spare pair, the next one. */
  children: Int32Array;
  states: Uint8Array;
  /** The number of the growth hold that a taken leaf has or a held leaf is part of; 0 for none. */
  holds: Int32Array;
  /** 1 where two free halves stay apart: around two roots that were given apart. */
  seals: Uint8Array;
  masks: Int32Array;
  /** How many nodes there are, and the first of the pairs among them that are not in use, or 0. */
  size: number;
  spare: number;
  /** How many leaves there are, by state and length. */
  counts: Float64Array;
}

/** What a leaf can be. */
export type BlockState =
  | 'free'
  | 'taken'
  /** kept for the growth of a taken one */
  | 'held'
  /** not to be given away */
  | 'excluded'
  /** in no root */
  | 'outside';

/** The names of the numbers in `states`. */
export const stateNames: readonly BlockState[] = ['free', 'taken', 'held', 'excluded', 'outside'];

/** The numbers in `states`. */
export const stateOf: Readonly<Record<BlockState, number>> = {
  free: 0,
  taken: 1,
  held: 2,
  excluded: 3,
  outside: 4,
};

/** What a block becomes: a state, and the number of a hold, 0 for none. */
export interface Content {
  readonly state: BlockState;
  readonly hold: number;
}

const lengths = 129;
const path = new Int32Array(lengths);
const target = new Uint32Array(4);

/** A tree of one leaf, which is outside. */
export function buddyTree(base: Prefix): BuddyTree {
  const stride = ((bitsOf(base.family) - base.length) >>> 5) + 1;
  const capacity = 64;
  const tree: BuddyTree = {
    base,
    stride,
    children: new Int32Array(capacity),
    states: new Uint8Array(capacity),
    holds: new Int32Array(capacity),
    seals: new Uint8Array(capacity),
    masks: new Int32Array(capacity * stride),
    size: 1,
    spare: 0,
    counts: new Float64Array(lengths * 5),
  };
  setLeaf(tree, { node: 0, length: base.length }, { state: stateOf.outside, hold: 0 });
  return tree;
}

/** A tree with the same content that changes on its own. */
export function copyTree(tree: BuddyTree): BuddyTree {
  return {
    ...tree,
    children: tree.children.slice(),
    states: tree.states.slice(),
    holds: tree.holds.slice(),
    seals: tree.seals.slice(),
    masks: tree.masks.slice(),
    counts: tree.counts.slice(),
  };
}

/** How many leaves of that state and length there are. */
export function leafCount(tree: BuddyTree, state: BlockState, length: number): number {
  return tree.counts[stateOf[state] * lengths + length] ?? 0;
}

/** Makes the block, which lies in the base, one leaf; whatever was below it is gone. */
export function fill(tree: BuddyTree, block: Prefix, content: Content): void {
  const node = descend(tree, block);
  clear(tree, node, block.length);
  setLeaf(tree, { node, length: block.length }, { ...content, state: stateOf[content.state] });
  settleUpwards(tree, block.length);
}

/** Keeps free blocks inside and outside of `block` apart for good. To be done before it is filled. */
export function seal(tree: BuddyTree, block: Prefix): void {
  descend(tree, block);
  for (let length = tree.base.length; length < block.length; length++) {
    tree.seals[path[length] ?? 0] = 1;
  }
  settleUpwards(tree, block.length);
}

/** Walks to the node of the block, splitting leaves on the way, and leaves the way in `path`. */
function descend(tree: BuddyTree, block: Prefix): number {
  writeWords(block, target);
  let node = 0;
  for (let length = tree.base.length; length < block.length; length++) {
    path[length] = node;
    if (tree.children[node] === 0) splitLeaf(tree, node, length);
    node = (tree.children[node] ?? 0) + bitOf(target, length);
  }
  return node;
}

/** The bit that decides between the halves of a block of that length. */
export function bitOf(words: Uint32Array, length: number): number {
  return ((words[length >>> 5] ?? 0) >>> (31 - (length & 31))) & 1;
}

/** Restores the invariant and the masks from there up, until nothing changes any more. */
function settleUpwards(tree: BuddyTree, from: number): void {
  for (let length = from - 1; length >= tree.base.length; length--) {
    if (!settle(tree, path[length] ?? 0, length)) return;
  }
}

function settle(tree: BuddyTree, node: number, length: number): boolean {
  const child = tree.children[node] ?? 0;
  if (canMerge(tree, node, child)) {
    const merged = tree.states[child] ?? 0;
    clear(tree, node, length);
    setLeaf(tree, { node, length }, { state: merged, hold: 0 });
    return true;
  }
  let changed = false;
  for (let word = 0; word < tree.stride; word++) {
    const at = node * tree.stride + word;
    const lower = child * tree.stride + word;
    const mask = (tree.masks[lower] ?? 0) | (tree.masks[lower + tree.stride] ?? 0);
    if (tree.masks[at] !== mask) changed = true;
    tree.masks[at] = mask;
  }
  return changed;
}

/** Two claims side by side stay two. Held halves are never side by side: their owner is between. */
function canMerge(tree: BuddyTree, node: number, child: number): boolean {
  const lower = tree.states[child];
  return (
    lower === tree.states[child + 1] &&
    lower !== stateOf.taken &&
    tree.children[child] === 0 &&
    tree.children[child + 1] === 0 &&
    tree.seals[node] === 0
  );
}

interface Place {
  readonly node: number;
  readonly length: number;
}

function setLeaf(tree: BuddyTree, place: Place, is: { state: number; hold: number }): void {
  const { node, length } = place;
  tree.children[node] = 0;
  tree.states[node] = is.state;
  tree.holds[node] = is.hold;
  count(tree, is.state * lengths + length, 1);
  tree.masks.fill(0, node * tree.stride, (node + 1) * tree.stride);
  if (is.state === stateOf.free) {
    const bit = length - tree.base.length;
    tree.masks[node * tree.stride + (bit >>> 5)] = 1 << (bit & 31);
  }
}

/** A leaf becomes two that are what it was; the masks above are for the caller to settle. */
function splitLeaf(tree: BuddyTree, node: number, length: number): void {
  const is = { state: tree.states[node] ?? 0, hold: tree.holds[node] ?? 0 };
  count(tree, is.state * lengths + length, -1);
  const child = takePair(tree);
  setLeaf(tree, { node: child, length: length + 1 }, is);
  setLeaf(tree, { node: child + 1, length: length + 1 }, is);
  tree.children[node] = child;
}

/** Forgets what the node is and all below it. */
function clear(tree: BuddyTree, node: number, length: number): void {
  const child = tree.children[node] ?? 0;
  if (child === 0) {
    count(tree, (tree.states[node] ?? 0) * lengths + length, -1);
    return;
  }
  clear(tree, child, length + 1);
  clear(tree, child + 1, length + 1);
  tree.children[child] = tree.spare;
  tree.spare = child;
}

function count(tree: BuddyTree, at: number, change: number): void {
  tree.counts[at] = (tree.counts[at] ?? 0) + change;
}

function takePair(tree: BuddyTree): number {
  const spare = tree.spare;
  if (spare !== 0) {
    tree.spare = tree.children[spare] ?? 0;
    tree.seals.fill(0, spare, spare + 2);
    return spare;
  }
  if (tree.size + 2 > tree.states.length) grow(tree);
  tree.size += 2;
  return tree.size - 2;
}

function grow(tree: BuddyTree): void {
  const { children, states, holds, seals, masks } = tree;
  tree.children = new Int32Array(children.length * 2);
  tree.children.set(children);
  tree.states = new Uint8Array(states.length * 2);
  tree.states.set(states);
  tree.holds = new Int32Array(holds.length * 2);
  tree.holds.set(holds);
  tree.seals = new Uint8Array(seals.length * 2);
  tree.seals.set(seals);
  tree.masks = new Int32Array(masks.length * 2);
  tree.masks.set(masks);
}
