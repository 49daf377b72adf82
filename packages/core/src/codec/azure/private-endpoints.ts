import { type Address, parseAddress } from '@aksnet/net';
import type { PrivateEndpoint } from '../../estate/elements/private-link.ts';
import { type Id, parentId, parseArmId } from '../../estate/id.ts';
import { type Knowable, mapKnown, notStated, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type Codec, type ResourceBody, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, allKnown, each, idAt, identity, isGiven } from './reading.ts';
import { fields, frame, given, idObject, ifGiven, noneIfEmpty } from './writing.ts';

const kind = {
  kind: 'privateEndpoint',
  spelledAs: 'Microsoft.Network/privateEndpoints',
  apiVersion: apiVersions.network,
} as const;

const groupType = `${kind.spelledAs}/privateDnsZoneGroups` as const;
const states = ['Approved', 'Pending', 'Rejected', 'Disconnected'] as const;

/** Private endpoints with their zone group. Lost by `encode`: state and addresses, which Azure gives. */
export const privateEndpoints: Codec<'privateEndpoint'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const connection = firstConnection(at);
    const target = absentIsUnknown(
      idAt(connection, 'privateLinkServiceId'),
      'privateLinkServiceId',
    );
    const state = connection.at('privateLinkServiceConnectionState').enumOf('status', states);
    const element: PrivateEndpoint = {
      ...own,
      subnet: absentIsUnknown(idAt(at, 'subnet'), 'subnet.id'),
      target,
      targetType: mapKnown(target, (id) => parseArmId(id)?.type ?? notStated('target type')),
      groupIds: absentIs(connection.stringList('groupIds'), []),
      state: absentIsUnknown(state, 'privateLinkServiceConnectionState.status'),
      addresses: addresses(at),
      zones: unknown({ kind: 'notListed', what: 'zone groups', within: own.id }),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      subnet: idObject(element.subnet),
      privateLinkServiceConnections: ifGiven(element.target, (target) => [
        {
          name: element.name,
          properties: fields({
            privateLinkServiceId: reference(target),
            groupIds: ifGiven(element.groupIds, noneIfEmpty),
          }),
        },
      ]),
    }),
    ...zoneGroup(element),
  }),
  parts: [
    { spelledAs: groupType, decode: decodeGroup },
    { spelledAs: 'Microsoft.Network/networkInterfaces', decode: decodeInterface },
  ],
  needs: ['subnet', 'target'],
  fields: {
    subnet: 'properties.subnet.id',
    target: 'properties.privateLinkServiceConnections.0.properties.privateLinkServiceId',
    groupIds: 'properties.privateLinkServiceConnections.0.properties.groupIds',
    state:
      'properties.privateLinkServiceConnections.0.properties.privateLinkServiceConnectionState.status',
    addresses: 'properties.customDnsConfigs',
    zones: 'properties.privateDnsZoneConfigs',
  },
};

/** Connections that the owner of the service approves by hand lie in a list of their own. */
function firstConnection(at: Cursor): Cursor {
  const automatic = at.list('privateLinkServiceConnections');
  const isAutomatic = !isGiven(automatic) || automatic.length > 0;
  const manual = at.list('manualPrivateLinkServiceConnections');
  const isManual = isGiven(manual) && manual.length > 0;
  const key =
    isManual && (automatic === undefined || !isAutomatic)
      ? 'manualPrivateLinkServiceConnections'
      : 'privateLinkServiceConnections';
  return at.at(key, 0);
}

function addresses(at: Cursor): Knowable<readonly Address[]> {
  const dns = each(at, 'customDnsConfigs', (item) => item.parsedList('ipAddresses', parseAddress));
  const fixed = each(at, 'ipConfigurations', (item) =>
    item.parsed('privateIPAddress', parseAddress),
  );
  const found = mapKnown(allKnown([mapKnown(dns, (lists) => lists?.flat()), fixed]), (lists) =>
    lists.flat(),
  );
  return mapKnown(found, (known) => (known.length === 0 ? notStated('customDnsConfigs') : known));
}

function zoneGroup(element: PrivateEndpoint): Pick<ResourceBody, 'children'> {
  const zones = given(element.zones) ?? [];
  if (zones.length === 0) return {};
  const group: ResourceBody = {
    type: groupType,
    apiVersion: kind.apiVersion,
    // Azure allows one group per endpoint and its tools call it so.
    names: [...frame(kind, element).names, 'default'],
    properties: {
      privateDnsZoneConfigs: zones.map((zone: Id) => ({
        name: zone.slice(zone.lastIndexOf('/') + 1).replaceAll('.', '-'),
        properties: { privateDnsZoneId: reference(zone) },
      })),
    },
  };
  return { children: [group] };
}

/** What a part of an endpoint does not say. */
function partOf(at: Cursor, id: Id<'privateEndpoint'>): PrivateEndpoint {
  const absent = notStated('private endpoint');
  return {
    kind: kind.kind,
    id,
    name: '',
    source: at.source,
    subnet: absent,
    target: absent,
    targetType: absent,
    groupIds: absent,
    state: absent,
    addresses: absent,
    zones: absent,
  };
}

function decodeGroup(at: Cursor): readonly PrivateEndpoint[] {
  const own = identity(at, { kind: kind.kind, spelledAs: groupType });
  const zones = absentIs(
    each(at, 'privateDnsZoneConfigs', (item) => idAt<'privateDnsZone'>(item, 'privateDnsZoneId')),
    [],
  );
  return [{ ...partOf(at, parentId(own.id)), zones }];
}

/**
 * The network interface of an endpoint tells its addresses, which the endpoint itself tells no more once
 * it has a zone group. Interfaces of machines are elements of their own.
 */
function decodeInterface(at: Cursor): readonly PrivateEndpoint[] {
  const endpoint = idAt<'privateEndpoint'>(at, 'privateEndpoint');
  if (!isGiven(endpoint)) return [];
  const configurations = absentIsUnknown(at.list('ipConfigurations'), 'ipConfigurations');
  const addresses = mapKnown(configurations, (items) =>
    allKnown(items.map((item) => item.parsed('privateIPAddress', parseAddress))),
  );
  const [first] = isGiven(configurations) ? configurations : [];
  const subnet = first === undefined ? undefined : idAt<'subnet'>(first, 'subnet');
  const part = partOf(at, endpoint);
  return [{ ...part, addresses, ...(isGiven(subnet) ? { subnet } : {}) }];
}
