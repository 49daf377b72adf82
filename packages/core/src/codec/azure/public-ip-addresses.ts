import { parseAddress } from '@aksnet/net';
import type { PublicIp } from '../../estate/elements/egress.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, idAt, identity, isGiven } from './reading.ts';
import { fields, frame, given, idObject, ifGiven, zonesOf } from './writing.ts';

const kind = {
  kind: 'publicIp',
  spelledAs: 'Microsoft.Network/publicIPAddresses',
  apiVersion: apiVersions.network,
} as const;

const skus = ['Basic', 'Standard', 'StandardV2'] as const;

/** Public addresses. Lost by `encode`: the address, which Azure gives. */
export const publicIpAddresses: Codec<'publicIp'> = {
  ...kind,
  decode(at) {
    const prefix = idAt<'publicIpPrefix'>(at, 'publicIPPrefix');
    const label = at.at('dnsSettings').string('domainNameLabel');
    const element: PublicIp = {
      ...identity(at, kind),
      address: at.parsed('ipAddress', parseAddress),
      sku: absentIsUnknown(at.at('sku').enumOf('name', skus), 'sku.name'),
      zones: absentIs(at.stringList('zones'), []),
      ...(isGiven(prefix) ? { prefix } : {}),
      ...(isGiven(label) ? { dnsLabel: label } : {}),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    sku: fields({ name: given(element.sku) }),
    ...zonesOf(element.zones),
    properties: fields({
      // Every SKU that is not retired has fixed addresses only.
      publicIPAllocationMethod: 'Static',
      publicIPAddressVersion: ifGiven(element.address, (known) => `IPv${known.family}`),
      publicIPPrefix: idObject(element.prefix),
      dnsSettings: ifGiven(element.dnsLabel, (domainNameLabel) => ({ domainNameLabel })),
    }),
  }),
  needs: ['sku'],
  fields: {
    address: 'properties.ipAddress',
    sku: 'sku.name',
    zones: 'zones',
    prefix: 'properties.publicIPPrefix.id',
    dnsLabel: 'properties.dnsSettings.domainNameLabel',
  },
};
