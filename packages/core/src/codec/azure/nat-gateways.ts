import type { NatGateway } from '../../estate/elements/egress.ts';
import { natIdleTimeout } from '../../facts/port-hold.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, identity, idsAt } from './reading.ts';
import { fields, frame, given, idObjects, zonesOf } from './writing.ts';

const kind = {
  kind: 'natGateway',
  spelledAs: 'Microsoft.Network/natGateways',
  apiVersion: apiVersions.network,
} as const;

const skus = ['Standard', 'StandardV2'] as const;

/** NAT gateways. Subnets name their gateway; the gateway does not name its subnets. */
export const natGateways: Codec<'natGateway'> = {
  ...kind,
  decode: (at) => {
    const element: NatGateway = {
      ...identity(at, kind),
      sku: absentIsUnknown(at.at('sku').enumOf('name', skus), 'sku.name'),
      publicIps: absentIs(idsAt(at, 'publicIpAddresses'), []),
      publicIpPrefixes: absentIs(idsAt(at, 'publicIpPrefixes'), []),
      idleTimeout: absentIs(at.number('idleTimeoutInMinutes'), natIdleTimeout.value.default),
      zones: absentIs(at.stringList('zones'), []),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    sku: fields({ name: given(element.sku) }),
    ...zonesOf(element.zones),
    properties: fields({
      idleTimeoutInMinutes: given(element.idleTimeout),
      publicIpAddresses: idObjects(element.publicIps),
      publicIpPrefixes: idObjects(element.publicIpPrefixes),
    }),
  }),
  needs: ['sku'],
  fields: {
    sku: 'sku.name',
    publicIps: 'properties.publicIpAddresses',
    publicIpPrefixes: 'properties.publicIpPrefixes',
    idleTimeout: 'properties.idleTimeoutInMinutes',
    zones: 'zones',
  },
};
