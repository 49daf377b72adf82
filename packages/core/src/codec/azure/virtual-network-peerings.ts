import { parsePrefix } from '@aksnet/net';
import type { Peering } from '../../estate/elements/network.ts';
import { parentId } from '../../estate/id.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, idAt, identity, idOrMark } from './reading.ts';
import { bareFrame, fields, given, idObject } from './writing.ts';

const kind = {
  kind: 'peering',
  spelledAs: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
  apiVersion: apiVersions.network,
} as const;

/** Peerings: one half each. Lost by `encode`: the state and the remote ranges, which Azure fills in. */
export const virtualNetworkPeerings: Codec<'peering'> = {
  ...kind,
  decode: (at) => [peering(at)],
  encode: (element) => ({
    ...bareFrame(kind, element),
    properties: fields({
      remoteVirtualNetwork: idObject(element.to),
      allowVirtualNetworkAccess: given(element.allowVirtualNetworkAccess),
      allowForwardedTraffic: given(element.allowForwardedTraffic),
      allowGatewayTransit: given(element.allowGatewayTransit),
      useRemoteGateways: given(element.useRemoteGateways),
    }),
  }),
  fields: {
    to: 'properties.remoteVirtualNetwork.id',
    state: 'properties.peeringState',
    allowVirtualNetworkAccess: 'properties.allowVirtualNetworkAccess',
    allowForwardedTraffic: 'properties.allowForwardedTraffic',
    allowGatewayTransit: 'properties.allowGatewayTransit',
    useRemoteGateways: 'properties.useRemoteGateways',
    remotePrefixes: 'properties.remoteVirtualNetworkAddressSpace.addressPrefixes',
  },
};

const states = ['Initiated', 'Connected', 'Disconnected'] as const;

/** Reads one half of a peering. @param within the VNet's id, when nested in its body */
export function peering(at: Cursor, within?: string): Peering {
  const own = identity(at, kind, within);
  const flag = (key: string) => absentIsUnknown(at.boolean(key), key);
  return {
    ...own,
    from: parentId(own.id),
    to: idOrMark(idAt(at, 'remoteVirtualNetwork')),
    state: absentIsUnknown(at.enumOf('peeringState', states), 'peeringState'),
    allowVirtualNetworkAccess: flag('allowVirtualNetworkAccess'),
    allowForwardedTraffic: flag('allowForwardedTraffic'),
    allowGatewayTransit: flag('allowGatewayTransit'),
    useRemoteGateways: flag('useRemoteGateways'),
    remotePrefixes: absentIsUnknown(remotePrefixes(at), 'remoteVirtualNetworkAddressSpace'),
  };
}

/** The current ranges of the remote VNet, else those of the last synchronisation. */
const remotePrefixes = (at: Cursor) =>
  at.at('remoteVirtualNetworkAddressSpace').parsedList('addressPrefixes', parsePrefix) ??
  at.at('remoteAddressSpace').parsedList('addressPrefixes', parsePrefix);
