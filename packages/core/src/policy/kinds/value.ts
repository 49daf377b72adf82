import { type Prefix, parseAddress, parsePrefixLenient } from '@aksnet/net';
import type { LabelSelector } from '../../estate/elements/kubernetes.ts';
import { isRecord } from '../../estate/same.ts';

/** A field of a record itself; null is as good as absent, and what is no record has no fields. */
export const fieldOf = (value: unknown, key: string): unknown =>
  isRecord(value) && Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined;

/** The items of a list; what is no list has none. */
export const itemsOf = (value: unknown): readonly unknown[] => listOf(value) ?? [];

/** A list; undefined for anything else. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** A text; undefined for anything else. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** A whole number from the first to the last; undefined for anything else. */
export const wholeOf = (value: unknown, first: number, last: number): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= first && value <= last
    ? value
    : undefined;

/** A port number; undefined for anything else. */
export const portOf = (value: unknown): number | undefined => wholeOf(value, 1, 65535);

/**
 * A range as API servers take it: an address and a length, whose bits of the host are masked off.
 * @param lone whether an address without a length is taken too
 */
export function rangeOf(
  value: unknown,
  lone: 'addressToo' | 'never' = 'never',
): Prefix | undefined {
  const [head = '', length, ...more] = (textOf(value) ?? '').split('/');
  const isLong = length === undefined ? lone === 'addressToo' : /^\d{1,3}$/.test(length);
  if (!isLong || more.length > 0 || !parseAddress(head).ok) return undefined;
  const parsed = parsePrefixLenient(length === undefined ? head : `${head}/${length}`);
  return parsed.ok ? parsed.value.value : undefined;
}

/** A record that says nothing beside these words, as those that it says; undefined for anything else. */
export function wordsOf(
  value: unknown,
  known: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(value)) return undefined;
  const said = Object.keys(value).filter((key) => fieldOf(value, key) !== undefined);
  if (said.some((key) => !known.includes(key))) return undefined;
  return Object.fromEntries(said.map((key) => [key, fieldOf(value, key)]));
}

/** The one word of these that a record says, with what it says; undefined for anything else. */
export function onlyWordOf(
  value: unknown,
  known: readonly string[],
): readonly [string, unknown] | undefined {
  const said = Object.entries(wordsOf(value, known) ?? {});
  return said.length === 1 ? said[0] : undefined;
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** A label selector, an absent one being none; undefined for what the API would refuse. */
export function labelSelectorOf(value: unknown): LabelSelector | undefined {
  const said = wordsOf(value, ['matchLabels', 'matchExpressions']);
  if (said === undefined) return undefined;
  const { matchLabels = {}, matchExpressions = [] } = said;
  if (!isRecord(matchLabels) || !Array.isArray(matchExpressions)) return undefined;
  const labels = Object.entries(matchLabels).flatMap(([key, text]) =>
    typeof text === 'string' ? [[key, text] as const] : [],
  );
  const expressions = matchExpressions.flatMap((each: unknown) => expressionOf(each) ?? []);
  const isWhole =
    labels.length === Object.keys(matchLabels).length &&
    expressions.length === matchExpressions.length;
  if (!isWhole) return undefined;
  return {
    ...(labels.length === 0 ? {} : { matchLabels: Object.fromEntries(labels) }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}

/** In and NotIn need values, the others bear none. */
function expressionOf(value: unknown): Expression | undefined {
  const said = wordsOf(value, ['key', 'operator', 'values']);
  const key = textOf(said?.['key']);
  const operator = operators.find((word) => word === said?.['operator']);
  const given = listOf(said?.['values'] ?? []);
  const values = (given ?? []).flatMap((text) => textOf(text) ?? []);
  if (key === undefined || operator === undefined || values.length !== given?.length)
    return undefined;
  const needsValues = operator === 'In' || operator === 'NotIn';
  if (needsValues !== values.length > 0) return undefined;
  return { key, operator, ...(needsValues ? { values } : {}) };
}
