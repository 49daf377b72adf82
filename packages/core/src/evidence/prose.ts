import { type Address, formatAddress, formatPrefix, type Prefix } from '@aksnet/net';
import type { ElementId } from './source.ts';

/**
 * A part of a sentence. Plain strings are our own words; everything that came from a user, and every
 * number, is a part of its own, so that each printer can escape, link or align it.
 */
export type Part =
  | string
  | { readonly kind: 'element'; readonly id: ElementId; readonly name?: string }
  | { readonly kind: 'number'; readonly value: number; readonly unit?: string }
  | { readonly kind: 'range'; readonly text: string }
  /** A name, value or piece of configuration, printed verbatim in a code style. */
  | { readonly kind: 'code'; readonly text: string }
  /** Words of the user (a reason, a note), printed as quoted text. */
  | { readonly kind: 'quote'; readonly text: string };

/** A sentence (or several), never a ready string. */
export type Prose = readonly Part[];

type Insert = Part | Prose | Prefix | Address | number;

/**
 * Builds prose: `` prose`${subnet} holds ${251} addresses` ``. Numbers become number parts, prefixes
 * and addresses range parts, other prose is spliced in. A string inserted is taken as verbatim
 * text of the user (code), never as our words.
 */
export function prose(words: TemplateStringsArray, ...inserts: readonly Insert[]): Prose {
  const parts: Part[] = [];
  words.forEach((word, i) => {
    if (word !== '') parts.push(word);
    const insert = inserts[i];
    if (insert !== undefined) parts.push(...partsOf(insert));
  });
  return parts;
}

/** Our own words without any insert. */
export const words = (text: string): Prose => [text];

/** An element by its id, shown by `name` when given. */
export const element = (id: ElementId, name?: string): Part =>
  name === undefined ? { kind: 'element', id } : { kind: 'element', id, name };

/** A number with its unit, e.g. `251 addresses`. */
export const amount = (value: number, unit: string): Part => ({ kind: 'number', value, unit });

/** A name or value printed verbatim. */
export const code = (text: string): Part => ({ kind: 'code', text });

/** Words of the user. */
export const quote = (text: string): Part => ({ kind: 'quote', text });

/** A range or address. */
export const range = (value: Prefix | Address): Part => ({
  kind: 'range',
  text: 'length' in value ? formatPrefix(value) : formatAddress(value),
});

/** Several parts or sentences with a separator between. */
export function joined(items: readonly (Part | Prose)[], separator = ', '): Prose {
  return items.flatMap((item, i) => [
    ...(i === 0 ? [] : [separator]),
    ...(isProse(item) ? item : [item]),
  ]);
}

/** The sentence as plain text, for messages, tests and JSON. */
export const plain = (text: Prose): string => text.map(plainPart).join('');

function plainPart(part: Part): string {
  if (typeof part === 'string') return part;
  switch (part.kind) {
    case 'element':
      return part.name ?? part.id;
    case 'number':
      return part.unit === undefined ? grouped(part.value) : `${grouped(part.value)} ${part.unit}`;
    case 'range':
    case 'code':
      return part.text;
    case 'quote':
      return `"${part.text}"`;
  }
}

/**
 * A number with thousands separated by commas: 1048576 → 1,048,576. Counts of IPv6 addresses, which are
 * beyond what digits can tell exactly, as powers of two: 2^64; sums of them rounded down: over 2^72.
 */
export function grouped(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return power(value);
  const [whole = '', fraction] = String(value).split('.');
  const withCommas = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
}

function power(value: number): string {
  const sign = value < 0 ? '-' : '';
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  return 2 ** exponent === Math.abs(value) ? `${sign}2^${exponent}` : `${sign}over 2^${exponent}`;
}

const isProse = (value: Insert): value is Prose => Array.isArray(value);

function partsOf(insert: Insert): Prose {
  if (isProse(insert)) return insert;
  if (typeof insert === 'number') return [{ kind: 'number', value: insert }];
  if (typeof insert === 'string') return [code(insert)];
  if ('family' in insert) return [range(insert)];
  return [insert];
}
