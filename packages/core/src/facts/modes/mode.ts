import type { AssumptionName } from '../assumptions.ts';
import type { Ending } from '../calendar.ts';
import type { Citation, Fact } from '../citation.ts';
import type { DataPlaneId } from '../data-planes.ts';
import type { EngineId } from '../engines/engine-id.ts';
import type { LimitId } from '../limits.ts';
import type { SpaceKindId } from '../space-kinds.ts';

/** How pods get addresses. */
export type ModeId =
  | 'overlay'
  | 'podSubnetDynamic'
  | 'podSubnetStatic'
  | 'nodeSubnet'
  | 'kubenet'
  | 'byo';

/** How ARM says the mode: what is written for it. Fields left out are absent in ARM. */
export interface NetworkShape {
  readonly networkPlugin: 'azure' | 'kubenet' | 'none';
  readonly networkPluginMode?: 'overlay';
  /** Whether pools name a subnet for their pods. */
  readonly podSubnet: boolean;
  readonly podIPAllocationMode?: 'DynamicIndividual' | 'StaticBlock';
}

/** What was read about a pool, in any spelling. Absent fields are known to be absent. */
export interface ObservedShape {
  readonly networkPlugin: string;
  readonly networkPluginMode?: string | undefined;
  readonly podSubnet: boolean;
  readonly podIPAllocationMode?: string | undefined;
}

/** What one node takes. */
export interface NodeNeed {
  /** Addresses of the node subnet, the node's own included. */
  readonly nodeSubnet: number;
  /** Addresses of the pod subnet, rounded up to batches or blocks. */
  readonly podSubnet: number;
  /** Blocks of the pod range: one /24 each. */
  readonly podRangeBlocks: number;
  /** Addresses that must lie next to each other and be aligned; 0 when none must. */
  readonly contiguous: number;
  /** Routes in the cluster's own route table. */
  readonly routes: number;
}

/** Whose address a receiver sees; `exit`: the public address of the way out. */
export type SourceSeen = 'pod' | 'node' | 'exit' | AssumptionName;

/** Yes, no, not documented, or as the named assumption says. */
export type Answer = 'yes' | 'no' | 'unknown' | AssumptionName;

/** One way to give pods addresses: everything that a branch on the mode would have asked. */
export interface Mode {
  readonly id: ModeId;
  readonly title: string;
  /** `recommended` for new clusters, `current` when supported without advice, `legacy` otherwise. */
  readonly status: 'recommended' | 'current' | 'legacy';
  /** When support ends; absent: none announced. */
  readonly retires?: Fact<Ending>;
  /** How ARM says it. */
  readonly profile: NetworkShape;
  /** Whether what was read is this mode. Exactly one mode says yes, or none. */
  readonly recognises: (shape: ObservedShape) => boolean;
  /** Ranges that such a cluster owns beside its nodes' subnet. */
  readonly spaces: readonly SpaceKindId[];
  /** What a node takes when it runs as many pods as it may. */
  readonly needPerNode: (maxPods: number) => NodeNeed;
  /** What a node takes before any pod runs: less than `needPerNode` only in dynamic mode. */
  readonly needToJoin: (maxPods: number) => NodeNeed;
  /** Whose address is seen by receivers outside the cluster, by where they are. */
  readonly sourceSeenBy: Readonly<
    Record<'vnet' | 'peered' | 'onPremises' | 'internet', SourceSeen>
  >;
  /** From where a pod can be called by its own address. */
  readonly podsReachableFrom: 'cluster' | 'vnet' | 'routed';
  /** Which subnet decides the way out of pods: its routes, groups and NAT gateway apply to them. */
  readonly podTrafficLeavesBy: 'nodeSubnet' | 'podSubnet';
  /** maxPods when a pool states none: a fact, or the assumption whose answer is the number. */
  readonly defaultMaxPods: Fact<number> | Extract<AssumptionName, 'podSubnet.defaultMaxPods'>;
  readonly nodeLimit: LimitId;
  readonly podLimit?: LimitId;
  /** The range that pods get when none is named; absent where pods live in subnets. */
  readonly podRange: 'required' | 'defaulted' | 'none';
  /** Whether the pod range can grow in place. */
  readonly podRangeGrows: boolean;
  /** Whether the cluster keeps a route table of its own on its subnet, one route per node. */
  readonly ownRouteTable: boolean;
  /** Whether clusters may share the node subnet. */
  readonly sharesSubnet: boolean;
  readonly dualStack: Answer;
  readonly windows: Answer;
  readonly dataPlanes: readonly DataPlaneId[];
  readonly policyEngines: readonly EngineId[];
  /** Whether a LoadBalancer service may publish a private link service. */
  readonly privateLinkService: Answer;
  readonly minimumKubernetes?: Fact<string>;
  readonly cite: readonly Citation[];
}
