import type {
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '../../estate/elements/kubernetes.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { PolicyEdit } from '../edit.ts';
import type { Direction, Policy } from '../rule.ts';
import type { PolicyWorld } from '../world.ts';

/** A rule of a NetworkPolicy. */
interface RuleAt {
  readonly policy: ElementId;
  readonly direction: Direction;
  readonly rule: number;
}

/** A change inside one rule. */
export type RuleChange =
  | ({ readonly kind: 'addPeers'; readonly peers: readonly PolicyPeer[] } & RuleAt)
  | ({ readonly kind: 'addPort'; readonly port: PolicyPort } & RuleAt)
  | ({ readonly kind: 'removePeer'; readonly peer: number } & RuleAt)
  | ({ readonly kind: 'removePort'; readonly port: number } & RuleAt);

/** One change of one policy, as small as it can be said. */
export type PolicyChange =
  | RuleChange
  | ({ readonly kind: 'removeRule' } & RuleAt)
  | {
      readonly kind: 'addRule';
      readonly policy: ElementId;
      readonly direction: Direction;
      readonly rule: PolicyRule;
    }
  | { readonly kind: 'addPolicy'; readonly policy: NetworkPolicy }
  | { readonly kind: 'removePolicy'; readonly policy: Policy };

/**
 * How large a change is: lines of a manifest that come or go, roughly. A port that is added to a rule opens
 * to everybody whom the rule means, in the input or not; a whole object weighs most.
 */
export function sizeOf(change: PolicyChange): number {
  switch (change.kind) {
    case 'addPort':
      return 2;
    case 'removePort':
    case 'removePeer':
      return 1;
    case 'addPeers':
      return change.peers.length;
    case 'removeRule':
      return 2;
    case 'addRule':
      return 3;
    case 'addPolicy':
      return 6;
    case 'removePolicy':
      return 8;
  }
}

/** A policy before and after changes; before is absent for a new one, after for one that goes. */
export interface ChangedPolicy {
  readonly before?: NetworkPolicy;
  readonly after?: NetworkPolicy;
  /** Of another kind than NetworkPolicy; it goes. */
  readonly other?: Policy;
}

/** What changes come to, policy by policy. */
export function changedPolicies(
  { objects }: Pick<PolicyWorld, 'objects'>,
  changes: readonly PolicyChange[],
): readonly ChangedPolicy[] {
  const found = new Map<ElementId, ChangedPolicy>();
  const known = (id: ElementId): ChangedPolicy => {
    const before = objects.policies.find((policy) => policy.id === id);
    return found.get(id) ?? (before === undefined ? {} : { before, after: before });
  };
  for (const change of changes) {
    if (change.kind === 'addPolicy') found.set(change.policy.id, { after: change.policy });
    else if (change.kind === 'removePolicy') {
      const { before } = known(change.policy.id);
      found.set(change.policy.id, before === undefined ? { other: change.policy } : { before });
    } else {
      const one = known(change.policy);
      if (one.after !== undefined)
        found.set(change.policy, { ...one, after: changed(one.after, change) });
    }
  }
  return [...found.values()];
}

/** The same as an edit of a world. */
export function editOf(all: readonly ChangedPolicy[]): PolicyEdit {
  return {
    put: all.flatMap(({ after }) => after ?? []),
    drop: all.flatMap(({ before, after, other }) =>
      after !== undefined ? [] : (other?.id ?? before?.id ?? []),
    ),
  };
}

type Inner = Exclude<PolicyChange, { kind: 'addPolicy' | 'removePolicy' }>;

function changed(policy: NetworkPolicy, change: Inner): NetworkPolicy {
  const { direction } = change;
  const rules = policy[direction];
  if (change.kind === 'addRule') return withRules(policy, direction, [...rules, change.rule]);
  if (change.kind === 'removeRule')
    return withRules(policy, direction, without(rules, change.rule));
  return withRules(
    policy,
    direction,
    rules.map((rule, i) => (i === change.rule ? changedRule(rule, change) : rule)),
  );
}

const withRules = (
  policy: NetworkPolicy,
  direction: Direction,
  rules: readonly PolicyRule[],
): NetworkPolicy =>
  direction === 'ingress' ? { ...policy, ingress: rules } : { ...policy, egress: rules };

function changedRule(rule: PolicyRule, change: RuleChange): PolicyRule {
  switch (change.kind) {
    case 'addPeers':
      return { ...rule, peers: [...rule.peers, ...change.peers] };
    case 'addPort':
      return { ...rule, ports: [...rule.ports, change.port] };
    case 'removePeer':
      return { ...rule, peers: without(rule.peers, change.peer) };
    case 'removePort':
      return { ...rule, ports: without(rule.ports, change.port) };
  }
}

const without = <T>(list: readonly T[], at: number): readonly T[] =>
  list.filter((_, i) => i !== at);
