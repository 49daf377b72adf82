import type { PrefixColumns } from './prefix-columns.ts';

/**
 * Who lies directly inside whom, for columns in the order of `comparePrefixes`: the row of the
 * smallest prefix around each row, or -1. Of equal prefixes the earlier one counts as around.
 *
 * Idea: prefixes nest or are apart, and what is around a row stands before it. Walking down, the row
 * before, its parent, the parent of that and so on are all that can still be open; the first of them
 * that contains the row is its parent. Whatever is skipped has ended and is never looked at again for
 * a later row, so the whole walk is O(n).
 *
 *     |-------------- 0 --------------|      parents: 0 → -1
 *        |--- 1 ---|   |---- 3 ----|                  1 → 0   2 → 1
 *           |2|                                       3 → 0
 */
export function parentsOf(sorted: PrefixColumns): Int32Array {
  const parents = new Int32Array(sorted.count);
  const { lengths } = sorted;
  const commonBits = commonBitsOf(sorted);
  for (let row = 0; row < sorted.count; row++) {
    let parent = row - 1;
    while (parent >= 0 && commonBits(parent, row) < (lengths[parent] ?? 0)) {
      parent = parents[parent] ?? -1;
    }
    parents[row] = parent;
  }
  return parents;
}

/** How many leading bits the first addresses of two rows have in common. */
function commonBitsOf({ words }: PrefixColumns): (a: number, b: number) => number {
  const [w0, w1, w2, w3] = words;
  if (w0 === undefined) return () => 0;
  if (w1 === undefined || w2 === undefined || w3 === undefined) {
    return (a, b) => Math.clz32((w0[a] ?? 0) ^ (w0[b] ?? 0));
  }
  return (a, b) => {
    if (w0[a] !== w0[b]) return Math.clz32((w0[a] ?? 0) ^ (w0[b] ?? 0));
    if (w1[a] !== w1[b]) return 32 + Math.clz32((w1[a] ?? 0) ^ (w1[b] ?? 0));
    if (w2[a] !== w2[b]) return 64 + Math.clz32((w2[a] ?? 0) ^ (w2[b] ?? 0));
    return 96 + Math.clz32((w3[a] ?? 0) ^ (w3[b] ?? 0));
  };
}
