import type {
  FirewallPolicy,
  RuleCollection,
  RuleCollectionGroup,
} from '../estate/elements/firewall.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { view } from '../estate/view.ts';
import { isUnknown, type Knowable, type Missing, mapKnown, unknown } from '../evidence/knowable.ts';
import { type Match, type MatchGround, matches, type Wanted } from './firewall-match.ts';

/** The rules of a firewall in the order in which they are looked at. */
export interface FirewallRules {
  readonly network: readonly RuleCollection[];
  readonly application: readonly RuleCollection[];
  readonly dnsProxy: Match;
}

const groupsByPolicy = view((estate: Estate) =>
  grouped(all(estate, 'ruleCollectionGroup'), (group) => group.policy),
);

/**
 * The rules of a policy. Those of the policy it inherits from come first, then groups and collections
 * by priority. Network rules are looked at before application rules, whatever their priorities.
 */
export function rulesOf(estate: Estate, id: Id<'firewallPolicy'>): Knowable<FirewallRules> {
  const chain = policyChain(estate, id);
  if (isUnknown(chain)) return chain;
  const collections: RuleCollection[] = [];
  for (const policy of chain) {
    const own = collectionsOf(estate, policy);
    if (isUnknown(own)) return own;
    collections.push(...own);
  }
  const ofKind = (kind: 'network' | 'application'): readonly RuleCollection[] =>
    collections.filter(({ rules }) => rules.some((rule) => rule.kind === kind));
  const dnsProxy = chain[chain.length - 1]?.dnsProxy ?? false;
  return {
    network: ofKind('network'),
    application: ofKind('application'),
    dnsProxy: isUnknown(dnsProxy) ? { missing: dnsProxy.unknown } : dnsProxy,
  };
}

/** The policies from the one that is inherited to the given one. */
function policyChain(
  estate: Estate,
  id: Id<'firewallPolicy'>,
): Knowable<readonly FirewallPolicy[]> {
  const chain: FirewallPolicy[] = [];
  let next: Id<'firewallPolicy'> | undefined = id;
  while (next !== undefined) {
    const policy: Knowable<FirewallPolicy> = find(estate, 'firewallPolicy', next);
    if (isUnknown(policy)) return policy;
    if (isUnknown(policy.base)) return policy.base;
    if (chain.includes(policy)) break;
    chain.unshift(policy);
    next = policy.base;
  }
  return chain;
}

function collectionsOf(
  estate: Estate,
  { id }: FirewallPolicy,
): Knowable<readonly RuleCollection[]> {
  const groups = groupsByPolicy(estate).get(id) ?? [];
  const [first, ...more] = [
    ...groups.flatMap(({ collections }) => (isUnknown(collections) ? collections.unknown : [])),
    ...(isListedFor(estate, 'ruleCollectionGroup', id)
      ? []
      : [{ kind: 'notListed', what: 'ruleCollectionGroup', within: id } as const]),
  ];
  if (first !== undefined) return unknown(first, ...more);
  return groups.toSorted(byPriority).flatMap(inOrder);
}

const byPriority = (a: { readonly priority: number }, b: { readonly priority: number }): number =>
  a.priority - b.priority;

const inOrder = ({ collections }: RuleCollectionGroup): readonly RuleCollection[] =>
  isUnknown(collections) ? [] : collections.toSorted(byPriority);

/** Whether a firewall lets something pass. */
export type Permit = 'permitted' | 'refused' | { readonly missing: readonly Missing[] };

/**
 * Looks at the rules as the firewall does: the first that covers the packet decides, and what none
 * covers is refused. A rule of which it cannot be told whether it covers the packet leaves the
 * question open, unless what follows decides the same way.
 */
export function permits(estate: Estate, rules: FirewallRules, wanted: Wanted): Permit {
  const ground: MatchGround = { estate, dnsProxy: rules.dnsProxy };
  const doubts: {
    readonly action: RuleCollection['action'];
    readonly missing: readonly Missing[];
  }[] = [];
  const decide = (): Permit => {
    for (const { action, rules: each } of [...rules.network, ...rules.application])
      for (const rule of each) {
        const match = matches(rule, wanted, ground);
        if (match === true) return action === 'Deny' ? 'refused' : 'permitted';
        if (match !== false) doubts.push({ action, missing: match.missing });
      }
    return 'refused';
  };
  const decided = decide();
  const against = doubts.filter(({ action }) => (action === 'Deny') === (decided === 'permitted'));
  return against.length === 0 ? decided : { missing: against.flatMap(({ missing }) => missing) };
}

/** The policy of a firewall; unknown when it has none that is known. */
export const policyOf = (
  estate: Estate,
  id: Id<'firewall'>,
): Knowable<Id<'firewallPolicy'> | undefined> =>
  mapKnown(find(estate, 'firewall', id), ({ policy }) => policy);
