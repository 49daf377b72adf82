import { parsePrefix } from '@aksnet/net';
import type { VpnSite } from '../../estate/elements/on-premises.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, idAt, identity } from './reading.ts';
import { fields, frame, idObject, ifGiven, prefixTexts } from './writing.ts';

const kind = {
  kind: 'vpnSite',
  spelledAs: 'Microsoft.Network/vpnSites',
  apiVersion: apiVersions.network,
} as const;

/** Branches of Virtual WANs. Lost by `encode`: the addresses of their devices. */
export const vpnSites: Codec<'vpnSite'> = {
  ...kind,
  decode(at) {
    const element: VpnSite = {
      ...identity(at, kind),
      // Who exchanges routes need not write any down.
      prefixes: absentIs(at.at('addressSpace').parsedList('addressPrefixes', parsePrefix), []),
      virtualWan: idAt(at, 'virtualWan'),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      virtualWan: idObject(element.virtualWan),
      addressSpace: ifGiven(element.prefixes, (prefixes) => ({
        addressPrefixes: prefixTexts(prefixes),
      })),
    }),
  }),
  needs: ['prefixes', 'virtualWan'],
  fields: {
    prefixes: 'properties.addressSpace.addressPrefixes',
    virtualWan: 'properties.virtualWan.id',
  },
};
