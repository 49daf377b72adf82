import type { AgentPool, Cluster, OutboundTypeName } from '../../estate/elements/cluster.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import { type Id, spelledArmId } from '../../estate/id.ts';
import { notStated, toBeAllocated } from '../../evidence/knowable.ts';
import { type ModeId, modes } from '../../facts/modes.ts';
import { outboundTypes } from '../../facts/outbound.ts';
import { formatSurge } from '../../facts/surge.ts';
import { isWindowsPool, type Pool } from '../../requirements/pools.ts';

import { existingIn } from '../existing.ts';
import type { Places } from '../places.ts';
import { poolMarks } from '../pool-binding.ts';
import { auditLogs } from './audit-logs.ts';
import type { DecidedCluster, Spoke } from './spoke.ts';
import { spokeSubnet } from './spoke.ts';

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
}

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
  const shared = spokeSubnet(places, ground.spoke, {
    name: `snet-${ask.cluster.name}-nodes`,
    purpose: 'nodeSubnet',
    exit: true,
  });
  const pods = shape.spaces.includes('podSubnet')
    ? spokeSubnet(places, ground.spoke, {
        name: `snet-${ask.cluster.name}-pods`,
        purpose: 'podSubnet',
        exit: true,
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
        exit: true,
      }),
    }));
  const nodeSubnetOf = (pool: Pool): Id<'subnet'> =>
    own.find((o) => o.pool === pool.name)?.parts.subnet.id ?? shared.subnet.id;
  const pools = ask.cluster.pools.map(
    (pool): AgentPool => ({
      ...poolElement(places, decided, pool),
      cluster: head.id,
      subnet: nodeSubnetOf(pool),
      podSubnet: pods?.subnet.id,
      podIpAllocation: shape.profile.podIPAllocationMode,
    }),
  );
  const cluster = clusterElement(places, decided, ground);
  return [
    ...shared.elements,
    ...(pods?.elements ?? []),
    ...own.flatMap((o) => o.parts.elements),
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
      loadBalancer: undefined,
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
