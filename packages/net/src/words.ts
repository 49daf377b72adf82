import type { Prefix } from './prefix.ts';

/**
 * The same bits in two forms: a `bigint` is comfortable and slow, four words of 32 bits, highest
 * first, are what the flat arrays of this package hold. IPv4 uses the first word only.
 *
 * The way between the two is one buffer seen as two numbers of 64 bits and as four of 32, which is
 * several times faster than shifts and masks. The machine decides which half of a number comes first.
 */
const pairs = new BigUint64Array(2);
const halves = new Uint32Array(pairs.buffer);
pairs[0] = 1n;
const low = halves[0] === 1 ? 0 : 1;
const high = 1 - low;

/** Four words as one unsigned 128 bit number. */
export function valueOfWords(words: Uint32Array): bigint {
  halves[high] = words[0] ?? 0;
  halves[low] = words[1] ?? 0;
  halves[2 + high] = words[2] ?? 0;
  halves[2 + low] = words[3] ?? 0;
  const top = (pairs[0] ?? 0n) << 64n;
  return halves[2] === 0 && halves[3] === 0 ? top : top | (pairs[1] ?? 0n);
}

/** Writes the bits of the first address to four words. */
export function writeWords(p: Prefix, words: Uint32Array): void {
  if (p.family === 4) {
    words[0] = p.first;
    words[1] = 0;
    words[2] = 0;
    words[3] = 0;
  } else writeValue(p.first, words);
}

/** Writes an unsigned 128 bit number to four words. */
export function writeValue(value: bigint, words: Uint32Array): void {
  pairs[0] = value >> 64n;
  pairs[1] = value;
  words[0] = halves[high] ?? 0;
  words[1] = halves[low] ?? 0;
  words[2] = halves[2 + high] ?? 0;
  words[3] = halves[2 + low] ?? 0;
}
