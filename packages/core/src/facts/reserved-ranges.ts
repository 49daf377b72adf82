import { contains, formatPrefix, meets, type Prefix, prefix } from '@aksnet/net';
import type { AssumptionName } from './assumptions.ts';
import type { Day } from './calendar.ts';
import type { Citation } from './citation.ts';
import { aksPage, aksRelease, azurePage } from './documents.ts';
import type { SpaceKindId } from './space-kinds.ts';

/** What is known about who stops a range that meets a reserved one. */
export type Enforcement =
  /** The API refuses it on create and update since the day; older clusters keep running. */
  | { readonly kind: 'refusedByApi'; readonly since?: Day }
  /** A documented rule; whether anything enforces it is the named assumption. */
  | { readonly kind: 'rule'; readonly assumes: AssumptionName }
  /** Legal, worth a remark. */
  | { readonly kind: 'remark'; readonly assumes: AssumptionName };

/** Who keeps the range for itself. */
export type ReservedBy = 'aks' | 'azureVnet' | 'containerBridge';

/** A range that others keep for themselves. */
export interface ReservedRange {
  readonly prefix: Prefix;
  readonly by: ReservedBy;
  /** What it is used for, as far as documented. */
  readonly use: string;
  /** Kinds of ranges that must not meet it. */
  readonly binds: readonly SpaceKindId[];
  readonly cite: readonly Citation[];
}

/** A reserved range that a range meets, and what comes of it. */
export interface ReservedHit {
  readonly range: ReservedRange;
  readonly enforcement: Enforcement;
}

/** Kinds that lie in the VNet of a cluster, itself included. */
const vnetKinds: readonly SpaceKindId[] = [
  'vnet',
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
];

const aksPages: readonly Citation[] = [
  aksPage('concepts-network-cni-overview.md', 'dated 2026-07'),
  aksPage('concepts-network-legacy-cni.md'),
  aksPage('configure-kubenet.md'),
  aksPage('use-byo-cni.md'),
];

function keptByAks(range: string, use: string): ReservedRange {
  const binds: readonly SpaceKindId[] = ['service', 'overlayPods', ...vnetKinds];
  return { prefix: prefix(range), by: 'aks', use, binds, cite: aksPages };
}

function keptByAzure(range: string, use: string): ReservedRange {
  const cite = [azurePage('articles/virtual-network/virtual-networks-faq.md')];
  return { prefix: prefix(range), by: 'azureVnet', use, binds: vnetKinds, cite };
}

/**
 * The ranges that must be kept free. The four of AKS bind the Service range, the pod range and the
 * VNet of a cluster, and nothing else: an on-premises 172.31.0.0/16 is legal.
 */
export const reservedRanges: readonly ReservedRange[] = [
  keptByAks('169.254.0.0/16', 'kept by AKS; link-local addresses'),
  keptByAks('192.0.2.0/24', 'kept by AKS'),
  keptByAks('172.30.0.0/16', 'kept by AKS'),
  keptByAks('172.31.0.0/16', 'kept by AKS'),
  keptByAzure('224.0.0.0/4', 'multicast'),
  keptByAzure('255.255.255.255/32', 'broadcast'),
  keptByAzure('127.0.0.0/8', 'loopback'),
  keptByAzure('169.254.0.0/16', 'link-local addresses'),
  keptByAzure('168.63.129.16/32', 'the platform address for DNS, DHCP and probes'),
  {
    prefix: prefix('172.17.0.0/16'),
    by: 'containerBridge',
    use: 'former default of the container bridge on nodes',
    binds: ['service', 'overlayPods', ...vnetKinds],
    cite: [aksPage('configure-azure-cni-dynamic-ip-allocation.md', 'gives no address')],
  },
];

/** Pod ranges that the API checks against 172.30.0.0/16 and 172.31.0.0/16 (kubenet and overlay). */
const checkedForPods: readonly string[] = ['172.30.0.0/16', '172.31.0.0/16'];
const podCheckSince: Day = '2026-05-29';

/** Where the check of pod ranges was announced. */
export const podRangeCheckCite: Citation = aksRelease(podCheckSince);

function enforcementOf(range: ReservedRange, kind: SpaceKindId): Enforcement {
  switch (range.by) {
    case 'azureVnet':
      return { kind: 'refusedByApi' };
    case 'containerBridge':
      return { kind: 'remark', assumes: 'docker.bridge' };
    case 'aks':
      return kind === 'overlayPods' && checkedForPods.includes(formatPrefix(range.prefix))
        ? { kind: 'refusedByApi', since: podCheckSince }
        : { kind: 'rule', assumes: 'serviceCidr.forbiddenEnforced' };
  }
}

/**
 * The reserved ranges that a range meets. Any common address counts, so 172.16.0.0/12 meets two of
 * AKS's four by containing them. `holdsCluster: false` says that the VNet of the range holds no
 * cluster (a hub), which frees it from AKS's four.
 */
export function reservedHits(
  range: Prefix,
  kind: SpaceKindId,
  where: { readonly holdsCluster?: boolean } = {},
): readonly ReservedHit[] {
  const holdsCluster = where.holdsCluster ?? true;
  return reservedRanges
    .filter((reserved) => reserved.binds.includes(kind) && meets(reserved.prefix, range))
    .filter((reserved) => reserved.by !== 'aks' || holdsCluster)
    .map((reserved) => ({ range: reserved, enforcement: enforcementOf(reserved, kind) }));
}

/** What the platform uses one address for. */
export interface WellKnownAddress {
  readonly address: Prefix;
  readonly use: string;
  readonly cite: readonly Citation[];
}

/** Single addresses that mean the same on every node in Azure. */
export const wellKnownAddresses: readonly WellKnownAddress[] = [
  {
    address: prefix('168.63.129.16/32'),
    use: 'Azure DNS, source of load balancer probes, DHCP, WireServer',
    cite: [azurePage('articles/virtual-network/what-is-ip-address-168-63-129-16.md')],
  },
  {
    address: prefix('169.254.169.254/32'),
    use: 'instance metadata service',
    cite: [azurePage('articles/virtual-network/network-security-groups-overview.md', '2025-07-15')],
  },
  {
    address: prefix('169.254.10.10/32'),
    use: 'LocalDNS listener',
    cite: [aksPage('localdns-custom.md')],
  },
  {
    address: prefix('169.254.10.11/32'),
    use: 'LocalDNS listener',
    cite: [aksPage('localdns-custom.md')],
  },
];

/** The range that NetworkPolicies must open to DNS when LocalDNS is on. */
export const localDnsRange: Prefix = prefix('169.254.10.0/24');

/** Private IPv4 space in which pod ranges are supported. */
export const supportedPodSpace: readonly { readonly prefix: Prefix; readonly rfc: 1918 | 6598 }[] =
  [
    { prefix: prefix('10.0.0.0/8'), rfc: 1918 },
    { prefix: prefix('172.16.0.0/12'), rfc: 1918 },
    { prefix: prefix('192.168.0.0/16'), rfc: 1918 },
    { prefix: prefix('100.64.0.0/10'), rfc: 6598 },
  ];

/** Where the supported pod space is documented. */
export const supportedPodSpaceCite: readonly Citation[] = [
  aksPage('concepts-network-azure-cni-overlay.md', 'public space is not blocked but unsupported'),
];

/** Whether an IPv4 range is private space in which pod ranges are supported; IPv6 always is. */
export function isSupportedPodSpace(range: Prefix): boolean {
  return range.family === 6 || supportedPodSpace.some((space) => contains(space.prefix, range));
}
