import { isKnown, isUnknown, type Knowable, missingOf, unknown } from '../evidence/knowable.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import { defaultMaxPods, type Mode, recogniseMode } from '../facts/modes.ts';
import type { AgentPool, Cluster } from './elements/cluster.ts';
import { type Estate, find } from './estate.ts';
import { clusterPools } from './pools-of.ts';

/**
 * The mode of a pool: by its cluster's plugin and by its own pod subnet. Only what decides has to be
 * known: with kubenet, with an own plugin and in overlay the pool's fields do not matter. Unknown
 * words of the plugin are `notModelled`.
 */
export function poolMode(estate: Estate, pool: AgentPool): Knowable<Mode> {
  const cluster = find(estate, 'cluster', pool.cluster);
  return isUnknown(cluster) ? cluster : modeInCluster(cluster, pool);
}

/** What is asked of a pool; undefined for a cluster whose pools do not matter. */
type PodPlace = Pick<AgentPool, 'podSubnet' | 'podIpAllocation'>;

/** The two answers that a not known field can have, tried in turn. */
const everyPlace: readonly PodPlace[] = [
  { podSubnet: undefined, podIpAllocation: undefined },
  { podSubnet: '/any', podIpAllocation: 'DynamicIndividual' },
  { podSubnet: '/any', podIpAllocation: 'StaticBlock' },
];

function modeInCluster(cluster: Cluster, place: PodPlace): Knowable<Mode> {
  const { plugin, pluginMode } = cluster.network;
  if (isUnknown(plugin)) return plugin;
  if (isUnknown(pluginMode))
    return onlyOne([undefined, 'overlay'], (mode) => shaped(plugin, mode, place)) ?? pluginMode;
  return shaped(plugin, pluginMode, place);
}

function shaped(plugin: string, pluginMode: string | undefined, place: PodPlace): Knowable<Mode> {
  const { podSubnet, podIpAllocation } = place;
  if (isKnown(podSubnet) && (podSubnet === undefined || isKnown(podIpAllocation)))
    return recognised({
      networkPlugin: plugin,
      networkPluginMode: pluginMode,
      podSubnet: podSubnet !== undefined,
      podIPAllocationMode: isKnown(podIpAllocation) ? podIpAllocation : undefined,
    });
  const possible = everyPlace.filter(
    (other) =>
      isUnknown(podSubnet) || (other.podSubnet === undefined) === (podSubnet === undefined),
  );
  const certain = onlyOne(possible, (other) => shaped(plugin, pluginMode, other));
  const [first, ...more] = missingOf(podSubnet, podIpAllocation);
  return certain ?? (first === undefined ? notRecognised(plugin) : unknown(first, ...more));
}

function recognised(shape: Parameters<typeof recogniseMode>[0]): Knowable<Mode> {
  return recogniseMode(shape) ?? notRecognised(shape.networkPlugin);
}

const notRecognised = (plugin: string): Knowable<Mode> =>
  unknown({ kind: 'notModelled', feature: `network plugin ${plugin}` });

/** The mode when every possibility leads to the same one; undefined when they differ. */
function onlyOne<T>(
  possibilities: readonly T[],
  modeOf: (possibility: T) => Knowable<Mode>,
): Knowable<Mode> | undefined {
  const [first, ...others] = new Set(possibilities.map(modeOf));
  return others.length === 0 ? first : undefined;
}

/** The modes of a cluster's pools, each once: usually one; pools on pod subnets may differ. */
export function clusterModes(estate: Estate, cluster: Cluster): Knowable<readonly Mode[]> {
  const certain = onlyOne(everyPlace, (place) => modeInCluster(cluster, place));
  if (certain !== undefined && isKnown(certain)) return [certain];
  const pools = clusterPools(estate, cluster.id);
  if (isUnknown(pools)) return pools;
  const found = new Set<Mode>();
  for (const pool of pools) {
    const mode = modeInCluster(cluster, pool);
    if (isUnknown(mode)) return mode;
    found.add(mode);
  }
  return [...found];
}

/** The mode of a cluster: that of its first pool, when its pools differ. */
export function clusterMode(estate: Estate, cluster: Cluster): Knowable<Mode> {
  const found = clusterModes(estate, cluster);
  if (isUnknown(found)) return found;
  return found[0] ?? unknown({ kind: 'notListed', what: 'agentPool', within: cluster.id });
}

/** maxPods of a pool, and the assumptions that it rests on. */
export interface MaxPods {
  readonly value: Knowable<number>;
  readonly assumes: readonly AssumptionName[];
}

/** maxPods of a pool: as stated, else the default of its mode. */
export function maxPodsOf(estate: Estate, pool: AgentPool): MaxPods {
  if (isUnknown(pool.maxPods) || pool.maxPods !== undefined)
    return { value: pool.maxPods, assumes: [] };
  const mode = poolMode(estate, pool);
  if (isUnknown(mode)) return { value: mode, assumes: [] };
  const stated = mode.defaultMaxPods;
  return {
    value: defaultMaxPods(mode, estate.assume),
    assumes: typeof stated === 'string' ? [stated] : [],
  };
}
