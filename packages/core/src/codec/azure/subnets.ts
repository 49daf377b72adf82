import type { Prefix } from '@aksnet/net';
import { parsePrefix } from '@aksnet/net';
import type { Subnet } from '../../estate/elements/network.ts';
import { parentId } from '../../estate/id.ts';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, each, idAt, identity } from './reading.ts';
import {
  bareFrame,
  fields,
  given,
  idObject,
  ifGiven,
  noneIfEmpty,
  prefixTexts,
} from './writing.ts';

const kind = {
  kind: 'subnet',
  spelledAs: 'Microsoft.Network/virtualNetworks/subnets',
  apiVersion: apiVersions.network,
} as const;

const policies = [
  'Disabled',
  'Enabled',
  'NetworkSecurityGroupEnabled',
  'RouteTableEnabled',
] as const;

/** Subnets, alone or nested in their VNet. */
export const subnets: Codec<'subnet'> = {
  ...kind,
  decode: (at) => [subnet(at)],
  encode: (element) => ({
    ...bareFrame(kind, element),
    properties: fields({
      ...ifGiven(element.prefixes, spellPrefixes),
      networkSecurityGroup: idObject(element.securityGroup),
      routeTable: idObject(element.routeTable),
      natGateway: idObject(element.natGateway),
      delegations: ifGiven(element.delegations, (services) =>
        noneIfEmpty(
          services.map((service, i) => ({
            name: `delegation-${i + 1}`,
            properties: { serviceName: service },
          })),
        ),
      ),
      serviceEndpoints: ifGiven(element.serviceEndpoints, (services) =>
        noneIfEmpty(services.map((service) => ({ service }))),
      ),
      privateEndpointNetworkPolicies: given(element.privateEndpointPolicies),
      defaultOutboundAccess: given(element.defaultOutboundAccess),
    }),
  }),
  needs: ['prefixes'],
  fields: {
    prefixes: 'properties.addressPrefix',
    routeTable: 'properties.routeTable.id',
    securityGroup: 'properties.networkSecurityGroup.id',
    natGateway: 'properties.natGateway.id',
    delegations: 'properties.delegations',
    serviceEndpoints: 'properties.serviceEndpoints',
    privateEndpointPolicies: 'properties.privateEndpointNetworkPolicies',
    defaultOutboundAccess: 'properties.defaultOutboundAccess',
  },
};

/** Reads one subnet. @param within the VNet's id, when the subnet is nested in its body */
export function subnet(at: Cursor, within?: string): Subnet {
  const own = identity(at, kind, within);
  return {
    ...own,
    virtualNetwork: parentId(own.id),
    prefixes: readPrefixes(at),
    routeTable: idAt(at, 'routeTable'),
    securityGroup: idAt(at, 'networkSecurityGroup'),
    natGateway: idAt(at, 'natGateway'),
    delegations: absentIs(
      each(at, 'delegations', (item) => item.string('serviceName')),
      [],
    ),
    serviceEndpoints: absentIs(
      each(at, 'serviceEndpoints', (item) => item.string('service')),
      [],
    ),
    // Ignoring groups and routes is the documented default of a subnet.
    privateEndpointPolicies: absentIs(
      at.enumOf('privateEndpointNetworkPolicies', policies),
      'Disabled',
    ),
    // Whether absence means yes changed with the retirement of 2026-03-31 and the API version.
    defaultOutboundAccess: absentIsUnknown(
      at.boolean('defaultOutboundAccess'),
      'defaultOutboundAccess',
    ),
  };
}

/** Dual-stack subnets have a list; others one prefix, under either key. */
function readPrefixes(at: Cursor): Knowable<readonly Prefix[]> {
  const several = at.parsedList('addressPrefixes', parsePrefix);
  if (Array.isArray(several) && several.length === 0) return readPrefix(at);
  return several ?? readPrefix(at);
}

const readPrefix = (at: Cursor): Knowable<readonly Prefix[]> =>
  absentIsUnknown(at.parsedList('addressPrefix', parsePrefix), 'addressPrefix');

const spellPrefixes = (
  prefixes: readonly Prefix[],
): Readonly<Record<string, string | readonly string[]>> => {
  const [first, second] = prefixTexts(prefixes);
  if (first === undefined) return {};
  return second === undefined
    ? { addressPrefix: first }
    : { addressPrefixes: prefixTexts(prefixes) };
};
