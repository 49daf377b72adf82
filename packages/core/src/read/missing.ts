import { readerOf } from '../codec/azure.ts';
import { type Estate, everything } from '../estate/estate.ts';
import { parseArmId } from '../estate/id.ts';
import type { ElementId } from '../evidence/source.ts';

/** Something that the inputs refer to and do not hold. */
export interface MissingElement {
  readonly id: ElementId;
  /** Its ARM type, as the id spells it. */
  readonly type: string;
  readonly referredBy: readonly ElementId[];
}

/** Fields that say where an element is written and not what it refers to. */
const aboutItself: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'name',
  'spelled',
  'source',
  'tags',
]);

/**
 * What would make the inputs whole: every id of a kind of the model that some element refers to and that
 * no input holds, the most wanted first. Cost: one walk over all elements.
 */
export function missingElements(estate: Estate): readonly MissingElement[] {
  const held = new Set<ElementId>();
  for (const element of everything(estate)) held.add(element.id);
  const wanted = new Map<ElementId, { readonly type: string; readonly by: Set<ElementId> }>();
  for (const element of everything(estate)) {
    for (const id of idsIn(element)) {
      if (held.has(id)) continue;
      const type = parseArmId(id)?.type;
      if (type === undefined || readerOf(type) === undefined) continue;
      const want = wanted.get(id) ?? { type, by: new Set() };
      want.by.add(element.id);
      wanted.set(id, want);
    }
  }
  return [...wanted]
    .map(([id, { type, by }]) => ({ id, type, referredBy: [...by] }))
    .toSorted((a, b) => b.referredBy.length - a.referredBy.length);
}

/** Canonical ARM ids anywhere in the fields of an element. */
function* idsIn(value: object): IterableIterator<ElementId> {
  for (const [key, inner] of Object.entries(value)) {
    if (aboutItself.has(key)) continue;
    yield* idsBelow(inner);
  }
}

function* idsBelow(value: unknown): IterableIterator<ElementId> {
  if (typeof value === 'string') {
    if (value.startsWith('/subscriptions/')) yield value;
  } else if (Array.isArray(value)) for (const item of value) yield* idsBelow(item);
  else if (typeof value === 'object' && value !== null) yield* idsBelowAll(value);
}

function* idsBelowAll(value: object): IterableIterator<ElementId> {
  for (const inner of Object.values(value)) yield* idsBelow(inner);
}
