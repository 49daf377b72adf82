import type { Missing } from '../../../evidence/knowable.ts';
import { element, prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { type EntryReach, entryReach } from '../../entries.ts';
import type { Party } from '../../match.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { answerTo, closingPolicy, openedFor, refusedCall } from '../shut-out.ts';

function* judge(field: Field): Generator<LintVerdict> {
  const told = new Set<string>();
  for (const reach of entryReach(field.model))
    for (const { to, protocol, port, passes } of reach.backends) {
      if (to.kind !== 'pod' || passes === 'yes') continue;
      const closing = closingPolicy(field, to.pod, 'ingress');
      const subject = closing?.id ?? reach.entry.id;
      const key = `${subject} ${reach.entry.id}`;
      if (told.has(key)) continue;
      told.add(key);
      if (passes === 'maybe') {
        yield { kind: 'undetermined', subject, missing: [missingOf(reach)] };
        continue;
      }
      const from = callerOf(field, reach, { to, protocol, port });
      const call = from === undefined ? undefined : { from, to, protocol, port };
      yield blamed(closing ?? reach.entry, {
        path: closing === undefined ? [] : ['spec'],
        says: prose`The controller that serves ${element(reach.entry.id, reach.entry.name)} cannot reach ${to.pod.namespace}/${to.pod.name}.`,
        fix: words(
          'Allow the pods of the controller, or the range of its subnet where it lies outside.',
        ),
        ...(call === undefined ? {} : { witness: refusedCall(call) }),
        repair: call === undefined ? [] : openedFor(field, call, `allow-ingress-to-${to.pod.name}`),
      });
    }
}

const missingOf = ({ controller, entry }: EntryReach): Missing =>
  controller.kind === 'unknown' || controller.kind === 'unseen'
    ? { kind: 'notListed', what: 'workload' }
    : { kind: 'notModelled', feature: `where the controller of ${entry.name} sends from` };

function callerOf(
  field: Field,
  { controller }: EntryReach,
  call: Omit<Parameters<typeof answerTo>[1], 'from'>,
): Party | undefined {
  if (controller.kind !== 'pods') return undefined;
  const all = controller.pods.map((pod): Party => ({ kind: 'pod', pod }));
  return all.find((from) => answerTo(field, { ...call, from }) === 'no');
}

/** AKS-NP-018: the ingress controller is shut out. */
export const ingressController: LintQuestion = {
  code: 'AKS-NP-018',
  title: 'Ingress controller is shut out',
  severity: 'error',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'An Ingress or a route leads to pods that refuse its controller.',
    why: 'Callers get an error from the controller, although the application runs.',
    judged:
      'For each Ingress and route the controller is found by its class, its Service and the pods behind it; the connection from its pods, or from where it sends, is judged by the policies of both ends.',
    undetermined:
      'The controller, or where it sends from, is not among the inputs and the policies do not let everybody in.',
    fix: 'Allow the pods of the controller on the port of the pods.',
  },
};
