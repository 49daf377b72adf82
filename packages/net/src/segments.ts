import type { PrefixColumns } from './prefix-columns.ts';

/**
 * The address space of one family cut at every place where the smallest prefix around an address
 * changes: segment s begins at `words[…][s]`, ends where the next begins, and belongs to the row
 * `owners[s]`, -1 for none. The first segment begins at zero.
 *
 *     rows      |------- 0 -------|
 *                  |- 1 -|
 *     owners  -1 | 0 | 1 | 0      | -1
 */
export interface Segments {
  readonly count: number;
  readonly words: readonly Uint32Array[];
  readonly owners: Int32Array;
}

/**
 * Cuts the space by rows in sorted order. Before a row begins, the row before it and that one's
 * parents end, up to the parent of the new row; behind an end its parent goes on. Places come out
 * ascending; of two at one place the later one counts. O(n).
 */
export function segmentsOf(sorted: PrefixColumns, parents: Int32Array): Segments {
  const cuts = cutList(sorted.words.length, sorted.count * 2 + 1);
  const endUntil = (from: number, until: number): void => {
    for (let row = from; row !== until; row = parents[row] ?? -1) {
      if (behind(sorted, row, cuts.place)) cuts.add(parents[row] ?? -1);
    }
  };
  cuts.place.fill(0);
  cuts.add(-1);
  for (let row = 0; row < sorted.count; row++) {
    endUntil(row - 1, parents[row] ?? -1);
    startOf(sorted, row, cuts.place);
    cuts.add(row);
  }
  endUntil(sorted.count - 1, -1);
  return cuts.segments();
}

interface CutList {
  /** Where the next cut is. */
  readonly place: Uint32Array;
  readonly add: (owner: number) => void;
  readonly segments: () => Segments;
}

function cutList(wordCount: number, capacity: number): CutList {
  const words = Array.from({ length: wordCount }, () => new Uint32Array(capacity));
  const owners = new Int32Array(capacity);
  const place = new Uint32Array(wordCount);
  let count = 0;
  const isAt = (cut: number): boolean => {
    for (let word = 0; word < wordCount; word++) {
      if (words[word]?.[cut] !== place[word]) return false;
    }
    return true;
  };
  return {
    place,
    add(owner) {
      if (count === 0 || !isAt(count - 1)) count++;
      for (let word = 0; word < wordCount; word++) {
        const column = words[word];
        if (column) column[count - 1] = place[word] ?? 0;
      }
      owners[count - 1] = owner;
    },
    segments: () => ({
      count,
      words: words.map((column) => column.slice(0, count)),
      owners: owners.slice(0, count),
    }),
  };
}

function startOf({ words }: PrefixColumns, row: number, place: Uint32Array): void {
  for (let word = 0; word < place.length; word++) place[word] = words[word]?.[row] ?? 0;
}

/** The place right behind a row; false when that leaves the family. */
function behind(sorted: PrefixColumns, row: number, place: Uint32Array): boolean {
  startOf(sorted, row, place);
  const lastBit = (sorted.lengths[row] ?? 0) - 1;
  let carry = 2 ** (31 - (lastBit & 31));
  for (let word = lastBit >> 5; word >= 0; word--) {
    const sum = (place[word] ?? 0) + carry;
    place[word] = sum;
    if (sum < 2 ** 32) return true;
    carry = 1;
  }
  return false;
}
