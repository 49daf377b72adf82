import type { Address } from './address.ts';
import { mask4, type Prefix, prefixOf } from './prefix.ts';
import {
  type Refusal,
  refuseAddress,
  refuseHostBits,
  refuseMapped,
  refusePrefix,
  standsForIpv4,
} from './refusal.ts';
import { scanAddress4, scanAddress6, scanLength, scanned, scannedIsMapped } from './scan.ts';
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
  if (scanAddress6(text) !== text.length) return refuseAddress(text);
  const value = valueOfWords(scanned);
  return scannedIsMapped() ? refuseMapped(text, value) : { ok: true, value: { family: 6, value } };
}

/**
 * Reads one prefix in strict form: an address as `parseAddress` reads it, a slash, a length without
 * leading zeros, and no bits set behind the length; the reason for that last refusal names the block
 * that was probably meant.
 */
export function parsePrefix(text: string): Parsed<Prefix> {
  const at = scanAddress4(text);
  if (at < 0) return parsePrefix6(text);
  const length = scanLength(text, at, 32);
  if (length < 0) return refusePrefix(text);
  const value = scanned[0] ?? 0;
  const first = (value & mask4(length)) >>> 0;
  return first === value
    ? { ok: true, value: { family: 4, first, length } }
    : refuseHostBits(text, { family: 4, first, length });
}

function parsePrefix6(text: string): Parsed<Prefix> {
  const at = scanAddress6(text);
  const length = at < 0 ? -1 : scanLength(text, at, 128);
  if (length < 0) return refusePrefix(text);
  const value = valueOfWords(scanned);
  if (standsForIpv4(value, length)) return refuseMapped(text, value);
  const canonical = prefixOf({ family: 6, value }, length);
  return canonical.first === value
    ? { ok: true, value: canonical }
    : refuseHostBits(text, canonical);
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
