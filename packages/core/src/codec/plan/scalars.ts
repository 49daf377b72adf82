import {
  type Address,
  formatAddress,
  formatPrefix,
  type Prefix,
  parseAddress,
  parsePrefix,
} from '@aksnet/net';
import type { Json } from '../arm-json.ts';
import { isRecord, list, type Reading, refuse, type Shape } from './shape.ts';

/** A text. */
export const text: Shape<string> = {
  write: (value) => value,
  read: (value, at) => (typeof value === 'string' ? value : refuse(at, 'a text')),
};

/** A number; those that JSON has no sign for are written as their names. */
export const number: Shape<number> = {
  write: (value) => (Number.isFinite(value) ? value : String(value)),
  read: (value, at) => {
    if (typeof value === 'number') return value;
    const named = typeof value === 'string' && nameless.has(value);
    return named ? Number(value) : refuse(at, 'a number');
  },
};

const nameless: ReadonlySet<string> = new Set(['Infinity', '-Infinity', 'NaN']);

/** A boolean. */
export const boolean: Shape<boolean> = {
  write: (value) => value,
  read: (value, at) => (typeof value === 'boolean' ? value : refuse(at, 'true or false')),
};

/** One of the texts or numbers given. */
export const oneOf = <const T extends string | number | boolean>(
  ...values: readonly T[]
): Shape<T> => ({
  write: (value) => value,
  read: (value, at) =>
    values.find((candidate) => candidate === value) ?? refuse(at, `one of ${values.join(', ')}`),
});

/** A text that the check accepts. */
export const textThat = <T extends string>(
  isOne: (value: string) => value is T,
  expected: string,
): Shape<T> => ({
  write: (value) => value,
  read: (value, at) => (typeof value === 'string' && isOne(value) ? value : refuse(at, expected)),
});

/** A prefix as text. */
export const prefix: Shape<Prefix> = {
  write: formatPrefix,
  read: (value, at) => {
    const parsed = typeof value === 'string' ? parsePrefix(value) : undefined;
    if (parsed === undefined) return refuse(at, 'a prefix');
    return parsed.ok ? parsed.value : refuse(at, `a prefix, but ${parsed.reason}; one`);
  },
};

/** An address as text. */
export const address: Shape<Address> = {
  write: formatAddress,
  read: (value, at) => {
    const parsed = typeof value === 'string' ? parseAddress(value) : undefined;
    if (parsed === undefined) return refuse(at, 'an address');
    return parsed.ok ? parsed.value : refuse(at, `an address, but ${parsed.reason}; one`);
  },
};

/** Texts, prefixes, addresses in lists. */
export const texts: Shape<readonly string[]> = list(text);
export const prefixes: Shape<readonly Prefix[]> = list(prefix);
export const addresses: Shape<readonly Address[]> = list(address);

/** Whatever JSON holds, as it stands. */
export const anything: Shape<unknown> = {
  write: (value) => toJson(value),
  read: (value): Reading<unknown> => value,
};

function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (!isRecord(value)) return null;
  const pairs = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(pairs.map(([key, item]) => [key, toJson(item)]));
}
