import type { Service } from '../../../estate/elements/kubernetes.ts';
import { code, element, prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import type { Party } from '../../match.ts';
import type { PolicyPod } from '../../pods.ts';
import { serviceTargets } from '../../service-backends.ts';
import { blamed, type PlacedRule, rulesOf } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { patching } from '../repair.ts';
import { answerTo, refusedCall } from '../shut-out.ts';

/** A port of a Service that ends at another one of a pod. */
interface Translated {
  readonly service: Service;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
  readonly target: number;
}

function* judge(field: Field): Generator<LintVerdict> {
  const translated = translatedOf(field);
  if (translated.size === 0) return;
  for (const placed of rulesOf(field)) {
    const { policy, rule, place, direction } = placed;
    const ports = place?.policy[direction][place.index]?.ports ?? [];
    if (place === undefined || ports.length === 0) continue;
    const near = field.selected(policy).find(({ asNode }) => !asNode)?.pod;
    if (near === undefined) continue;
    for (const [at, item] of ports.entries()) {
      if (typeof item.port !== 'number' || item.endPort !== undefined) continue;
      const hit = receiversOf(field, placed, near)
        .flatMap((pod) => (translated.get(pod) ?? []).map((one) => ({ pod, one })))
        .find(({ pod, one }) => isMeant(field, { pod, one, item, near, placed }));
      if (hit === undefined) continue;
      const { service, target, protocol } = hit.one;
      const to = { kind: 'pod', pod: hit.pod } as const;
      const from = senderOf(field, placed, near);
      yield blamed(policy, {
        path: [...rule.path, 'ports', at, 'port'],
        says: prose`It names port ${code(String(item.port))} of the Service ${element(service.id, service.name)}, whose pods listen on ${code(String(target))}: policies see the port of the pod.`,
        fix: prose`Write ${code(String(target))}.`,
        ...(from === undefined
          ? {}
          : { witness: refusedCall({ from, to, protocol, port: target }) }),
        evidence: [words('Policies are asked after the address of a Service was replaced.')],
        repair: patching(policy.id, {
          op: 'replace',
          path: [...rule.path, 'ports', at, 'port'],
          value: target,
        }),
      });
    }
  }
}

function translatedOf({ model }: Field): ReadonlyMap<PolicyPod, readonly Translated[]> {
  const found = new Map<PolicyPod, Translated[]>();
  for (const service of model.world.objects.services)
    for (const { to, servicePort, port, protocol } of serviceTargets(model.world, service)
      .backends) {
      if (to.kind !== 'pod' || servicePort === undefined || servicePort.port === port) continue;
      const one = { service, protocol, port: servicePort.port, target: port };
      found.set(to.pod, [...(found.get(to.pod) ?? []), one]);
    }
  return found;
}

interface Hit {
  readonly pod: PolicyPod;
  readonly one: Translated;
  readonly item: { readonly protocol: string; readonly port?: number | string };
  readonly near: PolicyPod;
  readonly placed: PlacedRule;
}

/** The number is that of the Service, the pod does not listen on it, and the port it listens on is refused. */
function isMeant(field: Field, { pod, one, item, near, placed }: Hit): boolean {
  if (item.port !== one.port || item.protocol !== one.protocol) return false;
  if (pod.ports.some(({ port, protocol }) => port === one.port && protocol === one.protocol))
    return false;
  const from = senderOf(field, placed, near);
  if (from === undefined) return false;
  const { protocol, target: port } = one;
  return answerTo(field, { from, to: { kind: 'pod', pod }, protocol, port }) === 'no';
}

function receiversOf(field: Field, placed: PlacedRule, near: PolicyPod): readonly PolicyPod[] {
  if (placed.direction === 'ingress') return field.selected(placed.policy).map(({ pod }) => pod);
  return podsMeant(field, placed, near);
}

function podsMeant(
  { making, model }: Field,
  { rule }: PlacedRule,
  near: PolicyPod,
): readonly PolicyPod[] {
  const { runs, classes } = making;
  return rule.peers
    .flatMap((peer) => (peer.kind === 'pods' ? runs.of(peer, near, 4) : []))
    .flatMap(({ start, end }) => classes.members.slice(start, end).flat())
    .flatMap((at) => model.world.pods[at] ?? []);
}

function senderOf(field: Field, placed: PlacedRule, near: PolicyPod): Party | undefined {
  if (placed.direction === 'egress') return { kind: 'pod', pod: near };
  const [pod] = podsMeant(field, placed, near);
  return pod === undefined ? undefined : { kind: 'pod', pod };
}

/** AKS-NP-009: a rule with the port of a Service in the place of that of its pods. */
export const servicePort: LintQuestion = {
  code: 'AKS-NP-009',
  title: 'Rule names the port of a Service, not that of its pods',
  severity: 'error',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'A rule allows the number that a Service listens on, and its pods listen on another one.',
    why: 'A policy never sees a Service: its address and port were replaced before. The connection that was meant is refused.',
    judged:
      'The rule names a number, a Service in front of pods that the rule means has that port with another targetPort, no container of the pod has the number, and the connection to the targetPort is refused.',
    undetermined: 'Never; Services and pods that are not among the inputs are not looked at.',
    fix: 'Write the port of the pods.',
  },
};
