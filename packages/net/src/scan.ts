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

const hexDigits = new Int8Array(128).map((_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

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

/** Added to the length that `scanPrefix` returns when the text is IPv6. */
export const sixFlag = 256;

/**
 * Reads one prefix in strict form. Returns its length, for IPv6 with `sixFlag` added; -1 when the
 * text is none, has bits set behind its length or is an IPv4 block in IPv6 clothes.
 */
export function scanPrefix(text: string): number {
  const at = scanAddress4(text);
  if (at >= 0) {
    const length = scanLength(text, at, 32);
    return length < 0 || hasHostBits(0, length) ? -1 : length;
  }
  const at6 = scanAddress6(text);
  const length = at6 < 0 ? -1 : scanLength(text, at6, 128);
  if (length < 0 || (length > 96 && scannedIsMapped())) return -1;
  for (let word = 0; word < 4; word++) {
    if (length < word * 32 + 32 && hasHostBits(word, length - word * 32)) return -1;
  }
  return length + sixFlag;
}

/** Reads `/n` from there to the end of the text, without leading zeros; -1 for anything else. */
function scanLength(text: string, at: number, longest: number): number {
  if (text.charCodeAt(at) !== slash) return -1;
  let length = text.charCodeAt(at + 1) - zero;
  if (!(length >= 0 && length <= 9)) return -1;
  for (let i = at + 2; i < text.length; i++) {
    const digit = text.charCodeAt(i) - zero;
    if (!(digit >= 0 && digit <= 9) || length === 0) return -1;
    length = length * 10 + digit;
    if (length > longest) return -1;
  }
  return length;
}

/** Whether the word has bits set behind that many (0 to 32; below 0 counts as 0). */
function hasHostBits(word: number, kept: number): boolean {
  const bits = scanned[word] ?? 0;
  return kept <= 0 ? bits !== 0 : kept < 32 && bits << kept !== 0;
}

/** Whether the bits last read, as IPv6, lie in ::ffff:0:0/96, where IPv6 spells IPv4 addresses. */
export function scannedIsMapped(): boolean {
  return scanned[2] === 0xffff && scanned[1] === 0 && scanned[0] === 0;
}

/** Moves the groups behind the gap to the end, zeros between, and packs two into a word. */
function spread(gap: number, count: number): void {
  if (gap >= 0) {
    const missing = 8 - count;
    for (let place = 7; place >= gap + missing; place--) {
      groups[place] = groups[place - missing] ?? 0;
    }
    for (let place = gap + missing - 1; place >= gap; place--) groups[place] = 0;
  }
  scanned[0] = ((groups[0] ?? 0) << 16) | (groups[1] ?? 0);
  scanned[1] = ((groups[2] ?? 0) << 16) | (groups[3] ?? 0);
  scanned[2] = ((groups[4] ?? 0) << 16) | (groups[5] ?? 0);
  scanned[3] = ((groups[6] ?? 0) << 16) | (groups[7] ?? 0);
}

/** The value of a hexadecimal digit by character code; -1 for every other character and the end. */
function hexDigit(code: number): number {
  return code < 128 ? (hexDigits[code] ?? -1) : -1;
}
