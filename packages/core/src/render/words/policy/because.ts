import { code, joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { Because, PolicyWalk, RuleWalk, SideEvaluation } from '../../../policy/evaluation.ts';
import type { Locate } from '../place.ts';
import { placeOf, placeText } from '../place.ts';
import { counted } from '../shown.ts';
import { partyText } from './party.ts';

/** A policy by its kind, name and place. */
export const policyProse = ({ policy }: Pick<PolicyWalk, 'policy'>, locate: Locate): Prose =>
  prose`${policyName(policy)} (${placeText(placeOf({ source: policy.source }, locate))})`;

/** `data/db-ingress`, or the name alone for what belongs to no namespace. */
export const policyName = ({ namespace, name }: PolicyWalk['policy']): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

/** A rule by its policy, number and place. */
export const ruleProse = (walk: RuleWalk, { policy }: PolicyWalk, locate: Locate): Prose => {
  const named = walk.rule.name === undefined ? [] : prose` ${walk.rule.name}`;
  const place = placeText(placeOf({ source: walk.source }, locate));
  return prose`rule ${words(String(walk.number))}${named} of ${policyName(policy)} (${place})`;
};

/** Why a side came to its verdict, in one sentence without a full stop. */
export function becauseProse(side: SideEvaluation, locate: Locate): Prose {
  const { because, party, direction, engine } = side;
  const who = code(partyText(party));
  const way = direction === 'egress' ? 'send' : 'take in';
  switch (because.kind) {
    case 'notEnforced':
      return prose`nothing enforces policies on ${who}: engine ${engine}`;
    case 'hostNetwork':
      return prose`${who} is on the network of its node, where no policy is about it`;
    case 'ownNode':
      return prose`${engine} never filters between a pod and its own node`;
    case 'familyUnfiltered':
      return prose`${engine} does not filter this address family`;
    case 'protocolUnfiltered':
      return prose`${engine} does not filter this protocol`;
    case 'notSelected':
      return prose`no policy is about what ${who} may ${words(way)}`;
    case 'notIsolated':
      return prose`policies are about ${who}, and none closes it`;
    case 'rules':
      return decidedProse(side, because, locate);
    case 'noRule': {
      const closing = because.policies.flatMap((i) => side.policies[i] ?? []);
      const rules = side.policies.flatMap((policy) => policy.rules);
      const by = joined(
        closing.map((policy) => policyProse(policy, locate)),
        ' and ',
      );
      return prose`what ${who} may ${words(way)} is closed by ${by}, ${words(noneOf(rules.length))}`;
    }
    case 'open':
      return openProse(side, because, locate);
  }
}

const noneOf = (rules: number): string =>
  rules === 0
    ? 'without any rule that allows something'
    : rules === 1
      ? 'and the only rule does not allow this connection'
      : `and none of ${counted(rules, 'rule')} allows this connection`;

const tiers = { admin: 'the admin tier', standard: '', baseline: 'the baseline tier' } as const;

function decidedProse(
  side: SideEvaluation,
  { action, rules, tier }: Extract<Because, { kind: 'rules' }>,
  locate: Locate,
): Prose {
  const names = rulesOf(side, rules, locate);
  const verb = `${action === 'allow' ? 'allowed' : 'denied'} by `;
  return [verb, ...joined(names, ' and '), ...(tiers[tier] === '' ? [] : [` in ${tiers[tier]}`])];
}

function openProse(
  side: SideEvaluation,
  { rules, policies, maybeOwnNode }: Extract<Because, { kind: 'open' }>,
  locate: Locate,
): Prose {
  const above = rules
    .flatMap(({ policy, rule }) => ruleAt(side, policy, rule)?.walk.condition ?? [])
    .flatMap((condition) => (condition.kind === 'l7' ? [code(condition.says)] : []));
  const hangs = [
    ...rulesOf(side, rules, locate),
    ...policies.flatMap((i) => {
      const policy = side.policies[i];
      return policy === undefined ? [] : [policyProse(policy, locate)];
    }),
    ...(maybeOwnNode ? [words('whether both are on the same node')] : []),
  ];
  return side.verdict === 'allowedSubjectToRule'
    ? [...joined(hangs, ' and '), ' allows it as far as ', ...joined(above), ' does']
    : ['it hangs on ', ...joined(hangs, ' and ')];
}

const rulesOf = (
  side: SideEvaluation,
  rules: Extract<Because, { kind: 'rules' }>['rules'],
  locate: Locate,
): readonly Prose[] =>
  rules.flatMap(({ policy, rule }) => {
    const found = ruleAt(side, policy, rule);
    return found === undefined ? [] : [ruleProse(found.walk, found.policy, locate)];
  });

function ruleAt(
  side: SideEvaluation,
  policyIndex: number,
  rule: number,
): { readonly policy: PolicyWalk; readonly walk: RuleWalk } | undefined {
  const policy = side.policies[policyIndex];
  const walk = policy?.rules.find(({ number }) => number === rule + 1);
  return policy === undefined || walk === undefined ? undefined : { policy, walk };
}
