import type { ApiAccessId } from '../api-access.ts';
import type { CloudId } from '../clouds.ts';
import type { DataPlaneId } from '../data-planes.ts';
import type { EngineId } from '../engines/engine-id.ts';
import type { IngressId } from '../ingress.ts';
import { isAtLeast } from '../kubernetes-version.ts';
import type { ModeId } from '../modes.ts';
import type { OsType } from '../os.ts';
import type { OutboundTypeId, VnetKind } from '../outbound.ts';

/**
 * What is settled about one cluster, in plain words. Everything is optional: a field left out is not
 * known yet, and no rule may fire on what is not known.
 */
export interface Combination {
  readonly sku?: 'standard' | 'automatic';
  readonly tier?: 'Free' | 'Standard' | 'Premium';
  readonly cloud?: CloudId;
  readonly kubernetesVersion?: string;
  readonly mode?: ModeId;
  /** Whether pools name a subnet for their pods. */
  readonly podSubnet?: boolean;
  readonly dataPlane?: DataPlaneId;
  readonly policyEngine?: EngineId;
  readonly osTypes?: readonly OsType[];
  /** Whether subscriptions of the owner already run Azure NPM on Windows. */
  readonly knownToWindowsNpm?: boolean;
  readonly vnet?: VnetKind;
  /** Whether the VNet encrypts traffic between machines. */
  readonly vnetEncryption?: boolean;
  readonly ipFamilies?: readonly (4 | 6)[];
  readonly outbound?: OutboundTypeId;
  readonly natGatewaySku?: 'Standard' | 'StandardV2';
  readonly loadBalancerSku?: 'standard' | 'basic';
  /** Whether a load balancer profile is given. */
  readonly loadBalancerProfile?: boolean;
  readonly staticEgressGateway?: boolean;
  readonly networkIsolated?: boolean;
  readonly virtualWan?: boolean;
  /** Whether the attached route table holds an explicit 0.0.0.0/0. */
  readonly explicitDefaultRoute?: boolean;
  /** Whether routing intent of the hub is used. */
  readonly routingIntent?: boolean;
  readonly identity?: 'SystemAssigned' | 'UserAssigned' | 'ServicePrincipal';
  readonly apiAccess?: ApiAccessId;
  readonly authorizedRanges?: boolean;
  readonly privateDnsZone?: 'system' | 'none' | 'own';
  readonly publicFqdn?: boolean;
  readonly fqdnSubdomain?: boolean;
  readonly customDns?: boolean;
  readonly ingress?: readonly IngressId[];
  /** Whether gateways outside the cluster are in the VNet of its nodes. */
  readonly gatewayInNodeVnet?: boolean;
  readonly privateLinkService?: boolean;
  readonly nodeProvisioning?: 'Auto' | 'Manual';
  readonly localDns?: 'Required' | 'Preferred' | 'Disabled';
  /** Destinations by name or rules on HTTP in policies. */
  readonly advancedPolicies?: 'FQDN' | 'L7' | 'None';
  readonly encryption?: 'WireGuard' | 'None';
  /** Acceleration by host routing (`BpfVeth`). */
  readonly hostRouting?: boolean;
  readonly fips?: boolean;
  readonly httpProxy?: boolean;
  readonly virtualNodes?: boolean;
  /** Whether the cluster joins a mesh of clusters (fleet, cross-cluster networking). */
  readonly clusterMesh?: boolean;
  readonly poolType?: 'VirtualMachineScaleSets' | 'VirtualMachines' | 'AvailabilitySet';
  readonly osUpgradeChannel?: 'Unmanaged' | 'SecurityPatch' | 'NodeImage' | 'None';
  readonly vmSizes?: readonly string[];
  readonly addOns?: readonly string[];
  /** Nodes at the greatest, surge left out. */
  readonly nodeCount?: number;
  readonly podCount?: number;
}

/** Whether Windows pools are among the systems. */
export function hasWindows(c: Combination): boolean {
  return c.osTypes?.includes('Windows') ?? false;
}

/** Whether the cluster carries IPv6. */
export function hasIpv6(c: Combination): boolean {
  return c.ipFamilies?.includes(6) ?? false;
}

/** Whether the Kubernetes version is known to be older than another. */
export function isOlder(c: Combination, minimum: string): boolean {
  return c.kubernetesVersion !== undefined && isAtLeast(c.kubernetesVersion, minimum) === false;
}

/** Whether a way in is among those used. */
export function usesIngress(c: Combination, ...ids: readonly IngressId[]): boolean {
  return c.ingress?.some((id) => ids.includes(id)) ?? false;
}

/** Whether one of the add-ons is on. */
export function hasAddOn(c: Combination, name: string): boolean {
  return c.addOns?.some((each) => each.toLowerCase() === name.toLowerCase()) ?? false;
}
