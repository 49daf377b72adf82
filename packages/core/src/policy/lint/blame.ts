import type { Path } from '../../evidence/source.ts';
import type { Direction, Policy, Rule } from '../rule.ts';
import type { Field } from './field.ts';
import type { LintFault, LintVerdict } from './question.ts';
import type { RulePlace } from './repair.ts';

/** A finding about a policy. */
export function blamed(
  policy: Pick<Policy, 'id' | 'source'>,
  fault: Omit<LintFault, 'subject' | 'source'>,
): LintVerdict {
  return { kind: 'finding', subject: policy.id, source: policy.source, ...fault };
}

/** A rule of a policy, with its place. */
export interface PlacedRule {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly direction: Direction;
  readonly index: number;
  /** Where it stands in a NetworkPolicy; undefined for other kinds. */
  readonly place: RulePlace | undefined;
}

/** Every rule of the policies, as the first dialect that has it reads it. */
export function* rulesOf(field: Field): Generator<PlacedRule> {
  for (const policy of field.policies) {
    const written = field.written(policy);
    for (const direction of ['ingress', 'egress'] as const)
      for (const [index, rule] of (policy[direction]?.rules ?? []).entries()) {
        const place = written === undefined ? undefined : { policy: written, direction, index };
        yield { policy, rule, direction, index, place };
      }
  }
}

/** The place of the pods that a policy is about. */
export const subjectPath = ({ objectKind }: Policy): Path =>
  objectKind === 'NetworkPolicy' ? ['spec', 'podSelector'] : ['spec'];
