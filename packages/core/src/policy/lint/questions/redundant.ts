import { element, joined, prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import type { Policy, Rule } from '../../rule.ts';
import { blamed } from '../blame.ts';
import { isWithinPeers, isWithinSubject } from '../covers.ts';
import type { Field } from '../field.ts';
import { type IdlePart, idleParts } from '../idle.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { type Repair, removal, withoutRule } from '../repair.ts';
import { type Witness, witnessOf } from '../witness.ts';

const idle = new WeakMap<Field, readonly IdlePart[]>();

/** What can be taken away, worked out once for both questions. */
function idleOf(field: Field): readonly IdlePart[] {
  const known = idle.get(field) ?? idleParts(field);
  idle.set(field, known);
  return known;
}

/** Where two dialects read the same policies, both must be able to do without the part. */
function* judge(field: Field, overruled: boolean): Generator<LintVerdict> {
  for (const part of idleOf(field)) {
    if (part.overruled !== overruled) continue;
    const policy = field.model.world.policies[0]?.[part.at];
    if (policy === undefined) continue;
    const { rule: at, by } = part;
    const rule = at === undefined ? undefined : policy[at.direction]?.rules[at.index];
    const later = rule !== undefined && by.some((one) => holdsLater(policy, rule, one));
    const others = [...new Map(by.map((one) => [one.rule, one])).values()].slice(0, 3);
    const witness = witnessIn(field, part);
    yield blamed(policy, {
      path: rule?.path ?? ['spec'],
      severity: at === undefined || later || overruled ? 'warning' : 'note',
      says: prose`${words(rule === undefined ? 'The policy can go' : 'The rule can go')}${words(overruled ? ': where it would decide, ' : ' and nothing changes: what it allows ')}${words(by.length === 0 ? 'is open anyway' : overruled ? 'others decide before: ' : 'is allowed by ')}${joined(others.map((one) => prose`${element(one.policy.id, one.policy.name)} ${one.rule.path.join('.')}`))}.${words(later || at === undefined || overruled ? '' : ' That holds for the pods among the inputs; one that comes later may be let in by this rule alone.')}`,
      fix: words(
        overruled
          ? 'Take it away, or move it before those that decide.'
          : 'Take it away; the others stay.',
      ),
      ...(witness === undefined ? {} : { witness }),
      repair: repairOf(field, policy, part),
    });
  }
}

function repairOf(field: Field, policy: Policy, { rule }: IdlePart): Repair {
  if (rule === undefined) return removal(policy.id);
  const written = field.written(policy);
  if (written !== undefined) return withoutRule({ policy: written, ...rule });
  const side = policy[rule.direction];
  const path = side?.rules[rule.index]?.path;
  // Elsewhere the last rule of a list may be what isolates, and several rules may stand in one entry.
  const isAlone =
    side === undefined ||
    side.rules.length < 2 ||
    side.rules.filter((one) => one.path === path).length > 1;
  if (isAlone || path === undefined || policy.tier === 'standard') return [];
  return [{ kind: 'patch', target: policy.id, operations: [{ op: 'remove', path }] }];
}

/** Whether another rule covers this one for any pods there may ever be. */
const holdsLater = (
  policy: Policy,
  rule: Rule,
  other: { readonly policy: Policy; readonly rule: Rule },
): boolean =>
  policy.subjects.every((subject) =>
    other.policy.subjects.some((wider) => isWithinSubject(subject, wider)),
  ) && isWithinPeers(rule, other.rule);

function witnessIn(field: Field, { near, far, direction, ports }: IdlePart): Witness | undefined {
  const pod = { kind: 'pod', pod: near } as const;
  const [from, to] = direction === 'egress' ? [pod, far] : [far, pod];
  return witnessOf(field.model, { from, to, among: ports });
}

/** AKS-NP-005: a policy or rule that changes nothing. */
export const redundant: LintQuestion = {
  code: 'AKS-NP-005',
  title: 'Policy or rule changes nothing',
  severity: 'warning',
  about: 'policies',
  judge: (field) => judge(field, false),
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'A policy or a rule allows only what others allow already, so that without it every connection would be as it is.',
    why: 'Whoever takes access away by this rule takes nothing away: the other one still allows it. Each policy too many is also read, kept and enforced on every node.',
    judged:
      'Everything that passes is worked out with and without the part: between all pods, and for every range of addresses outside and every node that rules tell apart. A policy counts only if another one isolates all pods that it selects, those that come later included, so a default deny is never one. A warning if the other rule covers this one by its words; a note if it does so for the pods among the inputs only. Of two that say the same, the later one is told.',
    undetermined: 'Never; what passes only perhaps counts as different.',
    fix: 'Take the part away that is told; each finding stands by itself after the ones before it were repaired.',
  },
};

/** AKS-NP-006: a rule that others decide before. */
export const shadowed: LintQuestion = {
  code: 'AKS-NP-006',
  title: 'Rule never comes to its turn',
  severity: 'warning',
  about: 'policies',
  judge: (field) => judge(field, true),
  cite: [sourceFile('kubernetes-sigs/network-policy-api:apis/v1alpha2')],
  page: {
    what: 'In the admin and baseline tiers the first rule decides, and denials win over what others allow: a rule is decided otherwise before it is asked.',
    why: 'The policy reads as if it allowed or refused something and does not.',
    judged:
      'As AKS-NP-005: without the rule every connection would be as it is, and where the rule means somebody only rules that deny or pass on decide.',
    undetermined: 'Never; what passes only perhaps counts as different.',
    fix: 'Move the rule before those that decide, or take it away.',
  },
};
