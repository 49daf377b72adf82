import type { Segments } from './segments.ts';
import { writeValue } from './words.ts';

/**
 * Finds the segment that an address lies in.
 *
 * Search by halving, begun between two marks. The mark of an address is a guess by straight line: the
 * space between the segments at one and at fifteen sixteenths of the list is divided evenly into
 * about as many marks as there are segments, what lies below or above belongs to the first or last
 * one (default routes lie far from everything else). Any rule that never falls while addresses rise
 * would be right; this one is good where prefixes fill a part of the space evenly. `marks[m]` is the
 * number of segments that begin at marks below m. O(log n), about O(1) for an even spread.
 */
export type SegmentSearch<Value> = (value: Value) => number;

/** The search in segments of IPv4. */
export function segmentSearch4({ words, count }: Segments): SegmentSearch<number> {
  const [starts = new Uint32Array(count)] = words;
  const base = starts[count >>> 4] ?? 0;
  const top = topMark(count);
  // A power of two for a step, so that whole numbers do; at least one mark in two is then in use.
  const range = (starts[count - 1 - (count >>> 4)] ?? 0) - base;
  const shift = Math.max(0, bitsIn(range) - bitsIn(top));
  const markOf = (value: number): number =>
    value <= base ? 0 : Math.min(top, (value - base) >>> shift);
  const marks = marksOf(starts.map(markOf), top);
  return (value) => {
    const mark = markOf(value);
    let low = marks[mark] ?? 0;
    let high = marks[mark + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
}

/**
 * The search in segments of IPv6. The line goes through the first 64 bits as floating point, which
 * rounds but never falls. Words of one segment lie together, so that a look costs one cache line.
 */
export function segmentSearch6({ words, count }: Segments): SegmentSearch<bigint> {
  const starts = new Uint32Array(count * 4);
  words.forEach((column, word) => {
    for (let i = 0; i < count; i++) starts[i * 4 + word] = column[i] ?? 0;
  });
  const front = (at: number): number => (starts[at] ?? 0) * 2 ** 32 + (starts[at + 1] ?? 0);
  const base = front((count >>> 4) * 4);
  const top = topMark(count);
  const scale = top / (front((count - 1 - (count >>> 4)) * 4) - base || 1);
  const markOf = (bits: number): number => Math.max(0, Math.min(top, (bits - base) * scale)) | 0;
  const markBySegment = new Uint32Array(count);
  for (let i = 0; i < count; i++) markBySegment[i] = markOf(front(i * 4));
  const marks = marksOf(markBySegment, top);
  const asked = new Uint32Array(4);
  return (value) => {
    writeValue(value, asked);
    const a0 = asked[0] ?? 0;
    const a1 = asked[1] ?? 0;
    const mark = markOf(a0 * 2 ** 32 + a1);
    let low = marks[mark] ?? 0;
    let high = marks[mark + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = middle * 4;
      let ahead = (starts[at] ?? 0) - a0 || (starts[at + 1] ?? 0) - a1;
      ahead ||= (starts[at + 2] ?? 0) - (asked[2] ?? 0) || (starts[at + 3] ?? 0) - (asked[3] ?? 0);
      if (ahead <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
}

/** The number of the last mark: marks are a power of two, take four bytes each, 1 MB at most. */
function topMark(count: number): number {
  return 2 ** Math.min(18, bitsIn(count)) - 1;
}

function bitsIn(whole: number): number {
  return 32 - Math.clz32(whole);
}

function marksOf(markBySegment: Uint32Array, top: number): Uint32Array {
  const marks = new Uint32Array(top + 2);
  for (const mark of markBySegment) marks[mark + 1] = (marks[mark + 1] ?? 0) + 1;
  for (let mark = 1; mark < marks.length; mark++) {
    marks[mark] = (marks[mark] ?? 0) + (marks[mark - 1] ?? 0);
  }
  return marks;
}
