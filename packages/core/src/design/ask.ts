import { limits } from '../facts/limits.ts';
import type { ClusterWish } from '../requirements/cluster.ts';
import { type ClusterPlace, clusterPlaces } from '../requirements/cluster-places.ts';
import type { IngressWish } from '../requirements/ingress.ts';
import type { Pool } from '../requirements/pools.ts';
import type { Region } from '../requirements/regions.ts';
import type { Requirements } from '../requirements/schema.ts';

/** One cluster to be built: a kind of cluster in one region and one environment. */
export interface ClusterAsk extends ClusterPlace {
  readonly requirements: Requirements;
  /** Name of the cluster resource: unique over the whole design. */
  readonly name: string;
}

/** One way into a cluster. */
export interface IngressAsk extends ClusterAsk {
  readonly ingress: IngressWish;
}

/** One pool of a cluster. */
export interface PoolAsk extends ClusterAsk {
  readonly pool: Pool;
}

/** One region, for what is decided once per region. */
export interface RegionAsk {
  readonly requirements: Requirements;
  readonly region: Region;
}

/** Every cluster that the requirements ask for, in the order of the file. */
export function clusterAsks(requirements: Requirements): readonly ClusterAsk[] {
  const whole = new Map(requirements.clusters.map((cluster) => [cluster, withSystemPool(cluster)]));
  return [...clusterPlaces(requirements)].map((place) => ({
    ...place,
    cluster: whole.get(place.cluster) ?? place.cluster,
    requirements,
    name: `aks-${place.cluster.name}-${place.environment.name}-${place.region.name}`,
  }));
}

/** Name of the system pool that is added where none is asked for. */
export const impliedPoolName = 'system';

const leastSystemNodes = 'system-pool-nodes-minimum';

/** Nodes of the system pool that is added: what AKS recommends for one. */
export const impliedNodes: number =
  limits[leastSystemNodes].advised ?? limits[leastSystemNodes].value;

/** Whether Automatic runs the system nodes by itself: it does where no system pool is asked for. */
export const isHosted = ({ cluster, requirements, pool }: PoolAsk): boolean =>
  cluster.sku === 'Automatic' &&
  pool.purpose === 'system' &&
  requirements.clusters.some(
    ({ name, pools }) =>
      name === cluster.name && pools.every(({ purpose }) => purpose !== 'system'),
  );

/** Every cluster needs a system pool; one is added where the requirements leave it to the platform. */
function withSystemPool(cluster: ClusterWish): ClusterWish {
  if (cluster.pools.some((pool) => pool.purpose === 'system')) return cluster;
  const implied: Pool = {
    name: impliedPoolName,
    purpose: 'system',
    minNodes: impliedNodes,
    maxNodes: impliedNodes,
    upgrade: 'rolling',
    zones: [],
    subnet: 'shared',
    labels: {},
    taints: [],
  };
  return { ...cluster, pools: [implied, ...cluster.pools] };
}
