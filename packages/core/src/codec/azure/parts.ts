import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Fragment } from '../../estate/estate.ts';
import { nameInId } from '../../estate/id.ts';
import { isLater } from '../../estate/moment.ts';
import { sameValue } from '../../estate/same.ts';
import type { Diagnostic } from '../../evidence/diagnostic.ts';
import { isUnknown, unknown } from '../../evidence/knowable.ts';
import { codecOf } from '../azure.ts';

/** Wholes with their parts, and what was wrong with them. */
export interface Joined {
  readonly elements: Fragment;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Elements with the parts put into their wholes. A part is an element of which only a list or one field
 * is known; a field is taken from it when the whole does not know it, and lists are put together. A
 * part without its whole stays, named by its id; a list that the body of the whole always carries is
 * then not known, for there may be more in it.
 */
export function joinParts(wholes: Fragment, parts: Fragment): Joined {
  const joined = new Map<string, AnyElement>();
  const diagnostics: Diagnostic[] = [];
  for (const whole of wholes) joined.set(`${whole.kind} ${whole.id}`, whole);
  for (const part of parts) {
    const key = `${part.kind} ${part.id}`;
    const whole = joined.get(key);
    if (whole === undefined) diagnostics.push(withoutWhole(part));
    joined.set(key, whole === undefined ? alone(part) : joinedWith(whole, { part, diagnostics }));
  }
  return { elements: [...joined.values()], diagnostics };
}

function alone(part: AnyElement): AnyElement {
  const untold = unknown({ kind: 'notSupplied', what: part.id });
  const lists = nestedLists(part).map((field) => [field, untold] as const);
  const name = part.name === '' ? nameInId(part.id) : part.name;
  return { ...part, name, ...Object.fromEntries(lists) };
}

const nestedLists = ({ kind }: AnyElement): readonly string[] => codecOf(kind)?.nests ?? [];

const withoutWhole = ({ kind, id, source }: AnyElement): Diagnostic => ({
  severity: 'note',
  code: 'whole-missing',
  message: `this is a part of the ${kind} ${JSON.stringify(nameInId(id))}, which is not among the inputs`,
  document: source.document,
  path: source.path,
  hint: `what else there is in it is not known without ${id}`,
});

interface Joining {
  readonly part: AnyElement;
  readonly diagnostics: Diagnostic[];
}

/** Both are of one kind, so each field of the result has the type of that kind's field. */
function joinedWith<E extends AnyElement>(whole: E, { part, diagnostics }: Joining): E {
  const nested = nestedLists(part);
  const told = Object.entries(part).filter(
    ([key, value]) => !heads.has(key) && !isUnknown(value) && value !== undefined,
  );
  const fields = told.flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    const known: unknown = Reflect.get(whole, key);
    // One of a list that is not known does not make the list known.
    if (isUnknown(known) && nested.includes(key)) return [];
    if (!Array.isArray(known) || !Array.isArray(value)) return [[key, value]];
    const lists = { known, told: value, isLater: isLater(part, whole) };
    const { list, disputed } = joinedLists(lists);
    for (const name of disputed) diagnostics.push(disputedPart(part, name, { whole, field: key }));
    return [[key, list]];
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

interface Lists {
  readonly known: readonly unknown[];
  readonly told: readonly unknown[];
  /** Whether the part was collected after the whole. */
  readonly isLater: boolean;
}

/** A dump may list once more what a body nests: of two with one name the one collected later counts. */
function joinedLists({ known, told, isLater }: Lists): {
  readonly list: readonly unknown[];
  readonly disputed: readonly string[];
} {
  const list = [...known];
  const disputed: string[] = [];
  for (const item of told) {
    const at = list.findIndex((before) => isSameItem(before, item));
    if (at < 0) {
      list.push(item);
      continue;
    }
    if (sameValue(list[at], item)) continue;
    disputed.push(nameOf(item) ?? '');
    if (isLater) list[at] = item;
  }
  return { list, disputed };
}

const disputedPart = (
  { kind, id, source }: AnyElement,
  name: string,
  { whole, field }: { readonly whole: AnyElement; readonly field: string },
): Diagnostic => ({
  severity: 'warning',
  code: 'contradiction',
  message:
    `${JSON.stringify(name)} of the ${kind} ${JSON.stringify(nameInId(id))} is described here and ` +
    'inside it, and differently; what was collected later is used, else what is inside',
  document: source.document,
  path: source.path,
  hint: 'leave the outdated document out, or collect both again',
  related: [
    {
      says: `inside it: ${field}`,
      document: whole.source.document,
      path: whole.source.path,
      regards: { element: whole.id, field },
    },
  ],
});

/** Items with a name are told apart by it, others by all they say. */
function isSameItem(a: unknown, b: unknown): boolean {
  const name = nameOf(a);
  return name === undefined ? sameValue(a, b) : name === nameOf(b);
}

/** Record sets share names across types. */
function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value)) return undefined;
  return 'type' in value ? `${String(value.type)} ${String(value.name)}` : String(value.name);
}
