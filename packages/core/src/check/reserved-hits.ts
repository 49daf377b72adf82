import type { Estate } from '../estate/estate.ts';
import type { HeldRange } from '../estate/ranges.ts';
import { isUnknown, type Knowable } from '../evidence/knowable.ts';
import { type ReservedBy, type ReservedHit, reservedHits } from '../facts/reserved-ranges.ts';
import { holdsCluster } from './cluster-networks.ts';

/**
 * The first range kept by `by` that a range meets and that binds it; undefined when none does. A VNet
 * without a cluster is free of what binds clusters only.
 */
export function clusterHit(
  estate: Estate,
  held: HeldRange,
  by: ReservedBy,
): Knowable<ReservedHit | undefined> {
  const hit = reservedHits(held.prefix, held.kind).find(({ range }) => range.by === by);
  if (hit === undefined || held.virtualNetwork === undefined || held.kind !== 'vnet') return hit;
  const concerned = holdsCluster(estate, held.virtualNetwork);
  if (isUnknown(concerned)) return concerned;
  return concerned ? hit : undefined;
}
