import type { AnyElement } from '../../estate/elements/kinds.ts';
import { type Estate, everything } from '../../estate/estate.ts';
import { push } from '../../estate/grouped.ts';
import { view } from '../../estate/view.ts';
import { isUnknown } from '../../evidence/knowable.ts';

/**
 * Elements by the fields that no input states for them: what a person would have to add, and to what.
 * One walk over the estate.
 */
export const lacking: (estate: Estate) => ReadonlyMap<string, readonly AnyElement[]> = view(
  (estate) => {
    const byField = new Map<string, AnyElement[]>();
    for (const element of everything(estate))
      for (const field of new Set(fieldsNotStated(element))) push(byField, field, element);
    return byField;
  },
);

/** Every field that is told not to be stated, however deep it lies in the value. */
function* fieldsNotStated(value: unknown): IterableIterator<string> {
  if (typeof value !== 'object' || value === null) return;
  if (isUnknown(value)) {
    for (const one of value.unknown) if (one.kind === 'notStated') yield one.field;
    return;
  }
  for (const part of Object.values(value)) yield* fieldsNotStated(part);
}
