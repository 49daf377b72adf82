import { id, ids, not, onlyTrue } from './conversions.ts';
import type { TerraformTable } from './field.ts';
import {
  dnsServersApart,
  inlineSubnets,
  olderRouteTable,
  olderSubnet,
  routeApart,
  subnetWords,
} from './heard.ts';
import {
  always,
  block,
  blocks,
  childOf,
  implied,
  inGroup,
  orAsk,
  ownId,
  parentName,
  placed,
  tags,
  unsaid,
  value,
} from './lines.ts';
import { siteConnectionApart } from './on-premises.ts';

/** Virtual networks, subnets, peerings, hubs of a Virtual WAN, route tables. */
export const networkTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.Network/virtualNetworks',
    resources: [
      {
        type: 'azurerm_virtual_network',
        fields: [
          ...placed,
          value('address_space', 'properties.addressSpace.addressPrefixes'),
          value('dns_servers', 'properties.dhcpOptions.dnsServers'),
          unsaid('properties.encryption.enabled', false),
          block(
            'encryption',
            'properties.encryption',
            always('enabled', true),
            value('enforcement', 'enforcement'),
          ),
          block(
            'ddos_protection_plan',
            'properties',
            value('id', 'ddosProtectionPlan', id),
            value('enable', 'enableDdosProtection', onlyTrue),
          ),
          unsaid('properties.enableDdosProtection', false),
        ],
        alsoHeard: [inlineSubnets],
      },
    ],
    heard: [dnsServersApart],
  },
  {
    arm: 'Microsoft.Network/virtualNetworks/subnets',
    resources: [
      {
        type: 'azurerm_subnet',
        fields: [...inGroup, parentName('virtual_network_name'), ...subnetWords],
        alsoHeard: olderSubnet,
      },
      {
        type: 'azurerm_subnet_network_security_group_association',
        when: 'properties.networkSecurityGroup',
        fields: [
          ownId('subnet_id'),
          value('network_security_group_id', 'properties.networkSecurityGroup', id),
        ],
      },
      {
        type: 'azurerm_subnet_route_table_association',
        when: 'properties.routeTable',
        fields: [ownId('subnet_id'), value('route_table_id', 'properties.routeTable', id)],
      },
      {
        type: 'azurerm_subnet_nat_gateway_association',
        when: 'properties.natGateway',
        fields: [ownId('subnet_id'), value('nat_gateway_id', 'properties.natGateway', id)],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    resources: [
      {
        type: 'azurerm_virtual_network_peering',
        fields: [
          ...inGroup,
          parentName('virtual_network_name'),
          value('remote_virtual_network_id', 'properties.remoteVirtualNetwork', id),
          value('allow_virtual_network_access', 'properties.allowVirtualNetworkAccess'),
          value('allow_forwarded_traffic', 'properties.allowForwardedTraffic'),
          value('allow_gateway_transit', 'properties.allowGatewayTransit'),
          value('use_remote_gateways', 'properties.useRemoteGateways'),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/virtualWans',
    resources: [
      {
        type: 'azurerm_virtual_wan',
        fields: [
          ...placed,
          value('type', 'properties.type'),
          value('allow_branch_to_branch_traffic', 'properties.allowBranchToBranchTraffic'),
          value('disable_vpn_encryption', 'properties.disableVpnEncryption'),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/virtualHubs',
    resources: [
      {
        type: 'azurerm_virtual_hub',
        fields: [
          ...placed,
          value('address_prefix', 'properties.addressPrefix'),
          value('virtual_wan_id', 'properties.virtualWan', id),
          value('sku', 'properties.sku'),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/virtualHubs/routingIntent',
    resources: [
      {
        type: 'azurerm_virtual_hub_routing_intent',
        fields: [
          ...childOf('virtual_hub_id'),
          blocks(
            'routing_policy',
            'properties.routingPolicies',
            value('name', 'name'),
            value('destinations', 'destinations'),
            value('next_hop', 'nextHop'),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/virtualHubs/hubVirtualNetworkConnections',
    resources: [
      {
        type: 'azurerm_virtual_hub_connection',
        fields: [
          ...childOf('virtual_hub_id'),
          value('remote_virtual_network_id', 'properties.remoteVirtualNetwork', id),
          value('internet_security_enabled', 'properties.enableInternetSecurity'),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/vpnGateways',
    resources: [
      {
        type: 'azurerm_vpn_gateway',
        fields: [
          ...placed,
          value('virtual_hub_id', 'properties.virtualHub', id),
          value('scale_unit', 'properties.vpnGatewayScaleUnit'),
        ],
      },
    ],
    heard: [siteConnectionApart],
  },
  {
    arm: 'Microsoft.Network/expressRouteGateways',
    resources: [
      {
        type: 'azurerm_express_route_gateway',
        fields: [
          ...placed,
          value('virtual_hub_id', 'properties.virtualHub', id),
          orAsk(value('scale_units', 'properties.autoScaleConfiguration.bounds.min'), {
            variable: 'express_route_gateway_scale_units',
            type: 'number',
            description:
              'Scale units of the ExpressRoute gateways: by the bandwidth that was bought.',
          }),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.Network/routeTables',
    resources: [
      {
        type: 'azurerm_route_table',
        fields: [
          ...placed,
          value('bgp_route_propagation_enabled', 'properties.disableBgpRoutePropagation', not),
          blocks(
            'route',
            'properties.routes',
            value('name', 'name'),
            value('address_prefix', 'properties.addressPrefix'),
            value('next_hop_type', 'properties.nextHopType'),
            value('next_hop_in_ip_address', 'properties.nextHopIpAddress'),
          ),
        ],
        alsoHeard: olderRouteTable,
      },
    ],
    heard: [routeApart],
  },
  {
    arm: 'Microsoft.Network/privateLinkServices',
    resources: [
      {
        type: 'azurerm_private_link_service',
        fields: [
          ...placed,
          value(
            'load_balancer_frontend_ip_configuration_ids',
            'properties.loadBalancerFrontendIpConfigurations',
            ids,
          ),
          blocks(
            'nat_ip_configuration',
            'properties.ipConfigurations',
            value('name', 'name'),
            value('primary', 'properties.primary'),
            value('subnet_id', 'properties.subnet', id),
            always('properties.privateIPAllocationMethod', 'Dynamic'),
          ),
        ],
      },
    ],
  },
  {
    arm: 'Microsoft.ServiceNetworking/trafficControllers',
    resources: [{ type: 'azurerm_application_load_balancer', fields: placed }],
  },
  {
    arm: 'Microsoft.ServiceNetworking/trafficControllers/associations',
    resources: [
      {
        type: 'azurerm_application_load_balancer_subnet_association',
        fields: [
          ...childOf('application_load_balancer_id'),
          tags,
          value('subnet_id', 'properties.subnet', id),
          always('properties.associationType', 'subnets'),
          implied('location'),
        ],
      },
    ],
  },
];
