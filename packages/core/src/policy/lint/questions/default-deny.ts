import { prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { isEmpty } from '../../implication.ts';
import { holdsNamespace } from '../../match.ts';
import { allPorts } from '../../port-set.ts';
import type { Direction, Policy } from '../../rule.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { type Witness, witnessOf } from '../witness.ts';

const spelled = { ingress: 'Ingress', egress: 'Egress' } as const;

function* judge(field: Field): Generator<LintVerdict> {
  const { world } = field.model;
  if (!world.dialects.some(({ enforces }) => enforces)) return;
  const general = field.policies.filter(
    ({ subjects, unread }) => unread !== undefined || subjects.some(({ pods }) => isEmpty(pods)),
  );
  const byOwn = new Map<string, Policy[]>();
  const wide: Policy[] = [];
  for (const policy of general)
    for (const { namespaces } of policy.subjects)
      if (namespaces.kind === 'matching') wide.push(policy);
      else byOwn.set(namespaces.namespace, [...(byOwn.get(namespaces.namespace) ?? []), policy]);
  for (const name of field.ownNamespaces) {
    const pods = field.podsIn(name).filter(({ hostNetwork }) => !hostNetwork);
    const [pod] = pods;
    if (pod === undefined) continue;
    const here = [
      ...(byOwn.get(name) ?? []),
      ...wide.filter(({ subjects }) =>
        subjects.some(({ namespaces }) => holdsNamespace(namespaces, name, world) !== 'no'),
      ),
    ];
    const open = (['ingress', 'egress'] as const).filter((one) => !isClosed(here, one));
    if (open.length === 0) continue;
    const subject = field.namespaceId(name);
    const unread = here.find((policy) => policy.unread !== undefined);
    const missing =
      unread === undefined
        ? field.missing('networkPolicy')
        : [{ kind: 'notModelled', feature: unread.objectKind } as const];
    // Policies among the inputs show that the namespace is kept by them; else they may just not be here.
    if (missing.length > 0 && (unread !== undefined || here.length + field.policies.length === 0)) {
      yield { kind: 'undetermined', subject, missing };
      continue;
    }
    const witness = witnessIn(field, name, open);
    const source = world.objects.namespaces.length > 0 ? namespaceSource(field, name) : undefined;
    yield {
      kind: 'finding',
      subject,
      ...(source === undefined ? {} : { source }),
      path: [],
      says: prose`Namespace ${name} has no default deny for ${words(open.join(' and '))}: ${words(open.length > 1 ? 'pods' : 'a pod')} that no policy selects ${words(open.length > 1 ? 'are' : 'is')} open.`,
      fix: words('Close the namespace, and allow what is wanted in the same change.'),
      ...(witness === undefined ? {} : { witness }),
      repair: [
        {
          kind: 'add',
          manifest: {
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: 'default-deny', namespace: name },
            spec: { podSelector: {}, policyTypes: open.map((one) => spelled[one]) },
          },
        },
      ],
    };
  }
}

const namespaceSource = ({ estate, namespaceId }: Field, name: string) => {
  const id = namespaceId(name);
  for (const namespace of estate.elements.namespace.values())
    if (namespace.id === id) return namespace.source;
  return undefined;
};

/** Some policy isolates all pods, and none of them lets everything through. */
function isClosed(policies: readonly Policy[], direction: Direction): boolean {
  const sides = policies.flatMap((policy) => policy[direction] ?? []);
  const opens = sides.some(({ rules }) =>
    rules.some(
      ({ action, peers, ports, condition }) =>
        action === 'allow' &&
        ports === undefined &&
        condition === undefined &&
        peers.some(({ kind }) => kind === 'everyone'),
    ),
  );
  return sides.some(({ isolates }) => isolates) && !opens;
}

/** A connection that is open since nothing closes the namespace. */
function witnessIn(field: Field, name: string, open: readonly Direction[]): Witness | undefined {
  const { model } = field;
  for (const direction of open)
    for (const pod of field.podsIn(name)) {
      const profile = model.profiles.of(pod, direction);
      if (profile.exempt !== undefined || profile.isolation.isolated !== 'no') continue;
      const other = model.world.pods.find((one) => one !== pod && !one.hostNetwork);
      if (other === undefined) return undefined;
      const [near, far] = [{ kind: 'pod', pod } as const, { kind: 'pod', pod: other } as const];
      const [from, to] = direction === 'egress' ? [near, far] : [far, near];
      return witnessOf(model, { from, to, among: allPorts });
    }
  return undefined;
}

/** AKS-NP-015: a namespace without default deny. */
export const defaultDeny: LintQuestion = {
  code: 'AKS-NP-015',
  title: 'Namespace has no default deny',
  severity: 'note',
  about: 'namespaces',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'No policy closes all pods of a namespace that has pods, for ingress or for egress.',
    why: 'A pod that no policy selects is open: a new workload stays so until somebody thinks of it.',
    judged:
      'A policy about all pods of the namespace isolates the direction, and none of those lets everything through; a plain default deny is what is wanted. Namespaces of Kubernetes and AKS are passed over, and those without pods.',
    undetermined:
      'A policy of a kind that is not read is about the namespace; or there are no policies among the inputs and nobody said that all are.',
    fix: 'Add the policy, together with those for what is wanted: look-ups of names first.',
  },
};
