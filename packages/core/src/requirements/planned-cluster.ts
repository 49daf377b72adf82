import type { AgentPool, Cluster, ClusterNetwork } from '../estate/elements/cluster.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import { type Id, unknownPart } from '../estate/id.ts';
import { type Knowable, notStated } from '../evidence/knowable.ts';
import type { Path } from '../evidence/source.ts';
import { modes } from '../facts/modes.ts';
import type { Surge } from '../facts/surge.ts';
import type { PlannedCluster } from './address-plan-schema.ts';
import { type PlanContext, planned } from './plan-context.ts';
import { isWindowsPool, type Pool } from './pools.ts';

const clusterType = 'Microsoft.ContainerService/managedClusters';

/** A cluster of a plan with its pools. */
export function clusterElements(
  context: PlanContext,
  wish: PlannedCluster,
  index: number,
): readonly AnyElement[] {
  const path = ['clusters', index] as const;
  const id: Id<'cluster'> = context.names.idOf(clusterType, wish.name);
  const element: Cluster = {
    ...planned('cluster', id, {
      name: wish.name,
      source: context.sourceOf(path),
      location: context.plan.region,
    }),
    sku: notStated('sku'),
    tier: notStated('tier'),
    kubernetesVersion: wish.kubernetesVersion ?? notStated('kubernetesVersion'),
    network: networkOf(wish),
    access: {
      private: notStated('private'),
      publicFqdn: notStated('publicFqdn'),
      privateDnsZone: notStated('privateDnsZone'),
      authorizedRanges: notStated('authorizedRanges'),
      vnetIntegration: notStated('vnetIntegration'),
      subnet: notStated('subnet'),
      runCommand: notStated('runCommand'),
    },
    identity: notStated('identity'),
    httpProxy: notStated('httpProxy'),
    addOns: notStated('addOns'),
    nodeProvisioning: notStated('nodeProvisioning'),
    artifactSource: notStated('artifactSource'),
    ingress: notStated('ingress'),
  };
  return [element, ...poolElements(context, wish, path)];
}

function networkOf(wish: PlannedCluster): ClusterNetwork {
  const profile = wish.mode === undefined ? undefined : modes[wish.mode].profile;
  const hasPodRange = wish.mode === undefined ? undefined : modes[wish.mode].podRange !== 'none';
  const families = [...wish.podRanges, ...wish.serviceRanges].map(({ family }) => family);
  return {
    plugin: profile === undefined ? notStated('mode') : profile.networkPlugin,
    pluginMode: profile === undefined ? notStated('mode') : profile.networkPluginMode,
    dataPlane: notStated('dataPlane'),
    policyEngine: notStated('policyEngine'),
    outboundType: wish.outboundType ?? notStated('outboundType'),
    // Two families in the ranges mean two in the cluster; one in the ranges proves nothing.
    ipFamilies: new Set(families).size === 2 ? [4, 6] : notStated('ipFamilies'),
    podRanges:
      wish.podRanges.length > 0 || hasPodRange === false ? wish.podRanges : notStated('podRanges'),
    serviceRanges: wish.serviceRanges.length > 0 ? wish.serviceRanges : notStated('serviceRanges'),
    dnsServiceIp: wish.dnsServiceIp ?? notStated('dnsServiceIp'),
    loadBalancer: notStated('loadBalancer'),
    natGateway: notStated('natGateway'),
    staticEgressGateway: notStated('staticEgressGateway'),
    advanced: notStated('advanced'),
  };
}

/**
 * The pools, or one in their place when none are stated: that the cluster has nodes, and in which
 * subnet, is known even then; how many is not.
 */
function poolElements(
  context: PlanContext,
  wish: PlannedCluster,
  path: Path,
): readonly AgentPool[] {
  const subnet = context.subnetAt([...path, 'nodeSubnet'], wish.nodeSubnet);
  const podSubnet = podSubnetOf(context, wish, path);
  const home = { subnet, podSubnet };
  if (wish.pools === undefined) {
    return [{ ...bare(context, wish, { name: unknownPart, path }), ...home }];
  }
  return wish.pools.map((pool, i) => ({
    ...bare(context, wish, { name: pool.name, path: [...path, 'pools', i] }),
    ...home,
    ...stated(pool),
  }));
}

function podSubnetOf(
  context: PlanContext,
  wish: PlannedCluster,
  path: Path,
): Knowable<Id<'subnet'> | undefined> {
  const place = [...path, 'podSubnet'];
  if (wish.podSubnet !== undefined) return context.subnetAt(place, wish.podSubnet);
  if (wish.mode !== undefined && !modes[wish.mode].profile.podSubnet) return undefined;
  return notStated('podSubnet');
}

function bare(
  context: PlanContext,
  wish: PlannedCluster,
  at: { readonly name: string; readonly path: Path },
): AgentPool {
  const id = context.names.idOf<'agentPool'>(`${clusterType}/agentPools`, wish.name, at.name);
  return {
    ...planned('agentPool', id, {
      name: at.name,
      source: context.sourceOf(at.path),
      location: undefined,
    }),
    cluster: context.names.idOf(clusterType, wish.name),
    mode: notStated('mode'),
    os: notStated('os'),
    count: notStated('count'),
    autoscaling: notStated('autoscaling'),
    minCount: notStated('minNodes'),
    maxCount: notStated('maxNodes'),
    maxPods: notStated('maxPods'),
    subnet: notStated('nodeSubnet'),
    podSubnet: notStated('podSubnet'),
    podIpAllocation: allocationOf(wish),
    zones: notStated('zones'),
    upgrade: { maxSurge: notStated('surge') },
    nodePublicIp: notStated('nodePublicIp'),
  };
}

function allocationOf(wish: PlannedCluster): AgentPool['podIpAllocation'] {
  return wish.mode === undefined ? notStated('mode') : modes[wish.mode].profile.podIPAllocationMode;
}

function stated(pool: Pool): Partial<AgentPool> {
  return {
    mode: pool.purpose === 'system' ? 'System' : 'User',
    os: isWindowsPool(pool) ? 'Windows' : 'Linux',
    minCount: pool.minNodes,
    maxCount: pool.maxNodes,
    autoscaling: pool.minNodes < pool.maxNodes,
    ...(pool.minNodes === pool.maxNodes ? { count: pool.maxNodes } : {}),
    ...(pool.maxPods === undefined ? {} : { maxPods: pool.maxPods }),
    ...(pool.zones.length === 0 ? {} : { zones: pool.zones }),
    ...(pool.surge === undefined
      ? {}
      : { upgrade: { maxSurge: surgeText(pool.surge), strategy: pool.upgrade } }),
    purpose: pool.purpose,
  };
}

/** A surge as ARM spells it; undefined for what has no single spelling. */
function surgeText(surge: Surge): string | undefined {
  switch (surge.kind) {
    case 'nodes':
      return String(surge.nodes);
    case 'percent':
      return `${surge.percent}%`;
    case 'largerOf':
      return undefined;
  }
}
