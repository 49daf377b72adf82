import type { Address } from '@aksnet/net';
import type { SpanChange } from '../compare.ts';
import type { PodOwner } from '../pods.ts';

/** One end of a connection that changes. */
export type ChangeEnd =
  | { readonly kind: 'workload'; readonly key: string; readonly owner: PodOwner }
  /** Addresses outside of the cluster, both ends included. */
  | { readonly kind: 'addresses'; readonly first: Address; readonly last: Address }
  /** Whatever runs on the network of the node that the pod itself is on: the kubelet above all. */
  | { readonly kind: 'ownNode' }
  /** Nodes by name, none of them the pod's own as far as is known. */
  | { readonly kind: 'nodes'; readonly names: readonly string[] }
  /** What brings packets from Ingress objects and routes. */
  | { readonly kind: 'entry'; readonly controller: string; readonly entries: readonly string[] }
  /** Addresses outside, through a Service that is open to them. */
  | {
      readonly kind: 'door';
      readonly service: string;
      readonly type: string;
      readonly first: Address;
      readonly last: Address;
    };

/** A connection that comes, goes or changes, with its ends. */
export interface PolicyChange extends SpanChange {
  readonly from: ChangeEnd;
  readonly to: ChangeEnd;
  /** Workloads at its ends that are in one state only. */
  readonly come: readonly string[];
  readonly gone: readonly string[];
}
