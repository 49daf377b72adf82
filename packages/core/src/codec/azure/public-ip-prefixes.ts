import { parsePrefix } from '@aksnet/net';
import type { PublicIpPrefix } from '../../estate/elements/egress.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, identity } from './reading.ts';
import { fields, frame, given, ifGiven, zonesOf } from './writing.ts';

const kind = {
  kind: 'publicIpPrefix',
  spelledAs: 'Microsoft.Network/publicIPPrefixes',
  apiVersion: apiVersions.network,
} as const;

const skus = ['Standard', 'StandardV2'] as const;

/** Public prefixes. Lost by `encode`: the prefix, which Azure gives. */
export const publicIpPrefixes: Codec<'publicIpPrefix'> = {
  ...kind,
  decode: (at) => {
    const element: PublicIpPrefix = {
      ...identity(at, kind),
      prefix: at.parsed('ipPrefix', parsePrefix),
      length: absentIsUnknown(at.number('prefixLength'), 'prefixLength'),
      sku: absentIsUnknown(at.at('sku').enumOf('name', skus), 'sku.name'),
      zones: absentIs(at.stringList('zones'), []),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    sku: fields({ name: given(element.sku) }),
    ...zonesOf(element.zones),
    properties: fields({
      prefixLength: given(element.length),
      publicIPAddressVersion: ifGiven(element.prefix, (known) => `IPv${known.family}`),
    }),
  }),
  needs: ['length', 'sku'],
  fields: {
    prefix: 'properties.ipPrefix',
    length: 'properties.prefixLength',
    sku: 'sku.name',
    zones: 'zones',
  },
};
