import type { Address, Prefix } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { SpaceKindId } from '../../facts/space-kinds.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** Within one routing domain, routed ranges never overlap. */
export interface RoutingDomain extends Element<'routingDomain'> {
  /** Ranges from which new networks may be cut. */
  readonly pools: readonly Prefix[];
}

/** Microsoft.Network/virtualNetworks. */
export interface VirtualNetwork extends Element<'virtualNetwork'> {
  readonly prefixes: Knowable<readonly Prefix[]>;
  /** Custom DNS servers; empty = Azure DNS. */
  readonly dnsServers: Knowable<readonly Address[]>;
  /** The firewall whose DNS proxy is the VNet's DNS server: its address may not exist yet. */
  readonly dnsVia?: Id<'firewall'>;
  readonly routingDomain?: Id<'routingDomain'>;
  /** Room kept free behind the VNet's range for its growth: revocable, belongs to nobody. */
  readonly heldFor?: readonly Prefix[];
  readonly encryption?: Knowable<boolean>;
  readonly ddosProtectionPlan?: Knowable<string | undefined>;
}

/** Microsoft.Network/virtualNetworks/subnets. */
export interface Subnet extends Element<'subnet'> {
  readonly virtualNetwork: Id<'virtualNetwork'>;
  readonly prefixes: Knowable<readonly Prefix[]>;
  /** What the subnet is for, when stated (design, address plan); otherwise worked out from its users. */
  readonly purpose?: SpaceKindId;
  /** `undefined`: the subnet has none. */
  readonly routeTable: Knowable<Id<'routeTable'> | undefined>;
  readonly securityGroup: Knowable<Id<'networkSecurityGroup'> | undefined>;
  readonly natGateway: Knowable<Id<'natGateway'> | undefined>;
  /** Service names, e.g. `Microsoft.ContainerService/managedClusters`. */
  readonly delegations: Knowable<readonly string[]>;
  /** Service endpoint services, e.g. `Microsoft.Storage`. */
  readonly serviceEndpoints: Knowable<readonly string[]>;
  readonly privateEndpointPolicies: Knowable<
    'Disabled' | 'Enabled' | 'NetworkSecurityGroupEnabled' | 'RouteTableEnabled'
  >;
  /** Platform-made outbound access for what has no other exit. */
  readonly defaultOutboundAccess: Knowable<boolean>;
  /** Addresses taken by others than this Estate's elements, when counted (`usages`). */
  readonly usedAddresses?: Knowable<number>;
}

/** One half of a peering: what `from` lets `to` do. */
export interface Peering extends Element<'peering'> {
  readonly from: Id<'virtualNetwork'>;
  readonly to: Id<'virtualNetwork'>;
  readonly state: Knowable<'Initiated' | 'Connected' | 'Disconnected'>;
  readonly allowVirtualNetworkAccess: Knowable<boolean>;
  readonly allowForwardedTraffic: Knowable<boolean>;
  readonly allowGatewayTransit: Knowable<boolean>;
  readonly useRemoteGateways: Knowable<boolean>;
  /** Ranges of the remote VNet as the peering saw them last. */
  readonly remotePrefixes: Knowable<readonly Prefix[]>;
}

/** Microsoft.Network/virtualWans: its hubs reach each other. */
export interface VirtualWan extends Element<'virtualWan'> {
  /** Only a Standard one joins its hubs and carries routing intent. */
  readonly type: Knowable<'Basic' | 'Standard'>;
}

/** Microsoft.Network/virtualHubs of a Virtual WAN. */
export interface VirtualHub extends Element<'virtualHub'> {
  readonly prefix: Knowable<Prefix>;
  readonly virtualWan: Knowable<string | undefined>;
  readonly firewall: Knowable<Id<'firewall'> | undefined>;
  readonly routingIntent: Knowable<{ readonly internet: boolean; readonly private: boolean }>;
  /** Private prefixes beyond RFC 1918 that the intent covers. */
  readonly privatePrefixes: Knowable<readonly Prefix[]>;
  readonly routingDomain?: Id<'routingDomain'>;
}

/** A spoke's connection to a Virtual WAN hub. */
export interface HubConnection extends Element<'hubConnection'> {
  readonly hub: Id<'virtualHub'>;
  readonly virtualNetwork: Id<'virtualNetwork'>;
  /** Whether the spoke learns 0.0.0.0/0 from the hub. */
  readonly internetSecurity: Knowable<boolean>;
}

/** A range that somebody outside this Estate's VNets holds. */
export interface ExternalRange extends Element<'externalRange'> {
  readonly prefixes: readonly Prefix[];
  readonly as: SpaceKindId;
  /** Where the range is routed; absent: in the only routing domain, as far as known. */
  readonly routingDomain?: Id<'routingDomain'>;
  readonly note?: string;
}
