import type { IpGroup } from '../../estate/elements/firewall.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, identity, prefixOrAddress } from './reading.ts';
import { fields, frame, ifGiven, prefixTexts } from './writing.ts';

const kind = {
  kind: 'ipGroup',
  spelledAs: 'Microsoft.Network/ipGroups',
  apiVersion: apiVersions.network,
} as const;

/** Groups of ranges that firewall rules name. */
export const ipGroups: Codec<'ipGroup'> = {
  ...kind,
  decode: (at) => {
    const element: IpGroup = {
      ...identity(at, kind),
      prefixes: absentIs(at.parsedList('ipAddresses', prefixOrAddress), []),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({ ipAddresses: ifGiven(element.prefixes, prefixTexts) }),
  }),
  needs: ['prefixes'],
  fields: { prefixes: 'properties.ipAddresses' },
};
