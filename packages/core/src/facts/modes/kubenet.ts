import { documented } from '../citation.ts';
import { aksCli, aksPage } from '../documents.ts';
import { retirements } from '../lifecycle/retirements.ts';
import type { Mode, NodeNeed } from './mode.ts';
import { says } from './shape.ts';

const kubenetPage = aksPage('configure-kubenet.md');

/** One address for the node, one /24 of the pod range and one route to it. */
const need: NodeNeed = {
  nodeSubnet: 1,
  podSubnet: 0,
  podRangeBlocks: 1,
  contiguous: 0,
  routes: 1,
};

/** kubenet: a pod range reached by one user route per node. */
export const kubenet: Mode = {
  id: 'kubenet',
  title: 'kubenet',
  status: 'legacy',
  retires: documented(retirements.kubenet.when, ...retirements.kubenet.cite),
  profile: { networkPlugin: 'kubenet', podSubnet: false },
  recognises: (shape) => says(shape.networkPlugin, 'kubenet'),
  spaces: ['overlayPods', 'service'],
  needPerNode: () => need,
  needToJoin: () => need,
  sourceSeenBy: { vnet: 'node', peered: 'node', onPremises: 'node', internet: 'exit' },
  podsReachableFrom: 'cluster',
  podTrafficLeavesBy: 'nodeSubnet',
  defaultMaxPods: documented(110, aksPage('concepts-network-ip-address-planning.md'), aksCli),
  nodeLimit: 'nodes-per-cluster-kubenet',
  podRange: 'defaulted',
  podRangeGrows: false,
  ownRouteTable: true,
  sharesSubnet: false,
  dualStack: 'no',
  windows: 'no',
  dataPlanes: ['azure'],
  policyEngines: ['calico', 'none'],
  privateLinkService: 'yes',
  cite: [kubenetPage, aksPage('includes/kubenet-retirement.md')],
};
