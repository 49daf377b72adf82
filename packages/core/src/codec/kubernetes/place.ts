import type { Labels } from '../../estate/elements/kubernetes.ts';
import type { Id } from '../../estate/id.ts';
import type { Diagnostic } from '../../evidence/diagnostic.ts';
import {
  below,
  type DocumentId,
  type Instant,
  type Path,
  type Source,
} from '../../evidence/source.ts';

/** What all objects of one document share while it is read. */
export interface ManifestReading {
  readonly document: DocumentId;
  readonly collected?: Instant;
  /** The cluster that holds the objects, where known. */
  readonly cluster?: Id<'cluster'>;
  /** Takes what could not be understood. */
  readonly note: (diagnostic: Diagnostic) => void;
}

/**
 * A place in a Kubernetes object. Unlike bodies of Azure, Kubernetes keys have one spelling, and a
 * key whose value is null is read as a key left out, as the API server does.
 */
export interface Place {
  readonly value: unknown;
  readonly path: Path;
  readonly reading: ManifestReading;
}

type Fields = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at the place; an empty one, with a diagnostic, when something else is there. */
export function fieldsOf(at: Place): Fields {
  if (isObject(at.value)) return at.value;
  if (isThere(at)) wrong(at, 'an object');
  return {};
}

/** The place under a key; its value is undefined when the key is missing or inherited. */
export function into(at: Place, key: string): Place {
  const fields = fieldsOf(at);
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return { value, path: below(at.path, key), reading: at.reading };
}

/** Whether something other than null is at the place. */
export const isThere = (at: Place): boolean => at.value !== undefined && at.value !== null;

/** The text at the place. */
export function text(at: Place): string | undefined {
  if (!isThere(at)) return undefined;
  return typeof at.value === 'string' ? at.value : wrong(at, 'a text');
}

/** The whole number at the place. */
export function whole(at: Place): number | undefined {
  if (!isThere(at)) return undefined;
  const value = at.value;
  return typeof value === 'number' && Number.isInteger(value) ? value : wrong(at, 'a whole number');
}

/** Whether `true` is at the place. */
export function flag(at: Place): boolean {
  if (!isThere(at)) return false;
  return typeof at.value === 'boolean' ? at.value : (wrong(at, 'true or false') ?? false);
}

/** One of the values, in their spelling. */
export function oneOf<const T extends string>(at: Place, values: readonly T[]): T | undefined {
  if (!isThere(at)) return undefined;
  return values.find((value) => value === at.value) ?? wrong(at, values.join(', '));
}

/** The items of the list at the place; none when it is missing. */
export function items(at: Place): readonly Place[] {
  if (!isThere(at)) return [];
  if (!Array.isArray(at.value)) return wrong(at, 'a list') ?? [];
  const list: readonly unknown[] = at.value;
  return list.map((value, i) => ({ value, path: below(at.path, i), reading: at.reading }));
}

/** The texts of the list at the place. */
export const texts = (at: Place): readonly string[] =>
  items(at).flatMap((item) => text(item) ?? []);

/** Labels or annotations; values that are no texts are left out, with a diagnostic each. */
export function labels(at: Place): Labels | undefined {
  if (!isThere(at)) return undefined;
  const entries = Object.keys(fieldsOf(at)).flatMap((key) => {
    const value = text(into(at, key));
    return value === undefined ? [] : [[key, value] as const];
  });
  // Object.fromEntries defines keys, so that `__proto__` is a label like any other.
  return Object.fromEntries(entries);
}

/** What `read` makes of the place; a diagnostic when nothing is there. */
export function demanded<T>(at: Place, read: (at: Place) => T | undefined): T | undefined {
  if (isThere(at)) return read(at);
  note(at, { severity: 'error', code: 'missing', message: `${at.path.at(-1)} is missing` });
  return undefined;
}

/**
 * What `read` makes of the place, or undefined when it finds any error there: for objects that the
 * API takes whole or not at all.
 */
export function strictly<T>(at: Place, read: (at: Place) => T | undefined): T | undefined {
  let faults = 0;
  const counting = (diagnostic: Diagnostic): void => {
    if (diagnostic.severity === 'error') faults += 1;
    at.reading.note(diagnostic);
  };
  const result = read({ ...at, reading: { ...at.reading, note: counting } });
  return faults === 0 ? result : undefined;
}

/** The place as the source of an element. */
export function sourceOf(at: Place): Source {
  const { document, collected } = at.reading;
  return { document, path: at.path, ...(collected === undefined ? {} : { collected }) };
}

/** Notes that the place could not be used, or only with doubt. */
export function note(at: Place, problem: Pick<Diagnostic, 'severity' | 'code' | 'message'>): void {
  at.reading.note({ ...problem, document: at.reading.document, path: at.path });
}

/** Notes a value of the wrong type; answers undefined, so that the caller can return it. */
function wrong(at: Place, expected: string): undefined {
  const message = `${shown(at.value)} is not ${expected}`;
  note(at, { severity: 'error', code: 'wrong-type', message });
}

/** A value for a message: short, on one line. */
function shown(value: unknown): string {
  const spelled = JSON.stringify(value) ?? String(value);
  return spelled.length > 60 ? `${spelled.slice(0, 57)}...` : spelled;
}
