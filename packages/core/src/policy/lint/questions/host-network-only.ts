import { prose, words } from '../../../evidence/prose.ts';
import { aksPage, issue } from '../../../facts/documents.ts';
import { allPorts } from '../../port-set.ts';
import { blamed, subjectPath } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { removal } from '../repair.ts';
import { witnessOf } from '../witness.ts';

function* judge(field: Field): Generator<LintVerdict> {
  const { model } = field;
  for (const policy of field.policies) {
    const selected = field.selected(policy);
    const [first] = selected;
    if (first === undefined || !selected.every(({ asNode }) => asNode)) continue;
    const { pod } = first;
    const other = model.world.pods.find((one) => one !== pod && !one.hostNetwork);
    const witness =
      other === undefined
        ? undefined
        : witnessOf(model, {
            from: { kind: 'pod', pod: other },
            to: { kind: 'pod', pod },
            among: allPorts,
          });
    yield blamed(policy, {
      path: subjectPath(policy),
      says: prose`All ${selected.length} pods that it selects are on the network of their node, where no policy is enforced.`,
      fix: words(
        'Take the pods off the network of the node, or close their ports on the node; the policy does nothing.',
      ),
      ...(witness === undefined ? {} : { witness }),
      repair: removal(policy.id),
    });
  }
}

/** AKS-NP-010: a policy about pods on the network of their node only. */
export const hostNetworkOnly: LintQuestion = {
  code: 'AKS-NP-010',
  title: 'Policy selects only pods on the network of their node',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: [aksPage('use-network-policies.md'), issue('kubernetes/website#39875')],
  page: {
    what: 'All pods that a policy selects run with `hostNetwork: true`.',
    why: 'Engines see the traffic of such pods as that of their node: they are closed by no policy, although one seems to be about them.',
    judged:
      'Every selected pod of the inputs is on the network of its node, and the engine does not take those for pods.',
    undetermined: 'Never; a policy that selects no pod at all is told by AKS-NP-001.',
    fix: 'Guard such pods by rules of the node or its subnet, and take the policy away.',
  },
};
