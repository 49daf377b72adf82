import type { Prefix } from '@aksnet/net';
import type { Estate } from '../estate/estate.ts';
import type { Prose } from '../evidence/prose.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { Need } from '../size/need.ts';

/** A need with its range. */
export interface Allocated {
  readonly need: Need;
  readonly prefixes: readonly Prefix[];
  /** Room kept free for its growth. */
  readonly held: readonly Prefix[];
  /** It is the range of the previous plan. */
  readonly kept: boolean;
  readonly because: readonly Prose[];
}

/** A need that no free block can serve. */
export interface NotAllocated {
  readonly need: Need;
  readonly because: readonly Prose[];
  /** What the previous plan gave it and what stays, though it is too small. */
  readonly standing?: readonly Prefix[];
}

/** Every need, served or not. */
export interface Allocation {
  readonly allocated: readonly Allocated[];
  readonly failed: readonly NotAllocated[];
}

/** Ranges of a previous plan, by id of their need. */
export type PreviousRanges = ReadonlyMap<
  string,
  { readonly prefixes: readonly Prefix[]; readonly held: readonly Prefix[] }
>;

/** What allocation starts from. */
export interface AllocationInput {
  /** The skeleton: holds what exists and what others hold. */
  readonly estate: Estate;
  readonly needs: readonly Need[];
  readonly requirements: Requirements;
  readonly previous: PreviousRanges;
}

/** Everything that has a range when all is done: what was served, and what stands though it is too small. */
export const inPlace = ({ allocated, failed }: Allocation): readonly Allocated[] => [
  ...allocated,
  ...failed.flatMap(({ need, because, standing }): readonly Allocated[] =>
    standing === undefined ? [] : [{ need, prefixes: standing, held: [], kept: true, because }],
  ),
];

/** Several allocations as one. */
export const merged = (parts: readonly Allocation[]): Allocation => ({
  allocated: parts.flatMap((part) => part.allocated),
  failed: parts.flatMap((part) => part.failed),
});
