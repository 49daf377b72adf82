import { readerOf } from '../codec/azure.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Source } from '../evidence/source.ts';
import { type FoundBody, field, isFields } from './bodies.ts';

/** What Azure says of the state of every resource, and of where it lies: any one set tells a whole body. */
const wholes: readonly (readonly string[])[] = [
  ['provisioningState'],
  ['etag'],
  ['type', 'resourceGroup'],
  ['type', 'resourceGroupName'],
  ['resourceType', 'resourceGroupName'],
];

/**
 * Whether a query took single fields out of a body and kept its id: flat, and without what every answer
 * carries. What such a body lacks may be there all the same.
 */
export const isPartial = ({ type, value }: FoundBody): boolean =>
  readerOf(type) !== undefined &&
  typeof field(value, 'id') === 'string' &&
  !isFields(field(value, 'properties')) &&
  !wholes.some((keys) => keys.every((key) => field(value, key) !== undefined));

/** What is said of the bodies of a document that are not whole, once. */
export function partialNote({ first, times }: PartialBodies): Diagnostic {
  const others = times === 1 ? '' : `, and so it is with ${times - 1} more here`;
  return {
    severity: 'note',
    code: 'partial-body',
    message: `this resource is what a query left of it${others}: fields that are missing are not known`,
    document: first.document,
    path: first.path,
    hint: 'collect it whole: -o json, without --query',
  };
}

/** How many bodies of a document are not whole, and the first of them. */
export interface PartialBodies {
  readonly first: Source;
  readonly times: number;
}
