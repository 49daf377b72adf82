import type { ExpressRouteGateway } from '../../estate/elements/gateway.ts';
import { notStated } from '../../evidence/knowable.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, idAt, identity, isGiven } from './reading.ts';
import { fields, frame, idObject, ifGiven } from './writing.ts';

const kind = {
  kind: 'expressRouteGateway',
  spelledAs: 'Microsoft.Network/expressRouteGateways',
  apiVersion: apiVersions.network,
} as const;

/** ExpressRoute gateways of Virtual WAN hubs. Lost by `encode`: what they have learnt from the other side. */
export const expressRouteGateways: Codec<'expressRouteGateway'> = {
  ...kind,
  decode(at) {
    const units = at.at('autoScaleConfiguration').at('bounds').number('min');
    const element: ExpressRouteGateway = {
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
      autoScaleConfiguration: ifGiven(element.scaleUnits, (min) => ({ bounds: { min } })),
    }),
  }),
  needs: ['hub'],
  fields: {
    hub: 'properties.virtualHub.id',
    scaleUnits: 'properties.autoScaleConfiguration.bounds.min',
  },
};
