import type { Path } from '../../evidence/source.ts';
import { nearestWord } from '../../text/nearest.ts';
import type { Requirements } from '../schema.ts';

/** Something in requirements that does not fit together, though each value by itself is right. */
export interface Concern {
  /** `error`: no network can be like that. `warning`: probably not what was meant. */
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** Starts in lower case, names the values. */
  readonly message: string;
  readonly path: Path;
  /** The other place that it does not fit with. */
  readonly other?: Path;
  /** What to write instead. */
  readonly hint: string;
}

/** Looks for concerns of one topic. Pure, and total: it never throws, whatever was asked for. */
export type Check = (requirements: Requirements) => Iterable<Concern>;

/** A proposal for a name that is not known: the nearest one, or all there are. */
export function proposal(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known);
  if (nearest !== undefined) return `was ${nearest} meant?`;
  const shown = known.slice(0, 12);
  const more = known.length > shown.length ? ` and ${known.length - shown.length} more` : '';
  return known.length === 0 ? 'there is none yet' : `known are ${shown.join(', ')}${more}`;
}
