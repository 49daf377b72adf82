import type { Call, Family, TemplateFunction } from './function.ts';
import type { Value } from './value.ts';

/** Fewest and most arguments. */
type Takes = readonly [number, number];

/** What a function of a family is made of. */
export interface Entries {
  /** A function that needs all its arguments known. */
  readonly evaluated: (
    name: string,
    takes: Takes,
    call: (args: readonly Value[], at: Call) => Value,
  ) => TemplateFunction;
  /** A function that knows what to do when an argument is not known. */
  readonly forgiving: (
    name: string,
    takes: Takes,
    call: (args: readonly Value[], at: Call) => Value,
  ) => TemplateFunction;
  /** A function whose result only a deployment tells. */
  readonly unknown: (name: string, takes: Takes, says: string) => TemplateFunction;
  /** A function that is not modelled here. */
  readonly notModelled: (name: string, says: string) => TemplateFunction;
}

/** Makers of the entries of one family. */
export const entriesOf = (family: Family): Entries => ({
  evaluated: (name, takes, call) => ({ name, family, answers: 'evaluated', takes, call }),
  forgiving: (name, takes, call) => ({
    name,
    family,
    answers: 'evaluated',
    takes,
    call,
    seesUnknown: true,
  }),
  unknown: (name, takes, says) => ({ name, family, answers: 'unknown', takes, says }),
  notModelled: (name, says) => ({
    name,
    family,
    answers: 'notModelled',
    takes: [0, many],
    says,
  }),
});

/** More arguments than anybody writes. */
export const many = 1000;

/** Whether the value is a whole number. */
export const isWhole = (value: Value | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value);

/** Whether the value is a text, all of which is known. */
export const isText = (value: unknown): value is string => typeof value === 'string';
