import type { Path } from '../../../evidence/source.ts';
import { any, type HandedOn, handsOnChosen, type TerraformFunction } from '../function.ts';
import {
  entriesOf,
  isList,
  isObject,
  NotKnown,
  numberOf,
  sameValue,
  type TfValue,
  textOf,
} from '../value.ts';

const listIn = (value: TfValue | undefined): readonly TfValue[] | undefined =>
  value !== undefined && isList(value) ? value : undefined;

const objectIn = (value: TfValue | undefined): ReadonlyMap<string, TfValue> | undefined =>
  value !== undefined && isObject(value) ? value : undefined;

/** All of them, or undefined when one is missing. */
const allOf = <T>(items: readonly (T | undefined)[]): readonly T[] | undefined => {
  const there = items.filter((item) => item !== undefined);
  return there.length === items.length ? there : undefined;
};

function flatten(value: TfValue, depth = 0): readonly TfValue[] {
  if (!isList(value) || depth > 100) return [value];
  return value.flatMap((item) => flatten(item, depth + 1));
}

function merge(args: readonly TfValue[]): TfValue | undefined {
  const all = allOf(args.filter((arg) => arg !== null).map(objectIn));
  return all === undefined ? undefined : new Map(all.flatMap((one) => [...one]));
}

function lookup([of, key, otherwise]: readonly TfValue[]): TfValue | undefined {
  const name = key === undefined ? undefined : textOf(key);
  if (name === undefined) return undefined;
  const found = objectIn(of)?.get(name);
  return found === undefined ? otherwise : found;
}

function element([of, index]: readonly TfValue[]): TfValue | undefined {
  const list = listIn(of);
  const at = index === undefined ? undefined : numberOf(index);
  if (list === undefined || list.length === 0 || at === undefined || at < 0) return undefined;
  return list[Math.floor(at) % list.length];
}

function length([of]: readonly TfValue[]): TfValue | undefined {
  if (typeof of === 'string') return [...of].length;
  return listIn(of)?.length ?? objectIn(of)?.size;
}

function contains([of, wanted]: readonly TfValue[]): TfValue | undefined {
  const list = listIn(of);
  if (list === undefined || wanted === undefined) return undefined;
  const answers = list.map((item) => sameValue(item, wanted));
  if (answers.includes(true)) return true;
  const at = answers.indexOf(undefined);
  const doubtful = list[at];
  return doubtful instanceof NotKnown ? new NotKnown(doubtful.why) : at < 0 ? false : undefined;
}

function zipmap([keys, values]: readonly TfValue[]): TfValue | undefined {
  const names = listIn(keys)?.map(textOf);
  const list = listIn(values);
  if (names === undefined || list === undefined || names.length !== list.length) return undefined;
  const known = allOf(names);
  return known === undefined
    ? undefined
    : new Map(known.map((name, i) => [name, list[i] ?? null] as const));
}

function slice([of, from, to]: readonly TfValue[]): TfValue | undefined {
  const list = listIn(of);
  const [start, end] = [numberOf(from ?? null), numberOf(to ?? null)];
  if (list === undefined || start === undefined || end === undefined) return undefined;
  if (start < 0 || end > list.length || start > end) return undefined;
  return list.slice(start, end);
}

function index([of, wanted]: readonly TfValue[]): TfValue | undefined {
  const found = listIn(of)?.findIndex((item) => sameValue(item, wanted ?? null) === true) ?? -1;
  return found < 0 ? undefined : found;
}

function chunklist([of, size]: readonly TfValue[]): TfValue | undefined {
  const list = listIn(of);
  const length = numberOf(size ?? null);
  if (list === undefined || length === undefined || length < 1) return undefined;
  const count = Math.ceil(list.length / length);
  return Array.from({ length: count }, (_, i) => list.slice(i * length, (i + 1) * length));
}

function firstThat(
  args: readonly TfValue[],
  fits: (value: TfValue) => boolean,
): TfValue | undefined {
  for (const arg of args) {
    if (arg instanceof NotKnown) return new NotKnown(arg.why);
    if (fits(arg)) return arg;
  }
  return undefined;
}

/** Of lists one after the other: the one that holds the item. */
function itemOfOne(args: readonly TfValue[], [at, ...rest]: Path): HandedOn | undefined {
  let left = typeof at === 'number' ? at : -1;
  if (left < 0) return undefined;
  for (const [argument, of] of args.entries()) {
    const { length = 0 } = listIn(of) ?? [];
    if (left < length) return { argument, asked: [left, ...rest] };
    left -= length;
  }
  return undefined;
}

function elementOf([of, index]: readonly TfValue[], asked: Path): HandedOn | undefined {
  const { length = 0 } = listIn(of) ?? [];
  const at = index === undefined ? undefined : numberOf(index);
  return at === undefined || length === 0 || at < 0
    ? undefined
    : { argument: 0, asked: [Math.floor(at) % length, ...asked] };
}

/** Of lists inside of lists: the way to an item that is none. */
function leafOf([of]: readonly TfValue[], [at, ...rest]: Path): HandedOn | undefined {
  let left = typeof at === 'number' ? at : -1;
  const wayIn = (value: TfValue, way: Path): Path | undefined => {
    if (!isList(value) || way.length > 100) {
      left -= 1;
      return left === -1 ? way : undefined;
    }
    for (const [i, item] of value.entries()) {
      const found = wayIn(item, [...way, i]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const way = left < 0 ? undefined : wayIn(of ?? null, []);
  return way === undefined ? undefined : { argument: 0, asked: [...way, ...rest] };
}

function valueUnder([of, key]: readonly TfValue[], asked: Path): HandedOn | undefined {
  const name = key === undefined ? undefined : textOf(key);
  if (name === undefined) return undefined;
  const isThere = objectIn(of)?.has(name) === true;
  return isThere ? { argument: 0, asked: [name, ...asked] } : { argument: 2, asked };
}

/** Of maps as one: the last one that has the key. */
function lastWith(args: readonly TfValue[], asked: Path): HandedOn | undefined {
  const [key] = asked;
  const argument = args.findLastIndex((one) => objectIn(one)?.has(String(key)) === true);
  return key === undefined || argument < 0 ? undefined : { argument, asked };
}

/** Functions of lists and maps. */
export const collectionFunctions: readonly TerraformFunction[] = [
  {
    name: 'chunklist',
    says: 'a list cut into lists of a length',
    arguments: [2, 2],
    apply: chunklist,
  },
  {
    name: 'coalesce',
    says: 'the first argument that is neither null nor an empty text',
    arguments: [1, any],
    takesUnknown: true,
    apply: (args) => firstThat(args, (value) => value !== null && value !== ''),
    handsOn: handsOnChosen((args) => firstThat(args, (value) => value !== null && value !== '')),
  },
  {
    name: 'coalescelist',
    says: 'the first list that is not empty',
    arguments: [1, any],
    takesUnknown: true,
    apply: (args) => firstThat(args, (value) => isList(value) && value.length > 0),
  },
  {
    name: 'compact',
    says: 'a list of texts without null and empty ones',
    arguments: [1, 1],
    apply: ([of]) => listIn(of)?.filter((item) => item !== null && item !== ''),
  },
  {
    name: 'concat',
    says: 'lists one after the other',
    arguments: [1, any],
    apply: (args) => allOf(args.map(listIn))?.flat(),
    handsOn: itemOfOne,
  },
  {
    name: 'contains',
    says: 'whether a list holds a value',
    arguments: [2, 2],
    apply: contains,
  },
  {
    name: 'element',
    says: 'an item of a list, counted round',
    arguments: [2, 2],
    apply: element,
    handsOn: elementOf,
  },
  {
    name: 'flatten',
    says: 'lists inside of lists as one list',
    arguments: [1, 1],
    apply: ([of]) => (listIn(of) === undefined ? undefined : flatten(of ?? null)),
    handsOn: leafOf,
  },
  { name: 'index', says: 'the place of a value in a list', arguments: [2, 2], apply: index },
  {
    name: 'keys',
    says: 'the keys of a map, sorted',
    arguments: [1, 1],
    apply: ([of]) => {
      const map = objectIn(of);
      return map === undefined ? undefined : entriesOf(map).map(([key]) => key);
    },
  },
  {
    name: 'length',
    says: 'how many items or characters there are',
    arguments: [1, 1],
    apply: length,
  },
  {
    name: 'lookup',
    says: 'the value under a key, or another one',
    arguments: [2, 3],
    apply: lookup,
    handsOn: valueUnder,
  },
  {
    name: 'merge',
    says: 'maps as one; the last one wins',
    arguments: [0, any],
    apply: merge,
    handsOn: lastWith,
  },
  {
    name: 'one',
    says: 'the item of a list of one, null of an empty one',
    arguments: [1, 1],
    apply: ([of]) => {
      const list = listIn(of);
      return list === undefined || list.length > 1 ? undefined : (list[0] ?? null);
    },
    handsOn: (_args, asked) => ({ argument: 0, asked: [0, ...asked] }),
  },
  {
    name: 'reverse',
    says: 'a list from its end',
    arguments: [1, 1],
    apply: ([of]) => listIn(of)?.toReversed(),
  },
  { name: 'slice', says: 'a part of a list', arguments: [3, 3], apply: slice },
  {
    name: 'values',
    says: 'the values of a map, in the order of its keys',
    arguments: [1, 1],
    apply: ([of]) => {
      const map = objectIn(of);
      return map === undefined ? undefined : entriesOf(map).map(([, value]) => value);
    },
  },
  {
    name: 'zipmap',
    says: 'a map of a list of keys and a list of values',
    arguments: [2, 2],
    apply: zipmap,
  },
];
