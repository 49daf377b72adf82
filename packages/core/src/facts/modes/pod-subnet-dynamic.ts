import { aksPage, aksRelease } from '../documents.ts';
import { dynamicMinimum, dynamicNodeAllocation } from '../sizing/pod-subnet.ts';
import type { Mode, NodeNeed } from './mode.ts';
import { isAbsent, says } from './shape.ts';

function need(podSubnet: number): NodeNeed {
  return { nodeSubnet: 1, podSubnet, podRangeBlocks: 0, contiguous: 0, routes: 0 };
}

/** Pod subnet with single addresses, handed to nodes in batches of 16 as pods come. */
export const podSubnetDynamic: Mode = {
  id: 'podSubnetDynamic',
  title: 'Azure CNI Pod Subnet, dynamic allocation',
  status: 'recommended',
  profile: {
    networkPlugin: 'azure',
    podSubnet: true,
    podIPAllocationMode: 'DynamicIndividual',
  },
  recognises: (shape) =>
    says(shape.networkPlugin, 'azure') &&
    isAbsent(shape.networkPluginMode) &&
    shape.podSubnet &&
    (isAbsent(shape.podIPAllocationMode) || says(shape.podIPAllocationMode, 'DynamicIndividual')),
  spaces: ['podSubnet', 'service'],
  needPerNode: (maxPods) => need(dynamicNodeAllocation(maxPods)),
  needToJoin: () => need(dynamicMinimum({ nodes: 1, surge: 0 })),
  sourceSeenBy: { vnet: 'pod', peered: 'pod', onPremises: 'pod', internet: 'exit' },
  podsReachableFrom: 'routed',
  podTrafficLeavesBy: 'podSubnet',
  defaultMaxPods: 'podSubnet.defaultMaxPods',
  nodeLimit: 'nodes-per-cluster',
  podLimit: 'pods-per-cluster-podsubnet-dynamic',
  podRange: 'none',
  podRangeGrows: false,
  ownRouteTable: false,
  sharesSubnet: true,
  dualStack: 'no',
  windows: 'yes',
  dataPlanes: ['azure', 'cilium'],
  policyEngines: ['cilium', 'azure', 'calico', 'none'],
  privateLinkService: 'yes',
  cite: [
    aksPage('concepts-network-azure-cni-pod-subnet.md'),
    aksPage('configure-azure-cni-dynamic-ip-allocation.md'),
    aksPage('plan-pod-networking.md'),
    aksRelease('2025-10-12', 'queries to 168.63.129.16 leave with the address of the node'),
  ],
};
