// The same random prefixes on every machine and every run.

import { formatPrefix, prefixOf } from '@aksnet/net';

/** Numbers from 0 to 2^32 - 1, by xorshift, from a seed that is not 0. */
function numbers(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** IPv4 of /16 to /28, anywhere. */
export function prefixes4(count) {
  const next = numbers(0x10203040);
  return Array.from({ length: count }, () =>
    prefixOf({ family: 4, value: next() }, 16 + (next() % 13)),
  );
}

/** IPv6 of /32 to /64 in 2000::/3, anywhere. */
export function prefixes6(count) {
  const next = numbers(0x50607080);
  return Array.from({ length: count }, () => {
    const top = (BigInt(next() >>> 3) << 96n) | (0x2000n << 112n) | (BigInt(next()) << 64n);
    return prefixOf({ family: 6, value: top }, 32 + (next() % 33));
  });
}

export function addresses4(count) {
  const next = numbers(0x0badcafe);
  return Array.from({ length: count }, () => ({ family: 4, value: next() }));
}

export function addresses6(count) {
  const next = numbers(0x0ddba11);
  return Array.from({ length: count }, () => ({
    family: 6,
    value: (0x2000n << 112n) | (BigInt(next() >>> 3) << 96n) | (BigInt(next()) << 64n) | 1n,
  }));
}

export const textsOf = (prefixes) => prefixes.map(formatPrefix);

/** Lengths for an allocator, mixed as subnets of clusters are. */
export function lengths(count, shortest, longest) {
  const next = numbers(0x7e57ab1e);
  return Array.from({ length: count }, () => shortest + (next() % (longest - shortest + 1)));
}

/** Which of the live blocks goes next. */
export function picks(count) {
  const next = numbers(0x5eed5eed);
  return Array.from({ length: count }, next);
}
