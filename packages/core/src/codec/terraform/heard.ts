import { id, oneInList, pluck, several, words } from './conversions.ts';
import type { Field, TerraformResource } from './field.ts';
import { always, block, blocks, inGroup, ownId, parentName, value } from './lines.ts';
import { type ArmPath, below } from './path.ts';

/*
 * What people write and we never do: names of azurerm 3 (azurerm-3.95.json), parts written inside of their
 * whole, and resources for single parts. Lines here come after those of the table, so that `always` is
 * what azurerm takes when nothing is said.
 */

/** A pool in azurerm 3. */
export const olderPool = (root: ArmPath): readonly Field[] => [
  value('enable_auto_scaling', below(root, 'enableAutoScaling')),
  value('enable_node_public_ip', below(root, 'enableNodePublicIP')),
];

/** A cluster in azurerm 3: access as attributes of its own, and the data plane under another name. */
export const olderCluster: readonly Field[] = [
  value('api_server_authorized_ip_ranges', 'properties.apiServerAccessProfile.authorizedIPRanges'),
  block(
    'api_server_access_profile',
    'properties.apiServerAccessProfile',
    value('vnet_integration_enabled', 'enableVnetIntegration'),
  ),
  block(
    'default_node_pool',
    'properties.agentPoolProfiles.0',
    ...olderPool(''),
    value('node_taints', 'nodeTaints'),
  ),
  block(
    'network_profile',
    'properties.networkProfile',
    value('ebpf_data_plane', 'networkDataplane'),
  ),
];

/** What a pool of its own is when nothing is said (kubernetes_cluster_node_pool, "Defaults to User"). */
export const poolDefaults: readonly Field[] = [always('properties.mode', 'User')];

const networkPolicies = words({ Enabled: true, Disabled: false });

/** A subnet in azurerm 3; the second flag is the first one's opposite. */
export const olderSubnet: readonly Field[] = [
  value(
    'private_endpoint_network_policies_enabled',
    'properties.privateEndpointNetworkPolicies',
    networkPolicies,
  ),
  value(
    'enforce_private_link_endpoint_network_policies',
    'properties.privateEndpointNetworkPolicies',
    words({ Enabled: false, Disabled: true }),
  ),
];

/** What a subnet says of itself, alone or inside its VNet. */
export const subnetWords: readonly Field[] = [
  value('address_prefixes', 'properties.addressPrefixes', several),
  value('address_prefixes', 'properties.addressPrefix', oneInList),
  value('default_outbound_access_enabled', 'properties.defaultOutboundAccess'),
  value('private_endpoint_network_policies', 'properties.privateEndpointNetworkPolicies'),
  value(
    'service_endpoints',
    'properties.serviceEndpoints',
    pluck('service', (service) => ({ service })),
  ),
  blocks(
    'delegation',
    'properties.delegations',
    value('name', 'name'),
    block('service_delegation', 'properties', value('name', 'serviceName')),
  ),
];

/** Subnets written inside of their VNet. */
export const inlineSubnets: Field = blocks(
  'subnet',
  'properties.subnets',
  value('name', 'name'),
  ...subnetWords,
  value('address_prefix', 'properties.addressPrefix'),
  value('security_group', 'properties.networkSecurityGroup', id),
  value('route_table_id', 'properties.routeTable', id),
);

/** Servers of a VNet, said apart from it. */
export const dnsServersApart: TerraformResource = {
  type: 'azurerm_virtual_network_dns_servers',
  fields: [ownId('virtual_network_id'), value('dns_servers', 'properties.dhcpOptions.dnsServers')],
};

/** The flag of azurerm 3, whose opposite is written today. */
export const olderRouteTable: readonly Field[] = [
  value('disable_bgp_route_propagation', 'properties.disableBgpRoutePropagation'),
];

/** A route as a resource of its own. */
export const routeApart: TerraformResource = {
  type: 'azurerm_route',
  each: 'properties.routes',
  fields: [
    ...inGroup.slice(1),
    value('name', 'item.name'),
    ownName('route_table_name'),
    value('address_prefix', 'item.properties.addressPrefix'),
    value('next_hop_type', 'item.properties.nextHopType'),
    value('next_hop_in_ip_address', 'item.properties.nextHopIpAddress'),
  ],
};

/** A security rule as a resource of its own. @param sides peers and ports, as in the group */
export const securityRuleApart = (sides: readonly Field[]): TerraformResource => ({
  type: 'azurerm_network_security_rule',
  each: 'properties.securityRules',
  fields: [
    ...inGroup.slice(1),
    value('name', 'item.name'),
    ownName('network_security_group_name'),
    value('description', 'item.properties.description'),
    value('priority', 'item.properties.priority'),
    value('direction', 'item.properties.direction'),
    value('access', 'item.properties.access'),
    value('protocol', 'item.properties.protocol'),
    ...sides,
  ],
});

/** The resource that the table is about, by its name. */
function ownName(attribute: string): Field {
  const line = parentName(attribute);
  return line.kind === 'value' ? { ...line, arm: 'own' } : line;
}
