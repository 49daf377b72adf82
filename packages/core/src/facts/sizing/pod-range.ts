import {
  contains,
  formatPrefix,
  type Prefix,
  samePrefix,
  smallestLengthFor,
  subnets,
} from '@aksnet/net';
import { type Citation, documented, type Fact } from '../citation.ts';
import { aksPage, derived } from '../documents.ts';
import { type Surge, surgeNodes } from '../surge.ts';

const overlayPage = aksPage('concepts-network-azure-cni-overlay.md');
const expandPage = aksPage('azure-cni-overlay-pod-expand.md');
const dualStackPage = aksPage('configure-dual-stack.md');

/** Prefix length of the block of the pod range that each node takes, whatever its maxPods. */
export const podBlockLength: Fact<number> = documented(
  24,
  overlayPage,
  aksPage('configure-kubenet.md'),
);

/** Prefix length of the IPv6 block that each node takes, as the page's sample output shows. */
export const podBlockLengthV6: Fact<number> = documented(80, dualStackPage);

/** Where the formulas of this file come from. */
export const podRangeSizingCite: readonly Citation[] = [
  overlayPage,
  expandPage,
  derived('a pod range of prefix length p holds 2^(24 - p) blocks of /24'),
];

/** Most nodes, surge included, that a pod range serves; 0 when it is smaller than one block. */
export function overlayMaxNodes(podCidrPrefix: number): number {
  return Math.floor(2 ** (podBlockLength.value - podCidrPrefix));
}

/** Prefix length of the smallest pod range with so many blocks; undefined when none is that large. */
export function podRangeLengthFor(blocks: number): number | undefined {
  return smallestLengthFor(blocks * 2 ** (32 - podBlockLength.value), 4);
}

/** Need of a pod range, beside the size that counting pods would suggest. */
export interface PodRangeNeed {
  readonly surge: number;
  /** Blocks of /24, one per node and surge node. */
  readonly slices: number;
  readonly minPrefix: number | undefined;
  /** What nodes × maxPods would suggest, and how few nodes fit into that. */
  readonly naivePrefixByPods: number | undefined;
  readonly naiveCapacityNodes: number;
}

/** The smallest pod range for one pool of an overlay cluster while it is upgraded. */
export function overlayMinPodCidr(input: {
  readonly nodes: number;
  readonly maxSurge: Surge;
  readonly maxPods: number;
}): PodRangeNeed {
  const surge = surgeNodes({ nodes: input.nodes, maxSurge: input.maxSurge });
  const slices = input.nodes + surge;
  const naive = smallestLengthFor(input.nodes * input.maxPods, 4);
  return {
    surge,
    slices,
    minPrefix: podRangeLengthFor(slices),
    naivePrefixByPods: naive,
    naiveCapacityNodes: naive === undefined ? 0 : overlayMaxNodes(naive),
  };
}

/** The first blocks of a pod range of either family, in the order in which nodes get them. */
export function podCidrSlices(podCidr: Prefix, nodes: number): readonly Prefix[] {
  const length = podCidr.family === 4 ? podBlockLength.value : podBlockLengthV6.value;
  if (podCidr.length > length) return [];
  const slices: Prefix[] = [];
  for (const slice of subnets(podCidr, length)) {
    if (slices.length >= nodes) break;
    slices.push(slice);
  }
  return slices;
}

/** Whether a pod range may become another in place, and why not. */
export type Expansion =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: string };

/**
 * A pod range grows to a larger range that contains it; it never shrinks or moves, and IPv6 stays.
 * Only overlay clusters with Linux nodes can do it, which the caller knows.
 */
export function podCidrExpand(from: Prefix, to: Prefix): Expansion {
  if (from.family === 6 || to.family === 6) return refused('IPv6 pod ranges cannot be expanded');
  if (samePrefix(from, to)) return refused('the new range equals the old one');
  if (contains(to, from)) return { allowed: true };
  return refused(`${formatPrefix(to)} does not contain ${formatPrefix(from)}`);
}

function refused(because: string): Expansion {
  return { allowed: false, because };
}

/** Where the expansion is documented. */
export const podCidrExpandCite: readonly Citation[] = [expandPage];
