import type { Cluster } from '../estate/elements/cluster.ts';
import { type Knowable, mapKnown } from '../evidence/knowable.ts';
import { outboundTypes } from '../facts/outbound.ts';

/** Whether packets of a cluster leave by a route that its owner makes. */
export const isRouted = ({ network }: Cluster): Knowable<boolean> =>
  mapKnown(network.outboundType, (type) => outboundTypes[type].needs.includes('routeTable'));
