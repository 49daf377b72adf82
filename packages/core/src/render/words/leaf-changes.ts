import { isRecord, sameValue } from '../../estate/same.ts';
import { textOfValue } from './value.ts';

/** A place inside a field where two values part. */
export interface LeafChange {
  /** `collections[aks].rules[dns].from`: items of lists by their name. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Where inside a field two values differ: records field by field, lists of things with names item by
 * item. What cannot be told apart further is one change.
 */
export function leafChanges(path: string, before: unknown, after: unknown): readonly LeafChange[] {
  if (sameValue(before, after, path)) return [];
  if (isPlainRecord(before) && isPlainRecord(after))
    return keysOf(before, after).flatMap((key) =>
      leafChanges(`${path}.${key}`, ownValue(before, key), ownValue(after, key)),
    );
  const old = byName(before);
  const now = byName(after);
  if (old === undefined || now === undefined) return [{ path, before, after }];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  const inside = names.flatMap((name) =>
    leafChanges(`${path}[${name}]`, old.get(name), now.get(name)),
  );
  // The same things in another order.
  return inside.length === 0 ? [{ path, before, after }] : inside;
}

type PlainRecord = Readonly<Record<string, unknown>>;

/** Ranges, addresses and reasons for not knowing are one value each. */
const isPlainRecord = (value: unknown): value is PlainRecord =>
  isRecord(value) && !Object.hasOwn(value, 'family') && !Object.hasOwn(value, 'unknown');

const keysOf = (a: PlainRecord, b: PlainRecord): readonly string[] => [
  ...new Set([...Object.keys(a), ...Object.keys(b)]),
];

const ownValue = (record: PlainRecord, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** The items of a list by name; undefined unless all have one and no two the same. */
function byName(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = new Map<string, unknown>();
  for (const item of value) {
    const name = isRecord(item) ? ownValue(item, 'name') : undefined;
    if (typeof name !== 'string' || items.has(name)) return undefined;
    items.set(name, item);
  }
  return items;
}

/** Of two lists what only the first has, as texts; of other values the value. */
export function onlyIn(mine: unknown, theirs: unknown): readonly string[] {
  if (!Array.isArray(mine) || !Array.isArray(theirs)) return [textOfValue(mine)];
  const others = new Set(theirs.map(textOfValue));
  return mine.map(textOfValue).filter((text) => !others.has(text));
}
