import { prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { isContradiction } from '../../implication.ts';
import type { PolicyPod } from '../../pods.ts';
import { allPorts } from '../../port-set.ts';
import type { Policy } from '../../rule.ts';
import { blamed, subjectPath } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { removal } from '../repair.ts';
import { type Witness, witnessOf } from '../witness.ts';

function* judge(field: Field): Generator<LintVerdict> {
  const seen = new Set(
    field.policies.flatMap((one) => (field.selected(one).length > 0 ? one.id : [])),
  );
  for (const policy of field.policies) {
    if (policy.subjects.length === 0 || field.selected(policy).length > 0) continue;
    if (policy.subjects.every(({ pods }) => isContradiction(pods))) continue;
    // Another dialect may be read by the pods that it selects.
    if (seen.has(policy.id)) continue;
    seen.add(policy.id);
    const around = podsAround(field, policy);
    const missing = field.missing('workload');
    if (around.length === 0 && missing.length > 0) {
      yield { kind: 'undetermined', subject: policy.id, missing };
      continue;
    }
    const witness = openBeside(field, around);
    yield blamed(policy, {
      path: subjectPath(policy),
      says: prose`It selects no pod${words(around.length === 0 ? '' : ' among ')}${around.length === 0 ? [] : prose`${around.length} of its namespaces`}, so it does nothing.`,
      fix: words('Spell the labels as the pods have them, or take the policy away.'),
      ...(witness === undefined ? {} : { witness }),
      repair: removal(policy.id),
    });
  }
}

/** Pods of the namespaces that the policy is about; of a kind for the whole cluster: all. */
function podsAround({ podsIn, model }: Field, { subjects }: Policy): readonly PolicyPod[] {
  if (subjects.some(({ namespaces }) => namespaces.kind === 'matching')) return model.world.pods;
  return subjects.flatMap(({ namespaces }) =>
    namespaces.kind === 'own' ? podsIn(namespaces.namespace) : [],
  );
}

/** A connection to one of the pods, as it is without the policy. */
function openBeside({ model }: Field, [pod]: readonly PolicyPod[]): Witness | undefined {
  const other = model.world.pods.find((one) => one !== pod);
  if (pod === undefined || other === undefined) return undefined;
  const ends = { from: { kind: 'pod', pod: other }, to: { kind: 'pod', pod } } as const;
  return witnessOf(model, { ...ends, among: allPorts });
}

/** AKS-NP-001: a policy that selects no pod. */
export const selectsNothing: LintQuestion = {
  code: 'AKS-NP-001',
  title: 'Policy selects nothing',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'The labels that a policy selects pods by are those of no pod.',
    why: 'A policy with a misspelt label closes nothing and opens nothing, and nobody is told.',
    judged:
      'Labels are those of the pod template, with those that controllers add. A policy with an empty podSelector selects all pods of its namespace. Pods that ended take no part.',
    undetermined:
      'The inputs hold no pod of the namespaces of the policy, and nobody said that all workloads are among them.',
    fix: 'Spell the labels as the pods have them, or take the policy away.',
  },
};
