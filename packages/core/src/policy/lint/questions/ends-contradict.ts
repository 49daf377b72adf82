import { element, prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { familyBetween, type PolicyPod } from '../../pods.ts';
import { noPorts } from '../../port-set.ts';
import { portsAt } from '../../profile.ts';
import { spanAt } from '../../rows.ts';
import { blamed, type PlacedRule, rulesOf } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { closingPolicy, openedFor } from '../shut-out.ts';
import { witnessOf } from '../witness.ts';

function* judge(field: Field): Generator<LintVerdict> {
  const near = nearClasses(field);
  for (const placed of rulesOf(field)) {
    const { policy, rule, direction } = placed;
    if (rule.action !== 'allow' || rule.condition !== undefined) continue;
    if (!rule.peers.every(({ kind }) => kind === 'pods')) continue;
    const refused = refusedPair(field, placed, near.get(policy.id) ?? []);
    if (refused === undefined) continue;
    const [from, to] =
      direction === 'egress' ? [refused.near, refused.far] : [refused.far, refused.near];
    const ends = { from: { kind: 'pod', pod: from }, to: { kind: 'pod', pod: to } } as const;
    const witness = witnessOf(field.model, { ...ends, among: refused.ports });
    if (witness === undefined || witness.verdict !== 'refused') continue;
    const closing = closingPolicy(
      field,
      refused.far,
      direction === 'egress' ? 'ingress' : 'egress',
    );
    yield blamed(policy, {
      path: rule.path,
      says: prose`Nothing that this rule allows comes through: the other end refuses all of it${closing === undefined ? [] : prose`, closed by ${element(closing.id, closing.name)}`}.`,
      fix: words('Allow the connection at the other end too, or take the rule away.'),
      witness,
      repair: openedFor(field, witness, `allow-${from.name}-to-${to.name}`),
    });
  }
}

/** Classes that each policy selects surely. */
function nearClasses({ relation, model }: Field): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  const { samples, nodesFrom } = relation.classes;
  for (let at = 0; at < nodesFrom; at += 1) {
    const pod = samples[at];
    if (pod === undefined) continue;
    for (const { policy, certainty } of model.profiles.selecting(pod)) {
      if (certainty !== 'yes') continue;
      const known = found.get(policy.id);
      if (known === undefined) found.set(policy.id, [at]);
      else known.push(at);
    }
  }
  return found;
}

interface Refused {
  readonly near: PolicyPod;
  readonly far: PolicyPod;
  readonly ports: number;
}

/** More pairs than these are not looked at: such a rule is a wide one, and no single flow. */
const mostPairs = 4096;

/** One pair of ends of the rule, where every pair is refused by the far end; undefined where one passes. */
function refusedPair(
  field: Field,
  { rule, direction }: PlacedRule,
  near: readonly number[],
): Refused | undefined {
  const { relation, making, model } = field;
  const { samples, nodesFrom } = relation.classes;
  const { spans, ports } = model.world;
  const farSide = direction === 'egress' ? 'ingress' : 'egress';
  const numbers = (rule.ports ?? []).flatMap((term) => (term.kind === 'numbers' ? term.ports : []));
  const names = (rule.ports ?? []).flatMap((term) => (term.kind === 'named' ? term : []));
  const all = rule.ports === undefined ? 1 : numbers.reduce((a, b) => ports.union(a, b), noPorts);
  let found: Refused | undefined;
  let count = 0;
  for (const at of near) {
    const pod = samples[at];
    if (pod === undefined) continue;
    for (const peer of rule.peers)
      for (const run of making.runs.of(peer, pod, 4))
        for (let other = run.start; other < Math.min(run.end, nodesFrom); other += 1) {
          const far = samples[other];
          if (far === undefined || run.certainty !== 'yes') return undefined;
          // A single pod and itself are no two ends.
          if (other === at && (relation.classes.members[at]?.length ?? 0) < 2) continue;
          count += 1;
          if (count > mostPairs) return undefined;
          const family = familyBetween(
            direction === 'egress' ? pod : far,
            direction === 'egress' ? far : pod,
          );
          if (family === undefined) continue;
          const receiver = direction === 'egress' ? far : pod;
          const wanted = portsAt({ numbers: all, names }, receiver.ports, ports);
          const span = spanAt(relation.side(farSide, other, family), at);
          if (ports.meet(spans.possible(span), wanted) !== noPorts) return undefined;
          if (wanted !== noPorts) found ??= { near: pod, far, ports: wanted };
        }
  }
  return found;
}

/** AKS-NP-007: one end allows what the other refuses. */
export const endsContradict: LintQuestion = {
  code: 'AKS-NP-007',
  title: 'One end allows what the other refuses',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'A rule lets pods connect to others, and the policies of those refuse all of it; or the other way round.',
    why: 'A connection passes only if both ends let it: the rule reads as if it opened something and opens nothing.',
    judged:
      'A rule whose other ends are pods: for every pod that its policy selects and every pod that it names, the policies of the far end are asked for the ports of the rule. Told if none of it passes. Very wide rules are not looked at.',
    undetermined: 'Never; where a connection perhaps passes, nothing is told.',
    fix: 'Allow the connection at the other end too, or take the rule away.',
  },
};
