import { entriesOf, isText, many } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import type { Node } from '../syntax.ts';
import { isNotKnown, type Value } from '../value.ts';

const { evaluated } = entriesOf('logical');

/** Logic in three values: what is not known counts only where it decides. */
export const logicalFunctions: readonly TemplateFunction[] = [
  evaluated('true', [0, 0], () => true),
  evaluated('false', [0, 0], () => false),
  evaluated('not', [1, 1], ([value], at) =>
    typeof value === 'boolean' ? !value : at.fails(noTruth),
  ),
  {
    name: 'and',
    family: 'logical',
    answers: 'evaluated',
    takes: [2, many],
    lazily: (args, at) => joined(args, at, false),
  },
  {
    name: 'or',
    family: 'logical',
    answers: 'evaluated',
    takes: [2, many],
    lazily: (args, at) => joined(args, at, true),
  },
  evaluated('bool', [1, 1], ([value], at) => truthOf(value) ?? at.fails(noTruth)),
  {
    name: 'if',
    family: 'logical',
    answers: 'evaluated',
    says: 'only the branch that counts is evaluated',
    takes: [3, 3],
    lazily: choice,
  },
];

const noTruth = 'the argument is neither true nor false';

/** @param deciding the value that alone decides: false for `and`, true for `or` */
function joined(args: readonly Node[], at: Call, deciding: boolean): Value {
  const open: Value[] = [];
  for (const arg of args) {
    const value = at.evaluate(arg);
    if (value === deciding) return deciding;
    if (typeof value === 'boolean') continue;
    if (!isNotKnown(value)) return at.fails(noTruth);
    open.push(value);
  }
  return open.length === 0 ? !deciding : at.unknown(open);
}

function choice([condition, yes, no]: readonly Node[], at: Call): Value {
  if (condition === undefined || yes === undefined || no === undefined) return at.fails(noTruth);
  const value = at.evaluate(condition);
  if (typeof value === 'boolean') return at.evaluate(value ? yes : no);
  return isNotKnown(value)
    ? at.unknown([value, at.evaluate(yes), at.evaluate(no)])
    : at.fails(noTruth);
}

/** `true` and `false` in any case; numbers as in most languages. */
function truthOf(value: Value | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (!isText(value)) return undefined;
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === '1') return true;
  return lower === 'false' || lower === '0' ? false : undefined;
}
