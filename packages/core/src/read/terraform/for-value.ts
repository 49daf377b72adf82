import type { Expression, ForExpression } from './expression.ts';
import { notKnown, refused, type Scope, withNames } from './scope.ts';
import { entriesOf, flagOf, isList, isObject, NotKnown, type TfValue, textOf } from './value.ts';

/** The value of `[for …]` or `{for …}`. @param evaluate the evaluation of the expressions inside */
export function forValue(
  loop: ForExpression,
  scope: Scope,
  evaluate: (expression: Expression, scope: Scope) => TfValue,
): TfValue {
  const over = evaluate(loop.over, scope);
  if (over instanceof NotKnown) return new NotKnown(over.why);
  const items = itemsOf(over);
  if (items === undefined) return notKnown(scope, loop.over);
  const list: TfValue[] = [];
  const entries = new Map<string, TfValue>();
  for (const [key, value] of items) {
    const names = new Map<string, TfValue>([[loop.valueName, value]]);
    if (loop.keyName !== undefined) names.set(loop.keyName, key);
    const inner = withNames(scope, names);
    const kept = loop.when === undefined ? true : evaluate(loop.when, inner);
    if (kept instanceof NotKnown) return new NotKnown(kept.why);
    if (flagOf(kept) !== true) continue;
    const yields = evaluate(loop.yields, inner);
    if (loop.key === undefined) list.push(yields);
    else {
      const name = evaluate(loop.key, inner);
      if (name instanceof NotKnown) return new NotKnown(name.why);
      const text = textOf(name);
      if (text === undefined) return refused(scope, loop.key);
      const before = entries.get(text);
      if (!loop.isGrouped && before !== undefined) return refused(scope, loop.key);
      const group = before !== undefined && isList(before) ? before : [];
      entries.set(text, loop.isGrouped ? [...group, yields] : yields);
    }
  }
  return loop.key === undefined ? list : entries;
}

/** Keys and values of what a loop walks over; undefined for what cannot be. */
export function itemsOf(over: TfValue): readonly (readonly [TfValue, TfValue])[] | undefined {
  if (isList(over)) return over.map((item, i) => [i, item]);
  return isObject(over) ? entriesOf(over) : undefined;
}
