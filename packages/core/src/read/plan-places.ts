import type { AnyElement } from '../estate/elements/kinds.ts';
import { designedHere } from '../evidence/source.ts';
import type { TextDocument } from '../text/document.ts';
import { field, isFields } from './bodies.ts';

/**
 * Elements of a plan, each that was not read but designed at its place in the file of the plan: there a
 * person finds it. Elements that were read keep the place that they were read from.
 */
export function inTheirPlan(
  elements: readonly AnyElement[],
  { id, value }: TextDocument,
): readonly AnyElement[] {
  const tables = isFields(value) ? field(value, 'elements') : undefined;
  const places = new Map<string, number>();
  for (const [kind, items] of Object.entries(isFields(tables) ? tables : {}))
    for (const [i, item] of (Array.isArray(items) ? items : []).entries())
      if (isFields(item)) places.set(`${kind} ${String(field(item, 'id'))}`, i);
  return elements.map((element) => {
    const at = places.get(`${element.kind} ${element.id}`);
    return element.source.document !== designedHere || at === undefined
      ? element
      : { ...element, source: { document: id, path: ['elements', element.kind, at] } };
  });
}
