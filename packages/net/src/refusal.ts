import { type Address, bitsOf, type Family, formatAddress, isMapped } from './address.ts';
import { formatPrefix, prefixOf } from './prefix.ts';
import { scanAddress4, scanAddress6, scanned } from './scan.ts';
import { valueOfWords } from './words.ts';

/** Why a text is no address or prefix. The reason beside it says what was expected instead. */
export type RefusalCode =
  | 'empty'
  | 'whitespace'
  | 'hostBits'
  | 'leadingZero'
  | 'shortForm'
  | 'zoneId'
  | 'mappedForm'
  | 'dottedTail'
  | 'missingLength'
  | 'unwantedLength'
  | 'netmask'
  | 'badLength'
  | 'outOfRange'
  | 'rangeOrder'
  | 'syntax';

/** A refusal: a code for programs, a sentence part for people. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly reason: string;
}

/** Makes a refusal that names the text, escaped and cut so that hostile input cannot fill a page. */
export function refuse(code: RefusalCode, text: string, why: string): Refusal {
  return { ok: false, code, reason: `${quote(text)} ${why}` };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
}

/** Why `text` is not one address in strict form. Called only for texts that the scanner gave up on. */
export function refuseAddress(text: string): Refusal {
  const outside = refuseSurroundings(text);
  if (outside) return outside;
  if (text.includes('/')) {
    return refuse('unwantedLength', text, 'is a prefix; an address without a length was expected');
  }
  const read = readAddress(text);
  return read?.family === 6 ? refuseMapped(text, read.value) : refuseBareAddress(text, text);
}

/** Why `text` is not one prefix in strict form. Called only for texts that the scanner gave up on. */
export function refusePrefix(text: string): Refusal {
  const outside = refuseSurroundings(text);
  if (outside) return outside;
  const [start = '', length, ...rest] = text.split('/');
  if (rest.length > 0) return refuse('syntax', text, 'has more than one slash');
  const read = readAddress(start);
  if (read === undefined) return refuseBareAddress(start, text);
  const bits = bitsOf(read.family);
  if (length === undefined) {
    return refuse('missingLength', text, `has no length; one address is ${text}/${bits}`);
  }
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bits) {
    return refuseLength(text, length, read.family);
  }
  return refuseBits(text, read, Number(length));
}

/** What is left when address and length can be read. */
function refuseBits(text: string, read: Address, length: number): Refusal {
  if (read.family === 6 && length > 96 && isMapped(read.value))
    return refuseMapped(text, read.value);
  const block = formatPrefix(prefixOf(read, length));
  return refuse(
    'hostBits',
    text,
    `has bits set behind /${length}; the block around it is ${block}`,
  );
}

function refuseMapped(text: string, value: bigint): Refusal {
  const four = formatAddress({ family: 4, value: Number(value & 0xffffffffn) });
  return refuse('mappedForm', text, `is an IPv4 address written as IPv6; write ${four}`);
}

function refuseSurroundings(text: string): Refusal | undefined {
  if (text === '') return refuse('empty', text, 'is empty');
  const trimmed = text.trim();
  if (trimmed === '') return refuse('empty', text, 'is blank');
  if (trimmed !== text) return refuse('whitespace', text, 'has blanks around it');
  return undefined;
}

function refuseLength(text: string, length: string, family: Family): Refusal {
  const expected = `a length from 0 to ${bitsOf(family)} was expected behind the slash`;
  if (family === 4 && /^\d+(\.\d+){3}$/.test(length)) {
    return refuse('netmask', text, `gives a mask; ${expected}`);
  }
  if (/^0\d+$/.test(length)) {
    return refuse('leadingZero', text, 'has a length with a leading zero');
  }
  return refuse('badLength', text, `has no usable length; ${expected}`);
}

/** An address without regard to what it is good for, undefined when it cannot be read. */
function readAddress(text: string): Address | undefined {
  if (text === '') return undefined;
  if (scanAddress4(text) === text.length) return { family: 4, value: scanned[0] ?? 0 };
  if (scanAddress6(text) !== text.length) return undefined;
  return { family: 6, value: valueOfWords(scanned) };
}

/** `whole` is what the reason quotes: an address may be the front part of a prefix. */
function refuseBareAddress(text: string, whole: string): Refusal {
  if (text.includes('%')) {
    return refuse('zoneId', whole, 'has a zone id, which means something on one machine only');
  }
  return text.includes(':') ? refuseAddress6(text, whole) : refuseAddress4(text, whole);
}

function refuseAddress4(text: string, whole: string): Refusal {
  const octets = text.split('.');
  if (octets.length > 4 || !octets.every((octet) => /^\d+$/.test(octet))) {
    return refuse('syntax', whole, 'is not four numbers with dots between, nor an IPv6 address');
  }
  if (octets.length < 4) {
    return refuse(
      'shortForm',
      whole,
      'has fewer than four numbers; programs read that differently',
    );
  }
  if (octets.some((octet) => octet.length > 1 && octet.startsWith('0'))) {
    return refuse(
      'leadingZero',
      whole,
      'has a number with a leading zero; some programs read octal',
    );
  }
  return refuse('outOfRange', whole, 'has a number over 255');
}

function refuseAddress6(text: string, whole: string): Refusal {
  const tail = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text);
  if (tail) {
    const mapped = /^(::|(0{1,4}:){1,5}:|(0{1,4}:){5})f{4}:$/i.test(tail[1] ?? '');
    return mapped
      ? refuse('mappedForm', whole, `is an IPv4 address written as IPv6; write ${tail[2]}`)
      : refuse('dottedTail', whole, 'ends in dotted decimal; write the last 32 bits as two groups');
  }
  if (/[^0-9a-f:]/i.test(text)) {
    return refuse('syntax', whole, 'has a character that no IPv6 address has');
  }
  if (text.split('::').length > 2) return refuse('syntax', whole, 'has more than one "::"');
  if (/[0-9a-f]{5}/i.test(text)) return refuse('syntax', whole, 'has a group over four digits');
  return refuse('syntax', whole, 'does not have eight groups, or fewer with one "::"');
}
