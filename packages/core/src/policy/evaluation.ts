import type { Family } from '@aksnet/net';
import type { Source } from '../evidence/source.ts';
import type { Difference } from './differences.ts';
import type { Party } from './match.ts';
import type { Protocol } from './port-set.ts';
import type { Condition, Direction, Peer, Policy, PolicyRemark, Rule, Tier } from './rule.ts';
import type { Certainty } from './selector.ts';

/**
 * What becomes of a connection. `allowedSubjectToRule`: it opens, and a rule above the transport (of HTTP,
 * of DNS) decides on each request.
 */
export type Verdict = 'allowed' | 'allowedSubjectToRule' | 'undetermined' | 'denied';

/** A protocol and a port on the receiver. */
export interface PortAsked {
  readonly protocol: Protocol;
  readonly port: number;
}

/** One connection that is asked about. */
export interface ConnectionAsked extends PortAsked {
  readonly from: Party;
  readonly to: Party;
}

/** A policy among {@link SideEvaluation.policies}. */
export type PolicyIndex = number;

/** A rule of a side: its policy, and its index among the rules of that. */
export interface RuleIndex {
  readonly policy: PolicyIndex;
  readonly rule: number;
}

/** Why a side lets a connection pass or not. */
export type Because =
  /** Nothing enforces policies on the node; the pod is on its node's network; what an engine never stops. */
  | {
      readonly kind:
        | 'notEnforced'
        | 'hostNetwork'
        | 'ownNode'
        | 'familyUnfiltered'
        | 'protocolUnfiltered';
    }
  /** No policy is about the pod in this direction; some are, and none closes it nor decides. */
  | { readonly kind: 'notSelected' | 'notIsolated' }
  /** These rules decided. */
  | {
      readonly kind: 'rules';
      readonly tier: Tier;
      readonly action: 'allow' | 'deny';
      readonly rules: readonly RuleIndex[];
    }
  /** These policies close the pod, and no rule of any opens it. */
  | { readonly kind: 'noRule'; readonly policies: readonly PolicyIndex[] }
  /** It hangs on whether these apply. */
  | {
      readonly kind: 'open';
      readonly rules: readonly RuleIndex[];
      readonly policies: readonly PolicyIndex[];
      /** Whether both are on the same node, which passes always, is not told either. */
      readonly maybeOwnNode: boolean;
    };

/** What became of a rule. */
export type Role =
  | 'decides'
  /** Whether it applies is not known, and the answer hangs on it. */
  | 'open'
  /** It applies, and another one goes before it. */
  | 'outvoted'
  | 'peerDiffers'
  | 'portDiffers'
  | 'bothDiffer';

/** A peer of a rule held against the other end. */
export interface PeerWalk {
  readonly peer: Peer;
  readonly matches: Certainty;
  /** Why it does not, or may not, mean the other end. */
  readonly differences: readonly Difference[];
}

/** A name of a port, looked up on the receiver. */
export interface NamedPort {
  readonly name: string;
  /** Empty: no container of the receiver has such a port, or the receiver is no pod. */
  readonly ports: readonly number[];
}

/** A rule held against the connection. */
export interface RuleWalk {
  readonly rule: Rule;
  /** Where it is written. */
  readonly source: Source;
  /** Where it stands among the rules of its direction in the policy, from 1. */
  readonly number: number;
  readonly peers: readonly PeerWalk[];
  readonly peer: Certainty;
  readonly port: 'yes' | 'no';
  /** What the names of its ports stand for on the receiver. */
  readonly named: readonly NamedPort[];
  readonly condition?: Condition;
  readonly role: Role;
}

/** A policy that is about the pod of a side. */
export interface PolicyWalk {
  readonly policy: Policy;
  readonly selects: Exclude<Certainty, 'no'>;
  /** Whether it closes the pod but for what rules allow. */
  readonly isolates: boolean;
  readonly rules: readonly RuleWalk[];
}

/** A policy of the pod's namespace, or of the cluster, that the engine leaves out. */
export interface IdlePolicy {
  readonly policy: Policy;
  readonly remarks: readonly PolicyRemark[];
}

/** One side of a connection: what leaves the sender, or what enters the receiver. */
export interface SideEvaluation {
  readonly direction: Direction;
  readonly party: Party;
  /** The engine, or the reading, in which its policies are read. */
  readonly engine: string;
  readonly verdict: Verdict;
  readonly because: Because;
  readonly isolated: Certainty;
  /** In the order in which they are asked. */
  readonly policies: readonly PolicyWalk[];
  readonly idle: readonly IdlePolicy[];
}

/** The answer for one connection, with the way to it. */
export interface Evaluation extends ConnectionAsked {
  readonly verdict: Verdict;
  /** Absent: the two have no address family in common, so nothing passes whatever policies say. */
  readonly family: Family | undefined;
  readonly egress?: SideEvaluation;
  readonly ingress?: SideEvaluation;
}
