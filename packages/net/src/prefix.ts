import {
  type Address,
  bitsOf,
  type Family,
  formatAddress,
  formatValue4,
  formatValue6,
} from './address.ts';

/** An IPv4 prefix. Canonical: the bits after `length` (0 to 32) are zero. */
export interface Prefix4 {
  readonly family: 4;
  readonly first: number;
  readonly length: number;
}

/** An IPv6 prefix. Canonical: the bits after `length` (0 to 128) are zero. */
export interface Prefix6 {
  readonly family: 6;
  readonly first: bigint;
  readonly length: number;
}

/** A block of 2^n addresses that starts at a multiple of its size. Two of them nest or are apart. */
export type Prefix = Prefix4 | Prefix6;

/**
 * Canonical text, `10.0.0.0/8` or `2001:db8::/32`. Blocks within ::ffff:0:0/96 that stand for IPv4
 * addresses get a dotted tail, as addresses do; the /96 itself and wider blocks are spelled in groups.
 */
export function formatPrefix(p: Prefix): string {
  if (p.family === 4) return `${formatValue4(p.first)}/${p.length}`;
  const first = p.length > 96 ? formatAddress(firstAddress(p)) : formatValue6(p.first);
  return `${first}/${p.length}`;
}

/** The lowest address, which is the prefix with zeros after its length. */
export function firstAddress(p: Prefix): Address {
  return p.family === 4 ? { family: 4, value: p.first } : { family: 6, value: p.first };
}

/** The highest address. */
export function lastAddress(p: Prefix): Address {
  return p.family === 4
    ? { family: 4, value: p.first + 2 ** (32 - p.length) - 1 }
    : { family: 6, value: p.first + hostMask6(p.length) };
}

/** How many addresses the block has, exactly. */
export function prefixSize(p: Prefix): bigint {
  return 1n << BigInt(bitsOf(p.family) - p.length);
}

/** How many addresses the block has, as a number: exact too, for every count is a power of two. */
export function addressCount(p: Prefix): number {
  return 2 ** (bitsOf(p.family) - p.length);
}

/**
 * Whether every address of `inner` is in `outer`. Equal prefixes contain each other.
 *
 *     outer |---------------|
 *     inner     |---|
 */
export function contains(outer: Prefix, inner: Prefix): boolean {
  if (outer.length > inner.length) return false;
  if (outer.family === 4) {
    return inner.family === 4 && (inner.first & mask4(outer.length)) >>> 0 === outer.first;
  }
  return inner.family === 6 && (inner.first ^ outer.first) >> BigInt(128 - outer.length) === 0n;
}

/** Whether the address lies in the block. */
export function containsAddress(p: Prefix, a: Address): boolean {
  if (p.family === 4) return a.family === 4 && (a.value & mask4(p.length)) >>> 0 === p.first;
  return a.family === 6 && (a.value ^ p.first) >> BigInt(128 - p.length) === 0n;
}

/**
 * Whether the two share an address. Prefixes cannot cross, so one then contains the other.
 *
 *     a |---------------|            a |-------|
 *     b     |---|          meets     b           |---|   does not
 */
export function meets(a: Prefix, b: Prefix): boolean {
  return a.length <= b.length ? contains(a, b) : contains(b, a);
}

/** Order for sorting: IPv4 first, then by first address, then shorter (larger) before longer. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.length - b.length;
}

/** Whether both are the same block of the same family. */
export function samePrefix(a: Prefix, b: Prefix): boolean {
  return a.family === b.family && a.length === b.length && a.first === b.first;
}

/** The block of that length around `p`. Throws a RangeError when `length` is longer than `p`'s own. */
export function supernet(p: Prefix, length: number): Prefix {
  if (length > p.length) throw new RangeError(`/${length} is not around ${formatPrefix(p)}`);
  return prefixOf(firstAddress(p), length);
}

/** The lower and the upper half. Throws a RangeError for a single address, which has none. */
export function halves(p: Prefix): readonly [lower: Prefix, upper: Prefix] {
  const length = p.length + 1;
  checkLength(p.family, length);
  return p.family === 4
    ? [
        { family: 4, first: p.first, length },
        { family: 4, first: p.first + 2 ** (32 - length), length },
      ]
    : [
        { family: 6, first: p.first, length },
        { family: 6, first: p.first + (1n << BigInt(128 - length)), length },
      ];
}

/**
 * The other half of the block one bit larger: 10.0.1.0/24 for 10.0.0.0/24, and the other way round.
 * Throws a RangeError for the whole family, which is half of nothing.
 */
export function buddyOf(p: Prefix): Prefix {
  checkLength(p.family, p.length - 1);
  return p.family === 4
    ? { family: 4, first: (p.first ^ (1 << (32 - p.length))) >>> 0, length: p.length }
    : { family: 6, first: p.first ^ (1n << BigInt(128 - p.length)), length: p.length };
}

/**
 * The blocks of that length inside `p`, ascending, made one at a time: a /8 has 2^24 of /32. Throws
 * a RangeError when `length` is shorter than `p`'s own or longer than the family has bits.
 */
export function subnets(p: Prefix, length: number): IterableIterator<Prefix> {
  checkLength(p.family, length);
  if (length < p.length) throw new RangeError(`/${length} is not inside ${formatPrefix(p)}`);
  return p.family === 4 ? subnets4(p, length) : subnets6(p, length);
}

function* subnets4(p: Prefix4, length: number): IterableIterator<Prefix> {
  const step = 2 ** (32 - length);
  const end = p.first + 2 ** (32 - p.length);
  for (let first = p.first; first < end; first += step) yield { family: 4, first, length };
}

function* subnets6(p: Prefix6, length: number): IterableIterator<Prefix> {
  const step = 1n << BigInt(128 - length);
  const end = p.first + (1n << BigInt(128 - p.length));
  for (let first = p.first; first < end; first += step) yield { family: 6, first, length };
}

/**
 * The n-th address, from 0; undefined when the block is smaller, or n is negative. Throws a
 * RangeError when n is not a whole number.
 */
export function nthAddress(p: Prefix, n: bigint | number): Address | undefined {
  const whole = BigInt(n);
  if (whole < 0n || whole >= prefixSize(p)) return undefined;
  return p.family === 4
    ? { family: 4, value: p.first + Number(whole) }
    : { family: 6, value: p.first + whole };
}

/** The block of that length around the address. Throws a RangeError for a length outside the family. */
export function prefixOf(a: Address, length: number): Prefix {
  checkLength(a.family, length);
  return a.family === 4
    ? { family: 4, first: (a.value & mask4(length)) >>> 0, length }
    : { family: 6, first: a.value & ~hostMask6(length), length };
}

/**
 * The longest length (smallest block) that holds so many addresses; undefined when the whole family
 * is too small or the count is not a number. A count of 0 or less asks for one address; fractions
 * are rounded up.
 */
export function smallestLengthFor(addresses: bigint | number, family: Family): number | undefined {
  const bits = bitsOf(family);
  if (typeof addresses === 'number' && !Number.isFinite(addresses)) return undefined;
  const count = typeof addresses === 'bigint' ? addresses : BigInt(Math.ceil(addresses));
  const needed = count <= 1n ? 0 : (count - 1n).toString(2).length;
  return needed <= bits ? bits - needed : undefined;
}

/** The bits of an IPv4 prefix length, as an unsigned number: /8 is 0xff000000. */
export function mask4(length: number): number {
  // A shift by 32 is a shift by 0 in this language.
  return length === 0 ? 0 : (-1 << (32 - length)) >>> 0;
}

function hostMask6(length: number): bigint {
  return (1n << BigInt(128 - length)) - 1n;
}

function checkLength(family: Family, length: number): void {
  if (!Number.isInteger(length) || length < 0 || length > bitsOf(family)) {
    throw new RangeError(`an IPv${family} prefix has no length ${length}`);
  }
}
