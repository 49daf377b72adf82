import { entriesOf, isText, isWhole, many } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { isList, isNotKnown, type Value } from '../value.ts';

const { evaluated, forgiving } = entriesOf('numeric');

/** Whole numbers. */
export const numericFunctions: readonly TemplateFunction[] = [
  evaluated('add', [2, 2], (args, at) => computed(args, at, (a, b) => a + b)),
  evaluated('sub', [2, 2], (args, at) => computed(args, at, (a, b) => a - b)),
  evaluated('mul', [2, 2], (args, at) => computed(args, at, (a, b) => a * b)),
  evaluated('div', [2, 2], (args, at) => divided(args, at, (a, b) => Math.trunc(a / b))),
  evaluated('mod', [2, 2], (args, at) => divided(args, at, (a, b) => a % b)),
  evaluated('min', [1, many], (args, at) => extreme(args, at, Math.min)),
  evaluated('max', [1, many], (args, at) => extreme(args, at, Math.max)),
  evaluated('int', [1, 1], int),
  evaluated('float', [1, 1], ([value], at) => {
    const number = isText(value) && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : at.fails(noNumber);
  }),
  forgiving('copyIndex', [0, 2], copyIndex),
];

const noNumber = 'the argument is no number';

function computed(
  [a, b]: readonly Value[],
  at: Call,
  compute: (a: number, b: number) => number,
): Value {
  if (typeof a !== 'number' || typeof b !== 'number') return at.fails('two numbers are needed');
  const result = compute(a, b);
  return Number.isSafeInteger(result) || (Number.isFinite(result) && !Number.isInteger(result))
    ? result + 0
    : at.fails('the result is no number that can be kept');
}

const divided = (
  args: readonly Value[],
  at: Call,
  compute: (a: number, b: number) => number,
): Value => (args[1] === 0 ? at.fails('nothing is divided by zero') : computed(args, at, compute));

function extreme(args: readonly Value[], at: Call, pick: (...of: number[]) => number): Value {
  const [first] = args;
  const all = args.length === 1 && isList(first) ? first : args;
  const numbers = all.filter((value) => typeof value === 'number');
  if (all.some(isNotKnown)) return at.unknown(all);
  if (numbers.length === 0 || numbers.length < all.length) return at.fails('numbers are needed');
  return at.tooLarge(numbers.length) ?? numbers.reduce((a, b) => pick(a, b));
}

function int([value]: readonly Value[], at: Call): Value {
  const number = isText(value) && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return at.fails(noNumber);
  return Math.trunc(number);
}

/** The index of a loop, and what is added to it: the name, the offset, or both in this order. */
function copyIndex(args: readonly Value[], at: Call): Value {
  const name = args.find(isText);
  const offset = args.find((arg) => !isText(arg)) ?? 0;
  const index = at.index(name);
  if (index === undefined) return at.fails('there is no such loop around');
  if (isNotKnown(index) || isNotKnown(offset)) return at.unknown([index, offset]);
  return isWhole(index) && isWhole(offset) ? index + offset : at.fails(noNumber);
}
