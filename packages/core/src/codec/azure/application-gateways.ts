import { type Address, formatAddress, parseAddress } from '@aksnet/net';
import type { ApplicationGateway } from '../../estate/elements/gateway.ts';
import type { Id } from '../../estate/id.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type ArmValue, type Codec, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, allKnown, each, idAt, identity } from './reading.ts';
import {
  type ArmObject,
  fields,
  fieldsOrNone,
  frame,
  given,
  idObject,
  ifGiven,
  partOf,
  zonesOf,
} from './writing.ts';

const kind = {
  kind: 'applicationGateway',
  spelledAs: 'Microsoft.Network/applicationGateways',
  apiVersion: apiVersions.network,
} as const;

/**
 * Application gateways. ARM refuses one without a listener and a rule, so `encode` writes one that
 * answers from an empty pool; the ingress controller replaces it with what its objects say.
 */
export const applicationGateways: Codec<'applicationGateway'> = {
  ...kind,
  decode(at) {
    const scale = at.at('autoscaleConfiguration');
    const fixed = at.at('sku').number('capacity');
    const element: ApplicationGateway = {
      ...identity(at, kind),
      subnet: absentIsUnknown(idAt(at.at('gatewayIPConfigurations', 0), 'subnet'), 'subnet.id'),
      publicIps: absentIs(
        each(at, 'frontendIPConfigurations', (item) => idAt<'publicIp'>(item, 'publicIPAddress')),
        [],
      ),
      privateAddress: privateAddress(at),
      sku: absentIsUnknown(at.at('sku').string('name'), 'sku.name'),
      minInstances: absentIsUnknown(scale.number('minCapacity') ?? fixed, 'minCapacity'),
      maxInstances: absentIsUnknown(scale.number('maxCapacity') ?? fixed, 'maxCapacity'),
      firewallPolicy: idAt(at, 'firewallPolicy'),
      zones: absentIs(at.stringList('zones'), []),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    ...zonesOf(element.zones),
    properties: fields({
      sku: ifGiven(element.sku, (name) => ({ name, tier: name })),
      autoscaleConfiguration: fieldsOrNone({
        minCapacity: given(element.minInstances),
        maxCapacity: given(element.maxInstances),
      }),
      firewallPolicy: ifGiven(element.firewallPolicy, (id) => ({ id: reference(id) })),
      gatewayIPConfigurations: [
        { name: 'subnet', properties: fields({ subnet: idObject(element.subnet) }) },
      ],
      ...listener(element),
    }),
  }),
  needs: ['subnet', 'sku'],
  fields: {
    subnet: 'properties.gatewayIPConfigurations.0.properties.subnet.id',
    publicIps: 'properties.frontendIPConfigurations',
    privateAddress: 'properties.frontendIPConfigurations',
    sku: 'properties.sku.name',
    minInstances: 'properties.autoscaleConfiguration.minCapacity',
    maxInstances: 'properties.autoscaleConfiguration.maxCapacity',
    firewallPolicy: 'properties.firewallPolicy.id',
    zones: 'zones',
  },
};

function privateAddress(at: Cursor): Knowable<Address | undefined> {
  const all = each(at, 'frontendIPConfigurations', (item) =>
    item.parsed('privateIPAddress', parseAddress),
  );
  return mapKnown(allKnown([absentIs(all, [])]), (lists) => lists.flat()[0]);
}

function frontends(
  element: ApplicationGateway,
): readonly { name: string; properties: ArmObject }[] {
  const publicOnes = (given(element.publicIps) ?? []).map((id, i) => ({
    name: `public-${i + 1}`,
    properties: fields({ publicIPAddress: idObject(id) }),
  }));
  const own = ifGiven(element.privateAddress, (address) => ({
    name: 'private',
    properties: fields({
      privateIPAddress: formatAddress(address),
      privateIPAllocationMethod: 'Static',
      subnet: idObject(element.subnet),
    }),
  }));
  return own === undefined ? publicOnes : [...publicOnes, own];
}

/** One listener, rule, pool and setting, tied together by references to parts of the gateway itself. */
function listener(element: ApplicationGateway): ArmObject {
  const all = frontends(element);
  const part = (type: string, name: string): ArmObject => partOf(ownId(element), type, name);
  return {
    frontendIPConfigurations: all,
    frontendPorts: [{ name: 'http', properties: { port: 80 } }],
    backendAddressPools: [{ name: 'empty' }],
    backendHttpSettingsCollection: [
      { name: 'http', properties: { port: 80, protocol: 'Http', cookieBasedAffinity: 'Disabled' } },
    ],
    httpListeners: [
      {
        name: 'first',
        properties: {
          frontendIPConfiguration: part('frontendIPConfigurations', all[0]?.name ?? 'public-1'),
          frontendPort: part('frontendPorts', 'http'),
          protocol: 'Http',
        },
      },
    ],
    requestRoutingRules: [
      {
        name: 'first',
        properties: {
          ruleType: 'Basic',
          priority: 100,
          httpListener: part('httpListeners', 'first'),
          backendAddressPool: part('backendAddressPools', 'empty'),
          backendHttpSettings: part('backendHttpSettingsCollection', 'http'),
        },
      },
    ] satisfies ArmValue,
  };
}

const ownId = (element: ApplicationGateway): Id<'applicationGateway'> => element.id;
