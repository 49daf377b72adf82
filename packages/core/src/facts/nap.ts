import { type Citation, documented, type Fact } from './citation.ts';
import { aksPage, derived, sourceFile } from './documents.ts';
import type { ModeId } from './modes.ts';

const napPage = aksPage('node-auto-provisioning.md');
const napNetworkPage = aksPage('node-auto-provisioning-networking.md');
const karpenterSource = sourceFile(
  'Azure/karpenter-provider-azure:pkg/utils/utils.go',
  '2026-08-21',
);

/** Modes in which node autoprovisioning works. */
export const napModes: Fact<readonly ModeId[]> = documented(
  ['overlay', 'nodeSubnet'],
  napPage,
  napNetworkPage,
);

/** Kinds of objects that steer node autoprovisioning, with their API versions. */
export const napKinds: Fact<Readonly<Record<'NodePool' | 'AKSNodeClass' | 'NodeClaim', string>>> =
  documented(
    {
      NodePool: 'karpenter.sh/v1',
      AKSNodeClass: 'karpenter.azure.com/v1beta1',
      NodeClaim: 'karpenter.sh/v1',
    },
    napPage,
  );

/** maxPods of provisioned nodes that state none, by mode; modes left out get `otherwise`. */
export const napMaxPods: Fact<{
  readonly byMode: Partial<Record<ModeId, number>>;
  readonly otherwise: number;
  readonly least: number;
  readonly most: number;
}> = documented(
  { byMode: { overlay: 250, nodeSubnet: 30, byo: 250 }, otherwise: 110, least: 10, most: 250 },
  karpenterSource,
  aksPage('node-auto-provisioning-aksnodeclass.md'),
);

/** maxPods of a provisioned node in a mode. */
export function napDefaultMaxPods(mode: ModeId): number {
  return napMaxPods.value.byMode[mode] ?? napMaxPods.value.otherwise;
}

/** Fields that bound how many nodes may appear. Without limits only the quota of the subscription does. */
export const napBounds: Fact<{
  readonly dynamicPools: readonly string[];
  readonly staticPools: readonly string[];
  readonly defaultPools: readonly string[];
}> = documented(
  {
    dynamicPools: ['spec.limits.cpu', 'spec.limits.memory'],
    staticPools: ['spec.replicas', 'spec.limits.nodes'],
    defaultPools: ['default', 'system-surge'],
  },
  napPage,
);

/** What bounds the number of provisioned nodes; undefined where it is not limited. */
export interface NapCeiling {
  /** Limit of the pool divided by the smallest machine that it allows, rounded down. */
  readonly byLimits: number | undefined;
  readonly freeAddresses: number;
  /** Blocks of the pod range left; undefined in modes without one. */
  readonly podRangeBlocks: number | undefined;
  readonly clusterLimit: number;
}

/** Most nodes that can appear, and which bound says so. Undefined limits never say so. */
export function napMaxNodes(ceiling: NapCeiling): {
  readonly nodes: number;
  readonly boundBy: keyof NapCeiling;
} {
  const bounds: readonly { readonly boundBy: keyof NapCeiling; readonly nodes: number }[] = [
    { boundBy: 'byLimits', nodes: ceiling.byLimits ?? Number.POSITIVE_INFINITY },
    { boundBy: 'freeAddresses', nodes: ceiling.freeAddresses },
    { boundBy: 'podRangeBlocks', nodes: ceiling.podRangeBlocks ?? Number.POSITIVE_INFINITY },
    { boundBy: 'clusterLimit', nodes: ceiling.clusterLimit },
  ];
  return bounds.reduce((least, bound) => (bound.nodes < least.nodes ? bound : least));
}

/** Where the ceiling comes from. */
export const napCeilingCite: readonly Citation[] = [
  napPage,
  derived('the least of pool limits, free addresses, blocks of the pod range and 5,000 nodes'),
];

/** The subnet of provisioned nodes: its field, and what nobody checks. */
export const napSubnet: Fact<{
  readonly field: string;
  readonly actions: readonly string[];
  readonly rules: readonly string[];
}> = documented(
  {
    field: 'AKSNodeClass.spec.vnetSubnetID',
    actions: [
      'Microsoft.Network/virtualNetworks/subnets/read',
      'Microsoft.Network/virtualNetworks/subnets/join/action',
    ],
    rules: [
      'absent: the subnet of the cluster',
      'changing it to another valid subnet is unsupported and stops provisioning until reverted',
      'nothing checks it against the pod and Service ranges',
    ],
  },
  napNetworkPage,
);

/** What node autoprovisioning cannot do. */
export const napUnsupported: Fact<readonly string[]> = documented(
  [
    'Windows',
    'service principals',
    'stopping the cluster',
    'changing outboundType',
    'Calico',
    'IPv6',
    'pod subnets with dynamic allocation',
  ],
  napPage,
);
