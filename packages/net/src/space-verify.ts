import { bitsOf } from './address.ts';
import { leafAround, leaves } from './buddy-search.ts';
import { type BuddyTree, leafCount, stateNames, stateOf } from './buddy-tree.ts';
import { contains, formatPrefix, halves, type Prefix, samePrefix } from './prefix.ts';
import { sameSet, setMeets, setOf } from './prefix-set.ts';
import { piecesOf } from './space-holds.ts';
import type { SpaceState } from './space-state.ts';

/**
 * Checks everything that must always hold, by means other than those that keep it so: masks, merged
 * halves, counters, holds, exclusions, roots. Answers what is wrong; nothing, unless there is a defect
 * in this package. O(blocks).
 */
export function verify(space: SpaceState): string[] {
  const trees = [...space.trees.values()];
  return [
    ...trees.flatMap((tree) => [...nodeDefects(tree)]),
    ...trees.flatMap((tree) => [...countDefects(tree)]),
    ...trees.flatMap((tree) => [...leafDefects(space, tree)]),
    ...holdDefects(space),
  ];
}

interface Node {
  readonly node: number;
  readonly prefix: Prefix;
}

/** Masks say what is below; halves that are one are one; every node is in use once or spare. */
function* nodeDefects(tree: BuddyTree): IterableIterator<string> {
  const stack: Node[] = [{ node: 0, prefix: tree.base }];
  let seen = 0;
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { node, prefix } = at;
    seen++;
    const child = tree.children[node] ?? 0;
    if (maskOf(tree, node) !== expectedMask(tree, at)) {
      yield `${formatPrefix(prefix)}: the mask does not say what is free below`;
    }
    if (child === 0) continue;
    if (couldBeOne(tree, node)) yield `${formatPrefix(prefix)}: two halves were not merged`;
    const [lower, upper] = halves(prefix);
    stack.push({ node: child, prefix: lower }, { node: child + 1, prefix: upper });
  }
  let spare = 0;
  for (let pair = tree.spare; pair !== 0; pair = tree.children[pair] ?? 0) spare += 2;
  if (seen + spare !== tree.size) yield `${tree.size - seen - spare} nodes are lost`;
}

function maskOf(tree: BuddyTree, node: number): string {
  return tree.masks.slice(node * tree.stride, (node + 1) * tree.stride).join();
}

function expectedMask(tree: BuddyTree, { node, prefix }: Node): string {
  const child = tree.children[node] ?? 0;
  const mask = new Int32Array(tree.stride);
  const bit = prefix.length - tree.base.length;
  if (child === 0 && tree.states[node] === stateOf.free) mask[bit >>> 5] = 1 << (bit & 31);
  if (child !== 0) {
    mask.forEach((_, word) => {
      const at = child * tree.stride + word;
      mask[word] = (tree.masks[at] ?? 0) | (tree.masks[at + tree.stride] ?? 0);
    });
  }
  return mask.join();
}

function couldBeOne(tree: BuddyTree, node: number): boolean {
  const child = tree.children[node] ?? 0;
  const areLeaves = tree.children[child] === 0 && tree.children[child + 1] === 0;
  const areFree = tree.states[child] === stateOf.free && tree.states[child + 1] === stateOf.free;
  return areLeaves && areFree && tree.seals[node] === 0;
}

/** The counters say what a walk over the leaves says. */
function* countDefects(tree: BuddyTree): IterableIterator<string> {
  const counted = new Map<string, number>();
  for (const { state, prefix } of leaves(tree, tree.base)) {
    const key = `${state} /${prefix.length}`;
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  for (const state of stateNames) {
    for (let length = 0; length <= bitsOf(tree.base.family); length++) {
      const key = `${state} /${length}`;
      if ((counted.get(key) ?? 0) !== leafCount(tree, state, length)) yield `${key}: miscounted`;
    }
  }
}

/** No address outside the roots is given away, none in them is lost, none excluded is free. */
function* leafDefects(space: SpaceState, tree: BuddyTree): IterableIterator<string> {
  const inside: Prefix[] = [];
  for (const { prefix, state } of leaves(tree, tree.base)) {
    if (state !== 'outside') inside.push(prefix);
    if ((state === 'free' || state === 'held') && setMeets(space.excluded, prefix)) {
      yield `${formatPrefix(prefix)}: is ${state} and excluded`;
    }
  }
  const roots = Array.from(space.roots.entries(), (entry) => entry.prefix);
  const mine = roots.filter((root) => root.family === tree.base.family);
  if (!sameSet(setOf(inside), setOf(mine))) yield 'the blocks do not add up to the roots';
  for (const block of inside) {
    if (!mine.some((root) => contains(root, block))) yield `${formatPrefix(block)}: in no root`;
  }
}

/** A hold is a taken block and kept blocks around it, and nothing else is kept. */
function* holdDefects(space: SpaceState): IterableIterator<string> {
  let pieces = 0;
  for (const [number, hold] of space.holds) {
    const tree = space.trees.get(hold.owner.family);
    const is = (block: Prefix, state: string): boolean => {
      const leaf = tree && leafAround(tree, block);
      return leaf?.state === state && leaf.hold === number && samePrefix(leaf.prefix, block);
    };
    if (!is(hold.owner, 'taken')) yield `${formatPrefix(hold.owner)}: has a hold and is not taken`;
    for (const piece of piecesOf(hold)) {
      if (!is(piece, 'held')) yield `${formatPrefix(piece)}: is not kept for its owner`;
      pieces++;
    }
  }
  let kept = 0;
  for (const tree of space.trees.values()) {
    for (const { state } of leaves(tree, tree.base)) if (state === 'held') kept++;
  }
  if (kept !== pieces) yield `${kept - pieces} blocks are kept for nobody`;
}
