import type { Address, Prefix } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** Azure's outbound types, preview ones included. */
export type OutboundTypeName =
  | 'loadBalancer'
  | 'managedNATGateway'
  | 'managedNATGatewayV2'
  | 'userAssignedNATGateway'
  | 'userDefinedRouting'
  | 'none'
  | 'block';

/** Outbound settings of the cluster's load balancer. */
export interface LoadBalancerProfile {
  readonly managedOutboundIps?: number;
  readonly outboundIps?: readonly Id<'publicIp'>[];
  readonly outboundIpPrefixes?: readonly Id<'publicIpPrefix'>[];
  /** 0 or absent: by the platform's tiers. */
  readonly allocatedOutboundPorts?: number;
  /** Minutes. */
  readonly idleTimeout?: number;
  readonly backendPoolType?: 'NodeIPConfiguration' | 'NodeIP';
}

/** Outbound settings of the managed NAT gateway. */
export interface NatGatewayProfile {
  readonly managedOutboundIps?: number;
  readonly idleTimeout?: number;
}

/** `networkProfile` of a managed cluster. */
export interface ClusterNetwork {
  readonly plugin: Knowable<'azure' | 'kubenet' | 'none'>;
  readonly pluginMode: Knowable<'overlay' | undefined>;
  readonly dataPlane: Knowable<'azure' | 'cilium'>;
  readonly policyEngine: Knowable<'none' | 'azure' | 'calico' | 'cilium'>;
  readonly outboundType: Knowable<OutboundTypeName>;
  readonly ipFamilies: Knowable<readonly (4 | 6)[]>;
  /** Pod ranges of modes that have them; empty where pods live in subnets. */
  readonly podRanges: Knowable<readonly Prefix[]>;
  readonly serviceRanges: Knowable<readonly Prefix[]>;
  readonly dnsServiceIp: Knowable<Address>;
  readonly loadBalancer: Knowable<LoadBalancerProfile | undefined>;
  readonly natGateway: Knowable<NatGatewayProfile | undefined>;
  readonly staticEgressGateway: Knowable<boolean>;
  /** Advanced Container Networking Services. */
  readonly advanced: Knowable<{
    readonly observability: boolean;
    readonly security: boolean;
    readonly policies?: 'FQDN' | 'L7' | 'None';
    readonly encryption?: 'WireGuard' | 'None';
  }>;
  /** Room kept free behind the pod range for its growth: revocable, belongs to nobody. */
  readonly heldFor?: readonly Prefix[];
}

/** How people and machines reach the API server. */
export interface ApiServerAccess {
  readonly private: Knowable<boolean>;
  readonly publicFqdn: Knowable<boolean>;
  /** `system`, `none`, or the id of an own zone. */
  readonly privateDnsZone: Knowable<'system' | 'none' | Id<'privateDnsZone'> | undefined>;
  readonly fqdnSubdomain?: string;
  readonly authorizedRanges: Knowable<readonly Prefix[]>;
  /** Exits that may call as well, by themselves: Azure gives their addresses when they are made. */
  readonly authorizedExits?: readonly (Id<'publicIp'> | Id<'publicIpPrefix'>)[];
  readonly vnetIntegration: Knowable<boolean>;
  readonly subnet: Knowable<Id<'subnet'> | undefined>;
  readonly runCommand: Knowable<boolean>;
}

/** `httpProxyConfig` of a managed cluster. */
export interface HttpProxy {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy: readonly string[];
  readonly trustedCa?: boolean;
}

/** What a region is for: it serves, serves beside others, or stands in for another. */
export interface RegionDuty {
  readonly role: 'primary' | 'active' | 'dr';
  /** For `dr`: the region that it stands in for. */
  readonly of?: string;
}

/** Microsoft.ContainerService/managedClusters. */
export interface Cluster extends Element<'cluster'> {
  readonly sku: Knowable<'Base' | 'Automatic'>;
  readonly tier: Knowable<'Free' | 'Standard' | 'Premium'>;
  readonly kubernetesVersion: Knowable<string>;
  readonly network: ClusterNetwork;
  readonly access: ApiServerAccess;
  readonly identity: Knowable<'SystemAssigned' | 'UserAssigned' | 'ServicePrincipal'>;
  /** ARM ids of user-assigned identities. */
  readonly identityIds?: readonly string[];
  readonly httpProxy: Knowable<HttpProxy | undefined>;
  /** Names of add-ons that are on, as in `facts/required-egress`. */
  readonly addOns: Knowable<readonly string[]>;
  readonly nodeProvisioning: Knowable<'Auto' | 'Manual'>;
  readonly nodeResourceGroup?: string;
  readonly artifactSource: Knowable<'Cache' | 'Direct'>;
  /** ARM id of the registry that holds the cached images of a network isolated cluster. */
  readonly artifactRegistry?: string;
  /** ARM id of the user-assigned identity of nodes; absent: the one that AKS makes. */
  readonly kubeletIdentity?: string;
  /** Beginning of the API server's public name; absent: the cluster's name. */
  readonly dnsPrefix?: string;
  /** Ingress options that are on, by their id in `facts/ingress`. */
  readonly ingress: Knowable<readonly string[]>;
  /** Environment in the owner's words: prod, test. */
  readonly environment?: string;
  /** What its region is for, when stated. */
  readonly duty?: RegionDuty;
  /** Nodes that autoprovisioning may add at most, when limited. */
  readonly provisionedNodeLimit?: Knowable<number>;
  /** The subnet of autoprovisioned nodes, where it is stated; absent: that of the first pool. */
  readonly provisioningSubnet?: Id<'subnet'>;
  /** Services that the cluster is to hold, when stated. */
  readonly serviceCount?: number;
}

/** Upgrade settings of a pool. */
export interface UpgradeSettings {
  /** A number, or a percentage as `33%`; undefined: Azure's default. */
  readonly maxSurge: Knowable<string | undefined>;
  readonly maxUnavailable?: Knowable<string | undefined>;
  readonly strategy?: 'rolling' | 'blueGreen';
}

/** One of agentPoolProfiles, or Microsoft.ContainerService/managedClusters/agentPools. */
export interface AgentPool extends Element<'agentPool'> {
  readonly cluster: Id<'cluster'>;
  readonly mode: Knowable<'System' | 'User' | 'Gateway'>;
  readonly os: Knowable<'Linux' | 'Windows'>;
  readonly osSku?: string;
  readonly vmSize?: Knowable<string>;
  readonly count: Knowable<number>;
  readonly autoscaling: Knowable<boolean>;
  readonly minCount: Knowable<number>;
  readonly maxCount: Knowable<number>;
  /** undefined: Azure's default of the mode. */
  readonly maxPods: Knowable<number | undefined>;
  /** undefined: the VNet that AKS manages. */
  readonly subnet: Knowable<Id<'subnet'> | undefined>;
  /** undefined: pods do not live in a subnet of their own. */
  readonly podSubnet: Knowable<Id<'subnet'> | undefined>;
  readonly podIpAllocation: Knowable<'DynamicIndividual' | 'StaticBlock' | undefined>;
  readonly zones: Knowable<readonly string[]>;
  readonly upgrade: UpgradeSettings;
  readonly nodePublicIp: Knowable<boolean>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly string[];
  readonly spot?: boolean;
  readonly localDns?: Knowable<'Required' | 'Preferred' | 'Disabled' | undefined>;
  /** What the pool is for, in the requirements' words: system, general, memory, regulated. */
  readonly purpose?: string;
  /** The system nodes that Automatic runs by itself: in our subnet, but in no list of pools and no file. */
  readonly hosted?: true;
  /** Prefix length of a gateway pool's public addresses, 28–31. */
  readonly gatewayPrefixLength?: number;
}
