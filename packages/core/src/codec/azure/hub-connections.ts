import type { HubConnection } from '../../estate/elements/network.ts';
import { parentId } from '../../estate/id.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, idAt, identity, idOrMark } from './reading.ts';
import { bareFrame, fields, given, idObject } from './writing.ts';

const kind = {
  kind: 'hubConnection',
  spelledAs: 'Microsoft.Network/virtualHubs/hubVirtualNetworkConnections',
  apiVersion: apiVersions.network,
} as const;

/** Connections of VNets to a Virtual WAN hub. */
export const hubConnections: Codec<'hubConnection'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: HubConnection = {
      ...own,
      hub: parentId(own.id),
      virtualNetwork: idOrMark(idAt(at, 'remoteVirtualNetwork')),
      internetSecurity: absentIsUnknown(
        at.boolean('enableInternetSecurity'),
        'enableInternetSecurity',
      ),
    };
    return [element];
  },
  encode: (element) => ({
    ...bareFrame(kind, element),
    properties: fields({
      remoteVirtualNetwork: idObject(element.virtualNetwork),
      enableInternetSecurity: given(element.internetSecurity),
    }),
  }),
  fields: {
    virtualNetwork: 'properties.remoteVirtualNetwork.id',
    internetSecurity: 'properties.enableInternetSecurity',
  },
};
