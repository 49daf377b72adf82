import { documented } from '../citation.ts';
import { aksCli, aksPage } from '../documents.ts';
import type { Mode, NodeNeed } from './mode.ts';
import { isAbsent, says } from './shape.ts';

/** The node and all the pods it may ever run, reserved up front. */
function need(maxPods: number): NodeNeed {
  return { nodeSubnet: 1 + maxPods, podSubnet: 0, podRangeBlocks: 0, contiguous: 0, routes: 0 };
}

/** Azure CNI Node Subnet: pods share the subnet of their nodes. */
export const nodeSubnet: Mode = {
  id: 'nodeSubnet',
  title: 'Azure CNI Node Subnet',
  status: 'legacy',
  profile: { networkPlugin: 'azure', podSubnet: false },
  recognises: (shape) =>
    says(shape.networkPlugin, 'azure') && isAbsent(shape.networkPluginMode) && !shape.podSubnet,
  spaces: ['service'],
  needPerNode: need,
  needToJoin: need,
  sourceSeenBy: {
    vnet: 'pod',
    peered: 'nodeSubnet.sourceOutsideVnet',
    onPremises: 'nodeSubnet.sourceOutsideVnet',
    internet: 'exit',
  },
  podsReachableFrom: 'vnet',
  podTrafficLeavesBy: 'nodeSubnet',
  defaultMaxPods: documented(30, aksPage('concepts-network-ip-address-planning.md'), aksCli),
  nodeLimit: 'nodes-per-cluster',
  podLimit: 'pods-per-cluster-nodesubnet',
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
    aksPage('concepts-network-legacy-cni.md', 'legacy; no end date found'),
    aksPage('plan-pod-networking.md'),
  ],
};
