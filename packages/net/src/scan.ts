/**
 * Text to bits, for valid text only; nothing else in the package reads digits on the hot path.
 *
 * The scanners accept the strict grammar or give up without a word; `refusal.ts` then finds out why.
 * That keeps the hot path free of reasons. They return the position behind what they read, and leave
 * the bits in `scanned`, one buffer shared by all calls (there is no allocation per text, and nothing
 * here waits, so no two calls are ever under way at once).
 */

/** The bits last read: four words, highest first. IPv4 uses the first word only. */
export const scanned: Uint32Array = new Uint32Array(4);

const groups = new Uint16Array(8);

const slash = 47;
const dot = 46;
const colon = 58;
const zero = 48;

/** Reads `a.b.c.d` without leading zeros; -1 when the text does not start with that. */
export function scanAddress4(text: string): number {
  let value = 0;
  let at = 0;
  for (let octet = 0; octet < 4; octet++) {
    if (octet > 0 && text.charCodeAt(at++) !== dot) return -1;
    let number = text.charCodeAt(at++) - zero;
    // NaN behind the end fails this as well
    if (!(number >= 0 && number <= 9)) return -1;
    let digit = text.charCodeAt(at) - zero;
    if (digit >= 0 && digit <= 9) {
      if (number === 0) return -1;
      number = number * 10 + digit;
      digit = text.charCodeAt(++at) - zero;
      if (digit >= 0 && digit <= 9) {
        number = number * 10 + digit;
        at++;
      }
    }
    if (number > 255) return -1;
    value = (value << 8) | number;
  }
  scanned[0] = value;
  return at;
}

/** Reads eight groups of one to four hexadecimal digits, or fewer around one `::`; -1 when it cannot. */
export function scanAddress6(text: string): number {
  let at = 0;
  let count = 0;
  let gap = -1;
  if (text.charCodeAt(0) === colon) {
    if (text.charCodeAt(1) !== colon) return -1;
    gap = 0;
    at = 2;
  }
  while (count < 8) {
    let digit = hexDigit(text.charCodeAt(at));
    if (digit < 0) {
      // Only directly behind `::` may a group be missing.
      if (gap !== count) return -1;
      break;
    }
    let group = 0;
    const start = at;
    while (digit >= 0) {
      if (at - start === 4) return -1;
      group = (group << 4) | digit;
      digit = hexDigit(text.charCodeAt(++at));
    }
    groups[count++] = group;
    if (text.charCodeAt(at) !== colon) break;
    if (count === 8) return -1;
    at++;
    if (text.charCodeAt(at) === colon) {
      if (gap >= 0) return -1;
      gap = count;
      at++;
    }
  }
  // `::` stands for at least one group.
  if (gap < 0 ? count !== 8 : count === 8) return -1;
  spread(gap, count);
  return at;
}

/** Reads `/n` from there to the end of the text, without leading zeros; -1 for anything else. */
export function scanLength(text: string, at: number, longest: number): number {
  if (text.charCodeAt(at) !== slash) return -1;
  const digits = text.length - at - 1;
  if (digits < 1 || digits > 3) return -1;
  let length = 0;
  for (let i = at + 1; i < text.length; i++) {
    const digit = text.charCodeAt(i) - zero;
    if (!(digit >= 0 && digit <= 9)) return -1;
    length = length * 10 + digit;
  }
  if (digits > 1 && text.charCodeAt(at + 1) === zero) return -1;
  return length <= longest ? length : -1;
}

/** Whether the bits last read, as IPv6, lie in ::ffff:0:0/96. */
export function scannedIsMapped(): boolean {
  return scanned[2] === 0xffff && scanned[1] === 0 && scanned[0] === 0;
}

/** Moves the groups behind the gap to the end, zeros between, two to a word. */
function spread(gap: number, count: number): void {
  const missing = 8 - count;
  for (let word = 0; word < 4; word++) {
    const high = spreadGroup(word * 2, gap, missing);
    const low = spreadGroup(word * 2 + 1, gap, missing);
    scanned[word] = (high << 16) | low;
  }
}

function spreadGroup(place: number, gap: number, missing: number): number {
  if (gap < 0 || place < gap) return groups[place] ?? 0;
  return place < gap + missing ? 0 : (groups[place - missing] ?? 0);
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
