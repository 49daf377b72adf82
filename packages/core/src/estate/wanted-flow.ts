import type { Prefix } from '@aksnet/net';
import type { Source } from '../evidence/source.ts';
import type { FlowPort } from './elements/flow.ts';
import type { Labels } from './elements/kubernetes.ts';

/** Pods as the end of a wanted connection. */
export type WantedPods =
  /** Pods of a workload, by its name and, where two have one, its kind. */
  | {
      readonly kind: 'workload';
      readonly namespace: string;
      readonly name: string;
      readonly workloadKind?: string;
    }
  /** Pods of a namespace by their labels; no labels mean all. */
  | { readonly kind: 'pods'; readonly namespace: string; readonly labels: Labels }
  /** All pods of the namespaces that have the labels. */
  | { readonly kind: 'namespaces'; readonly labels: Labels };

/** One end of a wanted connection, before anybody knows how a policy could say it. */
export type WantedEnd =
  | WantedPods
  /** Addresses outside of the cluster. */
  | { readonly kind: 'range'; readonly prefix: Prefix }
  /** A name outside of the cluster, or a pattern of names. */
  | { readonly kind: 'name'; readonly name: string }
  /** Everything that is neither in the cluster nor private. */
  | { readonly kind: 'internet' }
  /** Processes on nodes, and pods on their network. */
  | { readonly kind: 'nodes' };

/** Ports that a connection may take: one, a range, or every port of a protocol. */
export interface WantedPort {
  readonly protocol: FlowPort['protocol'];
  /** Absent: every port. */
  readonly port?: number;
  /** Last port of a range. */
  readonly endPort?: number;
}

/** A connection that shall be possible. */
export interface WantedFlow {
  readonly from: WantedEnd;
  readonly to: WantedEnd;
  /** Empty: every port. */
  readonly ports: readonly WantedPort[];
  readonly reason?: string;
  readonly source: Source;
}
