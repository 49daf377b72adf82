import { type ArmValue, isReference } from '../codec.ts';

/** A place in an ARM body: keys and indexes with dots between; empty for the whole. */
export type ArmPath = string;

/** An object of an ARM body. */
export type ArmNode = { readonly [key: string]: ArmValue };

/** Two paths, one below the other. */
export const below = (path: ArmPath, more: ArmPath): ArmPath =>
  path === '' || more === '' ? path + more : `${path}.${more}`;

const keysOf = (path: ArmPath): readonly string[] => (path === '' ? [] : path.split('.'));

/** Whether the value is an object with keys, not a reference to elsewhere. */
export const isNode = (value: ArmValue | undefined): value is ArmNode =>
  typeof value === 'object' && value !== null && !isList(value) && !isReference(value);

/** Whether the value is a list. */
export const isList = (value: ArmValue | undefined): value is readonly ArmValue[] =>
  Array.isArray(value);

/** The value at the path; undefined when the path leads nowhere. */
export const valueAt = (root: ArmValue, path: ArmPath): ArmValue | undefined =>
  keysOf(path).reduce<ArmValue | undefined>(step, root);

function step(value: ArmValue | undefined, key: string): ArmValue | undefined {
  if (isList(value)) return value[Number(key)];
  return isNode(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Paths of all values below; empty objects and lists, and null, say nothing and are left out. */
export function leavesOf(value: ArmValue, path: ArmPath = ''): readonly ArmPath[] {
  if (value === null) return [];
  if (isList(value)) return value.flatMap((item, i) => leavesOf(item, below(path, String(i))));
  if (!isNode(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, below(path, key)));
}

/** Whether the path is the other one or lies below it. */
export const isWithin = (path: ArmPath, other: ArmPath): boolean =>
  path === other || path.startsWith(`${other}.`) || other === '';

/** A value and where it belongs. */
export type Placed = readonly [path: ArmPath, value: ArmValue];

/**
 * The object in which every value is at its path; keys that are numbers make lists, and lists at one path
 * are put together.
 */
export function assembled(placed: readonly Placed[]): ArmValue {
  const here = placed.filter(([path]) => path === '').map(([, value]) => value);
  if (here.length > 1 && here.every(isList)) return here.flat();
  const [whole] = here;
  if (whole !== undefined) return whole;
  const groups = new Map<string, Placed[]>();
  for (const [path, value] of placed) {
    const [key = '', ...rest] = keysOf(path);
    groups.set(key, [...(groups.get(key) ?? []), [rest.join('.'), value]]);
  }
  const entries = [...groups].map(([key, inner]) => [key, assembled(inner)] as const);
  const isIndexed = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  return isIndexed
    ? entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value)
    : Object.fromEntries(entries);
}
