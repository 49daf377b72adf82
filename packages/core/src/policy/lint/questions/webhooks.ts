import type { KubernetesObject } from '../../../estate/elements/kubernetes.ts';
import { element, prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { itemsOf, textOf, fieldOf as valueAt } from '../../kinds/value.ts';
import type { PolicyPod } from '../../pods.ts';
import type { Protocol } from '../../port-set.ts';
import { portsAt } from '../../profile.ts';
import { serviceTargets } from '../../service-backends.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { closingPolicy } from '../shut-out.ts';

const kinds = new Set(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']);

function* judge(field: Field): Generator<LintVerdict> {
  const told = new Set<string>();
  for (const object of field.model.world.objects.objects) {
    if (!kinds.has(object.objectKind)) continue;
    for (const { pod, protocol, port } of calledBy(field, object)) {
      const closing = closingPolicy(field, pod, 'ingress');
      if (closing === undefined || told.has(`${closing.id} ${object.id}`)) continue;
      const opens = opensAtAll(field, pod, { protocol, port });
      if (opens === 'forEverybody') continue;
      told.add(`${closing.id} ${object.id}`);
      if (opens === 'forSome') {
        const feature = 'which address the API server calls webhooks from';
        yield {
          kind: 'undetermined',
          subject: closing.id,
          missing: [{ kind: 'notModelled', feature }],
        };
        continue;
      }
      yield blamed(closing, {
        path: ['spec'],
        says: prose`${element(object.id, object.name)} has the API server call ${pod.namespace}/${pod.name} on ${words(protocol)} ${port}, and nobody at all may.`,
        fix: words(
          'Allow the port, from everybody unless it is known where the API server calls from: the webhook tells callers apart by their certificate.',
        ),
        repair: [
          {
            kind: 'add',
            manifest: {
              apiVersion: 'networking.k8s.io/v1',
              kind: 'NetworkPolicy',
              metadata: { name: 'allow-webhook', namespace: pod.namespace },
              spec: {
                podSelector: { matchLabels: pod.workload.podLabels },
                policyTypes: ['Ingress'],
                ingress: [{ ports: [{ protocol, port }] }],
              },
            },
          },
        ],
      });
    }
  }
}

interface Called {
  readonly pod: PolicyPod;
  readonly protocol: Protocol;
  readonly port: number;
}

/** The API server calls a Service of this port where the object names none. */
const defaultPort = 443;

function calledBy({ model, servicesIn }: Field, { body }: KubernetesObject): readonly Called[] {
  return itemsOf(valueAt(body, 'webhooks')).flatMap((webhook) => {
    const target = valueAt(valueAt(webhook, 'clientConfig'), 'service');
    const [name, namespace] = [
      textOf(valueAt(target, 'name')),
      textOf(valueAt(target, 'namespace')),
    ];
    const written = valueAt(target, 'port');
    const port = typeof written === 'number' ? written : defaultPort;
    const service = servicesIn(namespace ?? 'default').find((one) => one.name === name);
    if (service === undefined) return [];
    return serviceTargets(model.world, service, { port }).backends.flatMap(({ to, ...rest }) =>
      to.kind === 'pod' ? { pod: to.pod, protocol: rest.protocol, port: rest.port } : [],
    );
  });
}

/** Whom the policies of the pod open the port for. */
function opensAtAll(
  { model }: Field,
  pod: PolicyPod,
  { protocol, port }: Omit<Called, 'pod'>,
): 'forEverybody' | 'forSome' | 'forNobody' {
  const { ports } = model.world;
  const profile = model.profiles.of(pod, 'ingress');
  if (profile.isolation.unread || profile.isolation.isolated !== 'yes') return 'forSome';
  const opening = profile.steps.filter(
    (step) =>
      step.rule.action === 'allow' &&
      step.rule.peers.length > 0 &&
      ports.has(portsAt(step, pod.ports, ports), protocol, port),
  );
  const isForAll = opening.some(({ rule }) => rule.peers.some(({ kind }) => kind === 'everyone'));
  return isForAll ? 'forEverybody' : opening.length > 0 ? 'forSome' : 'forNobody';
}

/** AKS-NP-020: the API server cannot call a webhook. */
export const webhooks: LintQuestion = {
  code: 'AKS-NP-020',
  title: 'Admission webhook is shut out',
  severity: 'error',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'Pods behind an admission webhook are closed, and no rule opens the port that the API server calls.',
    why: 'The API server cannot ask the webhook: objects are refused, or let through unasked, as its failurePolicy says.',
    judged:
      'The Service that the webhook names, its pods and their port, by the policies of those pods. Told where nobody may call the port. The API server is not a pod of the cluster.',
    undetermined:
      'Some may call the port: whether the API server is among them hangs on where its calls come from.',
    fix: 'Allow the port.',
  },
};
