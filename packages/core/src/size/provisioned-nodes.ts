import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { isUnknown, mapKnown, notStated } from '../evidence/knowable.ts';
import { defaultMaxPods, type NodeNeed } from '../facts/modes.ts';
import { type Amount, product } from './amount.ts';

/**
 * Nodes that autoprovisioning may add to a cluster: up to its limit, not known without one. Nothing
 * where pools are made by hand.
 */
export function provisionedAtMost(estate: Estate, id: Id<'cluster'>): Amount {
  const cluster = estate.elements.cluster.get(id);
  if (cluster === undefined || cluster.nodeProvisioning === 'Manual') return 0;
  if (isUnknown(cluster.nodeProvisioning)) return cluster.nodeProvisioning;
  return cluster.provisionedNodeLimit ?? notStated('provisionedNodeLimit');
}

/** What one node takes, and how many pods may run on it. */
export type NodePart = (need: NodeNeed, maxPods: number) => number;

/** What so many autoprovisioned nodes take; they have the maxPods that their mode gives by default. */
export function provisionedTake(
  estate: Estate,
  id: Id<'cluster'>,
  { nodes, part }: { readonly nodes: Amount; readonly part: NodePart },
): Amount {
  const cluster = estate.elements.cluster.get(id);
  if (cluster === undefined) return 0;
  const perNode = mapKnown(clusterMode(estate, cluster), (mode) => {
    const maxPods = defaultMaxPods(mode, estate.assume);
    return part(mode.needPerNode(maxPods), maxPods);
  });
  return product(nodes, perNode);
}
