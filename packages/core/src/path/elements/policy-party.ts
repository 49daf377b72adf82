import type { ContainerPort, Labels } from '../../estate/elements/kubernetes.ts';
import type { PortRange } from '../../estate/elements/security-group.ts';
import type { Knowable } from '../../evidence/knowable.ts';
import type { EngineProfile } from '../../facts/policy-engines.ts';
import type { Protocol, Where } from '../packet.ts';

/** A pod, as policies see it. */
export interface PodParty {
  readonly kind: 'pod';
  readonly namespace: string;
  readonly labels: Knowable<Labels>;
  /** Labels of its namespace. */
  readonly namespaceLabels: Knowable<Labels>;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  readonly address: Where;
}

/** Who is at the other end, as policies see it. */
export type Party =
  | PodParty
  /** A process of a node; `own`: of the pod's own node. */
  | { readonly kind: 'node'; readonly own: boolean; readonly address: Where }
  | { readonly kind: 'other'; readonly address: Where; readonly name?: string };

/** A connection to be judged at one end of it. */
export interface Attempt {
  readonly own: PodParty;
  readonly far: Party;
  readonly direction: 'in' | 'out';
  readonly protocol: Protocol;
  readonly ports: PortRange;
  readonly profile: EngineProfile;
}
