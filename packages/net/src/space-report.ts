import { bitsOf, type Family } from './address.ts';
import { largestFree } from './buddy-search.ts';
import { type BlockState, type BuddyTree, leafCount } from './buddy-tree.ts';
import type { Prefix } from './prefix.ts';
import type { SpaceState } from './space-state.ts';

/** How many addresses of one family are in which state. They add up to the size of the roots. */
export interface Usage {
  readonly free: bigint;
  readonly taken: bigint;
  readonly held: bigint;
  readonly excluded: bigint;
  /** How full it is, 0 to 1: taken addresses by all that are not excluded; 1 when there are none. */
  readonly load: number;
}

/** How scattered the free space of one family is. */
export interface Fragmentation {
  /** 1 - largest free block / all that is free: 0 when it is one block, or nothing is free. */
  readonly score: number;
  readonly largestFree: Prefix | undefined;
  /** How many free blocks there are of each length, the largest first; lengths with none are left out. */
  readonly blocks: readonly { readonly length: number; readonly count: number }[];
}

/** What is in use, worked out from counters, in constant time. */
export function usage(space: SpaceState, family: Family): Usage {
  const tree = space.trees.get(family);
  const sum = (state: BlockState): bigint => (tree ? addressesIn(tree, state) : 0n);
  const parts = { free: sum('free'), taken: sum('taken'), held: sum('held') };
  const usable = parts.free + parts.taken + parts.held;
  const load = usable === 0n ? 1 : Number(parts.taken) / Number(usable);
  return { ...parts, excluded: sum('excluded'), load };
}

/** How scattered the free space is, worked out from counters, in constant time. */
export function fragmentation(space: SpaceState, family: Family): Fragmentation {
  const tree = space.trees.get(family);
  if (tree === undefined) return { score: 0, largestFree: undefined, blocks: [] };
  const largest = largestFree(tree);
  if (largest === undefined) return { score: 0, largestFree: undefined, blocks: [] };
  const blocks: { length: number; count: number }[] = [];
  // Measured in blocks of the largest size, so that IPv6 does not overflow.
  let all = 0;
  for (let length = largest.length; length <= bitsOf(family); length++) {
    const count = leafCount(tree, 'free', length);
    if (count > 0) blocks.push({ length, count });
    all += count / 2 ** (length - largest.length);
  }
  return { score: 1 - 1 / all, largestFree: largest, blocks };
}

function addressesIn(tree: BuddyTree, state: BlockState): bigint {
  const bits = bitsOf(tree.base.family);
  let sum = 0n;
  for (let length = tree.base.length; length <= bits; length++) {
    const count = leafCount(tree, state, length);
    if (count > 0) sum += BigInt(count) << BigInt(bits - length);
  }
  return sum;
}
