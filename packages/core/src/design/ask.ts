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
  return [...clusterPlaces(requirements)].map((place) => ({
    ...place,
    requirements,
    name: `aks-${place.cluster.name}-${place.environment.name}-${place.region.name}`,
  }));
}
