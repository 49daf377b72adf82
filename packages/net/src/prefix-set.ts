import type { Address } from './address.ts';
import { formatPrefix, type Prefix } from './prefix.ts';
import { sortValues } from './prefix-columns.ts';
import { type AddressRange, blockBits4, blockBits6, rangeOf } from './range.ts';

/**
 * An immutable set of addresses of both families.
 *
 * Idea: walking up the addresses, membership switches on and off; a set is the list of the places
 * where it switches, strictly ascending, `on` at even places and `off` (one behind the last member)
 * at odd ones. 10.0.0.0/8 and 12.0.0.0/8 are [10·2^24, 11·2^24, 12·2^24, 13·2^24].
 *
 * There is one such list for each set of addresses, so equal sets have equal lists and nothing needs
 * to be made minimal. Every operation is one merge of two lists: O(n + m).
 */
export interface PrefixSet {
  readonly four: readonly number[];
  readonly six: readonly bigint[];
}

/** The set without an address. */
export const emptySet: PrefixSet = { four: [], six: [] };

/** The addresses of all these prefixes, which may overlap, touch and come in any order. */
export function setOf(prefixes: Iterable<Prefix>): PrefixSet {
  return gather(prefixes, rangeOf);
}

/** The addresses of all these ranges, which may overlap, touch and come in any order. */
export function setOfRanges(ranges: Iterable<AddressRange>): PrefixSet {
  return gather(ranges, (range) => range);
}

/** What is in `a`, in `b` or in both. */
export function union(a: PrefixSet, b: PrefixSet): PrefixSet {
  return merge(a, b, (inA, inB) => inA || inB);
}

/** What is in both. */
export function intersect(a: PrefixSet, b: PrefixSet): PrefixSet {
  return merge(a, b, (inA, inB) => inA && inB);
}

/** What is in `a` and not in `b`. */
export function subtract(a: PrefixSet, b: PrefixSet): PrefixSet {
  return merge(a, b, (inA, inB) => inA && !inB);
}

/** What is in one of them only. */
export function difference(a: PrefixSet, b: PrefixSet): PrefixSet {
  return merge(a, b, (inA, inB) => inA !== inB);
}

/** Whether no address is in the set. */
export function isEmptySet(set: PrefixSet): boolean {
  return set.four.length === 0 && set.six.length === 0;
}

/** Whether both hold the same addresses. */
export function sameSet(a: PrefixSet, b: PrefixSet): boolean {
  return isEmptySet(difference(a, b));
}

/** How many addresses the set has. */
export function setSize(set: PrefixSet): bigint {
  let size = 0n;
  for (const range of rangesOf(set)) size += BigInt(range.last) - BigInt(range.first) + 1n;
  return size;
}

/** Whether the address is in the set. O(log n). */
export function setContainsAddress(set: PrefixSet, a: Address): boolean {
  const switches = a.family === 4 ? countUpTo(set.four, a.value) : countUpTo(set.six, a.value);
  return switches % 2 === 1;
}

/** Whether every address of the prefix is in the set. O(log n). */
export function setContains(set: PrefixSet, p: Prefix): boolean {
  const range = rangeOf(p);
  return range.family === 4
    ? isOnThroughout(set.four, range.first, range.last)
    : isOnThroughout(set.six, range.first, range.last);
}

/** Whether an address of the prefix is in the set. O(log n). */
export function setMeets(set: PrefixSet, p: Prefix): boolean {
  const range = rangeOf(p);
  return range.family === 4
    ? isOnSomewhere(set.four, range.first, range.last)
    : isOnSomewhere(set.six, range.first, range.last);
}

/** The ranges of the set, ascending, IPv4 first; between two of them lies at least one address. */
export function* rangesOf(set: PrefixSet): IterableIterator<AddressRange> {
  for (const [first, end] of pairs(set.four)) yield { family: 4, first, last: end - 1 };
  for (const [first, end] of pairs(set.six)) yield { family: 6, first, last: end - 1n };
}

/** The fewest prefixes that make up the set, ascending, IPv4 first. Made one at a time. */
export function* prefixesOf({ four, six }: PrefixSet): IterableIterator<Prefix> {
  // As in `prefixesOfRange`, but one generator for all ranges: sets may have very many.
  for (const [on, off] of pairs(four)) {
    for (let first = on, bits = 0; first < off; first += 2 ** bits) {
      bits = blockBits4(first, off);
      yield { family: 4, first, length: 32 - bits };
    }
  }
  for (const [on, off] of pairs(six)) {
    for (let first = on, bits = 0; first < off; first += 1n << BigInt(bits)) {
      bits = blockBits6(first, off);
      yield { family: 6, first, length: 128 - bits };
    }
  }
}

/** Canonical text: the fewest prefixes with ", " between. Equal sets have equal text. */
export function formatSet(set: PrefixSet): string {
  return [...prefixesOf(set)].map(formatPrefix).join(', ');
}

type Keep = (inA: boolean, inB: boolean) => boolean;

function merge(a: PrefixSet, b: PrefixSet, keep: Keep): PrefixSet {
  return { four: mergeLists(a.four, b.four, keep), six: mergeLists(a.six, b.six, keep) };
}

/** `keep` must be false outside both. */
function mergeLists<T extends number | bigint>(a: readonly T[], b: readonly T[], keep: Keep): T[] {
  const switches: T[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const nextA = a[i];
    const nextB = b[j];
    const at = nextB === undefined || (nextA !== undefined && nextA < nextB) ? nextA : nextB;
    if (at === undefined) return switches;
    if (nextA === at) i++;
    if (nextB === at) j++;
    const on = switches.length % 2 === 1;
    if (keep(i % 2 === 1, j % 2 === 1) !== on) switches.push(at);
  }
}

function gather<T>(items: Iterable<T>, range: (item: T) => AddressRange): PrefixSet {
  const starts4: number[] = [];
  const lasts4: number[] = [];
  const starts6: bigint[] = [];
  const lasts6: bigint[] = [];
  for (const item of items) {
    const { family, first, last } = range(item);
    if (family === 4) {
      starts4.push(first);
      lasts4.push(last);
    } else {
      starts6.push(first);
      lasts6.push(last);
    }
  }
  const ends4 = sorted4(lasts4).map((last) => last + 1);
  const ends6 = sortValues(lasts6).map((last) => last + 1n);
  return {
    four: switchesOf(sorted4(starts4), ends4),
    six: switchesOf(sortValues(starts6), ends6),
  };
}

/** Starts and ends, sorted apart: members are where more ranges have started than ended. */
function switchesOf<T extends number | bigint>(starts: ArrayLike<T>, ends: ArrayLike<T>): T[] {
  const switches: T[] = [];
  let started = 0;
  for (let ended = 0; ended < ends.length; ended++) {
    const end = ends[ended];
    if (end === undefined) break;
    for (
      let start = starts[started];
      start !== undefined && start <= end;
      start = starts[started]
    ) {
      // a start at the place of an end comes first, so that ranges that touch become one
      if (started++ === ended) switches.push(start);
    }
    if (started === ended + 1) switches.push(end);
  }
  return switches;
}

/** A typed array sorts numbers without calling back. */
function sorted4(values: number[]): Float64Array {
  return Float64Array.from(values).sort();
}

function* pairs<T>(switches: readonly T[]): IterableIterator<readonly [on: T, off: T]> {
  for (let i = 0; i < switches.length; i += 2) {
    const on = switches[i];
    const off = switches[i + 1];
    if (on !== undefined && off !== undefined) yield [on, off];
  }
}

/** How many switches are at or before the value, by halving. */
function countUpTo<T extends number | bigint>(switches: readonly T[], value: T): number {
  let low = 0;
  let high = switches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = switches[middle];
    if (at !== undefined && at <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isOnThroughout<T extends number | bigint>(list: readonly T[], first: T, last: T): boolean {
  const before = countUpTo(list, first);
  return before % 2 === 1 && countUpTo(list, last) === before;
}

function isOnSomewhere<T extends number | bigint>(list: readonly T[], first: T, last: T): boolean {
  const before = countUpTo(list, first);
  return before % 2 === 1 || countUpTo(list, last) > before;
}
