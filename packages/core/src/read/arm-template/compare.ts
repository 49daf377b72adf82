import { deepestValue } from './budget.ts';
import {
  isList,
  isObject,
  Lambda,
  NotKnown,
  PartlyKnown,
  type Piece,
  type Value,
} from './value.ts';

/** Asked before every step; a refusal ends the work. */
export type Spend = (steps: number) => boolean;

/**
 * Whether two values are the same: true, false, or undefined when what is not known decides it. Texts are
 * compared with case, as Azure compares them.
 */
export function sameValues(a: Value, b: Value, spend: Spend): boolean | undefined {
  return same(a, b, { spend, depth: 0 });
}

interface Way {
  readonly spend: Spend;
  readonly depth: number;
}

function same(a: Value, b: Value, { spend, depth }: Way): boolean | undefined {
  if (depth > deepestValue || !spend(1)) return undefined;
  const deeper = { spend, depth: depth + 1 };
  if (a instanceof NotKnown || b instanceof NotKnown) return sameTexts(a, b);
  if (a instanceof PartlyKnown || b instanceof PartlyKnown) return undefined;
  if (a instanceof Lambda || b instanceof Lambda) return a === b;
  if (isList(a)) {
    if (!isList(b) || a.length !== b.length) return false;
    return allSame(a, (item, i) => same(item, b[i] ?? null, deeper));
  }
  if (isObject(a)) {
    if (!isObject(b) || Object.keys(a).length !== Object.keys(b).length) return false;
    return allSame(Object.keys(a), (key) =>
      Object.hasOwn(b, key) ? same(a[key] ?? null, b[key] ?? null, deeper) : false,
    );
  }
  return a === b;
}

function allSame<T>(
  items: readonly T[],
  sameAt: (item: T, i: number) => boolean | undefined,
): boolean | undefined {
  let isSure = true;
  for (const [i, item] of items.entries()) {
    const answer = sameAt(item, i);
    if (answer === false) return false;
    if (answer === undefined) isSure = false;
  }
  return isSure ? true : undefined;
}

/** Texts of which a part is known differ for sure when what is known at an end differs. */
function sameTexts(a: Value, b: Value): boolean | undefined {
  if (a instanceof NotKnown && b instanceof NotKnown && a.text === b.text) return true;
  const first = endsOf(a);
  const second = endsOf(b);
  if (first === undefined || second === undefined) return undefined;
  const heads = agree(first.head, second.head, (text, part) => text.startsWith(part));
  const tails = agree(first.tail, second.tail, (text, part) => text.endsWith(part));
  const fits = first.least <= second.most && second.least <= first.most;
  return heads && tails && fits ? undefined : false;
}

interface Ends {
  readonly head: string;
  readonly tail: string;
  /** Characters that are there in any case. */
  readonly least: number;
  readonly most: number;
}

function endsOf(value: Value): Ends | undefined {
  if (typeof value === 'string')
    return { head: value, tail: value, least: value.length, most: value.length };
  if (!(value instanceof NotKnown)) return undefined;
  const { pieces } = value;
  // Nothing at all is known of it: it may be no text.
  if (!pieces.some((piece) => typeof piece === 'string' && piece !== '')) return undefined;
  const least = pieces.reduce<number>(
    (sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0),
    0,
  );
  return { head: literal(pieces[0]), tail: literal(pieces.at(-1)), least, most: Infinity };
}

const literal = (piece: Piece | undefined): string => (typeof piece === 'string' ? piece : '');

/** Whether one of the two may begin (or end) with the other. */
const agree = (a: string, b: string, fits: (text: string, part: string) => boolean): boolean =>
  a.length >= b.length ? fits(a, b) : fits(b, a);
