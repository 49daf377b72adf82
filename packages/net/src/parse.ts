import type { Address } from './address.ts';
import type { Prefix } from './prefix.ts';
import { type Refusal, refuseAddress, refusePrefix } from './refusal.ts';
import {
  scanAddress4,
  scanAddress6,
  scanned,
  scannedIsMapped,
  scanPrefix,
  sixFlag,
} from './scan.ts';
import { valueOfWords } from './words.ts';

/** What a text says, or why it was refused. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | Refusal;

/**
 * Reads one address in strict form. IPv4: four decimal numbers without leading zeros. IPv6: groups,
 * at most one `::`, no zone, no dotted tail, and no IPv4 address in disguise (::ffff:0:0/96).
 */
export function parseAddress(text: string): Parsed<Address> {
  if (scanAddress4(text) === text.length) {
    return { ok: true, value: { family: 4, value: scanned[0] ?? 0 } };
  }
  if (scanAddress6(text) !== text.length || scannedIsMapped()) return refuseAddress(text);
  return { ok: true, value: { family: 6, value: valueOfWords(scanned) } };
}

/**
 * Reads one prefix in strict form: an address as `parseAddress` reads it, a slash, a length without
 * leading zeros, and no bits set behind the length; the reason for that last refusal names the block
 * that was probably meant.
 */
export function parsePrefix(text: string): Parsed<Prefix> {
  const code = scanPrefix(text);
  if (code < 0) return refusePrefix(text);
  if (code < sixFlag) {
    return { ok: true, value: { family: 4, first: scanned[0] ?? 0, length: code } };
  }
  const length = code - sixFlag;
  return { ok: true, value: { family: 6, first: valueOfWords(scanned), length } };
}

/** A prefix written in code or in a test. Throws a RangeError with the reason for any other text. */
export function prefix(text: string): Prefix {
  return orThrow(parsePrefix(text));
}

/** An address written in code or in a test. Throws a RangeError with the reason for any other text. */
export function address(text: string): Address {
  return orThrow(parseAddress(text));
}

function orThrow<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new RangeError(parsed.reason);
  return parsed.value;
}
