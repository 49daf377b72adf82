import { entriesOf, isList, isObject, Lazy, NotKnown, type TfValue } from '../value.ts';

/** As Terraform encodes it: keys sorted, no blanks; undefined when a part is not known. */
export function encodedJson(value: TfValue): string | undefined {
  const plain = plainOf(value);
  if (plain === undefined) return undefined;
  return JSON.stringify(plain).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function plainOf(value: TfValue): unknown {
  if (value instanceof NotKnown || value instanceof Lazy) return undefined;
  if (isList(value)) {
    const items = value.map(plainOf);
    return items.includes(undefined) ? undefined : items;
  }
  if (!isObject(value)) return value;
  const entries = entriesOf(value).map(([key, item]) => [key, plainOf(item)] as const);
  return entries.some(([, item]) => item === undefined) ? undefined : Object.fromEntries(entries);
}

/** Data of JSON as a value. */
export function valueOfData(data: unknown, depth = 0): TfValue {
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean')
    return data;
  if (typeof data !== 'object' || data === null || depth > 200) return null;
  if (Array.isArray(data)) return data.map((item: unknown) => valueOfData(item, depth + 1));
  return new Map(
    Object.entries(data).map(([key, item]) => [key, valueOfData(item, depth + 1)] as const),
  );
}

/** The value that a text of JSON spells; undefined for what is none. */
export function decodedJson(text: string): TfValue | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return valueOfData(data);
  } catch {
    return undefined;
  }
}
