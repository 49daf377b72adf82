import type { VirtualWan } from '../../estate/elements/network.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, identity } from './reading.ts';
import { fields, frame, given } from './writing.ts';

const kind = {
  kind: 'virtualWan',
  spelledAs: 'Microsoft.Network/virtualWans',
  apiVersion: apiVersions.network,
} as const;

// The resource's own `type` stands beside it: this one is read below `properties` only.
const types = ['Basic', 'Standard'] as const;

/** Virtual WANs; their hubs are resources of their own and refer to them. */
export const virtualWans: Codec<'virtualWan'> = {
  ...kind,
  decode(at) {
    const element: VirtualWan = {
      ...identity(at, kind),
      type: absentIsUnknown(at.at('properties').enumOf('type', types), 'properties.type'),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({ type: given(element.type) }),
  }),
  fields: { type: 'properties.type' },
};
