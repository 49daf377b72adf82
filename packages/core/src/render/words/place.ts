import { type Estate, lookUp } from '../../estate/estate.ts';
import type { Position } from '../../evidence/diagnostic.ts';
import type { Source } from '../../evidence/source.ts';

/** Where something stands in a document that was read. */
export interface Place {
  readonly document: string;
  readonly position?: Position;
  /** The path inside the document, for readers of data: `subnets[2].prefix`. */
  readonly path: string;
}

/** What somebody wants to see the place of. */
export interface Wanted {
  readonly source: Source;
  /** The element that is meant, where one source stands for several. */
  readonly element?: string;
  /** The element's field that is meant. */
  readonly field?: string | undefined;
}

/**
 * Finds the document, line and column of a field of an element. Only whoever read the documents can, and
 * only what is printed pays for it. The document may be another than that of the element: a parameter file.
 */
export type Locate = (wanted: Wanted) => Located | undefined;

/** A line and column in a document. */
export interface Located extends Source {
  readonly position: Position;
}

/** No document is at hand. */
export const nowhere: Locate = () => undefined;

/** The place of what is wanted; without documents, its path. */
export function placeOf(wanted: Wanted, locate: Locate): Place {
  const { document, path, position } = locate(wanted) ?? { ...wanted.source, position: undefined };
  return { document, ...(position === undefined ? {} : { position }), path: pathText(path) };
}

/** `plan.yaml:12:5`; without a position the path stands in its stead. */
export const placeText = ({ document, position, path }: Place): string =>
  position === undefined
    ? [document, path].filter((part) => part !== '').join(' ')
    : `${document}:${position.line}:${position.column}`;

/** The place of an element, when it has one. */
export function placeOfElement(estate: Estate, id: string, locate: Locate): Place | undefined {
  const found = lookUp(estate, id);
  return found === undefined ? undefined : placeOf({ source: found.source, element: id }, locate);
}

const pathText = (path: Source['path']): string =>
  path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('');
