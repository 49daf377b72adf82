import type { Estate } from '../estate/estate.ts';
import type { Prose } from '../evidence/prose.ts';
import type { Requirements } from '../requirements/schema.ts';

/** Something that the design cannot settle and somebody must, before or after it is built. */
export interface OpenQuestion {
  /** Who is to answer, in the requirements' words. */
  readonly owner: string;
  readonly says: Prose;
}

/** What questions are asked about. */
export interface Asked {
  readonly requirements: Requirements;
  readonly estate: Estate;
  /** The network of the earlier plan, when there is one. */
  readonly previous?: Estate;
}

/** Finds what somebody has to settle. */
export type Asker = (asked: Asked) => readonly OpenQuestion[];
