import type { Diagnostic } from '../../evidence/diagnostic.ts';
import type { DocumentId, Path } from '../../evidence/source.ts';
import type { Json } from '../arm-json.ts';

/** Says that a value has not the shape; why was told to the {@link Place}. */
export const refused: unique symbol = Symbol('refused');

/** A value of the shape, or that it is none. */
export type Reading<T> = T | typeof refused;

/** Where a reading is, and where it puts its remarks. */
export interface Place {
  readonly document: DocumentId;
  readonly path: Path;
  readonly diagnostics: Diagnostic[];
}

/**
 * How values of a type are written in a plan, and how they are read again. One description serves both
 * ways, so that what is written is what is read: `read(write(x))` is `x`.
 */
export interface Shape<T> {
  readonly write: (value: T) => Json;
  readonly read: (value: unknown, at: Place) => Reading<T>;
}

/** A place inside another. */
export const into = ({ document, path, diagnostics }: Place, key: string | number): Place => ({
  document,
  path: [...path, key],
  diagnostics,
});

/** Tells that something else was expected. */
export function refuse(at: Place, expected: string): typeof refused {
  at.diagnostics.push({
    severity: 'error',
    code: 'unreadable-plan',
    message: `${expected} was expected`,
    document: at.document,
    path: at.path,
  });
  return refused;
}

/** Whether the value is an object that is no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field that may be left out. */
export interface Optional<T> {
  readonly optional: Shape<T>;
}

/** A field that may be left out. */
export const optional = <T>(shape: Shape<T>): Optional<T> => ({ optional: shape });

/** A shape per field; fields that the type may lack are {@link optional}. */
export type Fields<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? Optional<Required<T>[K]>
    : Shape<T[K]>;
};

/** A field's description when its type does not matter. */
interface AnyField {
  readonly name: string;
  readonly isOptional: boolean;
  readonly shape: Shape<unknown>;
}

/**
 * An object of known fields. Fields that a newer writer may have added are passed over; a field that has
 * not its shape makes the object unreadable, after all its fields were looked at.
 */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const all = fieldsOf(fields);
  const isWhole = (value: object): value is T => hasAll(all, value);
  return {
    write: (value) => writeFields(all, value),
    read: (value, at) => {
      const found = readFields(all, value, at);
      return found !== refused && isWhole(found) ? found : refused;
    },
  };
}

/** Objects told apart by their `kind`: the fields of each beside it. */
export function byKind<U extends { readonly kind: string }>(
  variants: {
    readonly [K in U['kind']]: Fields<Omit<Extract<U, { readonly kind: K }>, 'kind'>>;
  },
): Shape<U> {
  const all = new Map(
    Object.entries<object>(variants).map(([kind, fields]) => [kind, fieldsOf(fields)]),
  );
  const isOne = (value: object): value is U =>
    'kind' in value && typeof value.kind === 'string' && hasAll(all.get(value.kind) ?? [], value);
  return {
    write: (value) => ({ kind: value.kind, ...writeFields(all.get(value.kind) ?? [], value) }),
    read: (value, at) => {
      const kind: unknown = isRecord(value) ? value['kind'] : undefined;
      const fields = typeof kind === 'string' ? all.get(kind) : undefined;
      if (fields === undefined)
        return refuse(into(at, 'kind'), `one of ${[...all.keys()].join(', ')}`);
      const found = readFields(fields, value, at);
      if (found === refused) return refused;
      const whole = { kind, ...found };
      return isOne(whole) ? whole : refused;
    },
  };
}

const isShape = (value: unknown): value is Shape<unknown> =>
  typeof value === 'object' && value !== null && 'read' in value && 'write' in value;

function fieldsOf(fields: object): readonly AnyField[] {
  return Object.entries<unknown>(Object.fromEntries(Object.entries(fields))).flatMap(
    ([name, field]): readonly AnyField[] => {
      if (isShape(field)) return [{ name, isOptional: false, shape: field }];
      const inner: unknown = isRecord(field) ? field['optional'] : undefined;
      return isShape(inner) ? [{ name, isOptional: true, shape: inner }] : [];
    },
  );
}

const hasAll = (fields: readonly AnyField[], value: object): boolean =>
  fields.every(({ name, isOptional }) => isOptional || Object.hasOwn(value, name));

function writeFields(fields: readonly AnyField[], value: object): { readonly [key: string]: Json } {
  return Object.fromEntries(
    fields.flatMap(({ name, isOptional, shape }) => {
      const isAbsent = isOptional && !Object.hasOwn(value, name);
      return isAbsent ? [] : [[name, shape.write(Reflect.get(value, name))] as const];
    }),
  );
}

function readFields(
  fields: readonly AnyField[],
  value: unknown,
  at: Place,
): Reading<Readonly<Record<string, unknown>>> {
  if (!isRecord(value)) return refuse(at, 'an object');
  const found: [string, unknown][] = [];
  let isFine = true;
  for (const { name, isOptional, shape } of fields) {
    const isThere = Object.hasOwn(value, name);
    if (!isThere && isOptional) continue;
    const read = isThere
      ? shape.read(value[name], into(at, name))
      : refuse(into(at, name), 'a value');
    if (read === refused) isFine = false;
    else found.push([name, read]);
  }
  return isFine ? Object.fromEntries(found) : refused;
}

/** A list, each item of the shape; one bad item makes the list unreadable. */
export const list = <T>(item: Shape<T>): Shape<readonly T[]> => ({
  write: (values) => values.map(item.write),
  read: (value, at) => {
    if (!Array.isArray(value)) return refuse(at, 'a list');
    const found: T[] = [];
    let isFine = true;
    value.forEach((each: unknown, i) => {
      const read = item.read(each, into(at, i));
      if (read === refused) isFine = false;
      else found.push(read);
    });
    return isFine ? found : refused;
  },
});

/** An object whose keys are free. */
export const record = <T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> => ({
  write: (values) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, item.write(value)])),
  read: (value, at) => {
    if (!isRecord(value)) return refuse(at, 'an object');
    const found: [string, T][] = [];
    let isFine = true;
    for (const [key, each] of Object.entries(value)) {
      const read = item.read(each, into(at, key));
      if (read === refused) isFine = false;
      else found.push([key, read]);
    }
    return isFine ? Object.fromEntries(found) : refused;
  },
});

/** A value or known absence: `null` in the file, `undefined` in the model. */
export const maybe = <T>(shape: Shape<T>): Shape<T | undefined> => ({
  write: (value) => (value === undefined ? null : shape.write(value)),
  read: (value, at) => (value === null ? undefined : shape.read(value, at)),
});
