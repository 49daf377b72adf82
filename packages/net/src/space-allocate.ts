import { bitsOf, type Family } from './address.ts';
import { bestFit, largestFree } from './buddy-search.ts';
import { type BuddyTree, fill } from './buddy-tree.ts';
import { firstAddress, formatPrefix, type Prefix, prefixOf } from './prefix.ts';
import { type Candidate, candidatesOf } from './space-candidates.ts';
import { breakHold, largestHeld, oldestInTheWay, takeWithHold } from './space-holds.ts';
import type { Hold, SpaceState } from './space-state.ts';

/** What is asked for. */
export interface AllocationRequest {
  /** The prefix length. */
  readonly length: number;
  /** IPv4 when absent, or IPv6 when the space has no IPv4 roots. */
  readonly family?: Family | undefined;
  /**
   * How many bits the block should be able to grow by, in place: 1 keeps room to double. As many as
   * there is room for are granted, never by breaking another hold. 0 when absent.
   */
  readonly hold?: number | undefined;
  /** Only inside this block. */
  readonly within?: Prefix | undefined;
  /** Rather fail than break a hold. */
  readonly keepHolds?: boolean | undefined;
  /** How many candidates to name in an explanation; none is worked out when absent. */
  readonly explain?: number | undefined;
}

/** A block was taken. */
export interface Allocated {
  readonly ok: true;
  readonly prefix: Prefix;
  /** What is kept for its growth, when that was asked for and there was room. */
  readonly hold: Hold | undefined;
  /** The hold of another block that was broken because nothing was free. One is always enough. */
  readonly broken: Hold | undefined;
  /** When asked for: candidates, the chosen one first. */
  readonly candidates: readonly Candidate[];
}

/** Nothing fits, or the request makes no sense; nothing was changed. */
export interface NotAllocated {
  readonly ok: false;
  readonly code: 'full' | 'noRoots' | 'badLength';
  readonly reason: string;
  /** The largest block that is free (and `within`): its length and every longer one would fit. */
  readonly largestFree: Prefix | undefined;
  /** The hold that would have to go for it (`keepHolds` forbade that); absent when none helps. */
  readonly revocable: Hold | undefined;
  /** The largest block that breaking a hold would give; a request for that length breaks it. */
  readonly largestHeld: Prefix | undefined;
  /** When asked for: candidates and why each lost. */
  readonly candidates: readonly Candidate[];
}

/**
 * Best fit, lowest address: takes the lowest block of the smallest free size that fits, so that large
 * blocks stay whole and the same history gives the same answer. When nothing fits, the oldest
 * hold that gives room is broken.
 */
export function allocate(space: SpaceState, request: AllocationRequest): Allocated | NotAllocated {
  const { length, within } = request;
  const family = request.family ?? (space.trees.has(4) ? 4 : 6);
  const tree = space.trees.get(family);
  if (tree === undefined) return refuse('noRoots', `there is no IPv${family} root`);
  if (!Number.isInteger(length) || length < 0 || length > bitsOf(family)) {
    return refuse('badLength', `/${length} is no length of an IPv${family} prefix`);
  }
  for (let spare = Math.min(length, request.hold ?? 0); spare >= 0; spare--) {
    const block = bestFit(tree, length - spare, within);
    if (block) return take(space, tree, { request, block, spare });
  }
  return takeByBreaking(space, tree, request);
}

interface Choice {
  readonly request: AllocationRequest;
  readonly block: Prefix;
  readonly spare: number;
}

function take(space: SpaceState, tree: BuddyTree, { request, block, spare }: Choice): Allocated {
  const first = firstAddress(block);
  const prefix = prefixOf(first, request.length);
  const candidates = candidatesOf(space, tree, { ...request, wanted: request.length - spare });
  if (spare === 0) {
    fill(tree, prefix, { state: 'taken', hold: 0 });
    return { ok: true, prefix, hold: undefined, broken: undefined, candidates };
  }
  const hold = { owner: prefix, block: prefixOf(first, request.length - spare) };
  takeWithHold(space, tree, hold);
  return { ok: true, prefix, hold, broken: undefined, candidates };
}

/** Called when nothing fits as it is. */
function takeByBreaking(
  space: SpaceState,
  tree: BuddyTree,
  request: AllocationRequest,
): Allocated | NotAllocated {
  const { length, within } = request;
  const candidates = candidatesOf(space, tree, { ...request, wanted: length });
  const number = oldestInTheWay(space, tree, request);
  if (number === undefined || request.keepHolds) {
    const inTheWay = number === undefined ? undefined : space.holds.get(number);
    return { ...full(space, tree, request), revocable: inTheWay, candidates };
  }
  const broken = breakHold(space, tree, number);
  const block = bestFit(tree, length, within);
  if (block === undefined) throw new Error('a hold was broken and gave no room: defect');
  const prefix = prefixOf(firstAddress(block), length);
  fill(tree, prefix, { state: 'taken', hold: 0 });
  return { ok: true, prefix, hold: undefined, broken, candidates };
}

function full(space: SpaceState, tree: BuddyTree, request: AllocationRequest): NotAllocated {
  const { length, within } = request;
  const free = largestFree(tree, within);
  const held = largestHeld(space, tree, within);
  const best = free ? `the largest free block is ${formatPrefix(free)}` : 'nothing is free';
  const where = within ? ` in ${formatPrefix(within)}` : '';
  return {
    ...refuse('full', `no /${length} is free${where}; ${best}`),
    largestFree: free,
    largestHeld: held,
  };
}

const none: readonly never[] = [];

function refuse(code: NotAllocated['code'], reason: string): NotAllocated {
  return {
    ok: false,
    code,
    reason,
    largestFree: undefined,
    revocable: undefined,
    largestHeld: undefined,
    candidates: none,
  };
}
