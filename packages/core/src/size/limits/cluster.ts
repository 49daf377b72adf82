import type { ApiServerAccess, Cluster } from '../../estate/elements/cluster.ts';
import { all, type Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { isListedFor } from '../../estate/listed.ts';
import { clusterModes } from '../../estate/modes-of.ts';
import { arePoolsListed, suppliedPools } from '../../estate/pools-of.ts';
import { isUnknown, mapKnown, unknown } from '../../evidence/knowable.ts';
import { type LimitId, limitValue } from '../../facts/limits.ts';
import type { Mode } from '../../facts/modes.ts';
import { policyEngines } from '../../facts/policy-engines.ts';
import { type Amount, product } from '../amount.ts';
import { poolSize } from '../pools.ts';
import { provisionedAtMost } from '../provisioned-nodes.ts';
import { suppliedServices } from '../services-of.ts';
import type { Measure, Measured } from './measure.ts';

/** What counts towards limits of clusters and their pools. */
export const clusterMeasures: readonly Measure[] = [
  (estate) =>
    all(estate, 'agentPool').map((pool) => {
      const { maximum, surge, blueGreen, assumes } = poolSize(estate, pool);
      const parts = [maximum, surge, blueGreen];
      return { limit: 'nodes-per-pool', of: pool.id, parts, assumes: assumes.surge };
    }),
  (estate) =>
    all(estate, 'agentPool').map((pool) => ({
      limit: pool.os === 'Windows' ? 'max-pods-per-windows-node' : 'max-pods-per-node',
      of: pool.id,
      parts: [poolSize(estate, pool).maxPods],
    })),
  eachCluster((estate, { id }) => [
    {
      limit: 'pools-per-cluster',
      of: id,
      parts: [suppliedPools(estate, id).length, ...unlistedPools(estate, id)],
    },
  ]),
  eachCluster((estate, cluster) =>
    limitsOfModes(estate, cluster, ({ nodeLimit }) => nodeLimit).map((limit) => ({
      limit,
      of: cluster.id,
      parts: nodeParts(estate, cluster.id),
    })),
  ),
  eachCluster((estate, { id, tier }) =>
    tier === 'Free'
      ? [{ limit: 'nodes-per-cluster-free-tier', of: id, parts: nodeParts(estate, id) }]
      : [],
  ),
  eachCluster((estate, cluster) =>
    limitsOfModes(estate, cluster, ({ podLimit }) => podLimit).map((limit) => ({
      limit,
      of: cluster.id,
      parts: podParts(estate, cluster.id),
    })),
  ),
  eachCluster((estate, { id, network }) =>
    isUnknown(network.policyEngine)
      ? []
      : policyEngines[network.policyEngine].limits.flatMap((limit) => {
          const parts = engineParts[limit]?.(estate, id);
          return parts === undefined ? [] : [{ limit, of: id, parts }];
        }),
  ),
  eachCluster((estate, { id }) => [
    { limit: 'lb-services-per-cluster', of: id, parts: balancedServices(estate, id) },
  ]),
  eachCluster((_, { id, network }) => [
    {
      limit: 'managed-outbound-ips-lb',
      of: id,
      parts: [mapKnown(network.loadBalancer, (profile) => profile?.managedOutboundIps ?? 0)],
    },
    {
      limit: 'managed-outbound-ips-natgw',
      of: id,
      parts: [mapKnown(network.natGateway, (profile) => profile?.managedOutboundIps ?? 0)],
    },
  ]),
  eachCluster((_, { id, access }) => {
    const { limit, parts } = authorized(access);
    return [{ limit, of: id, parts }];
  }),
];

function eachCluster(measure: (estate: Estate, cluster: Cluster) => readonly Measured[]): Measure {
  return (estate) => all(estate, 'cluster').flatMap((cluster) => measure(estate, cluster));
}

/** VNet integration raises the limit: while it is not known, only what the higher one says is certain. */
function authorized(access: ApiServerAccess): Pick<Measured, 'limit' | 'parts'> {
  const { authorizedRanges, authorizedExits = [], vnetIntegration } = access;
  const count = mapKnown(authorizedRanges, (ranges) => ranges.length + authorizedExits.length);
  const lower = 'authorized-ip-ranges';
  if (vnetIntegration === false || (!isUnknown(count) && count <= limitValue(lower)))
    return { limit: lower, parts: [count] };
  const parts = isUnknown(vnetIntegration) ? [count, vnetIntegration] : [count];
  return { limit: 'authorized-ip-ranges-vnet-integration', parts };
}

/** The limits that the modes of a cluster bring, each once; none while the mode is not known. */
function limitsOfModes(
  estate: Estate,
  cluster: Cluster,
  limitOf: (mode: Mode) => LimitId | undefined,
): readonly LimitId[] {
  const modes = clusterModes(estate, cluster);
  return isUnknown(modes) ? [] : [...new Set(modes.flatMap((mode) => limitOf(mode) ?? []))];
}

/** How the limits that engines bring are counted; those left out cannot be counted from a network. */
const engineParts: Partial<
  Record<LimitId, (estate: Estate, cluster: Id<'cluster'>) => readonly Amount[]>
> = {
  'azure-npm-linux-nodes': nodeParts,
  'azure-npm-linux-pods': podParts,
};

const unlistedPools = (estate: Estate, id: Id<'cluster'>): readonly Amount[] =>
  arePoolsListed(estate, id) ? [] : [unknown({ kind: 'notListed', what: 'agentPool', within: id })];

/** Nodes at the peak, pool by pool. */
function nodeParts(estate: Estate, id: Id<'cluster'>): readonly Amount[] {
  const sizes = suppliedPools(estate, id).map((pool) => poolSize(estate, pool));
  return [
    ...sizes.flatMap(({ maximum, surge, blueGreen }) => [maximum, surge, blueGreen]),
    provisionedAtMost(estate, id),
    ...unlistedPools(estate, id),
  ];
}

/** Pods on as many nodes as pools may have, each as full as it may be; surge adds no pods. */
function podParts(estate: Estate, id: Id<'cluster'>): readonly Amount[] {
  const sizes = suppliedPools(estate, id).map((pool) => poolSize(estate, pool));
  return [
    ...sizes.map(({ maximum, maxPods }) => product(maximum, maxPods)),
    ...unlistedPools(estate, id),
  ];
}

function balancedServices(estate: Estate, id: Id<'cluster'>): readonly Amount[] {
  const there = suppliedServices(estate, id);
  const count = there.filter(({ type }) => type === 'LoadBalancer').length;
  return isListedFor(estate, 'service', id)
    ? [count]
    : [count, unknown({ kind: 'notListed', what: 'service', within: id })];
}
