import type { Labels } from '../../estate/elements/kubernetes.ts';
import type { Protocol } from '../port-set.ts';

/** One end of an observed flow, as far as the log tells it. */
export interface ObservedEnd {
  readonly namespace?: string;
  readonly pod?: string;
  readonly workload?: { readonly kind?: string; readonly name: string };
  /** Labels of the pod, without those that controllers and engines add. */
  readonly labels?: Labels;
  readonly address?: string;
  /** Names under which the address was looked up. */
  readonly names: readonly string[];
  /** What the engine calls an end that is no pod: `world`, `host`, `remote-node`. */
  readonly reserved?: string;
}

/** What became of an observed connection. `audit`: let through, but a policy would have refused it. */
export type ObservedVerdict = 'forwarded' | 'dropped' | 'audit';

/** One line of a log: a connection on its way, in the direction in which it was opened. */
export interface ObservedFlow {
  readonly from: ObservedEnd;
  readonly to: ObservedEnd;
  readonly protocol: Protocol;
  readonly port: number;
  readonly verdict: ObservedVerdict;
  /** Where it was seen: leaving the sender, or arriving at the receiver. */
  readonly seen: 'egress' | 'ingress' | 'unknown';
  readonly reason?: string;
  readonly line: number;
}

/** Why a line tells of no connection that was opened. */
export type PassedOver = 'reply' | 'noTransport' | 'otherKind';
