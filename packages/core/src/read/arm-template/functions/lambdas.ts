import { entriesOf, isText } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import type { Node } from '../syntax.ts';
import { isList, isNotKnown, isObject, Lambda, markedText, type Value } from '../value.ts';

const { evaluated } = entriesOf('lambda');

/** Functions that call a lambda for every item; an answer that decides and is not known ends them. */
export const lambdaFunctions: readonly TemplateFunction[] = [
  {
    name: 'lambda',
    family: 'lambda',
    answers: 'evaluated',
    takes: [1, 10],
    lazily: lambda,
  },
  {
    name: 'lambdaVariables',
    family: 'lambda',
    answers: 'evaluated',
    takes: [1, 1],
    call: ([name], at) => {
      const value = isText(name) ? at.local(name) : undefined;
      return value === undefined ? at.fails('there is no such variable') : value;
    },
  },
  evaluated('map', [2, 2], (args, at) =>
    withList(args, at, (list, each) => list.map((item, i) => called(each, [item, i], at))),
  ),
  evaluated('filter', [2, 2], (args, at) =>
    withList(args, at, (list, each) => {
      const answers = list.map((item, i) => called(each, [item, i], at));
      if (answers.some(isNotKnown)) return at.unknown(answers.filter(isNotKnown));
      return list.filter((_, i) => answers[i] === true);
    }),
  ),
  evaluated('reduce', [3, 3], ([list, start = null, each], at) =>
    withList([list ?? null, each ?? null], at, (items, step) =>
      items.reduce<Value>((sum, item, i) => called(step, [sum, item, i], at), start),
    ),
  ),
  evaluated('sort', [2, 2], (args, at) => withList(args, at, (list, less) => sort(list, less, at))),
  evaluated('toObject', [2, 3], toObject),
  evaluated('groupBy', [2, 2], (args, at) =>
    withList(args, at, (list, each) => {
      const groups = new Map<string, Value[]>();
      for (const item of list) {
        const key = called(each, [item], at);
        const name = markedText(key);
        if (isNotKnown(key) || name === undefined) return at.unknown([key]);
        groups.set(name, [...(groups.get(name) ?? []), item]);
      }
      return Object.fromEntries(groups);
    }),
  ),
  evaluated('mapValues', [2, 2], ([of, each], at) =>
    isObject(of) && each instanceof Lambda
      ? Object.fromEntries(
          Object.entries(of).map(([key, value]) => [key, called(each, [value], at)]),
        )
      : at.fails('an object and a lambda are needed'),
  ),
];

function lambda(args: readonly Node[], at: Call): Value {
  const body = args.at(-1);
  const names = args.slice(0, -1).map((arg) => (arg.kind === 'literal' ? arg.value : undefined));
  return body !== undefined && names.every((name) => typeof name === 'string')
    ? at.lambda(names, body)
    : at.fails('the names of its variables must be texts');
}

function withList(
  [list, each]: readonly Value[],
  at: Call,
  apply: (list: readonly Value[], each: Lambda) => Value,
): Value {
  if (!isList(list) || !(each instanceof Lambda)) return at.fails('a list and a lambda are needed');
  return at.tooLarge(list.length) ?? apply(list, each);
}

/** Calls with as many arguments as the lambda names. */
const called = (each: Lambda, args: readonly Value[], at: Call): Value =>
  at.invoke(each, args.slice(0, each.parameters.length));

/** Merge sort by "comes first": as many calls as needed, and no more when the order is not known. */
function sort(list: readonly Value[], less: Lambda, at: Call): Value {
  if (list.length < 2) return list;
  const middle = Math.floor(list.length / 2);
  const left = sort(list.slice(0, middle), less, at);
  const right = sort(list.slice(middle), less, at);
  if (!isList(left) || !isList(right)) return isList(left) ? right : left;
  const result: Value[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const comesFirst = called(less, [right[j] ?? null, left[i] ?? null], at);
    if (isNotKnown(comesFirst)) return at.unknown([comesFirst]);
    result.push((comesFirst === true ? right[j++] : left[i++]) ?? null);
  }
  return [...result, ...left.slice(i), ...right.slice(j)];
}

function toObject([list, key, value]: readonly Value[], at: Call): Value {
  return withList([list ?? null, key ?? null], at, (items, keyOf) => {
    const pairs: (readonly [string, Value])[] = [];
    for (const item of items) {
      const name = called(keyOf, [item], at);
      const text = isNotKnown(name) ? name.text : markedText(name);
      if (text === undefined) return at.fails('a key is no text');
      pairs.push([text, value instanceof Lambda ? called(value, [item], at) : item]);
    }
    return Object.fromEntries(pairs);
  });
}
