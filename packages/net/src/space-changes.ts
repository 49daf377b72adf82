import { type Leaf, leafAround, leaves } from './buddy-search.ts';
import { type BlockState, type BuddyTree, fill } from './buddy-tree.ts';
import { contains, formatPrefix, type Prefix, supernet } from './prefix.ts';
import { intersect, prefixesOf, setMeets, setOf, union } from './prefix-set.ts';
import { breakHold, forgetHold } from './space-holds.ts';
import { type Hold, rootAround, type SpaceState } from './space-state.ts';

/** A block and what it is. */
export interface Block {
  readonly prefix: Prefix;
  readonly state: BlockState;
}

/** A change that was refused: why, and the blocks that stand against it. Nothing was changed. */
export interface RefusedChange {
  readonly ok: false;
  readonly code: 'outside' | 'taken' | 'notTaken' | 'inTheWay';
  readonly reason: string;
  readonly meets: readonly Block[];
}

/** The block is taken. What it met: exclusions, which do not bind what exists, and holds now broken. */
export interface Adopted {
  readonly ok: true;
  readonly prefix: Prefix;
  readonly excluded: readonly Prefix[];
  readonly broken: readonly Hold[];
}

/** The block is free again, and so is what was held for it. */
export interface Released {
  readonly ok: true;
  readonly prefix: Prefix;
  readonly hold: Hold | undefined;
}

/** The block is larger now. What is left of its hold, when that was larger still. */
export interface Grown {
  readonly ok: true;
  readonly prefix: Prefix;
  readonly hold: Hold | undefined;
}

/**
 * Takes exactly this block because somebody already has it. Refused when it meets a taken block or
 * is not inside one root.
 */
export function adopt(space: SpaceState, prefix: Prefix): Adopted | RefusedChange {
  const tree = space.trees.get(prefix.family);
  if (tree === undefined || rootAround(space, prefix) === undefined) return outside(prefix);
  const met = [...leaves(tree, prefix)];
  const taken = met.filter((leaf) => leaf.state === 'taken');
  if (taken.length > 0) return refuse('taken', prefix, taken);
  const numbers = new Set(met.filter((leaf) => leaf.state === 'held').map((leaf) => leaf.hold));
  const broken = breakAll(space, tree, numbers);
  const excluded = met.filter((leaf) => leaf.state === 'excluded').map((leaf) => leaf.prefix);
  fill(tree, prefix, { state: 'taken', hold: 0 });
  return { ok: true, prefix, excluded, broken };
}

/** Gives back exactly one taken block. What lies in an exclusion is excluded again. */
export function release(space: SpaceState, prefix: Prefix): Released | RefusedChange {
  const tree = space.trees.get(prefix.family);
  const leaf = tree && takenLeaf(tree, prefix);
  if (tree === undefined || leaf === undefined) return notTaken(tree, prefix);
  const hold = forgetHold(space, leaf.hold);
  fill(tree, hold?.block ?? prefix, { state: 'free', hold: 0 });
  if (setMeets(space.excluded, prefix)) {
    for (const part of prefixesOf(intersect(space.excluded, setOf([prefix])))) {
      fill(tree, part, { state: 'excluded', hold: 0 });
    }
  }
  return { ok: true, prefix, hold };
}

/**
 * Makes a taken block larger where it is: the block of that length around it, when all the rest of
 * that is free or held for it.
 */
export function grow(space: SpaceState, prefix: Prefix, length: number): Grown | RefusedChange {
  const tree = space.trees.get(prefix.family);
  const leaf = tree && takenLeaf(tree, prefix);
  if (tree === undefined || leaf === undefined) return notTaken(tree, prefix);
  const grown = supernet(prefix, length);
  if (rootAround(space, grown) === undefined) return outside(grown);
  const inTheWay = [...leaves(tree, grown)].filter(
    ({ state, hold, prefix: other }) =>
      state !== 'free' && !(state === 'held' && hold === leaf.hold) && !contains(prefix, other),
  );
  if (inTheWay.length > 0) return refuse('inTheWay', grown, inTheWay);
  const before = space.holds.get(leaf.hold);
  if (before === undefined || contains(grown, before.block)) {
    forgetHold(space, leaf.hold);
    fill(tree, grown, { state: 'taken', hold: 0 });
    return { ok: true, prefix: grown, hold: undefined };
  }
  const hold = { owner: grown, block: before.block };
  space.holds.set(leaf.hold, hold);
  fill(tree, grown, { state: 'taken', hold: leaf.hold });
  return { ok: true, prefix: grown, hold };
}

/** Never gives this block away from now on. What is taken in it stays; holds in it are broken. */
export function exclude(space: SpaceState, prefix: Prefix): readonly Hold[] {
  space.excluded = union(space.excluded, setOf([prefix]));
  const tree = space.trees.get(prefix.family);
  if (tree === undefined) return [];
  const held = [...leaves(tree, prefix)].filter((leaf) => leaf.state === 'held');
  const broken = breakAll(space, tree, new Set(held.map((leaf) => leaf.hold)));
  const free = [...leaves(tree, prefix)].filter((leaf) => leaf.state === 'free');
  for (const { prefix: block } of free) {
    const part = contains(block, prefix) ? prefix : block;
    fill(tree, part, { state: 'excluded', hold: 0 });
  }
  return broken;
}

/** Gives up the hold of a taken block. */
export function breakHoldOf(space: SpaceState, owner: Prefix): Hold | undefined {
  const tree = space.trees.get(owner.family);
  const leaf = tree && takenLeaf(tree, owner);
  return tree && leaf && breakHold(space, tree, leaf.hold);
}

function breakAll(space: SpaceState, tree: BuddyTree, numbers: ReadonlySet<number>): Hold[] {
  return [...numbers]
    .sort((a, b) => a - b)
    .flatMap((number) => breakHold(space, tree, number) ?? []);
}

function takenLeaf(tree: BuddyTree, prefix: Prefix): Leaf | undefined {
  const leaf = leafAround(tree, prefix);
  return leaf?.state === 'taken' && leaf.prefix.length === prefix.length ? leaf : undefined;
}

function refuse(
  code: RefusedChange['code'],
  prefix: Prefix,
  meets: readonly Block[],
): RefusedChange {
  const named = meets.slice(0, 3).map((block) => formatPrefix(block.prefix));
  const more = meets.length > 3 ? ` and ${meets.length - 3} more` : '';
  const reason = `${formatPrefix(prefix)} meets ${named.join(', ')}${more}`;
  return {
    ok: false,
    code,
    reason,
    meets: meets.map(({ prefix: block, state }) => ({ prefix: block, state })),
  };
}

function outside(prefix: Prefix): RefusedChange {
  const reason = `${formatPrefix(prefix)} is not inside one root`;
  return { ok: false, code: 'outside', reason, meets: [] };
}

function notTaken(tree: BuddyTree | undefined, prefix: Prefix): RefusedChange {
  const met = tree ? [...leaves(tree, prefix)] : [];
  const reason = `${formatPrefix(prefix)} is not a block that was taken`;
  return {
    ok: false,
    code: 'notTaken',
    reason,
    meets: met.map(({ prefix: block, state }) => ({ prefix: block, state })),
  };
}
