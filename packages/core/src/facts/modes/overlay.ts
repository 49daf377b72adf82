import { documented } from '../citation.ts';
import { aksPage } from '../documents.ts';
import type { Mode, NodeNeed } from './mode.ts';
import { says } from './shape.ts';

const overlayPage = aksPage('concepts-network-azure-cni-overlay.md');

/** One address for the node and one /24 of the pod range, whatever its maxPods. */
const need: NodeNeed = {
  nodeSubnet: 1,
  podSubnet: 0,
  podRangeBlocks: 1,
  contiguous: 0,
  routes: 0,
};

/** Azure CNI Overlay: pods get addresses of a range of their own, a /24 per node. */
export const overlay: Mode = {
  id: 'overlay',
  title: 'Azure CNI Overlay',
  status: 'recommended',
  profile: { networkPlugin: 'azure', networkPluginMode: 'overlay', podSubnet: false },
  // A pod subnet beside overlay is a contradiction that Azure refuses, not another mode.
  recognises: (shape) =>
    says(shape.networkPlugin, 'azure') && says(shape.networkPluginMode, 'overlay'),
  spaces: ['overlayPods', 'service'],
  needPerNode: () => need,
  needToJoin: () => need,
  sourceSeenBy: { vnet: 'node', peered: 'node', onPremises: 'node', internet: 'exit' },
  podsReachableFrom: 'cluster',
  podTrafficLeavesBy: 'nodeSubnet',
  defaultMaxPods: documented(250, aksPage('concepts-network-ip-address-planning.md')),
  nodeLimit: 'nodes-per-cluster',
  podLimit: 'pods-per-cluster-overlay',
  podRange: 'defaulted',
  podRangeGrows: true,
  ownRouteTable: false,
  sharesSubnet: true,
  dualStack: 'yes',
  windows: 'yes',
  dataPlanes: ['azure', 'cilium'],
  policyEngines: ['cilium', 'azure', 'calico', 'none'],
  privateLinkService: 'yes',
  cite: [overlayPage, aksPage('azure-cni-overlay.md'), aksPage('azure-cni-overlay-pod-expand.md')],
};
