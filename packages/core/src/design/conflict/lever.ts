import type { Prose } from '../../evidence/prose.ts';
import type { Path } from '../../evidence/source.ts';
import type { ClusterWish } from '../../requirements/cluster.ts';
import type { Region } from '../../requirements/regions.ts';
import type { Requirements } from '../../requirements/schema.ts';

/** A requirement that could give way, so that a network becomes possible. */
export interface Lever {
  /** Where it is written. */
  readonly path: Path;
  /** What it asks. */
  readonly asks: Prose;
  /** What would have to be written instead. */
  readonly change: Prose;
  /** It asks for the opposite then, which may be in the way of something else. Absent: it asks for less. */
  readonly trades?: true;
  /** The requirements after that change. */
  readonly release: (requirements: Requirements) => Requirements;
}

/** Whose requirements could give way. */
export interface Scope {
  readonly requirements: Requirements;
  readonly region: Region;
  /** The cluster concerned with its index in the file; absent for what is decided once per region. */
  readonly cluster?: { readonly wish: ClusterWish; readonly index: number };
}

/** The requirements with one kind of cluster changed. */
export const withCluster = (
  requirements: Requirements,
  name: string,
  change: (cluster: ClusterWish) => ClusterWish,
): Requirements => ({
  ...requirements,
  clusters: requirements.clusters.map((cluster) =>
    cluster.name === name ? change(cluster) : cluster,
  ),
});
