import type { Prefix } from './prefix.ts';

/**
 * The same bits in two forms: a `bigint` is comfortable and slow, four words of 32 bits, highest
 * first, are what the flat arrays of this package hold. IPv4 uses the first word only.
 */

const view = new DataView(new ArrayBuffer(16));

/** Four words, from that place on, as one unsigned 128 bit number. */
export function valueOfWords(words: Uint32Array, at = 0): bigint {
  view.setUint32(0, words[at] ?? 0);
  view.setUint32(4, words[at + 1] ?? 0);
  view.setUint32(8, words[at + 2] ?? 0);
  view.setUint32(12, words[at + 3] ?? 0);
  const low = view.getBigUint64(8);
  const high = view.getBigUint64(0) << 64n;
  return low === 0n ? high : high | low;
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
  view.setBigUint64(0, value >> 64n);
  view.setBigUint64(8, value);
  words[0] = view.getUint32(0);
  words[1] = view.getUint32(4);
  words[2] = view.getUint32(8);
  words[3] = view.getUint32(12);
}
