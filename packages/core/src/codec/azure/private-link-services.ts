import type { PrivateLinkService } from '../../estate/elements/private-link.ts';
import { mapKnown } from '../../evidence/knowable.ts';
import { type Codec, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, each, idAt, identity, idsAt, isGiven } from './reading.ts';
import { fields, frame, idObject, ifGiven } from './writing.ts';

const kind = {
  kind: 'privateLinkService',
  spelledAs: 'Microsoft.Network/privateLinkServices',
  apiVersion: apiVersions.network,
} as const;

/** Private link services in front of a load balancer. */
export const privateLinkServices: Codec<'privateLinkService'> = {
  ...kind,
  decode(at) {
    const frontends = idsAt(at, 'loadBalancerFrontendIpConfigurations');
    const element: PrivateLinkService = {
      ...identity(at, kind),
      subnet: absentIsUnknown(idAt(at.at('ipConfigurations', 0), 'subnet'), 'subnet.id'),
      natAddressCount: mapKnown(
        absentIs(
          each(at, 'ipConfigurations', (item) => item),
          [],
        ),
        (all) => all.length,
      ),
      ...(isGiven(frontends) && frontends.length > 0 ? { frontends } : {}),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      loadBalancerFrontendIpConfigurations: ifGiven(element.frontends, (all) =>
        all.map((id) => ({ id: reference(id) })),
      ),
      ipConfigurations: ifGiven(element.natAddressCount, (count) =>
        Array.from({ length: count }, (_, i) => ({
          name: `nat-${i + 1}`,
          properties: fields({
            primary: i === 0,
            privateIPAllocationMethod: 'Dynamic',
            subnet: idObject(element.subnet),
          }),
        })),
      ),
    }),
  }),
  needs: ['subnet', 'natAddressCount', 'frontends'],
  fields: {
    subnet: 'properties.ipConfigurations.0.properties.subnet.id',
    natAddressCount: 'properties.ipConfigurations',
    frontends: 'properties.loadBalancerFrontendIpConfigurations',
  },
};
