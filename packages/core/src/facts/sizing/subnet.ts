import { smallestLengthFor } from '@aksnet/net';
import { type AssumptionChoices, assumed } from '../assumptions.ts';
import { type Citation, documented, type Fact } from '../citation.ts';
import { aksPage, azurePage, supportPage } from '../documents.ts';

const planningPage = aksPage('concepts-network-ip-address-planning.md');
const kubenetPage = aksPage('configure-kubenet.md');

/** Where the formulas of this file come from. */
export const subnetSizingCite: readonly Citation[] = [
  azurePage('articles/virtual-network/virtual-networks-faq.md'),
  planningPage,
  aksPage('upgrade-capacity-cost-planning.md'),
  aksPage('concepts-network-legacy-cni.md'),
  kubenetPage,
];

const ipv4Bits = 32;

/** Addresses that Azure keeps in every subnet. */
export function reservedIps(choices: AssumptionChoices = {}): number {
  return Number(assumed('subnet.reserved', choices));
}

/** Addresses of an IPv4 subnet that can be given out; never negative. */
export function usableIps(prefixLength: number, choices: AssumptionChoices = {}): number {
  return Math.max(0, 2 ** (ipv4Bits - prefixLength) - reservedIps(choices));
}

/**
 * Prefix length of the smallest IPv4 subnet with so many usable addresses, or undefined when no
 * prefix is large enough. Bounds that Azure sets on subnets are not applied.
 */
export function prefixLengthForUsable(
  addresses: number,
  choices: AssumptionChoices = {},
): number | undefined {
  return smallestLengthFor(addresses + reservedIps(choices), 4);
}

/** Addresses and the smallest subnet that holds them. */
export interface SubnetNeed {
  /** As published: without the reserved addresses and without load balancers or endpoints. */
  readonly ips: number;
  /** Prefix length with the reserved addresses counted. */
  readonly minPrefix: number | undefined;
}

/** Need of a subnet that nodes share with their pods: a node and its maxPods, surge included. */
export function nodeSubnetRequired(input: {
  readonly nodes: number;
  readonly surge: number;
  readonly maxPods: number;
}): SubnetNeed {
  const ips = (input.nodes + input.surge) * (1 + input.maxPods);
  return { ips, minPrefix: prefixLengthForUsable(ips) };
}

/** Nodes and the pods on them. */
export interface NodesAndPods {
  readonly nodes: number;
  readonly pods: number;
}

/** Most nodes, with their pods, in a subnet that both share; surge takes some of them. */
export function nodeSubnetMaxNodes(input: {
  readonly prefix: number;
  readonly maxPods: number;
}): NodesAndPods {
  const nodes = Math.floor(usableIps(input.prefix) / (1 + input.maxPods));
  return { nodes, pods: nodes * input.maxPods };
}

/** Most nodes of kubenet in a subnet, where only nodes take addresses; surge takes some of them. */
export function kubenetMaxNodes(input: {
  readonly prefix: number;
  readonly maxPods: number;
}): NodesAndPods {
  const nodes = usableIps(input.prefix);
  return { nodes, pods: nodes * input.maxPods };
}

/** Node counts that the kubenet page advises, by prefix length. It gives no arithmetic for them. */
export const kubenetAdvisedNodes: Fact<
  readonly { readonly prefix: number; readonly least: number; readonly most: number }[]
> = documented([{ prefix: 27, least: 20, most: 25 }], kubenetPage);

/** A span of nodes and pods. */
export interface NodesAndPodsSpan {
  readonly nodesMin: number;
  readonly nodesMax: number;
  readonly podsMin: number;
  readonly podsMax: number;
}

/** The advised span for a prefix length; undefined when the page advises none. */
export function kubenetRange(input: {
  readonly prefix: number;
  readonly maxPods: number;
}): NodesAndPodsSpan | undefined {
  const row = kubenetAdvisedNodes.value.find((each) => each.prefix === input.prefix);
  if (row === undefined) return undefined;
  return {
    nodesMin: row.least,
    nodesMax: row.most,
    podsMin: row.least * input.maxPods,
    podsMax: row.most * input.maxPods,
  };
}

/** How the check behind InsufficientSubnetSize counts what new nodes need. */
export const insufficientSubnetSizeCheck: Fact<
  Readonly<Record<'nodesOnly' | 'nodesTimesMaxPods', string>>
> = documented(
  {
    nodesOnly: 'overlay and kubenet: free addresses against new nodes (maxCount where autoscaled)',
    nodesTimesMaxPods: 'other modes of Azure CNI: free addresses against new nodes × maxPods',
  },
  supportPage('connectivity/insufficientsubnetsize-error-advanced-networking.md'),
);
