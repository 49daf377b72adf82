import type { ClusterWish } from './cluster.ts';
import type { Environment, Region } from './regions.ts';
import type { Requirements } from './schema.ts';

/** One cluster that is to stand: a kind of cluster in one region and environment. */
export interface ClusterPlace {
  readonly cluster: ClusterWish;
  readonly region: Region;
  readonly environment: Environment;
}

/**
 * Every cluster that is to stand, in the order of the file: cluster, then environment, then region.
 * Places in regions or environments that the file does not have are left out; reading told of them.
 */
export function* clusterPlaces(requirements: Requirements): IterableIterator<ClusterPlace> {
  const regions = new Map(requirements.regions.map((region) => [region.name, region]));
  const environments = new Map(requirements.environments.map((env) => [env.name, env]));
  for (const cluster of requirements.clusters) {
    for (const environmentName of new Set(cluster.environments)) {
      const environment = environments.get(environmentName);
      if (environment === undefined) continue;
      for (const regionName of new Set(cluster.regions)) {
        const region = regions.get(regionName);
        if (region !== undefined) yield { cluster, region, environment };
      }
    }
  }
}
