import type { DocumentId, Path } from './source.ts';

/** Line and column, both counted from 1; columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
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
}

/** Whether any of the diagnostics makes its document unusable as a whole or in part. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((d) => d.severity === 'error');
