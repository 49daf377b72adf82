import { type Address, formatAddress } from './address.ts';
import { type Parsed, parseAddress } from './parse.ts';
import type { Prefix } from './prefix.ts';
import { refuse } from './refusal.ts';
import { writeValue } from './words.ts';

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
export function* prefixesOfRange(r: AddressRange): IterableIterator<Prefix> {
  if (r.family === 4) {
    for (let first = r.first, bits = 0; first <= r.last; first += 2 ** bits) {
      bits = blockBits4(first, r.last + 1);
      yield { family: 4, first, length: 32 - bits };
    }
  } else {
    for (let first = r.first, bits = 0; first <= r.last; first += 1n << BigInt(bits)) {
      bits = blockBits6(first, r.last + 1n);
      yield { family: 6, first, length: 128 - bits };
    }
  }
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
 * The bits of the largest block that may start at `first` (no more than that has zeros at its end) and
 * ends at `end` at the latest (no more than what is between them has). Block after block, that covers
 * a range with the fewest. O(1).
 */
export function blockBits4(first: number, end: number): number {
  const zeros = first === 0 ? 32 : 31 - Math.clz32(first & -first);
  const rest = end - first === 2 ** 32 ? 32 : 31 - Math.clz32(end - first);
  return Math.min(zeros, rest);
}

/** The same for IPv6. */
export function blockBits6(first: bigint, end: bigint): number {
  writeValue(first, words);
  const zeros = zerosAtEnd(words);
  // 2^128, the whole family, loses its only bit here, as zero has none: both count as 128.
  writeValue(end - first, words);
  return Math.min(zeros, highestBit(words));
}

const words = new Uint32Array(4);

function zerosAtEnd(value: Uint32Array): number {
  for (let word = 3; word >= 0; word--) {
    const bits = value[word] ?? 0;
    if (bits !== 0) return (3 - word) * 32 + 31 - Math.clz32(bits & -bits);
  }
  return 128;
}

function highestBit(value: Uint32Array): number {
  for (let word = 0; word < 4; word++) {
    const bits = value[word] ?? 0;
    if (bits !== 0) return (3 - word) * 32 + 31 - Math.clz32(bits);
  }
  return 128;
}
