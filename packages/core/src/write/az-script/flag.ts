import { isList } from '../../codec/arm-json.ts';
import { type ArmValue, isReference } from '../../codec/codec.ts';
import { type BodyPath, leaves, valueAt, type Wording, wordOf } from './body.ts';
import { joinedWords, textOf, type Word, word } from './word.ts';

/** How a value becomes the words behind a flag. */
export type Form =
  /** The value as one word. */
  | { readonly as: 'text' }
  /** What stands behind the last slash of a text. */
  | { readonly as: 'last' }
  /** Each item of a list, or the lone value, as a word. */
  | { readonly as: 'words' }
  /** The items of a list in one word with a sign between. */
  | { readonly as: 'joined'; readonly between: string }
  /** Something inside each item of a list; what else is in the items is a name of ours. */
  | { readonly as: 'each'; readonly of: string; readonly between?: string }
  /** `key=value` per field, each a word. */
  | { readonly as: 'pairs' }
  /** The keys of an object. */
  | { readonly as: 'keys' }
  /** Other words for the values of an enum. */
  | { readonly as: 'mapped'; readonly to: Readonly<Record<string, string>> }
  /** No word behind the flag: it is there when the value is `when`, and not when it is one of `quiet`. */
  | { readonly as: 'switch'; readonly when: ArmValue; readonly quiet?: readonly ArmValue[] };

/** A flag of an `az` command and where its value stands in the body. */
export interface Flag {
  readonly flag: string;
  /** Keys with dots between. */
  readonly from: string;
  /** Absent: text. */
  readonly form?: Form;
}

/** A value that `az` sets by itself, or that has no effect. */
export interface Implied {
  readonly from: string;
  readonly value: ArmValue;
}

/** Items of a list that have a command of their own. */
export interface Nested {
  readonly from: string;
  readonly command: string;
  /** The flag that names the resource around the item. */
  readonly parent: string;
  readonly flags: readonly Flag[];
  readonly implied?: readonly Implied[];
}

/** How `az` makes one kind of resource. */
export interface AzKind {
  /** ARM type. */
  readonly type: string;
  readonly command: string;
  /** Flags for the names, one per type segment. */
  readonly names: readonly string[];
  /** Without words: always there. */
  readonly always?: readonly string[];
  /** The command takes no resource group: it names its place by a flag of its own. */
  readonly ungrouped?: true;
  readonly flags: readonly Flag[];
  readonly implied?: readonly Implied[];
  readonly nested?: readonly Nested[];
}

/** A flag with its words. */
export interface FlagWords {
  readonly flag: string;
  readonly words: readonly Word[];
}

/** What a table says of a tree, and what it has no words for. */
export interface Flagged {
  readonly flags: readonly FlagWords[];
  readonly unsaid: readonly BodyPath[];
}

/** Applies a table to a tree. @param apart lists that are said by commands of their own */
export function flagged(
  tree: ArmValue,
  table: Pick<AzKind, 'flags' | 'implied' | 'nested'>,
  wording: Wording,
): Flagged {
  const said: BodyPath[] = (table.nested ?? []).map(({ from }) => from.split('.'));
  const flags: FlagWords[] = [];
  for (const { flag, from, form } of table.flags) {
    const path = from.split('.');
    const value = valueAt(tree, path);
    const words = value === undefined ? undefined : wordsOf(value, form ?? plainly, wording);
    if (words === undefined || (words !== 'quiet' && !isTaken(words))) continue;
    said.push(path);
    if (words !== 'quiet') flags.push({ flag, words });
  }
  for (const { from, value } of table.implied ?? []) {
    const path = from.split('.');
    if (same(valueAt(tree, path), value)) said.push(path);
  }
  const unsaid = [...leaves(tree)].filter((leaf) => !said.some((path) => isWithin(leaf, path)));
  return { flags, unsaid };
}

/**
 * Whether `az` takes the words for what they are. It loads a file for a word that begins with `@`, an
 * option for one that begins with `-` (numbers excepted), nothing for `null`; and it reads words of
 * lists in a notation of its own, where quotes and brackets mean something.
 */
function isTaken(words: readonly Word[]): boolean {
  const [only] = words;
  if (words.length === 1 && only !== undefined) {
    const text = textOf(only);
    return /^-?\d+$/.test(text) || !/^[@'"{[-]|^null$|[\r\n]/i.test(text);
  }
  return words.every((each) => /^(?!-|null$)[\w./:=%+, -]*$/i.test(textOf(each)));
}

const plainly: Form = { as: 'text' };

const isWithin = (leaf: BodyPath, path: BodyPath): boolean =>
  path.length <= leaf.length && path.every((key, i) => key === leaf[i]);

const same = (a: ArmValue | undefined, b: ArmValue): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** The words; `quiet` when none are needed; undefined when the form does not fit the value. */
function wordsOf(
  value: ArmValue,
  form: Form,
  wording: Wording,
): readonly Word[] | 'quiet' | undefined {
  switch (form.as) {
    case 'text':
      return isScalar(value) ? [wordOf(value, wording)] : undefined;
    case 'last':
      return typeof value === 'string' ? [word(value.split('/').at(-1) ?? '')] : undefined;
    case 'words':
      return itemsOf(value)?.map((item) => wordOf(item, wording));
    case 'joined': {
      const items = itemsOf(value)?.map((item) => wordOf(item, wording));
      return items === undefined ? undefined : [joinedWords(items, form.between)];
    }
    case 'each':
      return eachOf(value, form, wording);
    case 'pairs':
      return isFields(value)
        ? Object.entries(value).map(([key, item]) => [...word(`${key}=`), ...wordOf(item, wording)])
        : undefined;
    case 'keys':
      return isFields(value) ? Object.keys(value).map((key) => wording.text(key)) : undefined;
    case 'mapped': {
      const mapped = new Map(Object.entries(form.to)).get(String(value));
      return mapped === undefined ? undefined : [word(mapped)];
    }
    case 'switch': {
      if (same(value, form.when)) return [];
      return form.quiet?.some((quiet) => same(value, quiet)) === true ? 'quiet' : undefined;
    }
  }
}

function eachOf(
  value: ArmValue,
  form: Extract<Form, { readonly as: 'each' }>,
  wording: Wording,
): readonly Word[] | undefined {
  if (typeof value !== 'object' || value === null || !isList(value)) return undefined;
  const inner = value.map((item) => valueAt(item, form.of.split('.')));
  const words = inner.flatMap((item) => (item === undefined ? [] : [wordOf(item, wording)]));
  if (words.length !== value.length) return undefined;
  return form.between === undefined ? words : [joinedWords(words, form.between)];
}

const isScalar = (value: ArmValue): boolean =>
  typeof value !== 'object' || value === null || isReference(value);

function itemsOf(value: ArmValue): readonly ArmValue[] | undefined {
  if (isScalar(value)) return [value];
  return typeof value === 'object' && value !== null && isList(value) && value.every(isScalar)
    ? value
    : undefined;
}

const isFields = (value: ArmValue): value is { readonly [key: string]: ArmValue } =>
  typeof value === 'object' && value !== null && !isList(value) && !isReference(value);
