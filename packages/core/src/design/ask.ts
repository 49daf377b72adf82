import type { Requirements } from '../requirements/requirements.ts';

/** What the requirements say about one kind of cluster. */
export type ClusterRequirement = Requirements['clusters'][number];
/** What the requirements say about one region. */
export type RegionRequirement = Requirements['regions'][number];
/** What the requirements say about one pool. */
export type PoolRequirement = ClusterRequirement['pools'][number];
/** One way in that the requirements ask for. */
export type IngressRequirement = ClusterRequirement['ingress'][number];

/** One cluster to be built: a cluster of the requirements in one region and one environment. */
export interface ClusterAsk {
  readonly requirements: Requirements;
  readonly cluster: ClusterRequirement;
  readonly region: RegionRequirement;
  readonly environment: string;
  /** Name of the cluster resource: unique over the whole design. */
  readonly name: string;
}

/** One way into a cluster, with what the cluster's own decisions settled. */
export interface IngressAsk extends ClusterAsk {
  readonly ingress: IngressRequirement;
}

/** Every cluster that the requirements ask for, in the order of the file: cluster, region, environment. */
export function clusterAsks(requirements: Requirements): readonly ClusterAsk[] {
  return requirements.clusters.flatMap((cluster) =>
    requirements.regions
      .filter((region) => cluster.regions.includes(region.name))
      .flatMap((region) =>
        cluster.environments.map((environment) => ({
          requirements,
          cluster,
          region,
          environment,
          name: `aks-${cluster.name}-${environment}-${region.name}`,
        })),
      ),
  );
}

/** One region, for what is decided once per region. */
export interface RegionAsk {
  readonly requirements: Requirements;
  readonly region: RegionRequirement;
}
