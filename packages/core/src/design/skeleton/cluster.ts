import type { AgentPool, Cluster, OutboundTypeName } from '../../estate/elements/cluster.ts';
import type { PublicIp } from '../../estate/elements/egress.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { RouteTable } from '../../estate/elements/routing.ts';
import { type Id, spelledArmId } from '../../estate/id.ts';
import { notStated, toBeAllocated } from '../../evidence/knowable.ts';
import { type ModeId, modes } from '../../facts/modes.ts';
import { outboundTypes } from '../../facts/outbound.ts';
import { formatSurge } from '../../facts/surge.ts';
import { clusterPlaces } from '../../requirements/cluster-places.ts';
import { isWindowsPool, type Pool } from '../../requirements/pools.ts';

import type { ClusterAsk } from '../ask.ts';
import { existingIn, existingRouteTable } from '../existing.ts';
import type { Places } from '../places.ts';
import { poolMarks } from '../pool-binding.ts';
import { auditLogs } from './audit-logs.ts';
import type { DecidedCluster, Exits, Spoke } from './spoke.ts';
import { plannedTable, spokeSubnet } from './spoke.ts';

/** What a cluster takes from its surroundings. */
export interface ClusterGround {
  readonly spoke: Spoke;
  readonly mode: ModeId;
  readonly outboundType: OutboundTypeName;
  readonly dataPlane: 'azure' | 'cilium';
  readonly policyEngine: 'none' | 'azure' | 'calico' | 'cilium';
  readonly apiSubnet?: Id<'subnet'>;
  readonly apiZone?: Id<'privateDnsZone'> | 'system' | 'none';
  readonly publicFqdn: boolean;
  readonly vnetIntegration: boolean;
  readonly privateApi: boolean;
  /** Public addresses of the load balancer, when it is the way out and its addresses must be ours. */
  readonly balancerIps: number;
}

/**
 * The route table of a cluster whose mode gives pods a route per node: AKS writes these routes into it, so
 * no other cluster may use it. Where packets leave by a firewall, that way stands in it too.
 */
function ownTable(
  places: Places,
  { ask }: DecidedCluster,
  { mode, outboundType, spoke }: ClusterGround,
): RouteTable | undefined {
  if (!modes[mode].ownRouteTable) return undefined;
  const [there] = existingIn(ask.requirements, 'routeTable', ask.region.name);
  const beside = [...clusterPlaces(ask.requirements)].filter(({ region }) => region === ask.region);
  if (there !== undefined && beside.length === 1) return existingRouteTable(there);
  return plannedTable(places, {
    name: `rt-${ask.name}`,
    place: places.network(ask.environment.name, ask.region.name),
    propagateGatewayRoutes: spoke.learnsFromHub || !isByRoutes(outboundType),
  });
}

const isByRoutes = (type: OutboundTypeName): boolean => outboundTypes[type].owner === 'nextHop';

/** By what the subnets of the cluster leave: only what its own way out needs, whatever others beside it use. */
function exitsOf({ spoke, outboundType }: ClusterGround, table: RouteTable | undefined): Exits {
  const routes = table?.id ?? (isByRoutes(outboundType) ? spoke.routeTable : undefined);
  const isNat = outboundType === 'userAssignedNATGateway';
  return {
    ...(routes === undefined ? {} : { routeTable: routes }),
    ...(isNat && spoke.natGateway !== undefined ? { natGateway: spoke.natGateway } : {}),
  };
}

/** Name of the subnet of the system nodes that Automatic runs. */
export const hostedSubnetName = ({ cluster }: ClusterAsk): string => `snet-${cluster.name}-system`;

/** The cluster, its pools, and the subnets in which nodes and pods live. */
export function clusterSkeleton(
  places: Places,
  decided: DecidedCluster,
  ground: ClusterGround,
): readonly AnyElement[] {
  const { ask } = decided;
  const place = places.cluster(ask.name, ask.region.name);
  const shape = modes[ground.mode];
  const head = places.head({
    kind: 'cluster',
    type: 'Microsoft.ContainerService/managedClusters',
    names: [ask.name],
    place,
  });
  const table = ownTable(places, decided, ground);
  const exits = exitsOf(ground, table);
  const shared = spokeSubnet(places, ground.spoke, {
    name: `snet-${ask.cluster.name}-nodes`,
    purpose: 'nodeSubnet',
    exits,
  });
  const pods = shape.spaces.includes('podSubnet')
    ? spokeSubnet(places, ground.spoke, {
        name: `snet-${ask.cluster.name}-pods`,
        purpose: 'podSubnet',
        exits,
        delegations: [],
      })
    : undefined;
  const own = ask.cluster.pools
    .filter((pool) => decided.poolSubnets[pool.name] === 'own')
    .map((pool) => ({
      pool: pool.name,
      parts: spokeSubnet(places, ground.spoke, {
        name: `snet-${ask.cluster.name}-nodes-${pool.name}`,
        purpose: 'nodeSubnet',
        exits,
      }),
    }));
  const isHosted = (pool: Pool): boolean => decided.poolSubnets[pool.name] === 'hosted';
  const hosted = ask.cluster.pools.some(isHosted)
    ? spokeSubnet(places, ground.spoke, {
        name: hostedSubnetName(ask),
        purpose: 'nodeSubnet',
        exits,
      })
    : undefined;
  const nodeSubnetOf = (pool: Pool): Id<'subnet'> =>
    (isHosted(pool) ? hosted : own.find((o) => o.pool === pool.name)?.parts)?.subnet.id ??
    shared.subnet.id;
  const pools = ask.cluster.pools.map(
    (pool): AgentPool => ({
      ...poolElement(places, decided, pool),
      cluster: head.id,
      subnet: nodeSubnetOf(pool),
      podSubnet: pods?.subnet.id,
      podIpAllocation: shape.profile.podIPAllocationMode,
      ...(isHosted(pool) ? { hosted: true as const } : {}),
    }),
  );
  const cluster = {
    ...clusterElement(places, decided, ground),
    ...(hosted === undefined ? {} : { provisioningSubnet: shared.subnet.id }),
  };
  return [
    ...(table === undefined ? [] : [table]),
    ...shared.elements,
    ...(pods?.elements ?? []),
    ...own.flatMap((o) => o.parts.elements),
    ...(hosted?.elements ?? []),
    ...balancerIps(places, decided, ground),
    cluster,
    ...pools,
    ...auditLogs(places, ask, { cluster, place }),
  ];
}

function clusterElement(places: Places, decided: DecidedCluster, ground: ClusterGround): Cluster {
  const { ask } = decided;
  const place = places.cluster(ask.name, ask.region.name);
  const shape = modes[ground.mode];
  const identity = (name: string): string =>
    spelledArmId({
      ...(ask.requirements.subscriptions.cluster === undefined
        ? {}
        : { subscription: ask.requirements.subscriptions.cluster }),
      resourceGroup: place.resourceGroup,
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      names: [name],
    });
  const isolated = outboundTypes[ground.outboundType].needs.includes('networkIsolation');
  const [registry] = isolated
    ? existingIn(ask.requirements, 'containerRegistry', ask.region.name)
    : [];
  const [identityThere] = existingIn(ask.requirements, 'userAssignedIdentity', ask.region.name);
  const automatic = decided.picked['clusterSku'] === 'automatic';
  return {
    ...places.head({
      kind: 'cluster',
      type: 'Microsoft.ContainerService/managedClusters',
      names: [ask.name],
      place,
    }),
    environment: ask.environment.name,
    duty: {
      role: ask.region.role,
      ...(ask.region.of === undefined ? {} : { of: ask.region.of }),
    },
    sku: automatic ? 'Automatic' : 'Base',
    tier: ask.cluster.tier,
    kubernetesVersion: ask.cluster.kubernetesVersion ?? notStated('kubernetesVersion'),
    network: {
      plugin: shape.profile.networkPlugin,
      pluginMode: shape.profile.networkPluginMode,
      dataPlane: ground.dataPlane,
      policyEngine: ground.policyEngine,
      outboundType: ground.outboundType,
      ipFamilies: ask.cluster.ipFamilies,
      podRanges: shape.spaces.includes('overlayPods') ? toBeAllocated : [],
      serviceRanges: toBeAllocated,
      dnsServiceIp: toBeAllocated,
      loadBalancer: ownBalancer(balancerIps(places, decided, ground)),
      natGateway: undefined,
      staticEgressGateway: false,
      advanced: advancedNetworking(decided, ground),
    },
    access: {
      private: ground.privateApi,
      publicFqdn: ground.publicFqdn,
      privateDnsZone: ground.apiZone,
      authorizedRanges: ask.cluster.apiServer.authorizedRanges,
      vnetIntegration: ground.vnetIntegration,
      subnet: ground.apiSubnet,
      runCommand: ask.cluster.apiServer.breakGlass === 'runCommand',
    },
    identity: 'UserAssigned',
    identityIds: [identityThere?.id ?? identity(`id-${ask.name}`)],
    httpProxy: ask.cluster.egress.httpProxy,
    addOns: ask.cluster.addOns,
    nodeProvisioning: ask.cluster.nodeProvisioning === undefined ? 'Manual' : 'Auto',
    artifactSource: isolated ? 'Cache' : 'Direct',
    // Nodes fetch their first images from the registry, so their identity must be known before them.
    ...(registry === undefined
      ? {}
      : {
          artifactRegistry: registry.id,
          kubeletIdentity: identity(`id-${ask.name}-nodes`),
        }),
    ingress: [...new Set(Object.values(decided.ingress))],
    ...(ask.cluster.nodeProvisioning === undefined
      ? {}
      : { provisionedNodeLimit: ask.cluster.nodeProvisioning.maxNodes }),
    ...(ask.cluster.services === undefined ? {} : { serviceCount: ask.cluster.services }),
  };
}

/**
 * Addresses of ours for the load balancer, where others list them: partners, or the authorised ranges of
 * the API server. Those that AKS would take by itself are known only after the list must be written.
 */
function balancerIps(
  places: Places,
  { ask }: DecidedCluster,
  ground: ClusterGround,
): readonly PublicIp[] {
  const { apiServer, egress } = ask.cluster;
  const isListed = egress.fixedAddresses || apiServer.authorizedRanges.length > 0;
  if (outboundTypes[ground.outboundType].owner !== 'loadBalancer' || !isListed) return [];
  return Array.from({ length: ground.balancerIps }, (_, i) => ({
    ...places.head({
      kind: 'publicIp' as const,
      type: 'Microsoft.Network/publicIPAddresses',
      names: [`pip-${ask.name}-out-${String(i + 1).padStart(2, '0')}`],
      place: places.cluster(ask.name, ask.region.name),
    }),
    address: notStated('ipAddress'),
    sku: 'Standard' as const,
    zones: [...new Set(ask.cluster.pools.flatMap((pool) => pool.zones))].toSorted(),
  }));
}

const ownBalancer = (ips: readonly PublicIp[]): Cluster['network']['loadBalancer'] =>
  ips.length === 0 ? undefined : { outboundIps: ips.map(({ id }) => id) };

/** FQDN rules and encryption come with the paid security part of Advanced Container Networking Services. */
function advancedNetworking(
  decided: DecidedCluster,
  ground: ClusterGround,
): Cluster['network']['advanced'] {
  const named = decided.ask.cluster.egress.destinations.some((d) => d.fqdn !== undefined);
  const cilium =
    modes[ground.mode].policyEngines.includes('cilium') && ground.dataPlane === ciliumPlane;
  const encrypted = cilium && decided.ask.requirements.security.encryptionInTransit === 'required';
  return {
    ...(cilium && named
      ? { observability: true, security: true, policies: 'FQDN' }
      : { observability: false, security: encrypted }),
    ...(encrypted ? { encryption: 'WireGuard' } : {}),
  };
}

const ciliumPlane = 'cilium';

function poolElement(
  places: Places,
  decided: DecidedCluster,
  pool: Pool,
): Omit<AgentPool, 'cluster' | 'subnet' | 'podSubnet' | 'podIpAllocation'> {
  const { ask } = decided;
  return {
    ...places.head({
      kind: 'agentPool',
      type: 'Microsoft.ContainerService/managedClusters/agentPools',
      names: [ask.name, pool.name],
      place: places.cluster(ask.name, ask.region.name),
    }),
    mode: pool.purpose === 'system' ? 'System' : 'User',
    os: isWindowsPool(pool) ? 'Windows' : 'Linux',
    ...(pool.vmSize === undefined ? {} : { vmSize: pool.vmSize }),
    count: pool.minNodes,
    autoscaling: pool.minNodes < pool.maxNodes,
    minCount: pool.minNodes,
    maxCount: pool.maxNodes,
    maxPods: pool.maxPods,
    zones: pool.zones,
    upgrade: {
      maxSurge: pool.surge === undefined ? undefined : formatSurge(pool.surge),
      strategy: pool.upgrade,
    },
    nodePublicIp: false,
    ...poolMarks(ask.cluster, pool),
    ...(pool.purpose === 'spot' ? { spot: true } : {}),
    purpose: pool.purpose,
  };
}
