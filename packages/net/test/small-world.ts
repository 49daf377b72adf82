import fc from 'fast-check';
import {
  type Address,
  addressAfter,
  containsAddress,
  type Family,
  firstAddress,
  type Prefix,
  prefix,
  prefixOf,
} from '../src/index.ts';

/**
 * A world of 256 addresses, small enough for the stupidest oracle there is: one boolean each. It lies
 * across a carry between words (IPv4) and halves (IPv6), where clever code breaks.
 */
export interface World {
  readonly family: Family;
  readonly whole: Prefix;
  /** Prefixes in the world, of any length. */
  readonly prefixes: fc.Arbitrary<Prefix>;
}

/** How many addresses a world has. */
export const worldSize = 256;

/** Runs are the same every time; a failure prints the seed and path of its smallest case. */
export const runs = { seed: 20_260_801, numRuns: 300 } as const;

function world(text: string, from: number): World {
  const whole = prefix(text);
  const first = firstAddress(whole);
  const prefixes = fc
    .tuple(fc.integer({ min: 0, max: worldSize - 1 }), fc.integer({ min: 0, max: 8 }))
    .map(([offset, bits]) => prefixOf(addressAfter(first, offset) ?? first, from + bits));
  return { family: whole.family, whole, prefixes };
}

/** The top of IPv4, the bottom, a middle; an IPv6 world at the end of the space and one elsewhere. */
export const worlds: readonly World[] = [
  world('255.255.255.0/24', 24),
  world('0.0.0.0/24', 24),
  world('10.127.255.0/24', 24),
  world('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff00/120', 120),
  world('2001:db8:0:ffff:ffff:ffff:ffff:ff00/120', 120),
];

/** Every address of a world, in order. */
export function addressesOf({ whole }: World): Address[] {
  const first = firstAddress(whole);
  return Array.from({ length: worldSize }, (_, offset) => addressAfter(first, offset) ?? first);
}

/** Which addresses of the world at least one of the prefixes contains. */
export function membership(world: World, prefixes: readonly Prefix[]): boolean[] {
  return addressesOf(world).map((address) => prefixes.some((p) => containsAddress(p, address)));
}
