import type { VpnGateway } from '../../estate/elements/gateway.ts';
import { notStated } from '../../evidence/knowable.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, idAt, identity, isGiven } from './reading.ts';
import { fields, frame, given, idObject } from './writing.ts';

const kind = {
  kind: 'vpnGateway',
  spelledAs: 'Microsoft.Network/vpnGateways',
  apiVersion: apiVersions.network,
} as const;

/** VPN gateways of Virtual WAN hubs. Lost by `encode`: what they have learnt, which comes from the other side. */
export const vpnGateways: Codec<'vpnGateway'> = {
  ...kind,
  decode(at) {
    const units = at.number('vpnGatewayScaleUnit');
    const element: VpnGateway = {
      ...identity(at, kind),
      hub: absentIsUnknown(idAt(at, 'virtualHub'), 'virtualHub.id'),
      learned: notStated('learned routes'),
      ...(isGiven(units) ? { scaleUnits: units } : {}),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      virtualHub: idObject(element.hub),
      vpnGatewayScaleUnit: given(element.scaleUnits),
    }),
  }),
  needs: ['hub'],
  fields: {
    hub: 'properties.virtualHub.id',
    scaleUnits: 'properties.vpnGatewayScaleUnit',
  },
};
