import type { BastionHost } from '../../estate/elements/gateway.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, idAt, identity } from './reading.ts';
import { fields, fieldsOrNone, frame, given, idObject } from './writing.ts';

const kind = {
  kind: 'bastionHost',
  spelledAs: 'Microsoft.Network/bastionHosts',
  apiVersion: apiVersions.network,
} as const;

/** Bastion hosts. */
export const bastionHosts: Codec<'bastionHost'> = {
  ...kind,
  decode(at) {
    const configuration = at.at('ipConfigurations', 0);
    const element: BastionHost = {
      ...identity(at, kind),
      subnet: absentIsUnknown(idAt(configuration, 'subnet'), 'subnet.id'),
      publicIp: idAt(configuration, 'publicIPAddress'),
      sku: absentIsUnknown(at.at('sku').string('name'), 'sku.name'),
    };
    return [element];
  },
  encode(element) {
    const sku = fieldsOrNone({ name: given(element.sku) });
    return {
      ...frame(kind, element),
      ...(sku === undefined ? {} : { sku }),
      properties: {
        ipConfigurations: [
          {
            name: 'configuration',
            properties: fields({
              subnet: idObject(element.subnet),
              publicIPAddress: idObject(element.publicIp),
            }),
          },
        ],
      },
    };
  },
  needs: ['subnet', 'sku'],
  fields: {
    subnet: 'properties.ipConfigurations.0.properties.subnet.id',
    publicIp: 'properties.ipConfigurations.0.properties.publicIPAddress.id',
    sku: 'sku.name',
  },
};
