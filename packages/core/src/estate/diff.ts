import { isUnknown } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import { type AnyElement, type Kind, kinds } from './elements/kinds.ts';
import type { Estate } from './estate.ts';
import { grouped } from './grouped.ts';
import { isRecord, recordsOfFields, sameId, sameValue } from './same.ts';

/** A field whose value differs between two estates. */
export interface FieldChange {
  /** Name of the field, `network.podRanges` for a field of a part. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  /** False when one of the values is not known, so that they may still be the same. */
  readonly certain: boolean;
}

/** How an element of one estate relates to the other estate. */
export type Difference =
  | { readonly kind: 'new'; readonly after: AnyElement }
  | { readonly kind: 'gone'; readonly before: AnyElement }
  | {
      readonly kind: 'changed';
      readonly before: AnyElement;
      readonly after: AnyElement;
      readonly fields: readonly FieldChange[];
    };

/**
 * What is new, gone and changed from one estate to the other, kind by kind. Elements are matched by
 * id; an id with parts that are not known (`~`: a planned resource has no subscription yet) matches
 * the one element that agrees on all other parts, and none when several do. "Gone" means not
 * described any more: whether it is deleted depends on what the second estate lists completely.
 */
export const diff = (before: Estate, after: Estate): readonly Difference[] =>
  kinds.flatMap((kind) => diffOfKind(kind, before, after));

function diffOfKind(kind: Kind, before: Estate, after: Estate): readonly Difference[] {
  const old = new Map<ElementId, AnyElement>(before.elements[kind]);
  const now = new Map<ElementId, AnyElement>(after.elements[kind]);
  const pairs = pairsOf(old, now);
  const seen = new Set(pairs.values());
  const changes: Difference[] = [];
  for (const [id, element] of old) {
    const counterpart = now.get(pairs.get(id) ?? '');
    if (counterpart === undefined) changes.push({ kind: 'gone', before: element });
    else changes.push(...changesOf(element, counterpart));
  }
  for (const [id, element] of now) if (!seen.has(id)) changes.push({ kind: 'new', after: element });
  return changes;
}

type Elements = ReadonlyMap<ElementId, AnyElement>;

/** Ids of the first estate with those of the second that name the same element. */
function pairsOf(old: Elements, now: Elements): ReadonlyMap<ElementId, ElementId> {
  const pairs = new Map<ElementId, ElementId>();
  for (const id of old.keys()) if (now.has(id)) pairs.set(id, id);
  const left = [...old.keys()].filter((id) => !now.has(id));
  const candidates = grouped(
    [...now.keys()].filter((id) => !old.has(id)),
    lastName,
  );
  for (const id of left) {
    const others = (candidates.get(lastName(id)) ?? []).filter((other) => sameId(id, other));
    const [only] = others;
    if (only !== undefined && others.length === 1) pairs.set(id, only);
  }
  return withoutDoubles(pairs);
}

/** Takes out pairs in which two elements claim the same counterpart, unless one has the very id. */
function withoutDoubles(
  pairs: ReadonlyMap<ElementId, ElementId>,
): ReadonlyMap<ElementId, ElementId> {
  const claims = new Map<ElementId, number>();
  for (const other of pairs.values()) claims.set(other, (claims.get(other) ?? 0) + 1);
  return new Map([...pairs].filter(([id, other]) => id === other || claims.get(other) === 1));
}

const lastName = (id: ElementId): string => id.slice(id.lastIndexOf('/') + 1);

function changesOf(before: AnyElement, after: AnyElement): readonly Difference[] {
  if (before === after) return [];
  const fields = fieldChanges(before, after, '');
  return fields.length === 0 ? [] : [{ kind: 'changed', before, after, fields }];
}

/** What is told by the statement about itself and not about the network. */
const notCompared: ReadonlySet<string> = new Set(['source', 'spelled', 'existing', 'id', 'name']);

function fieldChanges(before: object, after: object, within: string): readonly FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const now = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field) => {
    if (within === '' && notCompared.has(field)) return [];
    const [a, b] = [old.get(field), now.get(field)];
    if (sameValue(a, b, field)) return [];
    if (recordsOfFields.has(field) && isRecord(a) && isRecord(b))
      return fieldChanges(a, b, `${field}.`);
    const certain = !isUnknown(a) && !isUnknown(b);
    return [{ field: `${within}${field}`, before: a, after: b, certain }];
  });
}
