import type { Estate } from '../../estate/estate.ts';
import { element, type Prose } from '../../evidence/prose.ts';
import type { ElementId } from '../../evidence/source.ts';
import { few } from './few.ts';
import { nameOf } from './shown.ts';

/** More than this many are counted, not named. */
const namedAtMost = 4;

/** Names of elements, each once; of many only the first, with the number of the others. */
export const namesOf = (
  estate: Estate,
  ids: Iterable<ElementId>,
  atMost: number = namedAtMost,
): Prose =>
  few(
    [...new Set(ids)].map((id) => element(id, nameOf(estate, id))),
    atMost,
  );
