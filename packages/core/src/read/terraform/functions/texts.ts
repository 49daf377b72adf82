import { any, type TerraformFunction } from '../function.ts';
import { isList, NotKnown, numberOf, type TfValue, textOf, unknownIn } from '../value.ts';
import { formatted } from './format.ts';
import { decodedJson, encodedJson } from './json.ts';

/** Characters that a function may make. */
const longest = 1_000_000;

/** A function of texts; undefined where an argument is none. */
const ofTexts =
  (f: (...texts: readonly string[]) => TfValue | undefined) =>
  (args: readonly TfValue[]): TfValue | undefined => {
    const texts = args.map(textOf).filter((text) => text !== undefined);
    return texts.length === args.length ? f(...texts) : undefined;
  };

/** The first part that is not known, as an answer. */
const missingIn = (value: TfValue): NotKnown | undefined => {
  const missing = unknownIn(value);
  return missing instanceof NotKnown ? new NotKnown(missing.why) : undefined;
};

function join([separator, ...lists]: readonly TfValue[]): TfValue | undefined {
  const missing = missingIn(lists);
  if (missing !== undefined) return missing;
  const items = lists.filter(isList).flat();
  const texts = items.map(textOf).filter((text) => text !== undefined);
  return typeof separator === 'string' && texts.length === items.length
    ? texts.join(separator)
    : undefined;
}

/** A part of a text by characters; from the end with a negative start, to the end with a length of -1. */
function substr([of, offset, length]: readonly TfValue[]): TfValue | undefined {
  const text = of === undefined ? undefined : textOf(of);
  const [start, count] = [numberOf(offset ?? null), numberOf(length ?? null)];
  if (text === undefined || start === undefined || count === undefined) return undefined;
  const characters = [...text];
  const from = start < 0 ? Math.max(0, characters.length + start) : start;
  return characters.slice(from, count < 0 ? undefined : from + count).join('');
}

/** Plain texts only: what stands between slashes is a regular expression, which nobody can bound. */
function replace(text = '', from = '', to = ''): TfValue | undefined {
  if (from.length > 1 && from.startsWith('/') && from.endsWith('/')) return undefined;
  const parts = text.split(from);
  return text.length + parts.length * to.length > longest ? undefined : parts.join(to);
}

const trimmed = (text: string, characters: string, ends: 'both' | 'left' | 'right'): string => {
  const set = new Set(characters);
  const all = [...text];
  let from = 0;
  let to = all.length;
  while (ends !== 'right' && from < to && set.has(all[from] ?? '')) from += 1;
  while (ends !== 'left' && to > from && set.has(all[to - 1] ?? '')) to -= 1;
  return all.slice(from, to).join('');
};

function formatlist([format, ...args]: readonly TfValue[]): TfValue | undefined {
  const missing = missingIn(args);
  if (missing !== undefined) return missing;
  const lengths = new Set(args.filter(isList).map((list) => list.length));
  const [length = 1, ...others] = lengths;
  if (typeof format !== 'string' || others.length > 0) return undefined;
  const texts = Array.from({ length }, (_, i) =>
    formatted(
      format,
      args.map((arg) => (isList(arg) ? (arg[i] ?? null) : arg)),
    ),
  );
  const there = texts.filter((text) => text !== undefined);
  return there.length === texts.length ? there : undefined;
}

/** Functions of texts. */
export const textFunctions: readonly TerraformFunction[] = [
  {
    name: 'endswith',
    says: 'whether a text ends with another',
    arguments: [2, 2],
    apply: ofTexts((text = '', end = '') => text.endsWith(end)),
  },
  {
    name: 'format',
    says: 'a text with values put in: %s %d %v %q %t %f %x %X %o %b',
    arguments: [1, any],
    apply: ([format, ...args]) =>
      missingIn(args) ?? (typeof format === 'string' ? formatted(format, args) : undefined),
  },
  {
    name: 'formatlist',
    says: 'as format, once for each item of the lists',
    arguments: [1, any],
    apply: formatlist,
  },
  { name: 'join', says: 'the items of a list as one text', arguments: [2, any], apply: join },
  {
    name: 'jsondecode',
    says: 'the value that JSON spells',
    arguments: [1, 1],
    apply: ofTexts((text = '') => decodedJson(text)),
  },
  {
    name: 'jsonencode',
    says: 'a value as JSON',
    arguments: [1, 1],
    apply: ([value = null]) => missingIn(value) ?? encodedJson(value),
  },
  {
    name: 'lower',
    says: 'a text in lower case',
    arguments: [1, 1],
    apply: ofTexts((text = '') => text.toLowerCase()),
  },
  {
    name: 'replace',
    says: 'a text with one part replaced; no regular expressions',
    arguments: [3, 3],
    apply: ofTexts(replace),
  },
  {
    name: 'split',
    says: 'the parts of a text between separators',
    arguments: [2, 2],
    apply: ofTexts((separator = '', text = '') =>
      separator === '' ? [...text] : text.split(separator),
    ),
  },
  {
    name: 'startswith',
    says: 'whether a text starts with another',
    arguments: [2, 2],
    apply: ofTexts((text = '', start = '') => text.startsWith(start)),
  },
  {
    name: 'strcontains',
    says: 'whether a text holds another',
    arguments: [2, 2],
    apply: ofTexts((text = '', part = '') => text.includes(part)),
  },
  { name: 'substr', says: 'a part of a text', arguments: [3, 3], apply: substr },
  {
    name: 'title',
    says: 'a text with every word in capitals at its start',
    arguments: [1, 1],
    apply: ofTexts((text = '') =>
      text.replace(
        /(^|\s)(\p{Ll})/gu,
        (_, blank: string, letter: string) => blank + letter.toUpperCase(),
      ),
    ),
  },
  {
    name: 'trim',
    says: 'a text without some characters at both ends',
    arguments: [2, 2],
    apply: ofTexts((text = '', characters = '') => trimmed(text, characters, 'both')),
  },
  {
    name: 'trimprefix',
    says: 'a text without its start',
    arguments: [2, 2],
    apply: ofTexts((text = '', start = '') =>
      text.startsWith(start) ? text.slice(start.length) : text,
    ),
  },
  {
    name: 'trimspace',
    says: 'a text without blanks at both ends',
    arguments: [1, 1],
    apply: ofTexts((text = '') => text.trim()),
  },
  {
    name: 'trimsuffix',
    says: 'a text without its end',
    arguments: [2, 2],
    apply: ofTexts((text = '', end = '') =>
      end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text,
    ),
  },
  {
    name: 'upper',
    says: 'a text in upper case',
    arguments: [1, 1],
    apply: ofTexts((text = '') => text.toUpperCase()),
  },
];
