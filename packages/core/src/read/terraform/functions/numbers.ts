import { any, type TerraformFunction } from '../function.ts';
import { isList, numberOf, type TfValue } from '../value.ts';

const numbersIn = (args: readonly TfValue[]): readonly number[] | undefined => {
  const numbers = args.map(numberOf).filter((number) => number !== undefined);
  return numbers.length === args.length ? numbers : undefined;
};

/** A function of numbers; undefined where an argument is none. */
const ofNumbers =
  (f: (...numbers: readonly number[]) => number | undefined) =>
  (args: readonly TfValue[]): TfValue | undefined => {
    const numbers = numbersIn(args);
    const value = numbers === undefined ? undefined : f(...numbers);
    return value === undefined || !Number.isFinite(value) ? undefined : value;
  };

const longestRange = 1024;

/** `range(limit)`, `range(start, limit)`, `range(start, limit, step)`: Terraform refuses more than 1024 items. */
function range(args: readonly TfValue[]): TfValue | undefined {
  const numbers = numbersIn(args);
  if (numbers === undefined) return undefined;
  const [first = 0, second, third] = numbers;
  const [start, limit] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (limit < start ? -1 : 1);
  if (step === 0) return undefined;
  const count = Math.max(0, Math.ceil((limit - start) / step));
  if (count > longestRange) return undefined;
  return Array.from({ length: count }, (_, i) => start + i * step);
}

/** Functions of numbers. */
export const numberFunctions: readonly TerraformFunction[] = [
  {
    name: 'abs',
    says: 'without the sign',
    arguments: [1, 1],
    apply: ofNumbers((a = 0) => Math.abs(a)),
  },
  {
    name: 'ceil',
    says: 'the next whole number above',
    arguments: [1, 1],
    apply: ofNumbers((a = 0) => Math.ceil(a)),
  },
  {
    name: 'floor',
    says: 'the next whole number below',
    arguments: [1, 1],
    apply: ofNumbers((a = 0) => Math.floor(a)),
  },
  {
    name: 'log',
    says: 'the logarithm of a number to a base',
    arguments: [2, 2],
    apply: ofNumbers((a = 0, b = 0) => Math.log(a) / Math.log(b)),
  },
  { name: 'max', says: 'the greatest number', arguments: [1, any], apply: ofNumbers(Math.max) },
  { name: 'min', says: 'the smallest number', arguments: [1, any], apply: ofNumbers(Math.min) },
  {
    name: 'parseint',
    says: 'the number that a text spells in a base',
    arguments: [2, 2],
    apply: ([text, base]) => {
      const radix = numberOf(base ?? null);
      if (typeof text !== 'string' || radix === undefined || radix < 2 || radix > 36)
        return undefined;
      const value = Number.parseInt(text, radix);
      return value.toString(radix) === text.toLowerCase() ? value : undefined;
    },
  },
  {
    name: 'pow',
    says: 'a number to the power of another',
    arguments: [2, 2],
    apply: ofNumbers((a = 0, b = 0) => a ** b),
  },
  { name: 'range', says: 'numbers from one to before another', arguments: [1, 3], apply: range },
  {
    name: 'signum',
    says: 'the sign of a number: -1, 0 or 1',
    arguments: [1, 1],
    apply: ofNumbers((a = 0) => Math.sign(a)),
  },
  {
    name: 'sum',
    says: 'the sum of a list',
    arguments: [1, 1],
    apply: ([list]) => {
      const numbers = list !== undefined && isList(list) ? numbersIn(list) : undefined;
      return numbers === undefined || numbers.length === 0
        ? undefined
        : numbers.reduce((all, one) => all + one, 0);
    },
  },
];
