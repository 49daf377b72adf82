import type { DnsRecord, PrivateDnsZone } from '../../estate/elements/dns.ts';
import { parentId } from '../../estate/id.ts';
import { mapKnown, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { Codec, Part, ResourceBody } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { recordForms, type WrittenType, writtenTypes } from './dns-records.ts';
import { identity, isGiven } from './reading.ts';
import { fields, frame, given } from './writing.ts';

const kind = {
  kind: 'privateDnsZone',
  spelledAs: 'Microsoft.Network/privateDnsZones',
  apiVersion: apiVersions.privateDns,
} as const;

/** Private zones; record sets are resources of their own. The zone's SOA record is never written. */
export const privateDnsZones: Codec<'privateDnsZone'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: PrivateDnsZone = {
      ...own,
      records: unknown({ kind: 'notListed', what: 'record sets', within: own.id }),
    };
    return [element];
  },
  encode(element) {
    const records = given(element.records) ?? [];
    const zone = frame(kind, element);
    const children = records.flatMap((record) => spellRecord(record, zone.names));
    return {
      ...zone,
      location: 'global',
      properties: {},
      ...(children.length === 0 ? {} : { children }),
    };
  },
  parts: writtenTypes.map(recordPart),
  fields: { records: 'properties' },
};

function recordPart(type: WrittenType): Part {
  const spelledAs = `${kind.spelledAs}/${type}`;
  return { spelledAs, decode: (at) => [zoneWith(at, { spelledAs, type })] };
}

function zoneWith(
  at: Cursor,
  { spelledAs, type }: { readonly spelledAs: string; readonly type: WrittenType },
): PrivateDnsZone {
  const own = identity(at, { kind: kind.kind, spelledAs });
  const ttl = at.number('ttl');
  const records = mapKnown(recordForms[type].read(at), (values): readonly DnsRecord[] => [
    { name: own.name, type, values, ...(isGiven(ttl) ? { ttl } : {}) },
  ]);
  return { kind: kind.kind, id: parentId(own.id), name: '', source: own.source, records };
}

function spellRecord(record: DnsRecord, zone: readonly string[]): readonly ResourceBody[] {
  if (record.type === 'SOA') return [];
  const child: ResourceBody = {
    type: `${kind.spelledAs}/${record.type}`,
    apiVersion: kind.apiVersion,
    names: [...zone, record.name],
    properties: fields({ ttl: record.ttl, ...recordForms[record.type].write(record.values) }),
  };
  return [child];
}
