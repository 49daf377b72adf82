import type { Unknown } from '../../evidence/knowable.ts';

/** A value of Terraform's language. Maps and objects are one thing, and so are lists, tuples and sets. */
export type TfValue =
  | string
  | number
  | boolean
  | null
  | readonly TfValue[]
  | TfObject
  | Lazy
  | NotKnown;

/** A map, so that no key of a user's is ever a property of ours. */
export type TfObject = ReadonlyMap<string, TfValue>;

/** An attribute of a resource: which one it would have been. */
export interface Told {
  readonly address: string;
  readonly attribute: string;
}

/** A value that could not be worked out. */
export class NotKnown {
  readonly why: Unknown;
  /** The attribute of a resource whose value it is. */
  readonly told: Told | undefined;
  /** Terraform itself would refuse the expression: what `try` and `can` catch. */
  readonly isRefused: boolean;

  constructor(why: Unknown, more: { readonly told?: Told; readonly isRefused?: boolean } = {}) {
    this.why = why;
    this.told = more.told;
    this.isRefused = more.isRefused ?? false;
  }
}

/** Something whose attributes are worked out when asked for: a resource, a module. */
export class Lazy {
  /** Undefined: there is no such thing. */
  readonly get: (name: string) => TfValue | undefined;
  /** Of how many there are is not known: any index leads to it. */
  readonly standsForAll: boolean;

  constructor(get: (name: string) => TfValue | undefined, standsForAll = false) {
    this.get = get;
    this.standsForAll = standsForAll;
  }
}

/** Whether the value is a list. */
export const isList = (value: TfValue): value is readonly TfValue[] => Array.isArray(value);

/** Whether the value is a map or an object. */
export const isObject = (value: TfValue): value is TfObject => value instanceof Map;

/** The first part that is not known; whatever is worked out on asking counts as not known. */
export function unknownIn(value: TfValue): NotKnown | Lazy | undefined {
  if (value instanceof NotKnown || value instanceof Lazy) return value;
  const inner: Iterable<TfValue> = isList(value) ? value : isObject(value) ? value.values() : [];
  for (const one of inner) {
    const found = unknownIn(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Entries in the order in which Terraform walks them: by key. */
export const entriesOf = (value: TfObject): readonly (readonly [string, TfValue])[] =>
  [...value].toSorted(([a], [b]) => byText(a, b));

/** By characters, as Terraform sorts. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether two known values are the same; undefined when a part is not known. */
export function sameValue(a: TfValue, b: TfValue): boolean | undefined {
  if (unknownIn(a) !== undefined || unknownIn(b) !== undefined) return undefined;
  return equal(a, b);
}

function equal(a: TfValue, b: TfValue): boolean {
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null));
  if (isObject(a) && isObject(b))
    return (
      a.size === b.size &&
      [...a].every(([key, item]) => b.has(key) && equal(item, b.get(key) ?? null))
    );
  return a === b;
}

/** As a text, where Terraform converts by itself; undefined for what has none. */
export function textOf(value: TfValue): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return numberText(value);
  return undefined;
}

/** Without an exponent, as Terraform prints numbers. */
const numberText = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : String(value);

/** As a number; texts that spell one count, as in Terraform. */
export function numberOf(value: TfValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return undefined;
  return Number(value);
}

/** As a flag; the texts `true` and `false` count. */
export function flagOf(value: TfValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
