import type { Address, Prefix } from '@aksnet/net';
import * as z from 'zod';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import { addressText, armIdText, nameText, prefixText, regionName } from './scalars.ts';

/** Kinds of subnets that may exist and be used. */
export type ExistingSubnetUse = Extract<
  SpaceKindId,
  | 'nodeSubnet'
  | 'podSubnet'
  | 'apiServerSubnet'
  | 'ingressSubnet'
  | 'agcSubnet'
  | 'internalLoadBalancerSubnet'
  | 'privateEndpointSubnet'
  | 'firewallSubnet'
  | 'firewallManagementSubnet'
  | 'gatewaySubnet'
  | 'bastionSubnet'
  | 'routeServerSubnet'
  | 'dnsResolverInbound'
  | 'dnsResolverOutbound'
  | 'otherSubnet'
>;

/** What every existing resource states. */
interface Placed {
  readonly id: string;
  /** Region that it serves; absent for what serves all. */
  readonly region?: string;
}

/** A resource that is there and must be used, never created. */
export type Existing =
  | (Placed & {
      readonly kind: 'virtualNetwork';
      /** Whether it is the hub, or the network that clusters live in. */
      readonly use: 'hub' | 'clusters';
      /** Absent: not stated, to be read from Azure. */
      readonly ranges?: readonly Prefix[];
      readonly environment?: string;
      /** DNS servers that it asks; absent: not stated. */
      readonly dnsServers?: readonly Address[];
    })
  | (Placed & {
      readonly kind: 'subnet';
      readonly use: ExistingSubnetUse;
      readonly ranges?: readonly Prefix[];
    })
  | (Placed & {
      readonly kind: 'virtualHub';
      readonly range?: Prefix;
      /** What of its traffic its routing intent sends through its firewall. */
      readonly routingIntent?: { readonly internet: boolean; readonly private: boolean };
    })
  | (Placed & { readonly kind: 'vpnGateway' })
  | (Placed & { readonly kind: 'expressRouteGateway' })
  | (Placed & { readonly kind: 'virtualWan' })
  | (Placed & { readonly kind: 'firewall'; readonly privateAddress?: Address })
  | (Placed & { readonly kind: 'firewallPolicy'; readonly dnsProxy?: boolean })
  | (Placed & { readonly kind: 'routeTable' })
  | (Placed & { readonly kind: 'natGateway' })
  | (Placed & { readonly kind: 'publicIpPrefix'; readonly range?: Prefix })
  | (Placed & { readonly kind: 'privateDnsZone' })
  | (Placed & { readonly kind: 'dnsResolver'; readonly inbound?: Address })
  | (Placed & { readonly kind: 'forwardingRuleset' })
  | (Placed & { readonly kind: 'logWorkspace' })
  | (Placed & { readonly kind: 'monitorWorkspace' })
  | (Placed & { readonly kind: 'ddosProtectionPlan' })
  | (Placed & { readonly kind: 'webFirewallPolicy' })
  | (Placed & { readonly kind: 'containerRegistry' })
  /** Takes flow logs of VNets of its region. */
  | (Placed & { readonly kind: 'storageAccount'; readonly use: 'flowLogs' })
  | (Placed & { readonly kind: 'userAssignedIdentity' });

/** Kinds of existing resources. */
export type ExistingKind = Existing['kind'];

/** ARM type that the id of each kind must name. */
export const existingTypes: Readonly<Record<ExistingKind, string>> = {
  virtualNetwork: 'Microsoft.Network/virtualNetworks',
  subnet: 'Microsoft.Network/virtualNetworks/subnets',
  virtualHub: 'Microsoft.Network/virtualHubs',
  vpnGateway: 'Microsoft.Network/vpnGateways',
  expressRouteGateway: 'Microsoft.Network/expressRouteGateways',
  virtualWan: 'Microsoft.Network/virtualWans',
  firewall: 'Microsoft.Network/azureFirewalls',
  firewallPolicy: 'Microsoft.Network/firewallPolicies',
  routeTable: 'Microsoft.Network/routeTables',
  natGateway: 'Microsoft.Network/natGateways',
  publicIpPrefix: 'Microsoft.Network/publicIPPrefixes',
  privateDnsZone: 'Microsoft.Network/privateDnsZones',
  dnsResolver: 'Microsoft.Network/dnsResolvers',
  forwardingRuleset: 'Microsoft.Network/dnsForwardingRulesets',
  logWorkspace: 'Microsoft.OperationalInsights/workspaces',
  monitorWorkspace: 'Microsoft.Monitor/accounts',
  ddosProtectionPlan: 'Microsoft.Network/ddosProtectionPlans',
  webFirewallPolicy: 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies',
  containerRegistry: 'Microsoft.ContainerRegistry/registries',
  storageAccount: 'Microsoft.Storage/storageAccounts',
  userAssignedIdentity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
};

const placed = {
  id: armIdText,
  region: regionName.exactOptional().describe('region that it serves; absent: all'),
};

const ranges = z
  .array(prefixText)
  .min(1)
  .exactOptional()
  .describe('absent: not stated, to be read from Azure');

const plain = <const K extends ExistingKind>(
  kind: K,
): z.ZodObject<{ kind: z.ZodLiteral<K> } & typeof placed, z.core.$strict> =>
  z.strictObject({ kind: z.literal(kind), ...placed });

const subnetUses = [
  'nodeSubnet',
  'podSubnet',
  'apiServerSubnet',
  'ingressSubnet',
  'agcSubnet',
  'internalLoadBalancerSubnet',
  'privateEndpointSubnet',
  'firewallSubnet',
  'firewallManagementSubnet',
  'gatewaySubnet',
  'bastionSubnet',
  'routeServerSubnet',
  'dnsResolverInbound',
  'dnsResolverOutbound',
  'otherSubnet',
] as const satisfies readonly ExistingSubnetUse[];

/** Schema of {@link ExistingSubnetUse}. */
export const subnetUse: z.ZodType<ExistingSubnetUse> = z.enum(subnetUses);

/** Schema of {@link Existing}. */
export const existing: z.ZodType<Existing> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('virtualNetwork'),
    ...placed,
    use: z.enum(['hub', 'clusters']),
    ranges,
    environment: nameText.exactOptional(),
    dnsServers: z
      .array(addressText)
      .exactOptional()
      .describe('DNS servers that it asks, empty for those of Azure; absent: not stated'),
  }),
  z.strictObject({ kind: z.literal('subnet'), ...placed, use: subnetUse, ranges }),
  z.strictObject({
    kind: z.literal('virtualHub'),
    ...placed,
    range: prefixText.exactOptional(),
    routingIntent: z
      .strictObject({ internet: z.boolean(), private: z.boolean() })
      .exactOptional()
      .describe('traffic that it sends through its firewall; absent: not stated'),
  }),
  plain('vpnGateway'),
  plain('expressRouteGateway'),
  plain('virtualWan'),
  z.strictObject({
    kind: z.literal('firewall'),
    ...placed,
    privateAddress: addressText.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('firewallPolicy'),
    ...placed,
    dnsProxy: z
      .boolean()
      .exactOptional()
      .describe('whether its DNS proxy is on; absent: not stated'),
  }),
  plain('routeTable'),
  plain('natGateway'),
  z.strictObject({
    kind: z.literal('publicIpPrefix'),
    ...placed,
    range: prefixText.exactOptional(),
  }),
  plain('privateDnsZone'),
  z.strictObject({
    kind: z.literal('dnsResolver'),
    ...placed,
    inbound: addressText.exactOptional(),
  }),
  plain('forwardingRuleset'),
  plain('logWorkspace'),
  plain('monitorWorkspace'),
  plain('ddosProtectionPlan'),
  plain('webFirewallPolicy'),
  plain('containerRegistry'),
  z.strictObject({
    kind: z.literal('storageAccount'),
    ...placed,
    use: z.literal('flowLogs').describe('takes flow logs of VNets of its region'),
  }),
  plain('userAssignedIdentity'),
]);
