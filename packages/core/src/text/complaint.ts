import type * as z from 'zod';
import type { Path } from '../evidence/source.ts';
import { pathKey, valueAt } from './mending.ts';
import { nearestWord } from './nearest.ts';
import { shown } from './scalar.ts';
import { knownKeys } from './schema-keys.ts';

/** Something in a document that a schema refuses, in our words. */
export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** The place to show, in the document. */
  readonly path: Path;
  /** Whether the key is to be shown and not its value. */
  readonly atKey: boolean;
  /** The part that has to be left out for the rest to be usable. */
  readonly cut: Path;
  /** For a misspelled key: the key that was meant. */
  readonly meant?: string;
}

/** What complaints are told from. */
export interface ComplaintContext {
  readonly schema: z.ZodType;
  /** The value that was held against the schema. */
  readonly value: unknown;
  /** The path in the document of a path in that value. */
  readonly inWhole: (path: Path) => Path;
}

type Issue = z.core.$ZodIssue;

/** Puts the issues of a schema into our words: one complaint each, several for unknown keys. */
export function complaintsOf(
  issues: readonly Issue[],
  context: ComplaintContext,
): readonly Complaint[] {
  const told = issues.flatMap((issue) => complaints(issue, issue.path.map(step), context));
  // A number beyond all bounds breaks several of them; the last one is the narrowest.
  return told.filter(
    ({ code, path }, i) =>
      code !== 'out-of-range' ||
      !told
        .slice(i + 1)
        .some((later) => later.code === code && pathKey(later.path) === pathKey(path)),
  );
}

const step = (key: PropertyKey): string | number => (typeof key === 'number' ? key : String(key));

function complaints(issue: Issue, at: Path, context: ComplaintContext): readonly Complaint[] {
  const path = context.inWhole(at);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(key, at, context));
  }
  if (issue.code === 'invalid_union' && !isOurWords(issue)) {
    const [branch] = issue.errors
      .filter((errors) => errors.every((error) => error.path.length > 0))
      .toSorted((a, b) => a.length - b.length);
    const inner = branch?.flatMap((error) =>
      complaints(error, [...at, ...error.path.map(step)], context),
    );
    if (inner !== undefined && inner.length > 0) return inner;
  }
  const value = valueAt(context.value, at);
  if (value === undefined && isAbsent(context.value, at)) return [missing(issue, path)];
  return [{ ...worded(issue, value, path), path, atKey: false, cut: path }];
}

function unknownKey(key: string, at: Path, context: ComplaintContext): Complaint {
  const path = context.inWhole(at);
  const known = knownKeys(context.schema, at);
  const holder = valueAt(context.value, at);
  const isFree = (word: string): boolean =>
    typeof holder === 'object' && holder !== null && !Object.hasOwn(holder, word);
  const nearest = nearestWord(key, known);
  const meant = nearest !== undefined && isFree(nearest) ? nearest : undefined;
  const where = path.length === 0 ? 'the file' : shownPath(path);
  const place = [...path, key];
  return {
    code: 'unknown-key',
    message: `${shown(key)} is no key of ${where}`,
    hint:
      nearest === undefined ? `known are ${known.toSorted().join(', ')}` : `was ${nearest} meant?`,
    path: place,
    atKey: true,
    cut: place,
    ...(meant === undefined ? {} : { meant }),
  };
}

function missing(issue: Issue, path: Path): Complaint {
  const key = path.at(-1) ?? '';
  const expected = isOurWords(issue) ? issue.message : `${expectedOf(issue)} was expected`;
  return {
    code: 'missing',
    message: `${shownPath([key])} is missing: ${expected}`,
    path: path.slice(0, -1),
    atKey: false,
    cut: path.slice(0, -1),
  };
}

function worded(
  issue: Issue,
  value: unknown,
  path: Path,
): Pick<Complaint, 'code' | 'message' | 'hint'> {
  const what = shown(value);
  if (value === null) {
    const key = path.length === 0 ? 'the file' : shownPath(path.slice(-1));
    return { code: 'missing', message: `${key} is empty: ${expectedOf(issue)} was expected` };
  }
  if (isOurWords(issue)) {
    const whole = issue.code === 'custom' && issue.params?.['whole'] === true;
    return { code: 'wrong-value', message: whole ? issue.message : `${what}: ${issue.message}` };
  }
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return {
        code: 'out-of-range',
        message: `${measure(value)} is ${bound(issue)}`,
        ...proposed(remedyOf(issue, value)),
      };
    case 'invalid_value':
      return noneOf(value, issue.values.map(String));
    case 'invalid_union':
      return optionsOf(issue) === undefined
        ? { code: 'wrong-type', message: `${what} is not ${expectedOf(issue)}` }
        : noneOf(value, optionsOf(issue) ?? []);
    default:
      return {
        code: 'wrong-type',
        message: `${what} is not ${expectedOf(issue)}`,
        ...proposed(rightType(issue, value)),
      };
  }
}

const proposed = (hint: string | undefined): { readonly hint?: string } =>
  hint === undefined ? {} : { hint };

/** The nearest value that is neither too small nor too big. */
function remedyOf(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  value: unknown,
): string | undefined {
  const most = issue.code === 'too_big';
  if (typeof value === 'number')
    return `write ${most ? issue.maximum : issue.minimum} or ${most ? 'less' : 'more'}`;
  if (Array.isArray(value)) return most ? 'take some out' : 'add one';
  return typeof value === 'string' ? (most ? 'shorten it' : 'write something') : undefined;
}

/** What to write instead of a value of another type, as far as the value tells. */
function rightType(issue: Issue, value: unknown): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  if (typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value))
    return `write ${Math.ceil(value)}`;
  if (numeric.has(issue.expected))
    return typeof value === 'string' && /^\d{1,15}$/.test(value)
      ? `write ${value} without quotes`
      : 'write a number in digits, such as 3';
  return typeWords[issue.expected] === typeWords['array']
    ? 'put it into [ ]'
    : shapes[issue.expected];
}

const numeric: ReadonlySet<string> = new Set(['number', 'int']);

const shapes: Readonly<Record<string, string>> = {
  boolean: 'write true or false',
  string: 'write it as one text',
  object: 'write key: value pairs',
  record: 'write key: value pairs',
};

function noneOf(
  value: unknown,
  known: readonly string[],
): Pick<Complaint, 'code' | 'message' | 'hint'> {
  const message = `${shown(value)} is none of ${known.join(', ')}`;
  const nearest = typeof value === 'string' ? nearestWord(value, known) : undefined;
  const [only, ...more] = known;
  return nearest === undefined
    ? {
        code: 'unknown-value',
        message,
        hint: more.length === 0 && only !== undefined ? `write ${only}` : 'take one of them',
      }
    : { code: 'unknown-value', message, hint: `was ${nearest} meant?` };
}

/** Sentences of the schema library begin in upper case; those of our schemas do not. */
const isOurWords = (issue: Issue): boolean =>
  !/^(?:Invalid|Too|Unrecognized)\b/.test(issue.message);

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a section with keys',
  record: 'a section with keys',
};

function expectedOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return Object.hasOwn(typeWords, issue.expected)
        ? (typeWords[issue.expected] ?? issue.expected)
        : issue.expected;
    case 'invalid_value':
      return issue.values.length === 1
        ? shown(issue.values[0])
        : `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union': {
      const options = optionsOf(issue);
      if (options !== undefined) return `one of ${options.join(', ')}`;
      const each = issue.errors.flatMap(([first]) =>
        first === undefined ? [] : [expectedOf(first)],
      );
      return [...new Set(each)].join(' or ');
    }
    case 'invalid_format':
      return issue.format === 'regex' ? 'a text of the right form' : `a text like ${issue.format}`;
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    default:
      return 'something else';
  }
}

/** The words that tell the branches of a union apart; the library states them without a type. */
function optionsOf(issue: Issue): readonly string[] | undefined {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : undefined;
}

function bound(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : '';
  return issue.code === 'too_small'
    ? `too little; at least ${issue.minimum}${unit} were expected`
    : `too much; at most ${issue.maximum}${unit} were expected`;
}

const measure = (value: unknown): string => {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'string'
    ? `${shown(value)} with ${value.length} characters`
    : shown(value);
};

/** A path as people write it: `clusters[0].pools[1].maxNodes`. */
export function shownPath(path: Path): string {
  return path
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`;
      const word = /^[A-Za-z][\w-]*$/.test(key) ? key : shown(key);
      return i === 0 ? word : `.${word}`;
    })
    .join('');
}

function isAbsent(whole: unknown, path: Path): boolean {
  const holder = valueAt(whole, path.slice(0, -1));
  const key = path.at(-1);
  return (
    key !== undefined &&
    typeof holder === 'object' &&
    holder !== null &&
    !Object.hasOwn(holder, key)
  );
}
