import { grouped } from '../../../estate/grouped.ts';
import { element, prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { noPorts } from '../../port-set.ts';
import { portsAt } from '../../profile.ts';
import type { Direction, Policy, Rule } from '../../rule.ts';
import { blamed } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { patching } from '../repair.ts';
import { type Witness, witnessOf } from '../witness.ts';

function* judge(field: Field): Generator<LintVerdict> {
  const [policies = []] = field.model.world.policies;
  const tiered = policies.filter(({ tier }) => tier !== 'standard');
  const used = new Set(tiered.map(({ tier, priority }) => `${tier} ${priority}`));
  for (const group of grouped(tiered, ({ tier, priority }) => `${tier} ${priority}`).values())
    for (const [i, policy] of group.entries())
      for (const other of group.slice(0, i)) {
        const witness = clashOf(field, other, policy);
        if (witness === undefined) continue;
        const free = freePriority(policy, used);
        const isWritten = policy.objectKind !== 'BaselineAdminNetworkPolicy' && free !== undefined;
        yield blamed(policy, {
          path: isWritten ? ['spec', 'priority'] : ['spec'],
          says: prose`It has the same priority as ${element(other.id, other.name)}, and the two decide otherwise: which of them is asked first is not defined.`,
          fix: words('Give one of them another priority.'),
          witness,
          repair: isWritten
            ? patching(policy.id, { op: 'replace', path: ['spec', 'priority'], value: free })
            : [],
        });
        break;
      }
}

const highest = 1000;

/** The next priority behind the policy's own that nobody of its tier has. */
function freePriority({ tier, priority }: Policy, used: ReadonlySet<string>): number | undefined {
  for (let next = priority + 1; next <= highest; next += 1)
    if (!used.has(`${tier} ${next}`)) return next;
  return undefined;
}

/** A connection that both speak of, with different actions. */
function clashOf(field: Field, a: Policy, b: Policy): Witness | undefined {
  const theirs = new Set(field.selected(a).map(({ pod }) => pod));
  const shared = field.selected(b).find(({ pod, asNode }) => theirs.has(pod) && !asNode);
  if (shared === undefined) return undefined;
  for (const direction of ['ingress', 'egress'] as const)
    for (const one of a[direction]?.rules ?? [])
      for (const other of b[direction]?.rules ?? []) {
        if (one.action === other.action) continue;
        const found = meeting(field, { one, other, direction, near: shared.pod });
        if (found !== undefined) return found;
      }
  return undefined;
}

interface Pair {
  readonly one: Rule;
  readonly other: Rule;
  readonly direction: Direction;
  readonly near: Field['model']['world']['pods'][number];
}

function meeting(field: Field, { one, other, direction, near }: Pair): Witness | undefined {
  const { making, model } = field;
  const { runs, classes } = making;
  const { ports } = model.world;
  const meant = (rule: Rule): ReadonlySet<number> => {
    const found = new Set<number>();
    for (const peer of rule.peers)
      for (const { start, end } of runs.of(peer, near, 4))
        for (let at = start; at < end; at += 1) found.add(at);
    return found;
  };
  const theirs = meant(other);
  for (const at of meant(one)) {
    if (!theirs.has(at)) continue;
    const found = classes.members[at]?.find((index) => model.world.pods[index] !== near);
    const pod = found === undefined ? undefined : model.world.pods[found];
    if (pod === undefined) continue;
    const receiver = direction === 'ingress' ? near : pod;
    const speaksOf = (rule: Rule): number => {
      if (rule.ports === undefined) return 1;
      let numbers = noPorts;
      for (const term of rule.ports)
        if (term.kind === 'numbers') numbers = ports.union(numbers, term.ports);
      const names = rule.ports.flatMap((term) => (term.kind === 'named' ? term : []));
      return portsAt({ numbers, names }, receiver.ports, ports);
    };
    const among = ports.meet(speaksOf(one), speaksOf(other));
    const [self, far] = [{ kind: 'pod', pod: near } as const, { kind: 'pod', pod } as const];
    const [from, to] = direction === 'egress' ? [self, far] : [far, self];
    if (among !== noPorts) return witnessOf(model, { from, to, among });
  }
  return undefined;
}

/** AKS-NP-013: policies of one tier and priority that overlap. */
export const equalPriority: LintQuestion = {
  code: 'AKS-NP-013',
  title: 'Policies of equal priority overlap',
  severity: 'error',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes-sigs/network-policy-api:apis/v1alpha2')],
  page: {
    what: 'Two policies of the admin or baseline tier have the same priority, and decide differently about the same connection.',
    why: 'Which of them is asked first is not defined: an engine may take either, and the next restart the other.',
    judged:
      'Both select a pod of the inputs, and rules with different actions mean the same other pod on the same port. Policies that agree, or never meet, are left alone.',
    undetermined: 'Never; pods that are not among the inputs are not looked at.',
    fix: 'Give one of them another priority.',
  },
};
