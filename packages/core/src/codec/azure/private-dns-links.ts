import type { PrivateDnsLink } from '../../estate/elements/dns.ts';
import { parentId } from '../../estate/id.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, idAt, identity } from './reading.ts';
import { fields, frame, given, idObject } from './writing.ts';

const kind = {
  kind: 'privateDnsLink',
  spelledAs: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  apiVersion: apiVersions.privateDns,
} as const;

const policies = ['Default', 'NxDomainRedirect'] as const;

/** Links of private zones to VNets. */
export const privateDnsLinks: Codec<'privateDnsLink'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: PrivateDnsLink = {
      ...own,
      zone: parentId(own.id),
      virtualNetwork: absentIsUnknown(idAt(at, 'virtualNetwork'), 'virtualNetwork.id'),
      registration: absentIs(at.boolean('registrationEnabled'), false),
      resolutionPolicy: absentIs(at.enumOf('resolutionPolicy', policies), 'Default'),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    location: 'global',
    properties: fields({
      virtualNetwork: idObject(element.virtualNetwork),
      registrationEnabled: given(element.registration),
      // The default is left out: zones that are no private link zones refuse to be told it.
      resolutionPolicy:
        element.resolutionPolicy === 'NxDomainRedirect' ? 'NxDomainRedirect' : undefined,
    }),
  }),
  needs: ['virtualNetwork'],
  fields: {
    virtualNetwork: 'properties.virtualNetwork.id',
    registration: 'properties.registrationEnabled',
    resolutionPolicy: 'properties.resolutionPolicy',
  },
};
