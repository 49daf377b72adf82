import { type ArmValue, isReference } from '../../codec/codec.ts';
import { isList, isNode } from '../../codec/terraform/path.ts';
import { type Fields, isFields } from '../bodies.ts';

/** The value as data of a document: references are ids. */
export function dataOf(value: ArmValue): unknown {
  if (isList(value)) return value.map(dataOf);
  if (value !== null && typeof value === 'object' && isReference(value))
    return [value.to, ...(value.below ?? [])].join('/');
  if (!isNode(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, dataOf(one)] as const));
}

/** The data with a value put at a path; objects and lists on the way are made. */
export function withAt(data: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (/^\d+$/.test(key) && !isFields(data)) {
    const list: readonly unknown[] = Array.isArray(data) ? data : [];
    const at = Number(key);
    const padded = [...list, ...Array.from({ length: Math.max(0, at - list.length) }, () => ({}))];
    return [...padded.slice(0, at), withAt(padded[at], rest, value), ...padded.slice(at + 1)];
  }
  const fields: Fields = isFields(data) ? data : {};
  const inner = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return { ...fields, [key]: withAt(inner, rest, value) };
}

/** The value under keys; undefined when they lead nowhere. */
export function dataAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((here, key) => {
    if (Array.isArray(here)) return here[Number(key)];
    return isFields(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  }, data);
}

/** Two bodies of one resource as one: objects are joined, lists put one behind the other. */
export function joined(first: unknown, second: unknown): unknown {
  if (Array.isArray(first) && Array.isArray(second)) return [...first, ...second];
  if (!isFields(first) || !isFields(second)) return second ?? first;
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      Object.hasOwn(second, key) && Object.hasOwn(first, key)
        ? joined(first[key], second[key])
        : Object.hasOwn(second, key)
          ? second[key]
          : first[key],
    ]),
  );
}
