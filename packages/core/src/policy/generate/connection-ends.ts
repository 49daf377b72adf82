import type { Prefix } from '@aksnet/net';
import type { LabelSelector } from '../../estate/elements/kubernetes.ts';
import type { WantedPort } from '../../estate/wanted-flow.ts';
import type { ElementId } from '../../evidence/source.ts';

/** Pods as the end of a connection. */
export interface PodsEnd {
  readonly kind: 'pods';
  readonly namespace: string;
  /** Absent: every pod of the namespace that the selector means. */
  readonly workload?: string;
  readonly pods: LabelSelector;
}

/** One end of a connection, as far as a policy can tell ends apart. */
export type End =
  | PodsEnd
  | { readonly kind: 'ranges'; readonly name: string; readonly prefixes: readonly Prefix[] }
  | { readonly kind: 'name'; readonly fqdn: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'nodes' }
  | LoadBalancerSource;

/** A wanted connection between two ends; one policy on each side that is closed. */
export interface Connection {
  readonly from: End;
  readonly to: End;
  /** Empty: every port. */
  readonly ports: readonly WantedPort[];
  /** What asked for it. */
  readonly about: ElementId;
  readonly reasons: readonly string[];
}

/** A Service of type LoadBalancer; with `externalTrafficPolicy: Local` clients keep their address. */
export interface LoadBalancerSource {
  readonly kind: 'loadBalancer';
  readonly clients: readonly Prefix[];
  readonly keepsClientAddress: boolean;
}
