import type { AssumptionName } from '../assumptions.ts';
import type { Citation, Confidence } from '../citation.ts';
import type { SpaceKindId } from '../space-kinds.ts';

/** A subnet of the network or of AKS itself. */
export type NetworkSubnetId =
  | 'firewall'
  | 'firewallManagement'
  | 'gateway'
  | 'bastion'
  | 'routeServer'
  | 'applicationGateway'
  | 'applicationGatewayForContainers'
  | 'apiServer'
  | 'node'
  | 'pod'
  | 'dnsResolverInbound'
  | 'dnsResolverOutbound'
  | 'privateEndpoint'
  | 'privateLinkServiceNat';

/** A subnet of a service that workloads use. */
export type ServiceSubnetId =
  | 'netAppFiles'
  | 'virtualNodes'
  | 'sqlManagedInstance'
  | 'flexibleServer'
  | 'appService'
  | 'containerApps'
  | 'apiManagement';

/** A subnet with rules of its own. */
export type SpecialSubnetId = NetworkSubnetId | ServiceSubnetId;

/** Whether a security group or a route table may be attached. */
export type Permission =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'required' }
  /** Allowed under the stated condition, which is the reader's to check. */
  | { readonly kind: 'conditional'; readonly condition: string }
  /** No page read says. */
  | { readonly kind: 'unknown' };

/** Rules of one kind of subnet. Lengths are IPv4 prefix lengths. */
export interface SpecialSubnet {
  readonly id: SpecialSubnetId;
  readonly title: string;
  /** The kind of range it is, where the kinds tell it apart. */
  readonly space: SpaceKindId;
  /** The name that Azure demands; absent: any name. */
  readonly fixedName?: string;
  /** Longest legal prefix. */
  readonly smallest?: number;
  /** Shortest legal prefix. */
  readonly largest?: number;
  /** The only legal prefix with a cluster in overlay mode. */
  readonly exactWithOverlay?: number;
  /** Longest advised prefix. */
  readonly advised?: number;
  readonly securityGroup: Permission;
  readonly routeTable: Permission;
  /** Services it may be delegated to; empty: none. */
  readonly delegations: readonly string[];
  /** Whether the delegation must be there. */
  readonly delegationNeeded: 'always' | 'sometimes' | 'never';
  /** Whether nothing else may live in it. */
  readonly exclusive: boolean;
  /** What may live in it in spite of that. */
  readonly alsoHolds?: string;
  /** Addresses that each tenant takes (an API server takes nine). */
  readonly addressesPerTenant?: number;
  readonly notes: readonly string[];
  readonly assumes?: AssumptionName;
  readonly confidence: Confidence;
  readonly cite: readonly Citation[];
}
