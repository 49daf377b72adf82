import type * as z from 'zod';
import { type Diagnostic, hasErrors } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import { type Complaint, complaintsOf } from './complaint.ts';
import { inTextOrder, located, type TextDocument } from './document.ts';
import { mend, pathKey } from './mending.ts';

/** What a document says in the words of a schema. */
export interface Checked<T> {
  /** What was understood; absent when too much is wrong for that. Look at the diagnostics as well. */
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
  /** The path in the document of a path in {@link value}: parts that were left out shift items. */
  pathInDocument(path: Path): Path;
}

/** Rounds of leaving parts out; each goes one level up at worst, so this is the depth of a schema. */
const mostRounds = 24;

/**
 * Holds a document against a schema and tells everything that is wrong with it at once. What cannot be
 * used is left out, and the rest is held against the schema again, until it fits or nothing is left: a
 * cluster with a bad pool is still a cluster. What only follows from something left out is not told.
 */
export function checked<T>(document: TextDocument, schema: z.ZodType<T>): Checked<T> {
  const whole = document.value;
  if (hasErrors(document.diagnostics) && whole === undefined) {
    return { diagnostics: document.diagnostics, pathInDocument: (path) => path };
  }
  const complaints: Complaint[] = [];
  const cut = new Set<string>();
  const renamed = new Map<string, string>();
  for (let round = 0; round < mostRounds; round++) {
    const mended = mend(whole, { cut, renamed });
    const result = schema.safeParse(mended.value);
    if (result.success) {
      return {
        value: result.data,
        diagnostics: tell(document, complaints),
        pathInDocument: mended.pathInWhole,
      };
    }
    const found = complaintsOf(result.error.issues, {
      schema,
      value: mended.value,
      inWhole: mended.pathInWhole,
    });
    const misspelled = found.filter(({ meant }) => meant !== undefined);
    if (misspelled.length > 0) {
      // Read on as if the key were right: then its value is looked at too, and not told as missing.
      complaints.push(...misspelled);
      for (const { cut: place, meant = '' } of misspelled) renamed.set(pathKey(place), meant);
      continue;
    }
    const news = found.filter(
      (one) =>
        !complaints.some(({ cut: told, meant }) => meant === undefined && liesBelow(told, one.cut)),
    );
    complaints.push(...news);
    // The root itself is wrong: nothing can be left out that would mend it.
    if (found.some((complaint) => complaint.cut.length === 0)) break;
    for (const complaint of found) cut.add(pathKey(complaint.cut));
  }
  return { diagnostics: tell(document, complaints), pathInDocument: (path) => path };
}

function tell(document: TextDocument, complaints: readonly Complaint[]): readonly Diagnostic[] {
  const told = complaints.map((complaint): Diagnostic => {
    const { code, message, path, hint, atKey } = complaint;
    const position = atKey ? document.keyPositionOf(path) : undefined;
    return {
      severity: 'error',
      code,
      message,
      document: document.id,
      path,
      ...(position === undefined ? {} : { position }),
      ...(hint === undefined ? {} : { hint }),
    };
  });
  return inTextOrder([...document.diagnostics, ...located(told, document)]);
}

/** Whether something was said already about the place, or about a part of it. */
const liesBelow = (path: Path, around: Path): boolean =>
  path.length >= around.length && around.every((key, i) => key === path[i]);
