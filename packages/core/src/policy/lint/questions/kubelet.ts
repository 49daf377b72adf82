import { prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { answerTo, closingPolicy, refusedCall } from '../shut-out.ts';

function* judge(field: Field): Generator<LintVerdict> {
  const { model, relation } = field;
  const told = new Set<string>();
  for (const pod of relation.classes.samples.slice(0, relation.classes.nodesFrom)) {
    const node = pod.node === undefined ? undefined : model.world.nodes.get(pod.node);
    const closing = closingPolicy(field, pod, 'ingress');
    const [first] = pod.ports;
    if (node === undefined || closing === undefined || first === undefined) continue;
    if (told.has(closing.id)) continue;
    const calls = pod.ports.map(
      ({ protocol, port }) =>
        ({
          from: { kind: 'node', node },
          to: { kind: 'pod', pod },
          protocol,
          port,
        }) as const,
    );
    const [call] = calls;
    if (call === undefined || calls.some((one) => answerTo(field, one) !== 'no')) continue;
    told.add(closing.id);
    yield blamed(closing, {
      path: ['spec'],
      says: prose`It closes ${pod.namespace}/${pod.name} to its own node, and this engine makes no exception: probes of the kubelet fail.`,
      fix: words('Allow the addresses of the node on the ports that are probed.'),
      witness: refusedCall(call),
      repair: [],
    });
  }
}

/** AKS-NP-017: probes of the kubelet are shut out. */
export const kubelet: LintQuestion = {
  code: 'AKS-NP-017',
  title: 'Probes of the kubelet are shut out',
  severity: 'error',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'A pod is closed to processes of its own node on every port of its containers.',
    why: 'The kubelet probes from the node: without answer the pod is restarted or gets no traffic.',
    judged:
      'By the engine: the specification and every engine of AKS let in what comes from the own node, so this speaks only where a reading makes no such exception. The node must be among the inputs.',
    undetermined: 'Never; pods whose node is not known are not looked at.',
    fix: 'Allow the addresses of the node on the ports that are probed.',
  },
};
