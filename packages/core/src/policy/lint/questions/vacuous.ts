import { code, prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import type { PolicyPod } from '../../pods.ts';
import { blamed, type PlacedRule, rulesOf } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { patching, withoutPort } from '../repair.ts';

const spelled = { ingress: 'Ingress', egress: 'Egress' } as const;

function* judge(field: Field): Generator<LintVerdict> {
  for (const policy of field.model.world.objects.policies)
    for (const direction of ['ingress', 'egress'] as const) {
      if (policy.policyTypes.includes(spelled[direction]) || policy[direction].length === 0)
        continue;
      yield blamed(policy, {
        path: ['spec', direction],
        says: prose`The ${direction} rules do nothing: ${'policyTypes'} does not name ${spelled[direction]}.`,
        fix: prose`Add ${spelled[direction]} to ${'policyTypes'} if the pods are to be closed, else take the rules away.`,
        repair: patching(policy.id, { op: 'remove', path: ['spec', direction] }),
      });
    }
  for (const placed of rulesOf(field)) yield* namedNowhere(field, placed);
}

/** Names of ports that no receiver has. */
function* namedNowhere(field: Field, placed: PlacedRule): Generator<LintVerdict> {
  const { policy, rule, place } = placed;
  const named = (rule.ports ?? []).flatMap((term) => (term.kind === 'named' ? term : []));
  if (named.length === 0) return;
  const receivers = receiversOf(field, placed);
  if (receivers === undefined) return;
  const nowhere = named.filter(
    ({ name, protocol }) =>
      !receivers.some(({ ports }) =>
        ports.some((one) => one.name === name && (protocol ?? one.protocol) === one.protocol),
      ),
  );
  for (const { name, protocol } of nowhere) {
    const at = place?.policy[place.direction][place.index]?.ports.findIndex(
      (port) => port.port === name && port.protocol === protocol,
    );
    yield blamed(policy, {
      path: at === undefined || at < 0 ? rule.path : [...rule.path, 'ports', at, 'port'],
      says: prose`No receiver has a ${words(protocol ?? '')} port called ${name}, so nothing is allowed by it.`,
      evidence: [prose`receivers: ${receivers.length}`],
      fix: prose`Give the container port the name ${code(name)}, or write its number.`,
      repair: place === undefined || at === undefined || at < 0 ? [] : withoutPort(place, at),
    });
  }
}

/** The pods at which names are looked up; undefined where none are known, which is another question's matter. */
function receiversOf(
  field: Field,
  { policy, rule, direction }: PlacedRule,
): readonly PolicyPod[] | undefined {
  const selected = field.selected(policy).filter(({ asNode }) => !asNode);
  if (direction === 'ingress')
    return selected.length === 0 ? undefined : selected.map(({ pod }) => pod);
  const [first] = selected;
  if (first === undefined) return undefined;
  const { runs, classes } = field.making;
  const found = rule.peers
    .flatMap((peer) => runs.of(peer, first.pod, 4))
    .flatMap(({ start, end }) => classes.samples.slice(start, Math.min(end, classes.nodesFrom)));
  const isOutsideOnly = rule.peers.every(({ kind }) => kind === 'addresses' || kind === 'outside');
  return found.length === 0 && !isOutsideOnly ? undefined : found;
}

/** AKS-NP-004: a rule that can never allow anything. */
export const vacuous: LintQuestion = {
  code: 'AKS-NP-004',
  title: 'Rule has no effect',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'A list of rules of a direction that the policy is not about, or a port by a name that no receiver has.',
    why: 'What the rule was meant to allow is refused, or what it was meant to close is open.',
    judged:
      'Rules below `ingress` count only if `policyTypes` names Ingress, and those below `egress` only with Egress. A name of a port is looked up at the receiver: the selected pod on ingress, the other end on egress; name and protocol must both be those of a container. An ipBlock has no names of ports.',
    undetermined: 'Never; a rule that means nobody is told by AKS-NP-002.',
    fix: 'Name the direction, or the port as the containers name it.',
  },
};
