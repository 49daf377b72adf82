import type { Cluster } from '../../estate/elements/cluster.ts';
import type { DecidedCluster } from '../skeleton/spoke.ts';

/** A cluster of the design together with its element. */
export interface BuiltCluster {
  readonly decided: DecidedCluster;
  readonly cluster: Cluster;
}
