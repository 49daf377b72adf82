import { formatAddress, formatPrefix } from '@aksnet/net';
import { nameInId } from '../../estate/id.ts';
import { isRecord } from '../../estate/same.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import { shown } from './shown.ts';

/** Longer texts are cut: a cell is no place for a whole rule table. */
const longest = 160;

/** A text of a value, cut where a cell ends. */
export const cutText = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;

/** Any value of an element's field as text of one line: ranges as ranges, ids as names. */
export function textOfValue(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  if (isUnknown(value)) return shown(value, () => '');
  if (typeof value === 'string') return value.includes('/providers/') ? nameInId(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(textOfValue).join(', ');
  if (isRecord(value)) return rangeText(value) ?? recordText(value);
  return String(value);
}

/** Prefixes and addresses, which are records too. */
function rangeText(value: Readonly<Record<string, unknown>>): string | undefined {
  const { family, first, length, value: address } = value;
  if (family === 4) {
    if (typeof first === 'number' && typeof length === 'number')
      return formatPrefix({ family, first, length });
    if (typeof address === 'number') return formatAddress({ family, value: address });
  }
  if (family === 6) {
    if (typeof first === 'bigint' && typeof length === 'number')
      return formatPrefix({ family, first, length });
    if (typeof address === 'bigint') return formatAddress({ family, value: address });
  }
  return undefined;
}

/** What kind of value it is shows from what is in it, so that only a kind alone is told. */
function recordText(value: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  const telling = parts.filter(([key]) => key !== 'kind');
  return (telling.length === 0 ? parts : telling)
    .map(([key, part]) => `${key}: ${textOfValue(part)}`)
    .join('; ');
}
