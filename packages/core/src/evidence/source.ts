/** Names a document that was read (a file, standard input, a live answer). */
export type DocumentId = string & { readonly brand?: 'document' };

/**
 * Names an element of the Estate. `estate/id.ts` refines it to one kind; here it is only a name, so
 * that evidence can point at elements without knowing what they are.
 */
export type ElementId = string & { readonly elementBrand?: true };

/** A moment as ISO 8601 text with zone, e.g. `2026-08-21T09:30:00Z`. */
export type Instant = string;

/** A calendar day as ISO 8601 text, e.g. `2026-08-21`. */
export type Day = string;

/** A place in a document: keys and indexes from its root. */
export type Path = readonly (string | number)[];

/**
 * A place below another. Lists made by spreading keep room for more; millions of paths are held, and this
 * makes them as long as they are.
 */
export const below = (path: Path, ...keys: Path): Path => path.concat(keys);

/** Where an element was written, and when that was collected. */
export interface Source {
  readonly document: DocumentId;
  /** Place inside the document; empty for the whole of it. */
  readonly path: Path;
  readonly collected?: Instant;
}

/** The document name of what was not read but worked out by `aksnet design`. */
export const designedHere: DocumentId = 'design';

/** Source of an element that the design made. @param path what it was made for, e.g. a cluster name */
export const designed = (...path: Path): Source => ({ document: designedHere, path });
