import type { Citation } from '../citation.ts';
import { sourceFile } from '../documents.ts';

/**
 * How far an alias is confirmed: used by a built-in policy, listed in documents or public policies,
 * or only likely.
 */
export type AliasStanding = 'built-in' | 'listed' | 'unverified';

/** A property as Azure Policy names it. */
export interface PolicyAlias {
  readonly alias: string;
  readonly standing: AliasStanding;
}

/** Where the aliases were found. */
export const policyAliasCite: readonly Citation[] = [
  sourceFile('Azure/azure-policy:built-in-policies/policyDefinitions', '2026-04-29'),
  sourceFile('alias list and public policies', '2018', 'for those marked as listed'),
];

/** The command that settles whether an alias exists. */
export const aliasCommand: string =
  'az provider show --namespace Microsoft.ContainerService --expand "resourceTypes/aliases"';

/** Aliases that networks of clusters can be judged by. */
export const policyAliases: readonly PolicyAlias[] = [
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.networkPlugin',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/apiServerAccessProfile.authorizedIPRanges',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/apiServerAccessProfile.enablePrivateCluster',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/apiServerAccessProfile.disableRunCommand',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*]',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*].count',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*].availabilityZones[*]',
    standing: 'built-in',
  },
  { alias: 'Microsoft.ContainerService/managedClusters/kubernetesVersion', standing: 'built-in' },
  {
    alias: 'Microsoft.ContainerService/managedClusters/addonProfiles.azurePolicy.enabled',
    standing: 'built-in',
  },
  { alias: 'Microsoft.Network/virtualNetworks/subnets[*]', standing: 'built-in' },
  { alias: 'Microsoft.Network/virtualNetworks/subnets[*].name', standing: 'built-in' },
  { alias: 'Microsoft.Network/virtualNetworks/subnets[*].routeTable', standing: 'built-in' },
  {
    alias: 'Microsoft.Network/virtualNetworks/subnets[*].defaultOutboundAccess',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.Network/virtualNetworks/subnets[*].ipConfigurations[*]',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.Network/virtualNetworks/subnets/defaultOutboundAccess',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.Network/virtualNetworks/subnets/networkSecurityGroup.id',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.Network/virtualNetworks/subnets/ipConfigurations[*].id',
    standing: 'built-in',
  },
  { alias: 'Microsoft.Network/virtualNetworks/flowLogs[*]', standing: 'built-in' },
  { alias: 'Microsoft.Network/virtualNetworks/enableDdosProtection', standing: 'built-in' },
  { alias: 'Microsoft.Network/privateEndpoints/subnet.id', standing: 'built-in' },
  {
    alias:
      'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].privateLinkServiceId',
    standing: 'built-in',
  },
  {
    alias: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections[*].groupIds[*]',
    standing: 'built-in',
  },
  { alias: 'Microsoft.Network/azureFirewalls/ipConfigurations[*].subnet.id', standing: 'built-in' },
  { alias: 'Microsoft.Network/firewallPolicies/dnsSettings.enableProxy', standing: 'built-in' },
  { alias: 'Microsoft.Network/virtualHubs/azureFirewall', standing: 'built-in' },
  { alias: 'Microsoft.Network/loadBalancers/sku.name', standing: 'built-in' },
  { alias: 'Microsoft.Network/natGateways/zones[*]', standing: 'built-in' },
  { alias: 'Microsoft.ContainerRegistry/registries/publicNetworkAccess', standing: 'built-in' },
  { alias: 'Microsoft.KeyVault/vaults/publicNetworkAccess', standing: 'built-in' },
  { alias: 'Microsoft.KeyVault/vaults/networkAcls.ipRules[*]', standing: 'built-in' },
  { alias: 'Microsoft.KeyVault/vaults/networkAcls.defaultAction', standing: 'built-in' },
  { alias: 'Microsoft.Storage/storageAccounts/publicNetworkAccess', standing: 'built-in' },
  { alias: 'Microsoft.Storage/storageAccounts/networkAcls.defaultAction', standing: 'built-in' },
  { alias: 'Microsoft.ContainerService/managedClusters/networkProfile', standing: 'listed' },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.podCidr',
    standing: 'listed',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.serviceCidr',
    standing: 'listed',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.dnsServiceIP',
    standing: 'listed',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.dockerBridgeCidr',
    standing: 'listed',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.networkPolicy',
    standing: 'listed',
  },
  { alias: 'Microsoft.ContainerService/managedClusters/nodeResourceGroup', standing: 'listed' },
  {
    alias: 'Microsoft.Network/virtualNetworks/addressSpace.addressPrefixes[*]',
    standing: 'listed',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.podCidrs[*]',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.serviceCidrs[*]',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.outboundType',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.networkPluginMode',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.networkDataplane',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/networkProfile.loadBalancerSku',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/publicNetworkAccess',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*].vnetSubnetID',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*].podSubnetID',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.ContainerService/managedClusters/agentPoolProfiles[*].maxPods',
    standing: 'unverified',
  },
  { alias: 'Microsoft.Network/virtualNetworks/subnets[*].addressPrefix', standing: 'unverified' },
  { alias: 'Microsoft.Network/virtualNetworks/subnets/addressPrefix', standing: 'unverified' },
  {
    alias: 'Microsoft.Network/virtualNetworks/subnets[*].networkSecurityGroup.id',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.Network/virtualNetworks/subnets/privateEndpointNetworkPolicies',
    standing: 'unverified',
  },
  {
    alias: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/remoteVirtualNetwork.id',
    standing: 'unverified',
  },
];
