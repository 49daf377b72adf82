import type { DocumentId, ElementId, Path } from './source.ts';

/** Line and column, both counted from 1; columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * An element that was read, and its field: what is found wrong when all is read has a place only for
 * whoever has the documents at hand again.
 */
export interface Regarded {
  readonly element: ElementId;
  readonly field?: string;
}

/** Another place that a diagnostic is about: the other side of a contradiction. */
export interface Related {
  /** What stands there, in lower case: `not used: network.podRanges`. */
  readonly says: string;
  readonly document: DocumentId;
  readonly path: Path;
  readonly position?: Position;
  readonly regards?: Regarded;
}

/** What a reader could not understand, or understood only with doubt. Data, never thrown. */
export interface Diagnostic {
  /** `error`: this part could not be used. `warning`: used, but probably not what was meant. */
  readonly severity: 'error' | 'warning' | 'note';
  /** Stable, kebab-case, e.g. `unknown-key`. */
  readonly code: string;
  /** Starts in lower case, names the value and what was expected. */
  readonly message: string;
  readonly document: DocumentId;
  readonly path?: Path;
  readonly position?: Position;
  /** The line of text concerned, bounded in length, for the caret. */
  readonly excerpt?: string;
  /** The next step for the user. */
  readonly hint?: string;
  /** What of the model it is about, where that is more exact than the path. */
  readonly regards?: Regarded;
  /** Other places that it is about. */
  readonly related?: readonly Related[];
}

/** Whether any of the diagnostics makes its document unusable as a whole or in part. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((d) => d.severity === 'error');
