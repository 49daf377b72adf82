import { bitsOf, formatAddress } from './address.ts';
import { type Parsed, parseAddress, parsePrefix } from './parse.ts';
import { formatPrefix, type Prefix, prefixOf } from './prefix.ts';
import type { RefusalCode } from './refusal.ts';
import { scanAddress6, scanned } from './scan.ts';

/** A prefix read from sloppy text, and a sentence part for each thing that had to be assumed. */
export interface LenientPrefix {
  readonly value: Prefix;
  readonly notes: readonly string[];
}

/** A better spelling of a refused text with a note; undefined when there is no safe guess. */
type Repair = (text: string) => { readonly text: string; readonly note: string } | undefined;

/** What can be mended, by what the strict parser complains about. Each cures its own complaint. */
const repairs: Partial<Record<RefusalCode, Repair>> = {
  whitespace: (text) => ({ text: text.trim(), note: 'blanks around it were dropped' }),
  zoneId: (text) => ({ text: text.replace(/%[^/]*/, ''), note: 'the zone was dropped' }),
  leadingZero: (text) => ({
    text: text.replace(/(^|[./])0+(?=\d)/g, '$1'),
    note: 'leading zeros were dropped, the numbers read as decimal',
  }),
  shortForm: fillShortForm,
  missingLength: (text) => ({
    text: `${text}/${text.includes(':') ? 128 : 32}`,
    note: 'no length was given, so it is one address',
  }),
  netmask: lengthFromMask,
  dottedTail: groupsFromTail,
  mappedForm: (text) => unmap(text),
  hostBits: clearHostBits,
};

/**
 * Reads what people and old tools write: blanks around, a missing length (one address), a mask for a
 * length, leading zeros (read as decimal), `10/8`, zones, IPv4 in IPv6 clothes, bits behind the
 * length. Every guess is noted. What has two readings stays refused: `10.1` without a length.
 *
 * There is one grammar only, the strict one: this mends what it complains about and asks again.
 */
export function parsePrefixLenient(text: string): Parsed<LenientPrefix> {
  return mend(text, []);
}

function mend(text: string, notes: readonly string[]): Parsed<LenientPrefix> {
  const parsed = parsePrefix(text);
  if (parsed.ok) return { ok: true, value: { value: parsed.value, notes } };
  const mended = repairs[parsed.code]?.(text);
  // A note seen twice would mean a repair that does not cure; then the refusal stands.
  if (mended === undefined || notes.includes(mended.note)) return parsed;
  return mend(mended.text, [...notes, mended.note]);
}

/** `10/8` is 10.0.0.0/8. Without a length, programs read `10.1` as 10.0.0.1: no guess is safe. */
function fillShortForm(text: string): ReturnType<Repair> {
  const [address = '', length] = text.split('/');
  if (length === undefined) return undefined;
  const octets = address.split('.');
  const full = [...octets, '0', '0', '0'].slice(0, 4).join('.');
  return { text: `${full}/${length}`, note: `${address} was read as ${full}` };
}

function lengthFromMask(text: string): ReturnType<Repair> {
  const [address = '', mask = ''] = text.split('/');
  const parsed = parseAddress(mask);
  if (!parsed.ok || parsed.value.family !== 4) return undefined;
  const length = Math.clz32(~parsed.value.value);
  const whole = prefixOf({ family: 4, value: 0xffffffff }, length);
  if (whole.first !== parsed.value.value) return undefined;
  return { text: `${address}/${length}`, note: `the mask ${mask} was read as /${length}` };
}

function groupsFromTail(text: string): ReturnType<Repair> {
  const tail = /\d+\.\d+\.\d+\.\d+/.exec(text)?.[0] ?? '';
  const parsed = parseAddress(tail);
  if (!parsed.ok || parsed.value.family !== 4) return undefined;
  const value = parsed.value.value;
  const groups = `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
  return { text: text.replace(tail, groups), note: `${tail} was read as ${groups}` };
}

/** Within ::ffff:0:0/96 the last 32 bits are the IPv4 address, and /96 more than its length. */
function unmap(text: string): ReturnType<Repair> {
  const [address = '', length] = text.split('/');
  const four = /(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? fourFromGroups(address);
  if (four === undefined) return undefined;
  const note = `${address} was read as the IPv4 address ${four}`;
  if (length === undefined) return { text: four, note };
  const short = /^\d{1,3}$/.test(length) ? Number(length) - 96 : -1;
  return short < 0 ? undefined : { text: `${four}/${short}`, note };
}

function fourFromGroups(address: string): string | undefined {
  if (scanAddress6(address) !== address.length) return undefined;
  return formatAddress({ family: 4, value: scanned[3] ?? 0 });
}

function clearHostBits(text: string): ReturnType<Repair> {
  const [address = '', length = ''] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed.ok) return undefined;
  const bits = bitsOf(parsed.value.family);
  const block = formatPrefix(prefixOf(parsed.value, Math.min(Number(length), bits)));
  return { text: block, note: `${text} has bits set behind its length and was read as ${block}` };
}
