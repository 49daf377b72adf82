import {
  addressAfter,
  contains,
  firstAddress,
  lastAddress,
  meets,
  type Prefix,
  prefixOf,
} from '@aksnet/net';

/**
 * The first block of that length in the spaces, in their order, that meets nothing busy; undefined
 * when there is none. A step that meets something jumps behind it: at most one step per busy range.
 */
export function firstFree(
  spaces: readonly Prefix[],
  length: number,
  busy: readonly Prefix[],
): Prefix | undefined {
  for (const space of spaces) {
    const free = firstFreeIn(space, length, busy);
    if (free !== undefined) return free;
  }
  return undefined;
}

function firstFreeIn(space: Prefix, length: number, busy: readonly Prefix[]): Prefix | undefined {
  if (length < space.length || length < 0) return undefined;
  let block = prefixOf(firstAddress(space), length);
  while (contains(space, block)) {
    const here = block;
    const taken = busy.find((range) => meets(range, here));
    if (taken === undefined) return block;
    const behind = addressAfter(lastAddress(taken.length < length ? taken : block), 1);
    if (behind === undefined) return undefined;
    block = prefixOf(behind, length);
  }
  return undefined;
}
