import { documented } from '../citation.ts';
import { aksPage, containerServiceModels } from '../documents.ts';
import { staticBlock, staticBlocks } from '../sizing/pod-subnet.ts';
import type { Mode, NodeNeed } from './mode.ts';
import { isAbsent, says } from './shape.ts';

const staticPage = aksPage('configure-azure-cni-static-block-allocation.md');

/** Whole /28 blocks, fixed for the life of the node and each aligned to its own size. */
function need(maxPods: number): NodeNeed {
  const size = staticBlock.value.addresses;
  const podSubnet = staticBlocks(maxPods).blocks * size;
  return { nodeSubnet: 1, podSubnet, podRangeBlocks: 0, contiguous: size, routes: 0 };
}

/** Pod subnet with /28 blocks that a node keeps for its life. */
export const podSubnetStatic: Mode = {
  id: 'podSubnetStatic',
  title: 'Azure CNI Pod Subnet, static blocks',
  status: 'recommended',
  profile: { networkPlugin: 'azure', podSubnet: true, podIPAllocationMode: 'StaticBlock' },
  recognises: (shape) =>
    says(shape.networkPlugin, 'azure') &&
    isAbsent(shape.networkPluginMode) &&
    shape.podSubnet &&
    says(shape.podIPAllocationMode, 'StaticBlock'),
  spaces: ['podSubnet', 'service'],
  needPerNode: need,
  needToJoin: need,
  sourceSeenBy: { vnet: 'pod', peered: 'pod', onPremises: 'pod', internet: 'exit' },
  podsReachableFrom: 'routed',
  podTrafficLeavesBy: 'podSubnet',
  defaultMaxPods: 'podSubnet.defaultMaxPods',
  nodeLimit: 'nodes-per-cluster',
  podLimit: 'pods-per-cluster-podsubnet-static',
  podRange: 'none',
  podRangeGrows: false,
  ownRouteTable: false,
  sharesSubnet: true,
  dualStack: 'dualStack.staticBlock',
  windows: 'unknown',
  dataPlanes: ['azure', 'cilium'],
  policyEngines: ['cilium', 'azure', 'calico', 'none'],
  privateLinkService: 'no',
  minimumKubernetes: documented('1.28', staticPage),
  cite: [aksPage('concepts-network-azure-cni-pod-subnet.md'), staticPage, containerServiceModels],
};
