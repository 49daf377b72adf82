import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/**
 * One end of a connection, in the words of `requirements/assertions`. A workload names its cluster by id
 * where that is known, else by name, or not at all.
 */
export type FlowEnd =
  | {
      readonly kind: 'workload';
      readonly cluster?: string;
      readonly namespace: string;
      readonly workload?: string;
    }
  | { readonly kind: 'pool'; readonly cluster: Id<'cluster'>; readonly pool?: string }
  | { readonly kind: 'fqdn'; readonly name: string }
  | { readonly kind: 'range'; readonly cidr: string }
  /** Everybody in ranges of others, under the name that stands for them. */
  | {
      readonly kind: 'outside';
      readonly name: string;
      readonly ranges: readonly Id<'externalRange'>[];
    }
  | { readonly kind: 'paas'; readonly service: string; readonly name?: string }
  | { readonly kind: 'ingress'; readonly exposure: 'public' | 'private' }
  | { readonly kind: 'apiServer'; readonly cluster: Id<'cluster'> }
  | { readonly kind: 'internet' }
  | { readonly kind: 'people'; readonly name: string };

/** A port with its protocol. */
export interface FlowPort {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
}

/** A connection that is wanted or forbidden. */
export interface Flow extends Element<'flow'> {
  readonly wanted: boolean;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly ports: readonly FlowPort[];
  /** New connections a second at the peak, per cluster, when stated. */
  readonly rate?: number;
  /** Mean seconds that a connection stays open, when stated. */
  readonly duration?: number;
  readonly reason?: string;
}
