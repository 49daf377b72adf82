import type { Source } from '../../evidence/source.ts';
import { failed, holeOf, spelledValue, wordOf } from './marks.ts';
import {
  isList,
  isNotKnown,
  isObject,
  markedText,
  NotKnown,
  PartlyKnown,
  type Value,
  valueAt,
} from './value.ts';

/** What is asked of a value. */
export interface Wanted {
  readonly key: Value;
  /** Nothing there is null, and no failure. */
  readonly isSafe: boolean;
  readonly expression: string;
  readonly source: Source;
}

/** The property or item of a value: `of.key`, `of[key]`. */
export function memberOf(of: Value, wanted: Wanted): Value {
  const { key, isSafe } = wanted;
  if (of instanceof NotKnown) return unknownMember(of.text, of, wanted);
  if (key instanceof NotKnown) return unknownMember(spelledValue(of), key, wanted);
  if (of instanceof PartlyKnown) {
    const known =
      typeof key === 'string' || typeof key === 'number' ? of.get(String(key)) : undefined;
    return known === undefined ? unknownMember(of.name, of, wanted) : known;
  }
  if (of === null && isSafe) return null;
  const found = inside(of, key);
  if (found !== undefined) return found;
  if (isSafe) return null;
  const name = markedText(key) ?? 'such a key';
  return failed(wanted.expression, wanted.source, `there is no ${name} in ${kindOf(of)}`);
}

function inside(of: Value, key: Value): Value | undefined {
  if (isList(of) && typeof key === 'number') return of[key];
  if (isObject(of) && typeof key === 'string') return valueAt(of, key);
  return undefined;
}

function unknownMember(name: string, of: NotKnown | PartlyKnown, { key }: Wanted): NotKnown {
  const spelled = `${name}.${spelledValue(key)}`;
  const word = wordOf([of]) ?? (typeof key === 'string' ? key : 'item');
  return new NotKnown([holeOf(spelled, word)], of.why, isNotKnown(of) ? of.problem : undefined);
}

const kindOf = (value: Value): string => {
  if (value === null) return 'null';
  if (isList(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'the object' : `a ${typeof value}`;
};
