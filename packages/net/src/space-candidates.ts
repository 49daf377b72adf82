import { bitsOf } from './address.ts';
import { leaves } from './buddy-search.ts';
import type { BuddyTree } from './buddy-tree.ts';
import { contains, meets, type Prefix } from './prefix.ts';
import type { SpaceState } from './space-state.ts';

/** A block that was looked at. */
export interface Candidate {
  readonly block: Prefix;
  /** Why another one was chosen; absent for the block that the answer was cut from. */
  readonly lost?: 'higherAddress' | 'largerBlock' | 'held' | 'tooSmall';
}

/** What candidates are asked for. */
export interface CandidateRequest {
  /** The length of the block to be cut out, growth included. */
  readonly wanted: number;
  readonly within?: Prefix | undefined;
  /** How many at most; none when absent. */
  readonly explain?: number | undefined;
}

/**
 * The blocks that an allocation has to choose from, before it is done, best first: free ones that fit
 * by size and address, then what fits and is held, oldest first, then free ones that are too small.
 */
export function candidatesOf(
  space: SpaceState,
  tree: BuddyTree,
  request: CandidateRequest,
): readonly Candidate[] {
  const most = request.explain ?? 0;
  const found: Candidate[] = [];
  if (most <= 0) return found;
  for (const candidate of allCandidates(space, tree, request)) {
    found.push(candidate);
    if (found.length >= most) break;
  }
  return found;
}

function* allCandidates(
  space: SpaceState,
  tree: BuddyTree,
  { wanted, within }: CandidateRequest,
): IterableIterator<Candidate> {
  const free = (length: number): IterableIterator<Prefix> => freeBlocks(tree, length, within);
  let chosenLength = -1;
  for (let length = wanted; length >= tree.base.length; length--) {
    for (const block of free(length)) {
      if (chosenLength < 0) yield { block };
      else yield { block, lost: chosenLength === length ? 'higherAddress' : 'largerBlock' };
      chosenLength = chosenLength < 0 ? length : chosenLength;
    }
  }
  for (const { block } of space.holds.values()) {
    if (block.length < wanted && meets(block, within ?? tree.base)) yield { block, lost: 'held' };
  }
  for (let length = wanted + 1; length <= bitsOf(tree.base.family); length++) {
    for (const block of free(length)) yield { block, lost: 'tooSmall' };
  }
}

/** Free blocks of one length, as far as they are in `within`. */
function* freeBlocks(
  tree: BuddyTree,
  length: number,
  within: Prefix = tree.base,
): IterableIterator<Prefix> {
  for (const { prefix } of leaves(tree, within, length)) {
    yield contains(prefix, within) ? within : prefix;
  }
}
