/** The two families of Internet addresses. */
export type Family = 4 | 6;

/** One IPv4 address: an unsigned 32 bit number. */
export interface Address4 {
  readonly family: 4;
  readonly value: number;
}

/** One IPv6 address: an unsigned 128 bit number. A zone is not part of it. */
export interface Address6 {
  readonly family: 6;
  readonly value: bigint;
}

/** One address of either family. */
export type Address = Address4 | Address6;

const end4 = 2 ** 32;
const end6 = 1n << 128n;

/** How many bits an address of this family has. */
export function bitsOf(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/**
 * The canonical text: dotted decimal for IPv4, RFC 5952 for IPv6 (lower case, no leading zeros, the
 * first of the longest runs of zero groups shortened, IPv4-mapped addresses with a dotted tail).
 */
export function formatAddress(a: Address): string {
  if (a.family === 4) return formatValue4(a.value);
  return isMapped(a.value) ? formatMapped(a.value) : formatValue6(a.value);
}

/** Order for sorting: IPv4 before IPv6, then by value. */
export function compareAddresses(a: Address, b: Address): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

/** Whether both are the same address of the same family. */
export function sameAddress(a: Address, b: Address): boolean {
  return a.family === b.family && a.value === b.value;
}

/**
 * The address that many steps further (or back, for negative steps); undefined when that leaves the
 * family. Throws a RangeError for steps that are not a whole number.
 */
export function addressAfter(a: Address, steps: bigint | number): Address | undefined {
  const whole = BigInt(steps);
  if (a.family === 4) {
    const value = a.value + Number(whole);
    return value >= 0 && value < end4 ? { family: 4, value } : undefined;
  }
  const value = a.value + whole;
  return value >= 0n && value < end6 ? { family: 6, value } : undefined;
}

/** Dotted decimal text of an unsigned 32 bit number. */
export function formatValue4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** RFC 5952 text of an unsigned 128 bit number, groups only, never a dotted tail. */
export function formatValue6(value: bigint): string {
  const groups = groupsOf(value);
  const run = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (run.length < 2) return hex.join(':');
  return `${hex.slice(0, run.start).join(':')}::${hex.slice(run.start + run.length).join(':')}`;
}

/** Whether the value lies in ::ffff:0:0/96, where IPv6 spells IPv4 addresses (RFC 4291, 2.5.5.2). */
export function isMapped(value: bigint): boolean {
  return value >> 32n === 0xffffn;
}

function formatMapped(value: bigint): string {
  return `::ffff:${formatValue4(Number(value & 0xffffffffn))}`;
}

function groupsOf(value: bigint): number[] {
  const groups: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(Number((value >> shift) & 0xffffn));
  return groups;
}

/** The first of the longest runs: RFC 5952, 4.2.3. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, at) => {
    if (group !== 0) start = at + 1;
    else if (at + 1 - start > best.length) best = { start, length: at + 1 - start };
  });
  return best;
}
