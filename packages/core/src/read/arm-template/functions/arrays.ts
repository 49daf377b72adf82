import { sameValues } from '../compare.ts';
import { entriesOf, isText, isWhole, many } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { isList, isNotKnown, isObject, NotKnown, type Value } from '../value.ts';

const { evaluated, forgiving } = entriesOf('array');

/** Lists, and what texts and objects share with them. Items may be unknown where only their place counts. */
export const arrayFunctions: readonly TemplateFunction[] = [
  evaluated('array', [1, 1], ([value = null]) => (isList(value) ? value : [value])),
  forgiving('createArray', [0, many], (args, at) => at.tooLarge(args.length) ?? args),
  forgiving('empty', [1, 1], empty),
  forgiving('length', [1, 1], length),
  evaluated('first', [1, 1], ([of], at) =>
    isText(of) ? of.slice(0, 1) : isList(of) ? (of[0] ?? null) : at.fails(noSequence),
  ),
  forgiving('last', [1, 1], last),
  evaluated('skip', [2, 2], (args, at) => cut(args, at, (of, from) => of.slice(from))),
  evaluated('take', [2, 2], (args, at) => cut(args, at, (of, to) => of.slice(0, to))),
  evaluated('range', [2, 2], range),
  forgiving('indexOf', [2, 2], (args, at) => indexOf(args, at, false)),
  forgiving('lastIndexOf', [2, 2], (args, at) => indexOf(args, at, true)),
  evaluated('indexFromEnd', [2, 2], ([list, back], at) => fromEnd(list, back) ?? at.fails(noItem)),
  evaluated('tryIndexFromEnd', [2, 2], ([list, back]) => fromEnd(list, back) ?? null),
];

const noSequence = 'the argument is neither a list nor a text';
const noItem = 'there is no such item';

function empty([of = null]: readonly Value[], at: Call): Value {
  if (of instanceof NotKnown)
    return of.pieces.some((piece) => isText(piece) && piece !== '') ? false : at.unknown([of]);
  if (of === null) return true;
  if (isText(of) || isList(of)) return of.length === 0;
  if (isObject(of)) return Object.keys(of).length === 0;
  return typeof of === 'object'
    ? at.unknown([of])
    : at.fails('a list, an object or a text is needed');
}

function length([of = null]: readonly Value[], at: Call): Value {
  if (isText(of) || isList(of)) return of.length;
  if (isObject(of)) return Object.keys(of).length;
  return typeof of === 'object' && of !== null ? at.unknown([of]) : at.fails(noSequence);
}

/** Of an id with marks for names in it, what follows the last slash is known. */
function last([of = null]: readonly Value[], at: Call): Value {
  if (isText(of)) return of.slice(-1);
  if (isList(of)) return of.at(-1) ?? null;
  return typeof of === 'object' && of !== null ? at.unknown([of]) : at.fails(noSequence);
}

function cut(
  [of, count]: readonly Value[],
  at: Call,
  part: <T extends string | readonly Value[]>(of: T, count: number) => string | readonly Value[],
): Value {
  if (!isWhole(count) || (!isText(of) && !isList(of)))
    return at.fails('a list or a text, and a whole number are needed');
  return at.tooLarge(of.length / 16) ?? part(of, Math.max(0, count));
}

/**
 * Most numbers that Azure lets one call make
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array#range).
 */
const mostNumbers = 10_000;

function range([first, count]: readonly Value[], at: Call): Value {
  if (!isWhole(first) || !isWhole(count)) return at.fails('two whole numbers are needed');
  if (count < 0 || count > mostNumbers) return at.fails(`${count} is no count of numbers`);
  return at.tooLarge(count) ?? Array.from({ length: count }, (_, i) => first + i);
}

function indexOf(args: readonly Value[], at: Call, fromEnd: boolean): Value {
  const [of, wanted = null] = args;
  if (isText(of) && isText(wanted)) {
    const [text, part] = [of.toLowerCase(), wanted.toLowerCase()];
    return fromEnd ? text.lastIndexOf(part) : text.indexOf(part);
  }
  if (!isList(of)) return args.some(isNotKnown) ? at.unknown(args) : at.fails(noSequence);
  const places = [...of.keys()];
  for (const i of fromEnd ? places.reverse() : places) {
    const same = sameValues(of[i] ?? null, wanted, (steps) => at.budget.spend(steps));
    if (same === undefined) return at.unknown(args);
    if (same) return i;
  }
  return -1;
}

/** Counted from 1: the last item is 1 from the end. */
const fromEnd = (list: Value | undefined, back: Value | undefined): Value | undefined =>
  isList(list) && isWhole(back) && back > 0 ? list[list.length - back] : undefined;
