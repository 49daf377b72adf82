import type { Prefix } from '@aksnet/net';
import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { type HeldRange, ranges } from '../estate/ranges.ts';
import { reservedRanges } from '../facts/reserved-ranges.ts';
import type { SpaceKindId } from '../facts/space-kinds.ts';
import type { NeedSharing } from '../size/need.ts';

/** A range that a new one must not meet, and why. */
export interface Obstacle {
  readonly prefix: Prefix;
  readonly because: string;
}

/** What a new range is, for the question of what it must keep clear of. */
export interface Newcomer {
  readonly kind: SpaceKindId;
  readonly routingDomain?: Id<'routingDomain'>;
  readonly cluster?: Id<'cluster'>;
  readonly sharing: NeedSharing;
  /** Regions and purposes aside, whether its VNet holds clusters: a hub is free of AKS's own bans. */
  readonly holdsCluster?: boolean;
}

/** Kinds of ranges that never leave their cluster. */
const local: ReadonlySet<SpaceKindId> = new Set(['overlayPods', 'service']);

/**
 * Ranges that a new one must keep clear of: reserved ones (also by containment), everything routed in
 * its domain or whose domain is not known, and ranges that stay inside clusters. Pod and Service
 * ranges of other clusters stand in the way of a routed range always, and of each other unless both
 * are shared and of the same kind.
 */
export function obstacles(estate: Estate, newcomer: Newcomer): readonly Obstacle[] {
  const reserved = reservedRanges
    .filter((range) => range.binds.includes(newcomer.kind))
    .filter((range) => range.by !== 'aks' || newcomer.holdsCluster !== false)
    .map((range) => ({ prefix: range.prefix, because: range.use }));
  const held = ranges(estate)
    .held.filter((range) => range.held !== true && standsInTheWay(range, newcomer))
    .map((range) => ({ prefix: range.prefix, because: range.of }));
  const pools = local.has(newcomer.kind) ? domainPools(estate, newcomer.routingDomain) : [];
  return [...reserved, ...pools, ...held];
}

function standsInTheWay(range: HeldRange, newcomer: Newcomer): boolean {
  if (local.has(range.kind)) {
    if (!local.has(newcomer.kind)) return sameDomain(range, newcomer);
    const own = range.cluster !== undefined && range.cluster === newcomer.cluster;
    return own || range.kind !== newcomer.kind || newcomer.sharing === 'unique';
  }
  return sameDomain(range, newcomer);
}

/** Ranges whose domain nobody told may be routed anywhere. */
const sameDomain = (range: HeldRange, newcomer: Newcomer): boolean =>
  range.routingDomain === undefined ||
  newcomer.routingDomain === undefined ||
  range.routingDomain === newcomer.routingDomain;

/** The pools of a domain will hold VNets one day, so pod and Service ranges keep clear of them now. */
function domainPools(estate: Estate, domain: Id<'routingDomain'> | undefined): readonly Obstacle[] {
  return [...estate.elements.routingDomain.values()]
    .filter((d) => domain === undefined || d.id === domain)
    .flatMap((d) => d.pools.map((prefix) => ({ prefix, because: d.id })));
}
