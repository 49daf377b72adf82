import { parsePrefix } from '@aksnet/net';
import type { LocalNetworkGateway } from '../../estate/elements/on-premises.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, identity } from './reading.ts';
import { fields, frame, ifGiven, prefixTexts } from './writing.ts';

const kind = {
  kind: 'localNetworkGateway',
  spelledAs: 'Microsoft.Network/localNetworkGateways',
  apiVersion: apiVersions.network,
} as const;

/** Other ends of VPNs, with the ranges that were written down. Lost by `encode`: the address of the device. */
export const localNetworkGateways: Codec<'localNetworkGateway'> = {
  ...kind,
  decode(at) {
    const space = at.at('localNetworkAddressSpace');
    const element: LocalNetworkGateway = {
      ...identity(at, kind),
      // Who exchanges routes need not write any down.
      prefixes: absentIs(space.parsedList('addressPrefixes', parsePrefix), []),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      localNetworkAddressSpace: ifGiven(element.prefixes, (prefixes) => ({
        addressPrefixes: prefixTexts(prefixes),
      })),
    }),
  }),
  needs: ['prefixes'],
  fields: { prefixes: 'properties.localNetworkAddressSpace.addressPrefixes' },
};
