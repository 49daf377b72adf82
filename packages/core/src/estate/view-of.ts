import type { Estate } from './estate.ts';
import { view } from './view.ts';

/**
 * A view of one thing in an estate: remembered by estate and thing, as long as the estate lives. For
 * what many questions ask again; a thing is an id or an element.
 */
export function viewOf<Thing, R>(
  derive: (estate: Estate, thing: Thing) => R,
): (estate: Estate, thing: Thing) => R {
  const remembered = view((_: Estate) => new Map<Thing, { readonly result: R }>());
  return (estate, thing) => {
    const known = remembered(estate).get(thing);
    if (known !== undefined) return known.result;
    const result = derive(estate, thing);
    remembered(estate).set(thing, { result });
    return result;
  };
}
