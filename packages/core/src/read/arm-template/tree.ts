import type { Path } from '../../evidence/source.ts';
import { deepestValue } from './budget.ts';
import { evaluateText, type Frame, type Loop } from './evaluate.ts';
import { failed } from './marks.ts';
import { type Fields, isNotKnown, markedText, type NotKnown, type Value } from './value.ts';

/** An object of a document, before anything in it is evaluated. */
export type Raw = Readonly<Record<string, unknown>>;

/** Whether the value is an object of a document. */
export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under a key of an object of a document, compared without case. */
export function rawAt(raw: Raw, key: string): unknown {
  if (Object.hasOwn(raw, key)) return raw[key];
  const lower = key.toLowerCase();
  const own = Object.keys(raw).find((name) => name.toLowerCase() === lower);
  return own === undefined ? undefined : raw[own];
}

/** A part of a document with every expression in it evaluated, and every `copy` of properties done. */
export function evaluateTree(value: unknown, path: Path, frame: Frame): Value {
  if (typeof value === 'string')
    return value.startsWith('[') ? evaluateText(value, standing(frame, path)) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const size = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
  if (!frame.budget.spend(1 + size))
    return failed('', frame.source, 'the template asks for more than is evaluated here');
  if (path.length - frame.source.path.length > 4 * deepestValue)
    return failed('', frame.source, 'the template is nested too deeply');
  if (Array.isArray(value))
    return value.map((item: unknown, i) => evaluateTree(item, [...path, i], frame));
  return isRaw(value) ? evaluateFields(value, path, frame) : null;
}

const standing = (frame: Frame, path: Path): Frame => ({
  ...frame,
  source: { ...frame.source, path },
});

function evaluateFields(raw: Raw, path: Path, frame: Frame): Fields {
  const fields = new Map<string, Value>();
  for (const key of Object.keys(raw)) {
    const copies = key.toLowerCase() === 'copy' ? propertyCopies(raw[key]) : undefined;
    if (copies === undefined)
      fields.set(spelledKey(key, path, frame), evaluateTree(raw[key], [...path, key], frame));
    else
      for (const [i, copy] of copies.entries())
        fields.set(copy.name, copied(copy, [...path, key, i], frame));
  }
  return Object.fromEntries(fields);
}

/** Keys may be expressions too: identities are listed by their ids. */
function spelledKey(key: string, path: Path, frame: Frame): string {
  if (!key.startsWith('[')) return key;
  return markedText(evaluateText(key, standing(frame, [...path, key]))) ?? key;
}

/** One entry of `copy`: a list made from one input. */
export interface PropertyCopy {
  readonly name: string;
  readonly count: unknown;
  readonly input: unknown;
}

/** The entries of a `copy` of properties; undefined for what is another thing of that name. */
export function propertyCopies(value: unknown): readonly PropertyCopy[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const copies = value.flatMap((item: unknown): readonly PropertyCopy[] => {
    const name = isRaw(item) ? rawAt(item, 'name') : undefined;
    if (!isRaw(item) || typeof name !== 'string' || rawAt(item, 'count') === undefined) return [];
    return [{ name, count: rawAt(item, 'count'), input: rawAt(item, 'input') }];
  });
  return copies.length === value.length ? copies : undefined;
}

/** The list that a `copy` makes; not known when it is not known how many there are. */
export function copied(copy: PropertyCopy, path: Path, frame: Frame): Value {
  const count = countOf(copy.count, [...path, 'count'], frame);
  if (isNotKnown(count)) return count;
  const items: Value[] = [];
  for (let index = 0; index < count; index++) {
    if (!frame.budget.copy())
      return failed(copy.name, frame.source, 'there are more copies than are made here');
    const loop: Loop = { name: copy.name, index, isOfResources: false };
    const within = { ...frame, loops: [...frame.loops, loop] };
    items.push(evaluateTree(copy.input, [...path, 'input'], within));
  }
  return items;
}

/** How many copies are made. */
export function countOf(value: unknown, path: Path, frame: Frame): number | NotKnown {
  const count = evaluateTree(value, path, frame);
  if (isNotKnown(count)) return count;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  return failed(
    String(value),
    standing(frame, path).source,
    'the count of copies is no whole number from 0 on',
  );
}
