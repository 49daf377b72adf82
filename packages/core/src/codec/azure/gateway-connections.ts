import type { GatewayConnection, OtherEnd } from '../../estate/elements/on-premises.ts';
import { isUnknown, type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type Codec, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, idAt, identity } from './reading.ts';
import { fields, frame, given, idObject, ifGiven } from './writing.ts';

const kind = {
  kind: 'gatewayConnection',
  spelledAs: 'Microsoft.Network/connections',
  apiVersion: apiVersions.network,
} as const;

/** What gateways of VNets are joined with. Lost by `encode`: keys and policies of the tunnel. */
export const gatewayConnections: Codec<'gatewayConnection'> = {
  ...kind,
  decode(at) {
    const element: GatewayConnection = {
      ...identity(at, kind),
      gateway: absentIsUnknown(idAt(at, 'virtualNetworkGateway1'), 'virtualNetworkGateway1.id'),
      to: otherEnd(at),
      bgp: absentIs(at.boolean('enableBgp'), false),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      ...ifGiven(element.to, spellEnd),
      virtualNetworkGateway1: idObject(element.gateway),
      enableBgp: given(element.bgp),
    }),
  }),
  needs: ['gateway', 'to'],
  fields: {
    gateway: 'properties.virtualNetworkGateway1.id',
    to: 'properties.connectionType',
    bgp: 'properties.enableBgp',
  },
};

const types = ['IPsec', 'Vnet2Vnet', 'ExpressRoute', 'VPNClient'] as const;

/** Each type of connection names its other end under a key of its own; clients are named nowhere. */
function otherEnd(at: Cursor): Knowable<OtherEnd> {
  const type = absentIsUnknown(at.enumOf('connectionType', types), 'connectionType');
  if (isUnknown(type)) return type;
  switch (type) {
    case 'IPsec':
      return end(at, keys.site, (id) => ({ kind: 'site', id }));
    case 'Vnet2Vnet':
      return end(at, keys.gateway, (id) => ({ kind: 'gateway', id }));
    case 'ExpressRoute':
      return end(at, keys.circuit, (id) => ({ kind: 'circuit', id }));
    case 'VPNClient':
      return { kind: 'clients' };
  }
}

const keys = { site: 'localNetworkGateway2', gateway: 'virtualNetworkGateway2', circuit: 'peer' };

const end = (at: Cursor, key: string, made: (id: string) => OtherEnd): Knowable<OtherEnd> =>
  mapKnown(absentIsUnknown(idAt(at, key), `${key}.id`), made);

const typeOf = {
  site: 'IPsec',
  gateway: 'Vnet2Vnet',
  circuit: 'ExpressRoute',
  clients: 'VPNClient',
} as const;

const spellEnd = (to: OtherEnd) => ({
  connectionType: typeOf[to.kind],
  ...(to.kind === 'clients' ? {} : { [keys[to.kind]]: { id: reference(to.id) } }),
});
