import { sameValues } from '../compare.ts';
import { entriesOf, isText, many } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { mergedDeep } from '../merge.ts';
import {
  type Fields,
  isList,
  isNotKnown,
  isObject,
  markedText,
  NotKnown,
  type Value,
  valueAt,
} from '../value.ts';

const { evaluated, forgiving } = entriesOf('array');

/** What lists and objects share: membership, union, intersection. */
export const collectionFunctions: readonly TemplateFunction[] = [
  forgiving('contains', [2, 2], contains),
  evaluated('union', [1, many], union),
  evaluated('intersection', [2, many], intersection),
  forgiving('tryGet', [2, many], tryGet),
];

function contains(args: readonly Value[], at: Call): Value {
  const [of, wanted = null] = args;
  if (isList(of)) {
    const answers = of.map((item) => sameValues(item, wanted, spending(at)));
    if (answers.includes(true)) return true;
    return answers.includes(undefined) ? at.unknown(args) : false;
  }
  const part = markedText(wanted);
  if (part === undefined || isNotKnown(wanted))
    return args.some(isNotKnown) ? at.unknown(args) : at.fails('there is no text to look for');
  if (isObject(of)) return valueAt(of, part) !== undefined;
  if (isText(of)) return of.includes(part);
  // What is known of a text may hold the part; that it does not is never known then.
  if (of instanceof NotKnown && part !== '')
    return of.pieces.some((piece) => isText(piece) && piece.includes(part))
      ? true
      : at.unknown(args);
  return at.unknown(args);
}

function union(args: readonly Value[], at: Call): Value {
  if (args.every(isList)) {
    const result: Value[] = [];
    for (const item of args.flat()) {
      const answers = result.map((other) => sameValues(item, other, spending(at)));
      if (answers.includes(true)) continue;
      if (answers.includes(undefined)) return at.unknown(args);
      result.push(item);
    }
    return result;
  }
  if (!args.every(isObject)) return at.fails('lists, or objects, are needed');
  let result: Fields = {};
  for (const next of args) {
    const merged = mergedDeep(result, next, spending(at));
    if (merged === undefined) return at.unknown(args);
    result = merged;
  }
  return result;
}

function intersection(args: readonly Value[], at: Call): Value {
  const [first, ...others] = args;
  if (isList(first) && others.every(isList)) {
    const result: Value[] = [];
    for (const item of first) {
      const everywhere = others.map((other) => holds(other, item, at));
      if (everywhere.includes(false)) continue;
      if (everywhere.includes(undefined)) return at.unknown(args);
      const isDouble = holds(result, item, at);
      if (isDouble === undefined) return at.unknown(args);
      if (!isDouble) result.push(item);
    }
    return result;
  }
  if (!isObject(first) || !others.every(isObject)) return at.fails('lists, or objects, are needed');
  const kept: (readonly [string, Value])[] = [];
  for (const [key, value] of Object.entries(first)) {
    const answers = others.map((other) => {
      const there = valueAt(other, key);
      return there === undefined ? false : sameValues(value, there, spending(at));
    });
    if (answers.includes(false)) continue;
    if (answers.includes(undefined)) return at.unknown(args);
    kept.push([key, value]);
  }
  return Object.fromEntries(kept);
}

function holds(list: readonly Value[], item: Value, at: Call): boolean | undefined {
  const answers = list.map((other) => sameValues(item, other, spending(at)));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function tryGet(args: readonly Value[], at: Call): Value {
  let [here = null] = args;
  for (const key of args.slice(1)) {
    if (isNotKnown(here) || isNotKnown(key)) return at.unknown(args);
    if (isList(here) && typeof key === 'number') here = here[key] ?? null;
    else if (isObject(here) && isText(key)) here = valueAt(here, key) ?? null;
    else return here === null ? null : typeof here === 'object' ? at.unknown(args) : null;
  }
  return here;
}

const spending =
  (at: Call) =>
  (steps: number): boolean =>
    at.budget.spend(steps);
