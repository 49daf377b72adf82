import type { Prefix } from '@aksnet/net';
import type { Flow, FlowPort } from '../../estate/elements/flow.ts';
import type {
  KubernetesObject,
  Labels,
  Namespace,
  NetworkPolicy,
  Workload,
} from '../../estate/elements/kubernetes.ts';
import type { Id } from '../../estate/id.ts';
import type { Prose } from '../../evidence/prose.ts';
import type { ElementId, Source } from '../../evidence/source.ts';
import type { EngineProfile } from '../../facts/policy-engines.ts';
import type { Connection, LoadBalancerSource } from './connection-ends.ts';

/** Ranges that a cluster's policies must tell apart. */
export interface PolicyRanges {
  readonly pods: readonly Prefix[];
  readonly services: readonly Prefix[];
  readonly nodes: readonly Prefix[];
  /** Every other range that is not the Internet: VNets, on-premises, peers, platform addresses. */
  readonly internal: readonly Prefix[];
}

/** Who answers names in the cluster. */
export interface PolicyDns {
  readonly namespace: string;
  readonly podLabels: Labels;
  readonly port: number;
  /** Range of the listener on each node, where name look-ups go there first. */
  readonly nodeListener?: Prefix;
}

/** A wanted or forbidden flow with the addresses of its destination, as far as known. */
export interface ResolvedFlow {
  readonly flow: Flow;
  /** Addresses behind the destination: a private endpoint's, or its subnet's range. */
  readonly at?: readonly Prefix[];
  /** Addresses of the sender, where it is outside of every cluster. */
  readonly fromAt?: readonly Prefix[];
}

/** How outside traffic comes to a workload. */
export interface PolicyEntry {
  readonly name: string;
  readonly to: { readonly namespace: string; readonly workload: string };
  readonly ports: readonly FlowPort[];
  readonly from: EntrySource;
}

/** What a workload sees as the source of outside traffic. */
export type EntrySource = ControllerSource | GatewaySource | LoadBalancerSource;

/** Pods of an ingress or gateway controller. */
export interface ControllerSource {
  readonly kind: 'controller';
  readonly namespace: string;
  /** Absent: any pod of the namespace. */
  readonly podLabels?: Labels;
}

/** A gateway outside the cluster, seen by the addresses of its subnet. */
export interface GatewaySource {
  readonly kind: 'gateway';
  readonly prefixes: readonly Prefix[];
}

/** Pods that may read metrics of every workload. */
export interface PolicyObserver {
  readonly namespace: string;
  readonly podLabels?: Labels;
  /** Empty: every port. */
  readonly ports: readonly FlowPort[];
}

/** Who owns the policies. */
export interface PolicyOwner {
  readonly kind: 'Group' | 'User' | 'ServiceAccount';
  readonly name: string;
  /** Of a service account. */
  readonly namespace?: string;
}

/** Guarding the policies against change, and the cluster against workloads without policies. */
export interface PolicyGuard {
  readonly owners: readonly PolicyOwner[];
  /** Namespaces of the platform, which the guard leaves alone. */
  readonly systemNamespaces: readonly string[];
  /** `warn` tells what `deny` would refuse: for clusters in which something runs already. */
  readonly enforcement: 'deny' | 'warn';
}

/** How nodes of one kind read policies, as far as it decides what can be written. */
export type PolicyEngine = Omit<EngineProfile, 'engine' | 'cite'>;

/**
 * How connections are laid out in objects: one policy for each connection on each closed side, named after
 * both ends and with its reason; or one policy for each workload, with equal peers and ports joined.
 */
export type PolicyLayout = 'byConnection' | 'byWorkload';

/** All that generation needs to know, as plain values. */
export interface PolicyRequest {
  readonly cluster: Id<'cluster'>;
  /** How policies are read, one profile for each operating system among the nodes. */
  readonly engines: readonly [PolicyEngine, ...PolicyEngine[]];
  /** Whether destinations by name are paid for and switched on. */
  readonly names: boolean;
  readonly families: readonly (4 | 6)[];
  readonly ranges: PolicyRanges;
  readonly dns: PolicyDns;
  readonly namespaces: readonly Namespace[];
  /** Names of the namespaces that are closed both ways; the others stay open and get no policy. */
  readonly isolated: readonly string[];
  readonly workloads: readonly Workload[];
  readonly flows: readonly ResolvedFlow[];
  /** Wanted connections whose ends were found already. */
  readonly connections?: readonly Connection[];
  /** Absent: by connection. */
  readonly layout?: PolicyLayout;
  readonly entries: readonly PolicyEntry[];
  readonly observers: readonly PolicyObserver[];
  readonly guard?: PolicyGuard;
  readonly source: Source;
}

/** What the generated policies cannot say, or say differently from what was asked. */
export interface PolicyNote {
  /**
   * `wider`: more is open than was asked for. `omitted`: nothing could be written, so it stays shut.
   * `condition`: holds only when something else does. `conflict`: a forbidden flow is open.
   */
  readonly kind: 'wider' | 'omitted' | 'condition' | 'conflict';
  readonly about: ElementId;
  readonly says: Prose;
}

/** Kinds of elements that generation makes. */
export type PolicyElement = Namespace | NetworkPolicy | KubernetesObject;

/** Policies and what is to be said beside them. */
export interface GeneratedPolicies {
  readonly elements: readonly PolicyElement[];
  readonly notes: readonly PolicyNote[];
}

/** Part of the result. */
export interface Piece {
  readonly elements: readonly PolicyElement[];
  readonly notes: readonly PolicyNote[];
}

/** Several parts as one. */
export const joinPieces = (pieces: readonly Piece[]): Piece => ({
  elements: pieces.flatMap((piece) => piece.elements),
  notes: pieces.flatMap((piece) => piece.notes),
});
