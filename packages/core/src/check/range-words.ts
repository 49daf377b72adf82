import type { Estate } from '../estate/estate.ts';
import { lookUp } from '../estate/estate.ts';
import type { HeldRange } from '../estate/ranges.ts';
import { element, type Part, type Prose, prose, words } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import { spaceKinds } from '../facts/space-kinds.ts';

/** An element by the name its makers gave it. */
export const called = (estate: Estate, id: ElementId): Part =>
  element(id, lookUp(estate, id)?.name);

/** A range with what it is and whose: "Service range 10.0.0.0/16 of aks-pay". */
export const rangeOfHolder = (estate: Estate, held: HeldRange): Prose =>
  prose`${words(spaceKinds[held.kind].title)} ${held.prefix} of ${called(estate, held.of)}`;
