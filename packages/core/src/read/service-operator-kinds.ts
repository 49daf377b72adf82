/**
 * Kinds of Azure Service Operator and the ARM types that they stand for. A kind is its ARM type with
 * the names of all segments run together; the reference of the operator lists them by group.
 */
const kinds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'containerservice.azure.com': {
    ManagedCluster: 'Microsoft.ContainerService/managedClusters',
    ManagedClustersAgentPool: 'Microsoft.ContainerService/managedClusters/agentPools',
  },
  'managedidentity.azure.com': {
    UserAssignedIdentity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  },
  'network.azure.com': {
    ApplicationGateway: 'Microsoft.Network/applicationGateways',
    ApplicationSecurityGroup: 'Microsoft.Network/applicationSecurityGroups',
    AzureFirewall: 'Microsoft.Network/azureFirewalls',
    BastionHost: 'Microsoft.Network/bastionHosts',
    DnsForwardingRuleset: 'Microsoft.Network/dnsForwardingRulesets',
    DnsForwardingRuleSetsForwardingRule: 'Microsoft.Network/dnsForwardingRulesets/forwardingRules',
    DnsForwardingRuleSetsVirtualNetworkLink:
      'Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks',
    DnsResolver: 'Microsoft.Network/dnsResolvers',
    DnsResolversInboundEndpoint: 'Microsoft.Network/dnsResolvers/inboundEndpoints',
    DnsResolversOutboundEndpoint: 'Microsoft.Network/dnsResolvers/outboundEndpoints',
    FirewallPoliciesRuleCollectionGroup: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    FirewallPolicy: 'Microsoft.Network/firewallPolicies',
    LocalNetworkGateway: 'Microsoft.Network/localNetworkGateways',
    LoadBalancer: 'Microsoft.Network/loadBalancers',
    NatGateway: 'Microsoft.Network/natGateways',
    NetworkInterface: 'Microsoft.Network/networkInterfaces',
    NetworkSecurityGroup: 'Microsoft.Network/networkSecurityGroups',
    NetworkSecurityGroupsSecurityRule: 'Microsoft.Network/networkSecurityGroups/securityRules',
    PrivateDnsZone: 'Microsoft.Network/privateDnsZones',
    PrivateDnsZonesAAAARecord: 'Microsoft.Network/privateDnsZones/AAAA',
    PrivateDnsZonesARecord: 'Microsoft.Network/privateDnsZones/A',
    PrivateDnsZonesCNAMERecord: 'Microsoft.Network/privateDnsZones/CNAME',
    PrivateDnsZonesVirtualNetworkLink: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    PrivateEndpoint: 'Microsoft.Network/privateEndpoints',
    PrivateEndpointsPrivateDnsZoneGroup: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
    PrivateLinkService: 'Microsoft.Network/privateLinkServices',
    PublicIPAddress: 'Microsoft.Network/publicIPAddresses',
    PublicIPPrefix: 'Microsoft.Network/publicIPPrefixes',
    RouteTable: 'Microsoft.Network/routeTables',
    RouteTablesRoute: 'Microsoft.Network/routeTables/routes',
    VirtualNetwork: 'Microsoft.Network/virtualNetworks',
    VirtualNetworkGateway: 'Microsoft.Network/virtualNetworkGateways',
    VirtualNetworksSubnet: 'Microsoft.Network/virtualNetworks/subnets',
    VirtualNetworksVirtualNetworkPeering:
      'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
  },
  'resources.azure.com': { ResourceGroup: 'Microsoft.Resources/resourceGroups' },
};

/** The type under which resource groups are looked up: they are owners, and no resources of a group. */
export const groupType = 'Microsoft.Resources/resourceGroups';

/** Whether objects of the API group stand for resources of Azure. */
export const isOperatorGroup = (group: string): boolean => Object.hasOwn(kinds, group);

/** The ARM type of a kind; undefined for kinds that are not in the list. */
export function armTypeOf(group: string, kind: string): string | undefined {
  const inGroup = isOperatorGroup(group) ? (kinds[group] ?? {}) : {};
  return Object.hasOwn(inGroup, kind) ? inGroup[kind] : undefined;
}
