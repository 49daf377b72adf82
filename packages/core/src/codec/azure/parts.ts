import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Fragment } from '../../estate/estate.ts';
import { nameInId } from '../../estate/id.ts';
import { isUnknown } from '../../evidence/knowable.ts';

/**
 * Elements with the parts put into their wholes. A part is an element of which only a list or one field
 * is known; a field is taken from it when the whole does not know it, and lists are put together. A
 * part without its whole stays as it is, named by its id.
 */
export function joinParts(wholes: Fragment, parts: Fragment): Fragment {
  const joined = new Map<string, AnyElement>();
  for (const whole of wholes) joined.set(`${whole.kind} ${whole.id}`, whole);
  for (const part of parts) {
    const key = `${part.kind} ${part.id}`;
    const whole = joined.get(key);
    joined.set(key, whole === undefined ? named(part) : joinedWith(whole, part));
  }
  return [...joined.values()];
}

const named = (part: AnyElement): AnyElement =>
  part.name === '' ? { ...part, name: nameInId(part.id) } : part;

/** Both are of one kind, so each field of the result has the type of that kind's field. */
function joinedWith<E extends AnyElement>(whole: E, part: AnyElement): E {
  const told = Object.entries(part).filter(
    ([key, value]) => !heads.has(key) && !isUnknown(value) && value !== undefined,
  );
  const fields = told.map(([key, value]): readonly [string, unknown] => {
    const known: unknown = Reflect.get(whole, key);
    const areLists = Array.isArray(known) && Array.isArray(value);
    return [key, areLists ? [...known, ...value.filter(notIn(known))] : value];
  });
  return { ...whole, ...Object.fromEntries(fields) };
}

/** What a part says of itself and not of its whole. */
const heads: ReadonlySet<string> = new Set([
  'kind',
  'id',
  'name',
  'spelled',
  'source',
  'location',
  'tags',
]);

/** A body may nest what a dump lists once more: of two with one name the first counts. */
function notIn(known: readonly unknown[]): (value: unknown) => boolean {
  const names = new Set(known.map(nameOf));
  return (value) => !names.has(nameOf(value));
}

/** Record sets share names across types. */
const nameOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'name' in value
    ? `${'type' in value ? String(value.type) : ''} ${String(value.name)}`
    : value;
