import { aksFlags } from './aks.ts';
import type { AzKind, Flag, Form } from './flag.ts';

/*
 * What `az` 2.74 has commands and flags for (azure-docs-cli, Latest-version; tried with the tool). A
 * body that says more than its table is not cut: the whole of it goes through `az rest`.
 */

const words: Form = { as: 'words' };
const location: Flag = { flag: '--location', from: 'location' };
const tags: Flag = { flag: '--tags', from: 'tags', form: { as: 'pairs' } };
const head: readonly Flag[] = [location, tags];

/** Commands by ARM type. */
export const azKinds: readonly AzKind[] = [
  {
    type: 'Microsoft.Network/virtualNetworks',
    command: 'network vnet create',
    names: ['--name'],
    flags: [
      ...head,
      {
        flag: '--address-prefixes',
        from: 'properties.addressSpace.addressPrefixes',
        form: words,
      },
      { flag: '--dns-servers', from: 'properties.dhcpOptions.dnsServers', form: words },
      { flag: '--enable-encryption', from: 'properties.encryption.enabled' },
      { flag: '--encryption-enforcement-policy', from: 'properties.encryption.enforcement' },
      { flag: '--ddos-protection', from: 'properties.enableDdosProtection' },
      { flag: '--ddos-protection-plan', from: 'properties.ddosProtectionPlan.id' },
    ],
  },
  {
    type: 'Microsoft.Network/virtualNetworks/subnets',
    command: 'network vnet subnet create',
    names: ['--vnet-name', '--name'],
    flags: [
      { flag: '--address-prefixes', from: 'properties.addressPrefix' },
      { flag: '--address-prefixes', from: 'properties.addressPrefixes', form: words },
      { flag: '--network-security-group', from: 'properties.networkSecurityGroup.id' },
      { flag: '--route-table', from: 'properties.routeTable.id' },
      { flag: '--nat-gateway', from: 'properties.natGateway.id' },
      {
        flag: '--delegations',
        from: 'properties.delegations',
        form: { as: 'each', of: 'properties.serviceName' },
      },
      {
        flag: '--service-endpoints',
        from: 'properties.serviceEndpoints',
        form: { as: 'each', of: 'service' },
      },
      {
        flag: '--private-endpoint-network-policies',
        from: 'properties.privateEndpointNetworkPolicies',
      },
      { flag: '--default-outbound-access', from: 'properties.defaultOutboundAccess' },
    ],
  },
  {
    type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    command: 'network vnet peering create',
    names: ['--vnet-name', '--name'],
    flags: [
      { flag: '--remote-vnet', from: 'properties.remoteVirtualNetwork.id' },
      { flag: '--allow-vnet-access', from: 'properties.allowVirtualNetworkAccess' },
      { flag: '--allow-forwarded-traffic', from: 'properties.allowForwardedTraffic' },
      { flag: '--allow-gateway-transit', from: 'properties.allowGatewayTransit' },
      { flag: '--use-remote-gateways', from: 'properties.useRemoteGateways' },
    ],
  },
  {
    type: 'Microsoft.Network/routeTables',
    command: 'network route-table create',
    names: ['--name'],
    flags: [
      ...head,
      {
        flag: '--disable-bgp-route-propagation',
        from: 'properties.disableBgpRoutePropagation',
      },
    ],
    nested: [
      {
        from: 'properties.routes',
        command: 'network route-table route create',
        parent: '--route-table-name',
        flags: [
          { flag: '--name', from: 'name' },
          { flag: '--address-prefix', from: 'properties.addressPrefix' },
          { flag: '--next-hop-type', from: 'properties.nextHopType' },
          { flag: '--next-hop-ip-address', from: 'properties.nextHopIpAddress' },
        ],
      },
    ],
  },
  {
    type: 'Microsoft.Network/networkSecurityGroups',
    command: 'network nsg create',
    names: ['--name'],
    flags: head,
    nested: [
      {
        from: 'properties.securityRules',
        command: 'network nsg rule create',
        parent: '--nsg-name',
        flags: [
          { flag: '--name', from: 'name' },
          { flag: '--description', from: 'properties.description' },
          { flag: '--priority', from: 'properties.priority' },
          { flag: '--direction', from: 'properties.direction' },
          { flag: '--access', from: 'properties.access' },
          { flag: '--protocol', from: 'properties.protocol' },
          { flag: '--source-address-prefixes', from: 'properties.sourceAddressPrefix' },
          {
            flag: '--source-address-prefixes',
            from: 'properties.sourceAddressPrefixes',
            form: words,
          },
          { flag: '--source-port-ranges', from: 'properties.sourcePortRange' },
          { flag: '--source-port-ranges', from: 'properties.sourcePortRanges', form: words },
          { flag: '--destination-address-prefixes', from: 'properties.destinationAddressPrefix' },
          {
            flag: '--destination-address-prefixes',
            from: 'properties.destinationAddressPrefixes',
            form: words,
          },
          { flag: '--destination-port-ranges', from: 'properties.destinationPortRange' },
          {
            flag: '--destination-port-ranges',
            from: 'properties.destinationPortRanges',
            form: words,
          },
          {
            flag: '--source-asgs',
            from: 'properties.sourceApplicationSecurityGroups',
            form: { as: 'each', of: 'id' },
          },
          {
            flag: '--destination-asgs',
            from: 'properties.destinationApplicationSecurityGroups',
            form: { as: 'each', of: 'id' },
          },
        ],
      },
    ],
  },
  {
    type: 'Microsoft.Network/applicationSecurityGroups',
    command: 'network asg create',
    names: ['--name'],
    flags: head,
  },
  {
    type: 'Microsoft.Network/publicIPAddresses',
    command: 'network public-ip create',
    names: ['--name'],
    flags: [
      ...head,
      { flag: '--sku', from: 'sku.name', form: { as: 'mapped', to: { Standard: 'Standard' } } },
      { flag: '--zone', from: 'zones', form: words },
      { flag: '--allocation-method', from: 'properties.publicIPAllocationMethod' },
      { flag: '--version', from: 'properties.publicIPAddressVersion' },
      { flag: '--public-ip-prefix', from: 'properties.publicIPPrefix.id' },
      { flag: '--dns-name', from: 'properties.dnsSettings.domainNameLabel' },
    ],
  },
  {
    type: 'Microsoft.Network/publicIPPrefixes',
    command: 'network public-ip prefix create',
    names: ['--name'],
    flags: [
      ...head,
      { flag: '--zone', from: 'zones', form: words },
      { flag: '--length', from: 'properties.prefixLength' },
      { flag: '--version', from: 'properties.publicIPAddressVersion' },
    ],
    implied: [{ from: 'sku.name', value: 'Standard' }],
  },
  {
    type: 'Microsoft.Network/natGateways',
    command: 'network nat gateway create',
    names: ['--name'],
    flags: [
      ...head,
      { flag: '--zone', from: 'zones', form: words },
      { flag: '--idle-timeout', from: 'properties.idleTimeoutInMinutes' },
      {
        flag: '--public-ip-addresses',
        from: 'properties.publicIpAddresses',
        form: { as: 'each', of: 'id' },
      },
      {
        flag: '--public-ip-prefixes',
        from: 'properties.publicIpPrefixes',
        form: { as: 'each', of: 'id' },
      },
    ],
    implied: [{ from: 'sku.name', value: 'Standard' }],
  },
  {
    type: 'Microsoft.Network/privateDnsZones',
    command: 'network private-dns zone create',
    names: ['--name'],
    flags: [tags],
    implied: [{ from: 'location', value: 'global' }],
  },
  {
    type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    command: 'network private-dns link vnet create',
    names: ['--zone-name', '--name'],
    flags: [
      tags,
      { flag: '--virtual-network', from: 'properties.virtualNetwork.id' },
      { flag: '--registration-enabled', from: 'properties.registrationEnabled' },
      { flag: '--resolution-policy', from: 'properties.resolutionPolicy' },
    ],
    implied: [{ from: 'location', value: 'global' }],
  },
  {
    type: 'Microsoft.Network/privateEndpoints',
    command: 'network private-endpoint create',
    names: ['--name'],
    flags: [
      ...head,
      { flag: '--subnet', from: 'properties.subnet.id' },
      {
        flag: '--connection-name',
        from: 'properties.privateLinkServiceConnections.0.name',
      },
      {
        flag: '--private-connection-resource-id',
        from: 'properties.privateLinkServiceConnections.0.properties.privateLinkServiceId',
      },
      {
        flag: '--group-id',
        from: 'properties.privateLinkServiceConnections.0.properties.groupIds',
        form: words,
      },
    ],
  },
  {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    command: 'identity create',
    names: ['--name'],
    flags: head,
  },
  {
    type: 'Microsoft.Authorization/roleAssignments',
    command: 'role assignment create',
    names: ['--name'],
    ungrouped: true,
    flags: [
      // The tool takes a bare number or a name, and completes it.
      { flag: '--role', from: 'properties.roleDefinitionId', form: { as: 'last' } },
      { flag: '--scope', from: 'scope' },
      { flag: '--assignee-object-id', from: 'properties.principalId' },
      { flag: '--assignee-principal-type', from: 'properties.principalType' },
      { flag: '--description', from: 'properties.description' },
    ],
  },
  ...aksFlags,
];
