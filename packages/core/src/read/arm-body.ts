import { readerOf } from '../codec/azure.ts';
import { parseArmId } from '../estate/id.ts';
import type { DocumentId, Instant, Path } from '../evidence/source.ts';
import { openCursor } from '../text/cursor.ts';
import { isBeside } from './beside.ts';
import { unwrapped } from './fold.ts';
import { nothing, type Understood } from './understood.ts';

/**
 * A resource in ARM's shape, from whatever format: as recorded, expanded from a template, translated
 * from Terraform. Values that could not be evaluated are `unevaluated` marks.
 */
export interface PlacedBody {
  /** ARM type in any spelling. */
  readonly type: string;
  /** The body, in the spelling of REST, `az` or PowerShell. */
  readonly value: unknown;
  readonly document: DocumentId;
  /** Where a person would edit it. */
  readonly path: Path;
  readonly collected?: Instant;
  /** A query took single fields out: what is missing was left out, and is not known to be absent. */
  readonly isPartial?: boolean;
}

/** Reads one resource; a type outside the model is ignored and counted. */
export function readArmBody(body: PlacedBody): Understood {
  const { value, document, path, collected, isPartial = false } = body;
  const when = collected === undefined ? {} : { collected };
  const reader = readerOf(body.type);
  const reading = openCursor({ document, value, path, isPartial, ...when });
  const elements = reader?.elements(reading.cursor) ?? [];
  const parts = reader?.parts(reading.cursor) ?? [];
  if (reader === undefined || elements.length + parts.length === 0)
    return {
      ...nothing,
      ignored: [{ type: body.type, why: 'notModelled', source: { document, path, ...when } }],
      diagnostics: reading.diagnostics,
    };
  return {
    ...nothing,
    elements,
    parts,
    diagnostics: reading.diagnostics,
    unread: reading
      .unread()
      .map((place) => ({ type: reader.type, field: fieldName(place.slice(path.length)) }))
      .filter((one) => !isBeside(one.type, one.field)),
  };
}

/** Keys with dots between; items of lists are all one field, and so are both forms of a body. */
const fieldName = (path: Path): string =>
  unwrapped(
    path.reduce<string>(
      (name, key) => (typeof key === 'number' ? `${name}[]` : name === '' ? key : `${name}.${key}`),
      '',
    ),
  );

/** The ARM type that an id names; undefined for what is no id of a resource in a group. */
export const typeOfId = (id: string): string | undefined => parseArmId(id)?.type;
