import type { NetworkPolicy } from '../../../estate/elements/kubernetes.ts';
import type { Estate } from '../../../estate/estate.ts';
import { cluster } from '../../../estate/sketch.ts';
import { element, type Prose, prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { policyEngines } from '../../../facts/policy-engines.ts';
import { namespace, workload } from '../../drawn.ts';
import { factsEvidence, finding, passUnless } from '../../judge.ts';
import { missingPolicies, type NamespaceView, namespaces } from '../../namespaces.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { selectsAll } from '../../selects.ts';

const directions = ['Ingress', 'Egress'] as const;
type Direction = (typeof directions)[number];

function judge(estate: Estate, each: NamespaceView): Judgement {
  const open = directions.filter((direction) => !isClosed(each.policies, direction));
  const missing = missingPolicies(estate, each, 'ofAllPods');
  if (open.length === 0 || missing.length > 0) return passUnless(missing, each.id);
  return finding(each.id, {
    severity: each.isOpenOnPurpose ? 'note' : 'warning',
    says: prose`Namespace ${element(each.id, each.name)}${inCluster(estate, each)} is open for ${words(open.join(' and ').toLowerCase())}: pods that no policy selects ${words(opens(open))}.${words(each.isOpenOnPurpose ? ' Its label says that it is left open on purpose.' : '')}`,
    evidence: factsEvidence(
      prose`policies of the namespace: ${each.policies.length}`,
      ...each.policies.map(
        (policy) => prose`${called(estate, policy.id)}: ${words(policy.policyTypes.join(', '))}`,
      ),
    ),
    fix: prose`Add a policy with an empty podSelector and policyTypes Ingress and Egress, together with policies for what is wanted: look-ups of names first.`,
  });
}

const opens = (open: readonly Direction[]): string =>
  open
    .map((direction) =>
      direction === 'Ingress' ? 'accept every connection' : 'may connect to everything',
    )
    .join(' and ');

const inCluster = (estate: Estate, { cluster: home }: NamespaceView): Prose =>
  home === undefined ? [] : prose` of ${called(estate, home)}`;

/**
 * Whether every pod of the namespace is closed in a direction but for what is allowed: some policy
 * selects them all, and none of those lets everything through.
 */
function isClosed(policies: readonly NetworkPolicy[], direction: Direction): boolean {
  const general = policies.filter(
    ({ podSelector, policyTypes }) => selectsAll(podSelector) && policyTypes.includes(direction),
  );
  const rules = general.flatMap((policy) =>
    direction === 'Ingress' ? policy.ingress : policy.egress,
  );
  return general.length > 0 && !rules.some(({ peers, ports }) => peers.length + ports.length === 0);
}

/** AKS-POL-001: a namespace has no default deny. */
export const noDefaultDeny: Rule = {
  code: 'AKS-POL-001',
  title: 'Namespace has no default deny',
  severity: 'warning',
  topic: 'policy',
  judge: (estate) => namespaces(estate).map((each) => judge(estate, each)),
  cite: [sourceFile('kubernetes/website:network-policies.md'), ...policyEngines.cilium.cite],
  page: {
    what: 'No NetworkPolicy closes all pods of a namespace, in one direction or both.',
    why: 'A pod that no policy selects accepts every connection and may open any. Whoever takes over one pod reaches all others, and a new workload is open until somebody writes a policy for it.',
    judged:
      'A namespace is closed in a direction when a policy with an empty podSelector names it and no such policy lets everything through. Both directions count. A warning; a note when the label of the namespace says that it is open on purpose. Namespaces of Kubernetes and AKS are passed over. Whether an engine enforces any of it is asked by AKS-MODE-003.',
    undetermined:
      'Nobody said that all policies of the cluster are among the inputs, or there are policies of Cilium or Calico for all pods, which may close the namespace or open it.',
    fix: 'Close the namespace and allow what is wanted in the same change; `aksnet design` writes both from the declared connections.',
    example: {
      given: 'A namespace with a workload and no policy.',
      elements: () => [
        cluster('pay'),
        namespace('pay', 'payments'),
        workload('pay', 'payments/payment-api'),
      ],
    },
  },
};
