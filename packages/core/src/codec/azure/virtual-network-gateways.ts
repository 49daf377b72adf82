import { parsePrefix } from '@aksnet/net';
import type { VirtualNetworkGateway } from '../../estate/elements/gateway.ts';
import { notStated } from '../../evidence/knowable.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, each, idAt, identity, isGiven } from './reading.ts';
import { fields, frame, given, idObject, ifGiven, prefixTexts } from './writing.ts';

const kind = {
  kind: 'virtualNetworkGateway',
  spelledAs: 'Microsoft.Network/virtualNetworkGateways',
  apiVersion: apiVersions.network,
} as const;

const types = ['Vpn', 'ExpressRoute'] as const;

/** VPN and ExpressRoute gateways. Lost by `encode`: what they have learnt, which comes from the other side. */
export const virtualNetworkGateways: Codec<'virtualNetworkGateway'> = {
  ...kind,
  decode(at) {
    const sku = at.at('sku').string('name');
    const publicIps = each(at, 'ipConfigurations', (item) =>
      idAt<'publicIp'>(item, 'publicIPAddress'),
    );
    const clients = at.at('vpnClientConfiguration', 'vpnClientAddressPool');
    const clientPrefixes = clients.parsedList('addressPrefixes', parsePrefix);
    const element: VirtualNetworkGateway = {
      ...identity(at, kind),
      type: absentIsUnknown(at.enumOf('gatewayType', types), 'gatewayType'),
      subnet: absentIsUnknown(idAt(at.at('ipConfigurations', 0), 'subnet'), 'subnet.id'),
      learned: notStated('learned routes'),
      ...(isGiven(sku) ? { sku } : {}),
      ...(isGiven(publicIps) && publicIps.length > 0 ? { publicIps } : {}),
      ...(clientPrefixes === undefined ? {} : { clientPrefixes }),
    };
    return [element];
  },
  encode(element) {
    const publicIps = given(element.publicIps) ?? [];
    const count = Math.max(1, publicIps.length);
    return {
      ...frame(kind, element),
      properties: fields({
        gatewayType: given(element.type),
        // Policy-based gateways have one tunnel and no transit; nothing here wants one.
        vpnType: ifGiven(element.type, (type) => (type === 'Vpn' ? 'RouteBased' : undefined)),
        activeActive: ifGiven(element.type, (type) => (type === 'Vpn' ? count > 1 : undefined)),
        vpnClientConfiguration: ifGiven(element.clientPrefixes, (prefixes) => ({
          vpnClientAddressPool: { addressPrefixes: prefixTexts(prefixes) },
        })),
        sku: ifGiven(element.sku, (name) => ({ name, tier: name })),
        ipConfigurations: Array.from({ length: count }, (_, i) => ({
          name: `configuration-${i + 1}`,
          properties: fields({
            privateIPAllocationMethod: 'Dynamic',
            subnet: idObject(element.subnet),
            publicIPAddress: idObject(publicIps[i]),
          }),
        })),
      }),
    };
  },
  needs: ['type', 'subnet', 'sku'],
  fields: {
    type: 'properties.gatewayType',
    subnet: 'properties.ipConfigurations.0.properties.subnet.id',
    sku: 'properties.sku.name',
    publicIps: 'properties.ipConfigurations',
    clientPrefixes: 'properties.vpnClientConfiguration.vpnClientAddressPool.addressPrefixes',
  },
};
