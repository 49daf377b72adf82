import { unknownPart } from './id.ts';

/** Lists whose order means something: all others are compared as sets. */
const orderedLists: ReadonlySet<string> = new Set(['dnsServers']);

/** Texts that Azure answers in whatever case they were once sent. */
const caselessFields: ReadonlySet<string> = new Set([
  'artifactRegistry',
  'dnsPrefix',
  'frontends',
  'identityIds',
  'nodeResourceGroup',
  'osSku',
  'targetType',
  'virtualWan',
  'vmSize',
]);

/** Parts of an element that are records of fields themselves: they are told field by field. */
export const recordsOfFields: ReadonlySet<string> = new Set(['network', 'access', 'upgrade']);

/**
 * Whether two values of a field say the same. Lists are compared without regard to order, unless the
 * field is one in which order counts; ids are compared part by part, a part that is not known (`~`)
 * being like any other. Linear for equal lists, quadratic in the length of lists that differ.
 */
export function sameValue(a: unknown, b: unknown, field = ''): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string')
    return sameId(a, b) || (caselessFields.has(field) && a.toLowerCase() === b.toLowerCase());
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b, field);
  return isRecord(a) && isRecord(b) && sameRecord(a, b);
}

/** Whether two ids can name one element: equal but for parts that one of them does not know. */
export function sameId(a: string, b: string): boolean {
  if (a === b) return true;
  if (!isPath(a) || !isPath(b) || !(hasUnknownPart(a) || hasUnknownPart(b))) return false;
  const left = a.split(separators);
  const right = b.split(separators);
  return left.length === right.length && left.every((part, i) => samePart(part, right[i] ?? ''));
}

/** Ids of what is no ARM resource begin with their kind and a colon. */
const separators = /[/:]/;

/** ARM ids and own ids; text of other kinds is compared as it is. */
const isPath = (text: string): boolean => /^(\/|[a-z]+:)/i.test(text);

/** A part may be a whole id again, written as one name: the cluster of a Kubernetes object. */
const samePart = (a: string, b: string): boolean =>
  a === b ||
  a === unknownPart ||
  b === unknownPart ||
  (isNested(a) && isNested(b) && sameId(unnested(a), unnested(b)));

const isNested = (part: string): boolean => part.startsWith('%2F') || part.startsWith('%2f');

const unnested = (part: string): string => part.replace(/%2f/gi, '/');

/** Whether a part of the id, or of an id inside it, is not known. */
const hasUnknownPart = (id: string): boolean => /(^|[/:]|%2f)~($|\/|%2f)/i.test(id);

/** Whether a value is a record of fields: an object, but no list and no map. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);

function sameList(a: readonly unknown[], b: readonly unknown[], field: string): boolean {
  if (a.length !== b.length) return false;
  if (a.every((item, i) => sameValue(item, b[i], field))) return true;
  if (orderedLists.has(field)) return false;
  const left = [...b];
  return a.every((item) => {
    const at = left.findIndex((other) => sameValue(item, other, field));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
}

function sameRecord(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...fields].every((field) => sameValue(ownField(a, field), ownField(b, field), field));
}

/** A field of the record itself; `__proto__` and the like are no fields. */
const ownField = (record: Readonly<Record<string, unknown>>, field: string): unknown =>
  Object.hasOwn(record, field) ? record[field] : undefined;
