import type { Family } from './address.ts';
import { largestFree, leaves } from './buddy-search.ts';
import type { Prefix } from './prefix.ts';
import {
  type Allocated,
  type AllocationRequest,
  allocate,
  type NotAllocated,
} from './space-allocate.ts';
import {
  type Adopted,
  adopt,
  type Block,
  breakHoldOf,
  exclude,
  type Grown,
  grow,
  type RefusedChange,
  type Released,
  release,
} from './space-changes.ts';
import { type Fragmentation, fragmentation, type Usage, usage } from './space-report.ts';
import { copyState, type Hold, type SpaceState, spaceState } from './space-state.ts';
import { verify } from './space-verify.ts';

/**
 * Which blocks of some roots are free, and who gets the next one.
 *
 * Each root is divided into aligned blocks (a buddy allocator, `buddy-tree.ts`): free, taken, held for
 * the growth of a taken one, or excluded. A request gets the lowest of the smallest free blocks that
 * fit. A hold is a wish, not a claim: it is broken, oldest first, before a request fails.
 *
 * This handle changes with each call that takes, returns, grows or excludes something; `copy` first
 * where that must not be seen. The same calls in the same order always give the same answers: nothing
 * depends on time or chance. Refusals are answers and change nothing.
 */
export interface FreeSpace {
  /** Takes the best free block of a length. O(address bits) unless holds must be broken. */
  readonly allocate: (request: AllocationRequest) => Allocated | NotAllocated;
  /** Takes exactly this block, because it is in use already. */
  readonly adopt: (prefix: Prefix) => Adopted | RefusedChange;
  /** Makes a taken block the block of `length` around it, when the rest is free or held for it. */
  readonly grow: (prefix: Prefix, length: number) => Grown | RefusedChange;
  /** Returns exactly one taken block, and its hold. */
  readonly release: (prefix: Prefix) => Released | RefusedChange;
  /** Never gives this block away; what is taken in it stays. Answers the holds that it broke. */
  readonly exclude: (prefix: Prefix) => readonly Hold[];
  /** All holds, oldest first. */
  readonly holds: () => readonly Hold[];
  /** Gives up the hold of a taken block; undefined when it has none. */
  readonly breakHold: (owner: Prefix) => Hold | undefined;
  /** The largest free block, of equal ones the lowest; only what is inside `within`, when given. */
  readonly largestFree: (family: Family, within?: Prefix) => Prefix | undefined;
  readonly usage: (family: Family) => Usage;
  readonly fragmentation: (family: Family) => Fragmentation;
  /** The free blocks, ascending, IPv4 first; the space must not change meanwhile. */
  readonly freeBlocks: () => IterableIterator<Prefix>;
  /** The taken blocks, ascending, IPv4 first; the space must not change meanwhile. */
  readonly takenBlocks: () => IterableIterator<Prefix>;
  /** What the addresses of `prefix` are: blocks in the roots that share some with it, ascending. */
  readonly blocksIn: (prefix: Prefix) => readonly Block[];
  /** What is wrong inside; nothing, unless there is a defect in this package. */
  readonly verify: () => readonly string[];
  /** An independent space with the same content. */
  readonly copy: () => FreeSpace;
}

/** What to keep clear of from the start. */
export interface FreeSpaceOptions {
  /** Blocks never to be given away. They may lie anywhere, also outside the roots. */
  readonly exclude?: Iterable<Prefix> | undefined;
}

/**
 * Makes a space in which all of the roots is free. A root inside another is dropped. Roots side by
 * side are not joined: no block will reach over both.
 */
export function createFreeSpace(
  roots: readonly Prefix[],
  options: FreeSpaceOptions = {},
): FreeSpace {
  const space = spaceState(roots);
  for (const prefix of options.exclude ?? []) exclude(space, prefix);
  return handleOf(space);
}

function handleOf(space: SpaceState): FreeSpace {
  return {
    allocate: (request) => allocate(space, request),
    adopt: (prefix) => adopt(space, prefix),
    grow: (prefix, length) => grow(space, prefix, length),
    release: (prefix) => release(space, prefix),
    exclude: (prefix) => exclude(space, prefix),
    holds: () => [...space.holds.values()],
    breakHold: (owner) => breakHoldOf(space, owner),
    largestFree: (family, within) => {
      const tree = space.trees.get(family);
      return tree && largestFree(tree, within);
    },
    usage: (family) => usage(space, family),
    fragmentation: (family) => fragmentation(space, family),
    freeBlocks: () => blocks(space, 'free'),
    takenBlocks: () => blocks(space, 'taken'),
    blocksIn: (prefix) => blocksIn(space, prefix),
    verify: () => verify(space),
    copy: () => handleOf(copyState(space)),
  };
}

function* blocks(space: SpaceState, state: Block['state']): IterableIterator<Prefix> {
  for (const tree of space.trees.values()) {
    for (const leaf of leaves(tree, tree.base)) if (leaf.state === state) yield leaf.prefix;
  }
}

function blocksIn(space: SpaceState, prefix: Prefix): Block[] {
  const tree = space.trees.get(prefix.family);
  if (tree === undefined) return [];
  const all = Array.from(leaves(tree, prefix), (leaf) => ({
    prefix: leaf.prefix,
    state: leaf.state,
  }));
  return all.filter((block) => block.state !== 'outside');
}
