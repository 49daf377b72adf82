import { contains } from '@aksnet/net';
import { all, type Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { type HeldRange, ranges } from '../estate/ranges.ts';
import { type Way, wayTo } from '../estate/routed.ts';
import type { Severity } from '../evidence/finding.ts';
import { isUnknown, type Missing, missingOf } from '../evidence/knowable.ts';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import { vnetOf } from './cluster-networks.ts';
import { meetings, routedRanges } from './meeting.ts';
import { missingRouted } from './routed-unknown.ts';

/** A range of a cluster that meets one that is routed to the cluster's VNet. */
export interface LocalClash {
  readonly local: HeldRange;
  readonly routed: HeldRange;
  readonly way: Way;
  /** A wide route that a gateway has learnt may be no more than a summary. */
  readonly severity: Severity;
}

/** The clashes of one kind of cluster-local range with routed ones, by cluster. */
export function localClashes(
  estate: Estate,
  kind: SpaceKindId,
): ReadonlyMap<Id<'cluster'>, readonly LocalClash[]> {
  const locals = ranges(estate).held.filter((held) => held.kind === kind && held.held !== true);
  const found = new Map<Id<'cluster'>, LocalClash[]>();
  for (const { left: local, right: routed } of meetings(locals, routedRanges(estate))) {
    if (local.cluster === undefined || local.virtualNetwork === undefined) continue;
    const way = wayTo(estate, local.virtualNetwork, routed);
    if (way === undefined) continue;
    const clash = { local, routed, way, severity: clashSeverity(way, routed, local) };
    const others = found.get(local.cluster);
    if (others === undefined) found.set(local.cluster, [clash]);
    else others.push(clash);
  }
  return found;
}

/** A learnt route that contains the other range may be a summary of narrower ones beside it. */
export const clashSeverity = (way: Way, learnt: HeldRange, other: HeldRange): Severity =>
  way.kind === 'gateway' &&
  learnt.prefix.length < other.prefix.length &&
  contains(learnt.prefix, other.prefix)
    ? 'warning'
    : 'error';

/** Why a clash of the cluster's range with a routed one may have been missed. */
export function missingForCluster(estate: Estate, cluster: Id<'cluster'>): readonly Missing[] {
  const network = vnetOf(estate, cluster);
  if (isUnknown(network)) return missingOf(network);
  return network === undefined ? [] : missingRouted(estate, network);
}

/** The clusters of an Estate that have a range of the kind, or may have one. */
export const clustersWith = (estate: Estate, kind: SpaceKindId): readonly Id<'cluster'>[] => {
  const { held, missing } = ranges(estate);
  const having = new Set(
    [...held, ...missing].flatMap((place) => (place.kind === kind ? (place.cluster ?? []) : [])),
  );
  return all(estate, 'cluster').flatMap(({ id }) => (having.has(id) ? [id] : []));
};
