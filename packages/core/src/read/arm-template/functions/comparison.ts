import { sameValues } from '../compare.ts';
import { entriesOf, isText, many } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import { isNotKnown, type Value } from '../value.ts';

const { evaluated, forgiving } = entriesOf('comparison');

/** Comparisons: numbers by size, texts by their code units, with case. */
export const comparisonFunctions: readonly TemplateFunction[] = [
  forgiving('equals', [2, 2], (args, at) => {
    const [a = null, b = null] = args;
    return sameValues(a, b, (steps) => at.budget.spend(steps)) ?? at.unknown(args);
  }),
  evaluated('greater', [2, 2], (args, at) => compared(args, at, (order) => order > 0)),
  evaluated('greaterOrEquals', [2, 2], (args, at) => compared(args, at, (order) => order >= 0)),
  evaluated('less', [2, 2], (args, at) => compared(args, at, (order) => order < 0)),
  evaluated('lessOrEquals', [2, 2], (args, at) => compared(args, at, (order) => order <= 0)),
  forgiving('coalesce', [1, many], coalesce),
];

function compared([a, b]: readonly Value[], at: Call, judge: (order: number) => boolean): Value {
  if (typeof a === 'number' && typeof b === 'number') return judge(a - b);
  if (isText(a) && isText(b)) return judge(a < b ? -1 : a > b ? 1 : 0);
  return at.fails('two numbers, or two texts, are needed');
}

function coalesce(args: readonly Value[], at: Call): Value {
  const first = args.find((arg) => arg !== null);
  // What may be null decides whether the next one counts; a text of which a part is known is none.
  if (!isNotKnown(first)) return first ?? null;
  return first.pieces.some((piece) => isText(piece) && piece !== '') ? first : at.unknown(args);
}
