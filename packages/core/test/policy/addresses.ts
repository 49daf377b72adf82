/*
 * Addresses as numbers, read on their own: this side of the comparison uses no code of the other.
 */

/** An address: its family and its bits as a number. */
export interface Ip {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));

/** Reads `10.0.0.1`, or IPv6 in groups with at most one `::`. */
export function ip(text: string): Ip {
  if (!text.includes(':')) {
    const bits = text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    return { family: 4, bits: BigInt(bits) };
  }
  const [before = '', after] = text.split('::');
  const head = groupsOf(before);
  const tail = after === undefined ? [] : groupsOf(after);
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  const digits = [...head, ...zeros, ...tail].map((group) => group.padStart(4, '0')).join('');
  return { family: 6, bits: BigInt(`0x${digits}`) };
}

/** The address as text: IPv6 as eight groups. */
export function ipText({ family, bits }: Ip): string {
  const [parts, width] = family === 4 ? [4, 8n] : [8, 16n];
  const base = family === 4 ? 10 : 16;
  return Array.from({ length: parts }, (_, i) =>
    ((bits >> (BigInt(parts - 1 - i) * width)) & ((1n << width) - 1n)).toString(base),
  ).join(family === 4 ? '.' : ':');
}

/** First and last address of a block; bits set behind the length do not count. */
export function block(cidr: string): { readonly first: Ip; readonly last: Ip } {
  const [text = '', length = ''] = cidr.split('/');
  const { family, bits } = ip(text);
  const size = 1n << BigInt((family === 4 ? 32 : 128) - Number(length));
  const first = bits - (bits % size);
  return { first: { family, bits: first }, last: { family, bits: first + size - 1n } };
}

/** The family of an address or a block. */
export const familyOf = (text: string): 4 | 6 => (text.includes(':') ? 6 : 4);

/** Whether two texts are one address. */
export const isSame = (one: string, other: string): boolean =>
  familyOf(one) === familyOf(other) && ip(one).bits === ip(other).bits;

/** Whether an address lies in a block; never when their families differ. */
export function lies(address: string, cidr: string): boolean {
  if (familyOf(address) !== familyOf(cidr)) return false;
  const { bits } = ip(address);
  const { first, last } = block(cidr);
  return bits >= first.bits && bits <= last.bits;
}

/** The addresses at the borders of a block: first and last, and the one before and after. */
export function borders(cidr: string): readonly string[] {
  const { first, last } = block(cidr);
  const top = (1n << (first.family === 4 ? 32n : 128n)) - 1n;
  return [first.bits - 1n, first.bits, last.bits, last.bits + 1n]
    .filter((bits) => bits >= 0n && bits <= top)
    .map((bits) => ipText({ family: first.family, bits }));
}
