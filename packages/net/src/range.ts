import { type Address, formatAddress } from './address.ts';
import { type Parsed, parseAddress } from './parse.ts';
import type { Prefix } from './prefix.ts';
import { refuse } from './refusal.ts';

/** IPv4 addresses from `first` to `last`, both included, `first` not after `last`. */
export interface Range4 {
  readonly family: 4;
  readonly first: number;
  readonly last: number;
}

/** IPv6 addresses from `first` to `last`, both included, `first` not after `last`. */
export interface Range6 {
  readonly family: 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Addresses without a gap, of any size and alignment; a prefix is the special case that is aligned. */
export type AddressRange = Range4 | Range6;

/** Reads `10.0.0.4-10.0.0.9`: two addresses in strict form, the same family, the lower one first. */
export function parseRange(text: string): Parsed<AddressRange> {
  const [first = '', last, ...rest] = text.split('-');
  if (last === undefined || rest.length > 0) {
    return refuse('syntax', text, 'is not two addresses with one "-" between');
  }
  const low = parseAddress(first);
  if (!low.ok) return low;
  const high = parseAddress(last);
  if (!high.ok) return high;
  const range = rangeBetween(low.value, high.value);
  return range
    ? { ok: true, value: range }
    : refuse('rangeOrder', text, 'does not go upwards within one family');
}

/** The addresses from one to the other; undefined when they are of two families or in wrong order. */
export function rangeBetween(first: Address, last: Address): AddressRange | undefined {
  if (first.family === 4 && last.family === 4 && first.value <= last.value) {
    return { family: 4, first: first.value, last: last.value };
  }
  if (first.family === 6 && last.family === 6 && first.value <= last.value) {
    return { family: 6, first: first.value, last: last.value };
  }
  return undefined;
}

/** The addresses of a prefix as a range. */
export function rangeOf(p: Prefix): AddressRange {
  return p.family === 4
    ? { family: 4, first: p.first, last: p.first + 2 ** (32 - p.length) - 1 }
    : { family: 6, first: p.first, last: p.first + (1n << BigInt(128 - p.length)) - 1n };
}

/** Canonical text, which `parseRange` reads. */
export function formatRange(r: AddressRange): string {
  const [first, last] = endsOf(r);
  return `${formatAddress(first)}-${formatAddress(last)}`;
}

/** How many addresses there are. */
export function rangeSize(r: AddressRange): bigint {
  return BigInt(r.last) - BigInt(r.first) + 1n;
}

/** Whether the address is one of the range. */
export function rangeContains(r: AddressRange, a: Address): boolean {
  return r.family === a.family && r.first <= a.value && a.value <= r.last;
}

/**
 * Whether the two share an address.
 *
 *     a |--------|
 *     b       |--------|
 */
export function rangesMeet(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** The fewest prefixes that cover the range and nothing else, ascending: at most two per bit. */
export function prefixesOfRange(r: AddressRange): IterableIterator<Prefix> {
  return r.family === 4 ? blocks4(r.first, r.last + 1) : blocks6(r.first, r.last + 1n);
}

/** The prefix that the range is; undefined when it is not aligned or its size is no power of two. */
export function asPrefix(r: AddressRange): Prefix | undefined {
  const blocks = prefixesOfRange(r);
  const only: Prefix | undefined = blocks.next().value;
  return blocks.next().done ? only : undefined;
}

/** The lowest and the highest address. */
export function endsOf(r: AddressRange): readonly [first: Address, last: Address] {
  return r.family === 4
    ? [
        { family: 4, value: r.first },
        { family: 4, value: r.last },
      ]
    : [
        { family: 6, value: r.first },
        { family: 6, value: r.last },
      ];
}

/**
 * Each block is the largest that starts here and fits. Behind a block of size s the next start is a
 * multiple of s again, so alignment only lets the size grow and the end only makes it shrink: sizes
 * rise and then fall, and finding them costs one walk up and one down in total.
 */
function* blocks4(from: number, end: number): IterableIterator<Prefix> {
  let first = from;
  let size = 1;
  let length = 32;
  while (first < end) {
    while (length > 0 && first % (size * 2) === 0 && first + size * 2 <= end) {
      size *= 2;
      length--;
    }
    while (first + size > end) {
      size /= 2;
      length++;
    }
    yield { family: 4, first, length };
    first += size;
  }
}

function* blocks6(from: bigint, end: bigint): IterableIterator<Prefix> {
  let first = from;
  let size = 1n;
  let length = 128;
  while (first < end) {
    while (length > 0 && (first & (size * 2n - 1n)) === 0n && first + size * 2n <= end) {
      size *= 2n;
      length--;
    }
    while (first + size > end) {
      size /= 2n;
      length++;
    }
    yield { family: 6, first, length };
    first += size;
  }
}
