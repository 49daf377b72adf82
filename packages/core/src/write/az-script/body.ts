import { isList } from '../../codec/arm-json.ts';
import {
  type ArmReference,
  type ArmValue,
  isReference,
  type ResourceBody,
} from '../../codec/codec.ts';
import { type Word, word } from './word.ts';

/** Keys from the body's root. */
export type BodyPath = readonly string[];

/** How a reference and a text that may be an id become a word. */
export interface Wording {
  readonly reference: (reference: ArmReference) => Word;
  readonly text: (text: string) => Word;
}

/** What a resource says, as one tree. */
export function bodyTree(body: ResourceBody): { readonly [key: string]: ArmValue } {
  const { kind, location, tags, sku, identity, zones, properties } = body;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(location === undefined ? {} : { location }),
    ...(tags === undefined ? {} : { tags }),
    ...(sku === undefined ? {} : { sku }),
    ...(identity === undefined ? {} : { identity }),
    ...(zones === undefined ? {} : { zones }),
    properties,
  };
}

/** The value at the path; undefined when there is none. Numbers count into lists. */
export function valueAt(tree: ArmValue, path: BodyPath): ArmValue | undefined {
  return path.reduce<ArmValue | undefined>((value, key) => {
    if (typeof value !== 'object' || value === null || isReference(value)) return undefined;
    if (isList(value)) return value[Number(key)];
    return Object.hasOwn(value, key) ? value[key] : undefined;
  }, tree);
}

/** Paths of everything that the tree says: scalars, references, lists of such, empty objects. */
export function* leaves(value: ArmValue, path: BodyPath = []): IterableIterator<BodyPath> {
  if (typeof value !== 'object' || value === null || isReference(value)) yield path;
  else if (isList(value)) {
    if (value.every(isPlain)) yield path;
    else for (const [i, item] of value.entries()) yield* leaves(item, [...path, String(i)]);
  } else {
    const entries = Object.entries(value);
    if (entries.length === 0 && path.length > 1) yield path;
    for (const [key, item] of entries) yield* leaves(item, [...path, key]);
  }
}

const isPlain = (value: ArmValue): boolean =>
  typeof value !== 'object' || value === null || isReference(value);

/** A scalar or a reference as a word. */
export function wordOf(value: ArmValue, wording: Wording): Word {
  if (typeof value === 'string') return wording.text(value);
  if (typeof value !== 'object' || value === null) return word(String(value));
  return isReference(value) ? wording.reference(value) : jsonWord(value, wording);
}

/** A value as JSON, references put in between. */
export function jsonWord(value: ArmValue, wording: Wording, indent = ''): Word {
  if (typeof value === 'string') return quoted(wording.text(value));
  if (typeof value !== 'object' || value === null) return word(JSON.stringify(value));
  if (isReference(value)) return quoted(wording.reference(value));
  const inner = `${indent}  `;
  const isArray = isList(value);
  const items: readonly Word[] = isList(value)
    ? value.map((item) => jsonWord(item, wording, inner))
    : Object.entries(value).map(([key, item]) => [
        ...quoted(wording.text(key)),
        ...word(': '),
        ...jsonWord(item, wording, inner),
      ]);
  const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return word(`${open}${close}`);
  const lines = items.flatMap((item, i) => [...word(`${i === 0 ? '' : ','}\n${inner}`), ...item]);
  return [...word(open), ...lines, ...word(`\n${indent}${close}`)];
}

/** Values of variables are ids and addresses, in which nothing needs an escape. */
const quoted = (pieces: Word): Word => [
  ...word('"'),
  ...pieces.map((piece) =>
    piece.kind === 'text' ? { ...piece, text: JSON.stringify(piece.text).slice(1, -1) } : piece,
  ),
  ...word('"'),
];
