import type { Prefix } from '@aksnet/net';
import type { LabelSelector } from '../estate/elements/kubernetes.ts';
import type { ElementId, Path, Source } from '../evidence/source.ts';
import type { PortSetId, Protocol } from './port-set.ts';

/** Opening a connection to a pod, or from it. */
export type Direction = 'ingress' | 'egress';

/** Which namespaces a selector of pods looks into. */
export type NamespaceTerm =
  | { readonly kind: 'own'; readonly namespace: string }
  | { readonly kind: 'matching'; readonly selector: LabelSelector };

/** One kind of other end that a rule speaks of. */
export type Peer =
  /** Everybody, inside and outside. */
  | { readonly kind: 'everyone' }
  | {
      readonly kind: 'pods';
      readonly namespaces: NamespaceTerm;
      readonly pods: LabelSelector;
    }
  /** Addresses; whether pods and nodes have addresses in this sense is the engine's or the kind's matter. */
  | {
      readonly kind: 'addresses';
      readonly block: Prefix;
      readonly except: readonly Prefix[];
      readonly matchesPods: boolean;
      readonly matchesNodes: boolean;
    }
  /** Nodes and what runs on their network: `own` the node of the pod, `other` all but that. */
  | {
      readonly kind: 'nodes';
      readonly which: 'any' | 'own' | 'other';
      readonly selector?: LabelSelector;
    }
  /** Everybody outside of the cluster. */
  | { readonly kind: 'outside' }
  /** Outside, by name: patterns in the words of `names-match` of the kind that said so. */
  | { readonly kind: 'names'; readonly patterns: readonly NamePattern[] }
  /** Where the cluster's API server listens, inside the cluster or outside. */
  | { readonly kind: 'apiServer' }
  /** Words that are not read: it may be anybody. */
  | { readonly kind: 'unread'; readonly why: string };

/** A name, or a pattern of names. */
export interface NamePattern {
  readonly text: string;
  /** What a `*` stands for: letters within one label, or one or more whole labels at the front. */
  readonly star: 'none' | 'withinLabel' | 'labels';
}

/** Ports that a rule speaks of. */
export type PortTerm =
  | { readonly kind: 'numbers'; readonly ports: PortSetId }
  /** A name, looked up on the receiving pod; without protocol it is that of the pod's port. */
  | {
      readonly kind: 'named';
      readonly name: string;
      readonly protocol: Protocol | undefined;
      readonly mode: 'every' | 'first';
    };

/** Why a rule that matches still leaves the answer open. */
export type Condition =
  /** Passes only as far as a rule above the transport lets it. */
  | { readonly kind: 'l7'; readonly says: string }
  | { readonly kind: 'unread'; readonly why: string };

/** One rule of one direction of a policy, of whatever kind: any of the peers, on any of the ports. */
export interface Rule {
  readonly action: 'allow' | 'deny' | 'pass';
  /** Any of these; an empty list matches nobody. */
  readonly peers: readonly Peer[];
  /** Any of these; absent: every port. */
  readonly ports?: readonly PortTerm[];
  readonly condition?: Condition;
  /** Where it is written inside its document. */
  readonly path: Path;
  /** Its own name, where its kind gives rules names. */
  readonly name?: string;
}

/** What a policy says of one direction. */
export interface Side {
  /** Closes the pods that it selects but for what rules allow. */
  readonly isolates: boolean;
  readonly rules: readonly Rule[];
  readonly path: Path;
}

/** Whom a policy is about. */
export interface Subject {
  readonly namespaces: NamespaceTerm;
  readonly pods: LabelSelector;
}

/** When a policy is asked: before the others by priority, together with all of its tier, or at last. */
export type Tier = 'admin' | 'standard' | 'baseline';

/** One policy of whatever kind as the engine reads it: its dialect is applied, nothing is left of it here. */
export interface Policy {
  readonly id: ElementId;
  /** As Kubernetes calls it: `NetworkPolicy`, `CiliumNetworkPolicy`. */
  readonly objectKind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly source: Source;
  readonly tier: Tier;
  /** Order within the admin and baseline tiers, the lower first; 0 in the standard one. */
  readonly priority: number;
  readonly subjects: readonly Subject[];
  readonly ingress?: Side;
  readonly egress?: Side;
  /** A kind whose rules are not read: whatever it is about is undetermined. */
  readonly unread?: string;
  /** Words in it that this engine does not read, or reads otherwise than the API says. */
  readonly remarks: readonly PolicyRemark[];
}

/** What an engine makes of a word in a policy, where it differs from the words. */
export interface PolicyRemark {
  readonly kind:
    | 'policySkipped'
    | 'ruleClosed'
    | 'endPortIgnored'
    | 'namedPortsIgnored'
    | 'sctpUnfiltered'
    | 'notEnforced'
    | 'namesUnread'
    | 'l7Unread'
    | 'notRead'
    /** Beyond what the API server takes. */
    | 'overLimit'
    /** Written in an older kind, read as its successor. */
    | 'converted'
    /** Written to be watched only: it does nothing. */
    | 'staged';
  readonly path: Path;
  readonly says: string;
}
