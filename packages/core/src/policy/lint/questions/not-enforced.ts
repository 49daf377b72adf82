import { grouped } from '../../../estate/grouped.ts';
import { amount, prose, words } from '../../../evidence/prose.ts';
import { policyEngines } from '../../../facts/policy-engines.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';

function* judge(field: Field): Generator<LintVerdict> {
  const idle = field.policies.filter(({ remarks }) =>
    remarks.some(({ kind }) => kind === 'notEnforced'),
  );
  // What nothing enforces on nodes of any system; Windows beside Cilium is a matter of the pods there.
  const ids = grouped(field.policies, ({ id }) => id);
  const everywhere = idle.filter(
    (policy) =>
      policy === ids.get(policy.id)?.[0] &&
      ids
        .get(policy.id)
        ?.every(({ remarks }) => remarks.some(({ kind }) => kind === 'notEnforced')),
  );
  for (const [kind, policies] of grouped(everywhere, ({ objectKind }) => objectKind)) {
    const [first] = policies;
    if (first === undefined) continue;
    yield blamed(first, {
      path: [],
      says: prose`Nothing on this cluster enforces ${kind}: ${amount(policies.length, policies.length === 1 ? 'object does' : 'objects do')} nothing.`,
      fix: words(
        'Give the cluster an engine that enforces the kind, or write the same as NetworkPolicy.',
      ),
      repair: [],
    });
  }
}

/** AKS-NP-014: policies that nothing enforces. */
export const notEnforced: LintQuestion = {
  code: 'AKS-NP-014',
  title: 'Nothing enforces these policies',
  severity: 'error',
  about: 'policies',
  judge,
  cite: policyEngines.none.cite,
  page: {
    what: 'There are objects of a kind of policy that no engine of the cluster enforces.',
    why: 'They are accepted and shown like others, and every connection is as it would be without them.',
    judged:
      'By the engine of the cluster: none, or one that does not know the kind. Told once for each kind, at its first object.',
    undetermined:
      'Never; where the engine is not known, policies are read as the specification says.',
    fix: 'Choose an engine; AKS-MODE-003 tells which.',
  },
};
