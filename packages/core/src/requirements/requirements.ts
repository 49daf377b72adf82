import type { Diagnostic } from '../evidence/diagnostic.ts';
import { checked } from '../text/checked.ts';
import type { TextDocument } from '../text/document.ts';
import { type Requirements, requirementsSchema } from './schema.ts';

/** What a requirements file says, and what is wrong with it. */
export interface ReadRequirements {
  /** What was understood; absent when too much is wrong. Look at the diagnostics as well. */
  readonly requirements?: Requirements;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads requirements: first each value by itself, then what the values say together. */
export function readRequirements(document: TextDocument): ReadRequirements {
  const { value, diagnostics } = checked(document, requirementsSchema);
  return value === undefined ? { diagnostics } : { requirements: value, diagnostics };
}
