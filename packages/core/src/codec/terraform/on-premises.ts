import { id, nameOf } from './conversions.ts';
import type { TerraformResource, TerraformTable } from './field.ts';
import {
  always,
  block,
  blocks,
  implied,
  inGroup,
  mirror,
  orAsk,
  ownId,
  placed,
  value,
} from './lines.ts';

/** What lies behind gateways: sites, circuits, and the connections to them. */
export const onPremisesTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.Network/localNetworkGateways',
    resources: [
      {
        type: 'azurerm_local_network_gateway',
        fields: [
          ...placed,
          value('address_space', 'properties.localNetworkAddressSpace.addressPrefixes'),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/connections',
    resources: [
      {
        type: 'azurerm_virtual_network_gateway_connection',
        fields: [
          ...placed,
          value('type', 'properties.connectionType'),
          value('virtual_network_gateway_id', 'properties.virtualNetworkGateway1', id),
          value('local_network_gateway_id', 'properties.localNetworkGateway2', id),
          value('peer_virtual_network_gateway_id', 'properties.virtualNetworkGateway2', id),
          value('express_route_circuit_id', 'properties.peer', id),
          value('bgp_enabled', 'properties.enableBgp'),
        ],
        alsoHeard: [value('enable_bgp', 'properties.enableBgp')],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/expressRouteCircuits',
    resources: [
      {
        type: 'azurerm_express_route_circuit',
        fields: [
          ...placed,
          block('sku', 'sku', value('tier', 'tier'), value('family', 'family')),
          implied('sku.name'),
        ],
      },
      {
        type: 'azurerm_express_route_circuit_peering',
        each: 'properties.peerings',
        fields: [
          ...inGroup.slice(1),
          value('express_route_circuit_name', 'own', nameOf),
          value('peering_type', 'item.properties.peeringType'),
          mirror('item.name', 'item.properties.peeringType'),
          always('item.properties.state', 'Enabled'),
          orAsk(value('vlan_id', 'item.properties.vlanId'), {
            variable: 'express_route_vlan_id',
            type: 'number',
            description: 'VLAN of the peerings of ExpressRoute circuits: agreed with the provider.',
          }),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/vpnSites',
    resources: [
      {
        type: 'azurerm_vpn_site',
        fields: [
          ...placed,
          value('virtual_wan_id', 'properties.virtualWan', id),
          value('address_cidrs', 'properties.addressSpace.addressPrefixes'),
        ],
      },
    ],
  },
];

/** Branches that a hub's VPN gateway is connected with, each a resource of its own. */
export const siteConnectionApart: TerraformResource = {
  type: 'azurerm_vpn_gateway_connection',
  each: 'properties.connections',
  fields: [
    value('name', 'item.name'),
    ownId('vpn_gateway_id'),
    value('remote_vpn_site_id', 'item.properties.remoteVpnSite', id),
    blocks(
      'vpn_link',
      'item.properties.vpnLinkConnections',
      value('name', 'name'),
      value('bgp_enabled', 'properties.enableBgp'),
    ),
  ],
};
