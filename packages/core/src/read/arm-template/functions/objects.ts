import { entriesOf, isText, many } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { isList, isNotKnown, isObject, markedText, type Value } from '../value.ts';
import { json } from './encoding.ts';

const { evaluated, forgiving } = entriesOf('object');

/** Objects. Values may be unknown where only their keys count. */
export const objectFunctions: readonly TemplateFunction[] = [
  forgiving('createObject', [0, many], createObject),
  evaluated('json', [1, 1], ([text], at) =>
    isText(text) ? json(text, at) : at.fails('the argument is no text'),
  ),
  evaluated('null', [0, 0], () => null),
  evaluated('items', [1, 1], ([of], at) =>
    isObject(of)
      ? (at.tooLarge(Object.keys(of).length * 3) ??
        Object.entries(of)
          .toSorted(([a], [b]) => inOrder(a.toLowerCase(), b.toLowerCase()))
          .map(([key, value]) => ({ key, value })))
      : at.fails('the argument is no object'),
  ),
  evaluated('objectKeys', [1, 1], ([of], at) =>
    isObject(of)
      ? (at.tooLarge(Object.keys(of).length) ??
        Object.keys(of).toSorted((a, b) => inOrder(a.toLowerCase(), b.toLowerCase())))
      : at.fails('the argument is no object'),
  ),
  evaluated('shallowMerge', [1, 1], shallowMerge),
];

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Keys and values in turn. Where a text should stand as a key and none does, that argument is left out
 * with its problem, and the next one counts as a key: what is written right is kept.
 */
function createObject(args: readonly Value[], at: Call): Value {
  const pairs: (readonly [string, Value])[] = [];
  for (let i = 0; i < args.length; i++) {
    // A key that is not known in whole would hide which values are there.
    const name = markedText(args[i]);
    const value = args[i + 1];
    if (name === undefined) pairs.push(['', at.fails('a key is missing, or is no text')]);
    else if (value === undefined) pairs.push(['', at.fails(`the key ${name} has no value`)]);
    else {
      pairs.push([name, value]);
      i++;
    }
  }
  return at.tooLarge(args.length) ?? Object.fromEntries(pairs);
}

function shallowMerge([list]: readonly Value[], at: Call): Value {
  if (!isList(list)) return at.fails('a list of objects is needed');
  if (list.some(isNotKnown)) return at.unknown(list);
  const objects = list.filter(isObject);
  if (objects.length < list.length) return at.fails('a list of objects is needed');
  const pairs = objects.flatMap((one) => Object.entries(one));
  return at.tooLarge(pairs.length) ?? Object.fromEntries(pairs);
}
