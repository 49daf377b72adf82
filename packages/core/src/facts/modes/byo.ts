import { documented } from '../citation.ts';
import { aksCli, aksPage, aksRelease } from '../documents.ts';
import type { Mode, NodeNeed } from './mode.ts';
import { says } from './shape.ts';

/** AKS reserves the node only; how the plugin cuts up the pod range is its own affair. */
const need: NodeNeed = {
  nodeSubnet: 1,
  podSubnet: 0,
  podRangeBlocks: 0,
  contiguous: 0,
  routes: 0,
};

/** Bring your own CNI: the cluster comes without a plugin and is not ready until one is there. */
export const byo: Mode = {
  id: 'byo',
  title: 'own CNI',
  status: 'current',
  profile: { networkPlugin: 'none', podSubnet: false },
  recognises: (shape) => says(shape.networkPlugin, 'none'),
  spaces: ['overlayPods', 'service'],
  needPerNode: () => need,
  needToJoin: () => need,
  sourceSeenBy: {
    vnet: 'byo.sourceAddress',
    peered: 'byo.sourceAddress',
    onPremises: 'byo.sourceAddress',
    internet: 'exit',
  },
  podsReachableFrom: 'cluster',
  podTrafficLeavesBy: 'nodeSubnet',
  defaultMaxPods: documented(250, aksCli),
  nodeLimit: 'nodes-per-cluster',
  podRange: 'required',
  podRangeGrows: false,
  ownRouteTable: false,
  sharesSubnet: true,
  dualStack: 'unknown',
  windows: 'unknown',
  dataPlanes: ['azure'],
  policyEngines: ['none'],
  privateLinkService: 'unknown',
  cite: [
    aksPage('use-byo-cni.md'),
    aksRelease('2026-01-04', 'the pod range is returned from API 2026-01-01 on'),
  ],
};
