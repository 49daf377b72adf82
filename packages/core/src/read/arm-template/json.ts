import { deepestValue } from './budget.ts';
import type { Call } from './function.ts';
import { isList, isObject, type Value } from './value.ts';

/** The value of a JSON text; undefined when it is none, or nested too deeply. */
export function jsonValue(text: string): { readonly value: Value } | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return fromJson(parsed, 0);
  } catch {
    return undefined;
  }
}

/** A parsed document as a value; undefined for what is nested too deeply. */
export function fromJson(parsed: unknown, depth = 0): { readonly value: Value } | undefined {
  if (depth > deepestValue) return undefined;
  if (typeof parsed === 'string' || typeof parsed === 'number' || typeof parsed === 'boolean')
    return { value: parsed };
  if (Array.isArray(parsed)) {
    const items: Value[] = [];
    for (const item of parsed) {
      const read = fromJson(item, depth + 1);
      if (read === undefined) return undefined;
      items.push(read.value);
    }
    return { value: items };
  }
  if (typeof parsed !== 'object' || parsed === null) return { value: null };
  const pairs: (readonly [string, Value])[] = [];
  for (const [key, inner] of Object.entries(parsed)) {
    const read = fromJson(inner, depth + 1);
    if (read === undefined) return undefined;
    pairs.push([key, read.value]);
  }
  return { value: Object.fromEntries(pairs) };
}

/** JSON without blanks; undefined when something in it is not known, or it is too much. */
export function printedJson(value: Value, at: Call, depth = 0): string | undefined {
  if (depth > deepestValue || at.tooLarge(1) !== undefined) return undefined;
  if (isList(value)) {
    const items = value.map((item) => printedJson(item, at, depth + 1));
    return items.every((item) => item !== undefined)
      ? bounded(`[${items.join(',')}]`, at)
      : undefined;
  }
  if (isObject(value)) {
    const pairs = Object.entries(value).map(([key, inner]) => {
      const printed = printedJson(inner, at, depth + 1);
      return printed === undefined ? undefined : `${JSON.stringify(key)}:${printed}`;
    });
    return pairs.every((pair) => pair !== undefined)
      ? bounded(`{${pairs.join(',')}}`, at)
      : undefined;
  }
  return typeof value === 'object' && value !== null ? undefined : JSON.stringify(value);
}

const bounded = (text: string, at: Call): string | undefined =>
  at.tooLarge(text.length / 16) === undefined ? text : undefined;
