import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { DocumentId } from '../evidence/source.ts';
import { type Fields, field, isFields, type Rest } from './bodies.ts';

/** Keys of an answer under which Azure says where the list goes on. */
const continues = [
  'nextLink',
  '@nextLink',
  '@odata.nextLink',
  'odata.nextLink',
  'skipToken',
  '$skipToken',
  'skip_token',
] as const;

/** What is said of a list that goes on elsewhere: elements that are not here may be there. */
export function cutList({ value, path }: Rest, document: DocumentId): Diagnostic | undefined {
  if (!isFields(value)) return undefined;
  const key = continues.find((one) => isText(field(value, one)));
  const rows = rowsLeftOut(value);
  if (key === undefined && rows === undefined) return undefined;
  return {
    severity: 'note',
    code: 'list-cut',
    message: `this list is not whole: ${rows ?? `it goes on behind ${key}`}`,
    document,
    path,
    hint: 'collect the other pages too; what is not in the inputs is not known to be absent',
  };
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Resource Graph counts the rows that match beside those that it answers. */
function rowsLeftOut(value: Fields): string | undefined {
  const count = field(value, 'count');
  const total = field(value, 'total_records') ?? field(value, 'totalRecords');
  if (typeof count === 'number' && typeof total === 'number' && total > count)
    return `it has ${count} of ${total} rows`;
  const truncated = field(value, 'resultTruncated') ?? field(value, 'result_truncated');
  return String(truncated).toLowerCase() === 'true' ? 'its rows were cut off' : undefined;
}
