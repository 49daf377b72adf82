import { address, type Prefix, prefix } from '@aksnet/net';
import { designed } from '../evidence/source.ts';
import type { AgentPool, Cluster } from './elements/cluster.ts';
import type { LoadBalancer, NatGateway } from './elements/egress.ts';
import type { Firewall } from './elements/firewall.ts';
import type { Flow } from './elements/flow.ts';
import type { ApplicationGateway } from './elements/gateway.ts';
import { kinds } from './elements/kinds.ts';
import type {
  ExternalRange,
  Peering,
  RoutingDomain,
  Subnet,
  VirtualNetwork,
} from './elements/network.ts';
import type { PrivateEndpoint } from './elements/private-link.ts';
import type { Frame } from './estate.ts';
import { armId, type Id, ownId } from './id.ts';

/*
 * Elements drawn in a few words: whatever is left unsaid is known to be absent or to have the value
 * most networks have. For worked examples and for tests, which then name only what they are about.
 */

/** A frame in which everything is said to be listed. */
export const sketchedFrame: Frame = {
  tense: 'designed',
  day: '2026-11-23',
  assume: {},
  raised: [],
  coverage: kinds.map((kind) => ({ kind })),
};

/** What a sketch may say about an element: any of its fields but those that identify it. */
export type Said<E> = Partial<Omit<E, 'kind' | 'id' | 'name'>>;

const place = (type: string, ...names: readonly string[]) => ({
  subscription: 'sub',
  resourceGroup: 'rg',
  type,
  names,
});

/** The id that {@link vnet} gives. */
export const vnetId = (name: string): Id<'virtualNetwork'> =>
  armId(place('Microsoft.Network/virtualNetworks', name));

/** The id that {@link subnet} gives. */
export const subnetId = (network: string, name: string): Id<'subnet'> =>
  armId(place('Microsoft.Network/virtualNetworks/subnets', network, name));

/** The id that {@link cluster} gives. */
export const clusterId = (name: string): Id<'cluster'> =>
  armId(place('Microsoft.ContainerService/managedClusters', name));

/** The id that {@link pool} gives. */
export const poolId = (clusterName: string, name: string): Id<'agentPool'> =>
  armId(place('Microsoft.ContainerService/managedClusters/agentPools', clusterName, name));

/** Prefixes from their texts. Throws a RangeError for what is no prefix. */
export const prefixes = (...texts: readonly string[]): readonly Prefix[] => texts.map(prefix);

/** A routing domain. */
export const domain = (name: string, ...pools: readonly string[]): RoutingDomain => ({
  kind: 'routingDomain',
  id: ownId('routingDomain', name),
  name,
  source: designed(name),
  pools: prefixes(...pools),
});

/** A VNet with its ranges. */
export const vnet = (
  name: string,
  ranges: readonly string[],
  said: Said<VirtualNetwork> = {},
): VirtualNetwork => ({
  kind: 'virtualNetwork',
  id: vnetId(name),
  name,
  source: designed(name),
  location: 'southeastasia',
  prefixes: prefixes(...ranges),
  dnsServers: [],
  ...said,
});

/** A subnet, named as `vnet/subnet`; a text is its range. */
export function subnet(
  path: `${string}/${string}`,
  range: string | undefined,
  said: Said<Subnet> = {},
): Subnet {
  const [network = '', name = ''] = path.split('/');
  return {
    kind: 'subnet',
    id: subnetId(network, name),
    name,
    source: designed(network, name),
    virtualNetwork: vnetId(network),
    prefixes: range === undefined ? { unknown: [{ kind: 'toBeAllocated' }] } : prefixes(range),
    routeTable: undefined,
    securityGroup: undefined,
    natGateway: undefined,
    delegations: [],
    serviceEndpoints: [],
    privateEndpointPolicies: 'Disabled',
    defaultOutboundAccess: false,
    ...said,
  };
}

/** One half of a peering, connected and with every flag that lets packets through. */
export const peering = (from: string, to: string, said: Said<Peering> = {}): Peering => ({
  kind: 'peering',
  id: armId(place('Microsoft.Network/virtualNetworks/virtualNetworkPeerings', from, to)),
  name: to,
  source: designed(from, to),
  from: vnetId(from),
  to: vnetId(to),
  state: 'Connected',
  allowVirtualNetworkAccess: true,
  allowForwardedTraffic: true,
  allowGatewayTransit: false,
  useRemoteGateways: false,
  remotePrefixes: [],
  ...said,
});

/** A range that somebody else holds. */
export const external = (
  name: string,
  as: ExternalRange['as'],
  ranges: readonly string[],
): ExternalRange => ({
  kind: 'externalRange',
  id: ownId('externalRange', name),
  name,
  source: designed(name),
  prefixes: prefixes(...ranges),
  as,
});

/** What a sketch may say about a cluster; network and access are filled up field by field. */
export type SaidOfCluster = Said<Omit<Cluster, 'network' | 'access'>> & {
  readonly network?: Partial<Cluster['network']>;
  readonly access?: Partial<Cluster['access']>;
};

/** A public overlay cluster with its own load balancer as way out. */
export const cluster = (name: string, said: SaidOfCluster = {}): Cluster => ({
  kind: 'cluster',
  id: clusterId(name),
  name,
  source: designed(name),
  location: 'southeastasia',
  sku: 'Base',
  tier: 'Standard',
  kubernetesVersion: '1.34',
  identity: 'UserAssigned',
  httpProxy: undefined,
  addOns: [],
  nodeProvisioning: 'Manual',
  artifactSource: 'Direct',
  ingress: [],
  ...said,
  network: {
    plugin: 'azure',
    pluginMode: 'overlay',
    dataPlane: 'cilium',
    policyEngine: 'cilium',
    outboundType: 'loadBalancer',
    ipFamilies: [4],
    podRanges: prefixes('10.244.0.0/16'),
    serviceRanges: prefixes('10.0.0.0/16'),
    dnsServiceIp: address('10.0.0.10'),
    loadBalancer: { managedOutboundIps: 1 },
    natGateway: undefined,
    staticEgressGateway: false,
    advanced: { observability: false, security: false },
    ...said.network,
  },
  access: {
    private: false,
    publicFqdn: true,
    privateDnsZone: undefined,
    authorizedRanges: [],
    vnetIntegration: false,
    subnet: undefined,
    runCommand: true,
    ...said.access,
  },
});

/** A pool, named as `cluster/pool`: a user pool of Linux nodes without autoscaler. */
export function pool(
  path: `${string}/${string}`,
  count: number,
  said: Said<AgentPool> = {},
): AgentPool {
  const [clusterName = '', name = ''] = path.split('/');
  return {
    kind: 'agentPool',
    id: poolId(clusterName, name),
    name,
    source: designed(clusterName, name),
    cluster: clusterId(clusterName),
    mode: 'User',
    os: 'Linux',
    count,
    autoscaling: false,
    minCount: count,
    maxCount: count,
    maxPods: undefined,
    subnet: undefined,
    podSubnet: undefined,
    podIpAllocation: undefined,
    zones: [],
    upgrade: { maxSurge: '10%' },
    nodePublicIp: false,
    ...said,
  };
}

/** A private endpoint in a subnet. */
export const endpoint = (
  name: string,
  where: Id<'subnet'>,
  said: Said<PrivateEndpoint> = {},
): PrivateEndpoint => ({
  kind: 'privateEndpoint',
  id: armId(place('Microsoft.Network/privateEndpoints', name)),
  name,
  source: designed(name),
  subnet: where,
  target: `/target/${name}`,
  targetType: 'Microsoft.KeyVault/vaults',
  groupIds: ['vault'],
  state: 'Approved',
  addresses: [],
  zones: [],
  ...said,
});

/** A load balancer with a private frontend in each of the subnets. */
export const internalBalancer = (
  name: string,
  ...where: readonly Id<'subnet'>[]
): LoadBalancer => ({
  kind: 'loadBalancer',
  id: armId(place('Microsoft.Network/loadBalancers', name)),
  name,
  source: designed(name),
  sku: 'Standard',
  frontends: where.map((id, i) => ({ name: `frontend-${i}`, subnet: id })),
  rules: [],
  outboundRules: [],
});

/** An application gateway of the second version. */
export const appGateway = (
  name: string,
  where: Id<'subnet'>,
  said: Said<ApplicationGateway> = {},
): ApplicationGateway => ({
  kind: 'applicationGateway',
  id: armId(place('Microsoft.Network/applicationGateways', name)),
  name,
  source: designed(name),
  subnet: where,
  publicIps: [],
  privateAddress: undefined,
  sku: 'WAF_v2',
  minInstances: 2,
  maxInstances: 10,
  firewallPolicy: undefined,
  zones: [],
  ...said,
});

/** A firewall in a subnet with so many public addresses. */
export const firewall = (
  name: string,
  where: Id<'subnet'>,
  said: Said<Firewall> = {},
): Firewall => ({
  kind: 'firewall',
  id: armId(place('Microsoft.Network/azureFirewalls', name)),
  name,
  source: designed(name),
  privateAddress: address('10.0.0.4'),
  subnet: where,
  publicIps: [publicIpId(`${name}-pip`)],
  policy: undefined,
  tier: 'Standard',
  zones: [],
  ...said,
});

/** The id of a public address. */
export const publicIpId = (name: string): Id<'publicIp'> =>
  armId(place('Microsoft.Network/publicIPAddresses', name));

/** The id that {@link natGateway} gives. */
export const natGatewayId = (name: string): Id<'natGateway'> =>
  armId(place('Microsoft.Network/natGateways', name));

/** A NAT gateway with so many public addresses. */
export const natGateway = (
  name: string,
  addresses: number,
  said: Said<NatGateway> = {},
): NatGateway => ({
  kind: 'natGateway',
  id: natGatewayId(name),
  name,
  source: designed(name),
  sku: 'Standard',
  publicIps: Array.from({ length: addresses }, (_, i) => publicIpId(`${name}-pip-${i}`)),
  publicIpPrefixes: [],
  idleTimeout: 4,
  zones: [],
  ...said,
});

/** A wanted connection of a cluster to a name outside, at so many new connections a second. */
export const flowOut = (name: string, clusterName: string, said: Said<Flow> = {}): Flow => ({
  kind: 'flow',
  id: ownId('flow', clusterName, name),
  name,
  source: designed(name),
  wanted: true,
  from: { kind: 'pool', cluster: clusterId(clusterName) },
  to: { kind: 'fqdn', name },
  ports: [{ protocol: 'TCP', port: 443 }],
  ...said,
});
