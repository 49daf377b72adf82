import { type Citation, documented, type Fact } from '../citation.ts';
import { aksPage, derived } from '../documents.ts';

const podSubnetPage = aksPage('concepts-network-azure-cni-pod-subnet.md');
const staticPage = aksPage('configure-azure-cni-static-block-allocation.md');

/** Addresses that a node of a dynamic pod subnet takes at a time. */
export const batchSize: Fact<number> = documented(16, podSubnetPage);

/** A node asks for the next batch when fewer addresses than this are free on it. */
export const freeBelowWhichNodeAsks: Fact<number> = documented(8, podSubnetPage);

/** Size of the blocks of a static block pod subnet: prefix length and addresses. */
export const staticBlock: Fact<{ readonly prefixLength: number; readonly addresses: number }> =
  documented({ prefixLength: 28, addresses: 16 }, staticPage);

/** Addresses of its blocks that a node keeps for itself. */
export const staticReservedPerNode: Fact<number> = documented(1, staticPage);

/** Where the formulas of this file come from. */
export const podSubnetSizingCite: readonly Citation[] = [
  podSubnetPage,
  staticPage,
  derived('16 × ceil((pods + 8) / 16): start with 16, add 16 whenever fewer than 8 are free'),
];

/** What one node takes in static block mode. */
export interface StaticBlocks {
  /** Blocks of /28, next to each other. */
  readonly blocks: number;
  /** Pod addresses in the blocks, the node's own one taken off. */
  readonly podIps: number;
  /** Pod addresses that maxPods can never use; none when maxPods is 16 × n − 1. */
  readonly waste: number;
}

/** Blocks that a node takes for its whole life, by its maxPods. */
export function staticBlocks(maxPods: number): StaticBlocks {
  const size = staticBlock.value.addresses;
  const own = staticReservedPerNode.value;
  const blocks = Math.ceil((maxPods + own) / size);
  const podIps = blocks * size - own;
  return { blocks, podIps, waste: podIps - maxPods };
}

/** The greatest maxPods that uses a number of blocks without waste. */
export function idealMaxPods(blocks: number): number {
  return blocks * staticBlock.value.addresses - staticReservedPerNode.value;
}

/** Addresses of the pod subnet that a node of dynamic mode holds when it runs so many pods. */
export function dynamicNodeAllocation(podsOnNode: number): number {
  const batch = batchSize.value;
  return batch * Math.ceil((podsOnNode + freeBelowWhichNodeAsks.value) / batch);
}

/** Addresses of the pod subnet that nodes of dynamic mode take before any pod runs. */
export function dynamicMinimum(input: { readonly nodes: number; readonly surge: number }): number {
  return batchSize.value * (input.nodes + input.surge);
}
