import { type Citation, documented, type Fact } from '../citation.ts';
import { aksPage, azurePage, supportPage } from '../documents.ts';

const nsgPage = azurePage(
  'articles/virtual-network/network-security-groups-overview.md',
  '2025-07-15',
);
const howPage = azurePage('articles/virtual-network/network-security-group-how-it-works.md');

/** A rule that every network security group ends with. */
export interface DefaultRule {
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly priority: number;
  /** A service tag or a prefix. */
  readonly source: string;
  readonly destination: string;
  readonly access: 'Allow' | 'Deny';
  readonly cite: readonly Citation[];
}

const anywhere = '0.0.0.0/0';
const cite: readonly Citation[] = [nsgPage];

/** The rules that every network security group ends with, in order. */
export const defaultSecurityRules: readonly DefaultRule[] = [
  {
    name: 'AllowVNetInBound',
    direction: 'Inbound',
    priority: 65000,
    source: 'VirtualNetwork',
    destination: 'VirtualNetwork',
    access: 'Allow',
    cite,
  },
  {
    name: 'AllowAzureLoadBalancerInBound',
    direction: 'Inbound',
    priority: 65001,
    source: 'AzureLoadBalancer',
    destination: anywhere,
    access: 'Allow',
    cite,
  },
  {
    name: 'DenyAllInBound',
    direction: 'Inbound',
    priority: 65500,
    source: anywhere,
    destination: anywhere,
    access: 'Deny',
    cite,
  },
  {
    name: 'AllowVnetOutBound',
    direction: 'Outbound',
    priority: 65000,
    source: 'VirtualNetwork',
    destination: 'VirtualNetwork',
    access: 'Allow',
    cite,
  },
  {
    name: 'AllowInternetOutBound',
    direction: 'Outbound',
    priority: 65001,
    source: anywhere,
    destination: 'Internet',
    access: 'Allow',
    cite,
  },
  {
    name: 'DenyAllOutBound',
    direction: 'Outbound',
    priority: 65500,
    source: anywhere,
    destination: anywhere,
    access: 'Deny',
    cite,
  },
];

/** Priorities that a customer's rule may have. */
export const rulePriorities: Fact<{ readonly least: number; readonly most: number }> = documented(
  { least: 100, most: 4096 },
  nsgPage,
);

/** Order in which groups are asked; both must allow, and a missing one lets pass. */
export const groupOrder: Fact<
  Readonly<Record<'inbound' | 'outbound', readonly ('subnet' | 'nic')[]>>
> = documented({ inbound: ['subnet', 'nic'], outbound: ['nic', 'subnet'] }, howPage);

/** What security admin rules do before any group is asked. */
export const adminRuleEffects: Fact<
  Readonly<Record<'Allow' | 'AlwaysAllow' | 'Deny', 'askGroups' | 'allow' | 'deny'>>
> = documented({ Allow: 'askGroups', AlwaysAllow: 'allow', Deny: 'deny' }, nsgPage);

/** A platform address that rules miss unless they use its tag. */
export interface PlatformTag {
  readonly tag: 'AzurePlatformDNS' | 'AzurePlatformIMDS' | 'AzurePlatformLKM';
  readonly address?: string;
  readonly cite: readonly Citation[];
}

/** Tags that make rules count for platform addresses, which otherwise ignore groups and routes. */
export const platformTags: readonly PlatformTag[] = [
  { tag: 'AzurePlatformDNS', address: '168.63.129.16', cite },
  { tag: 'AzurePlatformIMDS', address: '169.254.169.254', cite },
  { tag: 'AzurePlatformLKM', cite },
];

/** A service tag and what it stands for in rules. */
export interface ServiceTag {
  readonly tag: string;
  readonly stands: string;
  readonly cite: readonly Citation[];
}

const tagsPage = azurePage('articles/virtual-network/service-tags-overview.md');

/** Service tags that the rules of a cluster's network use. */
export const serviceTags: readonly ServiceTag[] = [
  {
    tag: 'VirtualNetwork',
    stands:
      'VNet ranges, ranges of peers that grant access, gateway and on-premises ranges, 168.63.129.16, and the prefixes of the subnet’s user routes',
    cite: [tagsPage, nsgPage],
  },
  {
    tag: 'AzureLoadBalancer',
    stands: 'the source of health probes, not the clients of a load balancer',
    cite: [tagsPage],
  },
  {
    tag: 'Internet',
    stands: 'what lies outside VirtualNetwork, public addresses of Azure included',
    cite: [tagsPage],
  },
  { tag: 'AzureCloud', stands: 'all public addresses of Azure; also by region', cite: [tagsPage] },
  { tag: 'AzureMonitor', stands: 'endpoints of metrics and logs', cite: [tagsPage] },
  {
    tag: 'GatewayManager',
    stands: 'the management plane of application gateways, VPN gateways and Bastion',
    cite: [tagsPage],
  },
];

/** An end of a flow that AKS needs. */
export type RequiredEnd =
  | 'nodes'
  | 'pods'
  | 'clusterSubnets'
  | 'apiServerSubnet'
  | 'azureLoadBalancer';

/** When a flow that AKS needs is needed. */
export type RequiredWhen =
  | 'always'
  | 'podsOutsideSubnets'
  | 'apiServerVnetIntegration'
  | 'wireGuard'
  | 'severalPools';

/** A flow that security groups of a cluster's subnets must let pass. */
export interface RequiredFlow {
  readonly id: string;
  readonly from: RequiredEnd;
  readonly to: RequiredEnd;
  readonly protocols: readonly ('Any' | 'Tcp' | 'Udp')[];
  /** Ports; empty: all. */
  readonly ports: readonly number[];
  readonly when: RequiredWhen;
  readonly why: string;
  readonly cite: readonly Citation[];
}

const overlayPage = aksPage('concepts-network-azure-cni-overlay.md');
const conceptsPage = aksPage('concepts-network.md');
const integrationPage = aksPage('api-server-vnet-integration.md');
const poolsArticle = supportPage('connectivity/traffic-between-node-pools-is-blocked.md');

/** The flows that AKS needs inside the network, whatever the workloads do. */
export const requiredFlows: readonly RequiredFlow[] = [
  {
    id: 'node-to-node',
    from: 'nodes',
    to: 'nodes',
    protocols: ['Any'],
    ports: [],
    when: 'always',
    why: 'nodes talk to each other on every port',
    cite: [overlayPage, conceptsPage],
  },
  {
    id: 'node-to-pod',
    from: 'nodes',
    to: 'pods',
    protocols: ['Any'],
    ports: [],
    when: 'podsOutsideSubnets',
    why: 'pods are not encapsulated, so groups see their addresses',
    cite: [overlayPage],
  },
  {
    id: 'pod-to-node',
    from: 'pods',
    to: 'nodes',
    protocols: ['Any'],
    ports: [],
    when: 'podsOutsideSubnets',
    why: 'Service routing; one page lists this direction, another the opposite, so allow both',
    cite: [conceptsPage],
  },
  {
    id: 'pod-to-pod',
    from: 'pods',
    to: 'pods',
    protocols: ['Any'],
    ports: [],
    when: 'podsOutsideSubnets',
    why: 'pods are not encapsulated, so groups see their addresses',
    cite: [overlayPage],
  },
  {
    id: 'cluster-to-api-server',
    from: 'clusterSubnets',
    to: 'apiServerSubnet',
    protocols: ['Tcp'],
    ports: [443, 4443],
    when: 'apiServerVnetIntegration',
    why: 'nodes reach the API server in its subnet',
    cite: [integrationPage],
  },
  {
    id: 'probe-to-api-server',
    from: 'azureLoadBalancer',
    to: 'apiServerSubnet',
    protocols: ['Tcp'],
    ports: [9988],
    when: 'apiServerVnetIntegration',
    why: 'the internal load balancer probes the API server',
    cite: [integrationPage],
  },
  {
    id: 'wireguard',
    from: 'nodes',
    to: 'nodes',
    protocols: ['Udp'],
    ports: [51871],
    when: 'wireGuard',
    why: 'encryption between nodes',
    cite: [aksPage('azure-cni-powered-by-cilium.md')],
  },
  {
    id: 'kubelet',
    from: 'nodes',
    to: 'nodes',
    protocols: ['Tcp'],
    ports: [10250],
    when: 'severalPools',
    why: 'logs and exec through the tunnel of another pool',
    cite: [poolsArticle],
  },
  {
    id: 'dns-between-pools',
    from: 'nodes',
    to: 'nodes',
    protocols: ['Udp', 'Tcp'],
    ports: [53],
    when: 'severalPools',
    why: 'pods of one pool ask CoreDNS in another',
    cite: [poolsArticle],
  },
];

/** AKS edits only the group of the network interfaces; rules of a subnet's group are the owner's. */
export const managedGroupScope: Fact<string> = documented(
  'the interface group in the node resource group, never a group of a subnet',
  aksPage('support-policies.md'),
  supportPage('connectivity/custom-nsg-blocks-traffic.md'),
);
