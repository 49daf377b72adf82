import { formatPrefix, type Prefix } from '@aksnet/net';
import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { AnyElement } from '../estate/elements/kinds.ts';
import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { clusterModes } from '../estate/modes-of.ts';
import { isKnown, type Knowable } from '../evidence/knowable.ts';

/** A range that somebody declared, and who. */
export interface DeclaredRange {
  readonly prefix: Prefix;
  readonly by: AnyElement;
  /** The field that declares it. */
  readonly field: string;
}

/** Where addresses may lie; undefined when any part of it is not known, so that nothing contradicts it. */
export type DeclaredRanges = readonly DeclaredRange[] | undefined;

/** The ranges of the node subnets of these pools. */
export const nodeRanges = (estate: Estate, pools: readonly AgentPool[]): DeclaredRanges =>
  joined(pools.map((pool) => subnetRanges(estate, pool.subnet)));

/** Where pods on nodes of these pools get addresses. */
export function podRanges(
  estate: Estate,
  cluster: Cluster,
  pools: readonly AgentPool[],
): DeclaredRanges {
  if (!isFlat(estate, cluster)) return ownPodRange(estate, cluster);
  return joined(
    pools.map(({ podSubnet, subnet }) =>
      isKnown(podSubnet) ? subnetRanges(estate, podSubnet ?? subnet) : undefined,
    ),
  );
}

/**
 * The cluster's own range for pods, in modes that have one: clusters whose pods live in subnets are
 * recorded with such a range too, and nothing takes addresses from it.
 */
export function ownPodRange(estate: Estate, cluster: Cluster): DeclaredRanges {
  const modes = clusterModes(estate, cluster);
  return isKnown(modes) && modes.every(({ podRange }) => podRange !== 'none')
    ? ownRanges(cluster, 'network.podRanges', cluster.network.podRanges)
    : undefined;
}

function isFlat(estate: Estate, cluster: Cluster): boolean {
  const modes = clusterModes(estate, cluster);
  return isKnown(modes) && modes.every(({ podRange }) => podRange === 'none');
}

/** Ranges that the element itself states in a field. */
export const ownRanges = (
  by: AnyElement,
  field: string,
  ranges: Knowable<readonly Prefix[]>,
): DeclaredRanges =>
  isKnown(ranges) ? ranges.map((prefix) => ({ prefix, by, field })) : undefined;

/** A subnet that AKS manages is in no input; neither is one that was not supplied. */
function subnetRanges(estate: Estate, id: Knowable<Id<'subnet'> | undefined>): DeclaredRanges {
  if (!isKnown(id) || id === undefined) return undefined;
  const subnet = estate.elements.subnet.get(id);
  return subnet === undefined ? undefined : ownRanges(subnet, 'prefixes', subnet.prefixes);
}

function joined(all: readonly DeclaredRanges[]): DeclaredRanges {
  const known = all.filter((ranges) => ranges !== undefined);
  return known.length < all.length || all.length === 0 ? undefined : known.flat();
}

/** `10.0.0.0/24 (nodes in "vnets.json")`, each range once. */
export function spelledRanges(ranges: readonly DeclaredRange[]): string {
  const words = ranges.map(
    ({ prefix, by }) =>
      `${formatPrefix(prefix)} (${by.name} in ${JSON.stringify(by.source.document)})`,
  );
  return [...new Set(words)].join(', ');
}
