import type { DnsRecord } from '../../estate/elements/dns.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue } from '../codec.ts';
import { absentIs, each, isGiven, textOr } from './reading.ts';

/** Types of record sets that people write; SOA is the zone's own. */
export type WrittenType = Exclude<DnsRecord['type'], 'SOA'>;

/** How ARM holds the values of one type of record set. */
interface RecordForm {
  readonly read: (at: Cursor) => Knowable<readonly string[]>;
  readonly write: (values: readonly string[]) => { readonly [key: string]: ArmValue };
}

/** A list under `key` whose items hold the value's words under `parts`, e.g. preference and exchange. */
function listForm(
  key: string,
  ...parts: readonly (readonly [string, 'text' | 'number'])[]
): RecordForm {
  return {
    read: (at) =>
      absentIs(
        each(at, key, (item) => parts.map(([part]) => textOr(item.string(part), '')).join(' ')),
        [],
      ),
    write: (values) => ({
      [key]: values.map((value) => {
        const words = value.split(' ');
        return Object.fromEntries(
          parts.map(([part, type], i) => [
            part,
            type === 'number' ? Number(words[i]) : (words[i] ?? ''),
          ]),
        );
      }),
    }),
  };
}

/** By type; the keys are those of `@azure/arm-privatedns`. Values of several words have blanks between. */
export const recordForms: Readonly<Record<WrittenType, RecordForm>> = {
  A: listForm('aRecords', ['ipv4Address', 'text']),
  AAAA: listForm('aaaaRecords', ['ipv6Address', 'text']),
  PTR: listForm('ptrRecords', ['ptrdname', 'text']),
  MX: listForm('mxRecords', ['preference', 'number'], ['exchange', 'text']),
  SRV: listForm(
    'srvRecords',
    ['priority', 'number'],
    ['weight', 'number'],
    ['port', 'number'],
    ['target', 'text'],
  ),
  CNAME: {
    read: (at) =>
      mapKnown(at.at('cnameRecord').string('cname'), (cname) =>
        cname === undefined ? [] : [cname],
      ),
    write: ([cname = '']) => ({ cnameRecord: { cname } }),
  },
  TXT: {
    // One value may be cut into strings of 255 characters; together they are one text.
    read: (at) =>
      absentIs(
        each(at, 'txtRecords', (item) => {
          const strings = item.stringList('value');
          return isGiven(strings) ? strings.join('') : strings;
        }),
        [],
      ),
    write: (values) => ({
      txtRecords: values.map((value) => ({ value: value.match(/.{1,255}/gs) ?? [''] })),
    }),
  },
};

/** Every type that is written, in the order of the table. */
export const writtenTypes: readonly WrittenType[] = [
  'A',
  'AAAA',
  'PTR',
  'MX',
  'SRV',
  'CNAME',
  'TXT',
];
