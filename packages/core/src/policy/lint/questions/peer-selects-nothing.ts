import { prose, words } from '../../../evidence/prose.ts';
import { sourceFile } from '../../../facts/documents.ts';
import { isContradiction } from '../../implication.ts';
import { holdsNamespace } from '../../match.ts';
import type { Peer } from '../../rule.ts';
import { blamed, rulesOf } from '../blame.ts';
import type { Field } from '../field.ts';
import type { LintQuestion, LintVerdict } from '../question.ts';
import { farWord, withoutPeer } from '../repair.ts';

type PodsPeer = Extract<Peer, { kind: 'pods' }>;

function* judge(field: Field): Generator<LintVerdict> {
  const asked = new Map<string, Meant>();
  for (const { policy, rule, direction, place } of rulesOf(field)) {
    const [first] = field.selected(policy);
    if (first === undefined) continue;
    for (const [j, peer] of rule.peers.entries()) {
      if (peer.kind !== 'pods' || isNever(peer)) continue;
      if (field.making.runs.of(peer, first.pod, 4).length > 0) continue;
      const meant = meantBy(field, peer, asked);
      const kind =
        meant.pods === 0 ? (meant.namespaces === 0 ? 'namespace' : 'workload') : undefined;
      const missing =
        kind === undefined ? [] : [...field.missing(kind), ...field.missing('workload')];
      if (missing.length > 0) {
        yield { kind: 'undetermined', subject: policy.id, missing };
        continue;
      }
      yield blamed(policy, {
        path: place === undefined ? rule.path : [...rule.path, farWord[direction], j],
        says:
          meant.namespaces === 0
            ? words('The other end that this rule names lies in no namespace there is.')
            : prose`The other end that this rule names selects no pod among ${meant.pods} of its namespaces.`,
        fix: words(
          'Spell the labels as the pods and namespaces have them, or take the entry away.',
        ),
        repair: place === undefined ? [] : withoutPeer(place, j),
      });
    }
  }
}

const isNever = ({ pods, namespaces }: PodsPeer): boolean =>
  isContradiction(pods) || (namespaces.kind === 'matching' && isContradiction(namespaces.selector));

interface Meant {
  readonly namespaces: number;
  readonly pods: number;
}

/** How many namespaces, and pods in them, a peer looks into; once for each term. */
function meantBy(
  { model: { world }, podsIn }: Field,
  { namespaces }: PodsPeer,
  asked: Map<string, Meant>,
): Meant {
  const key = JSON.stringify(namespaces);
  const known = asked.get(key);
  if (known !== undefined) return known;
  const names = [...world.namespaces.keys()].filter(
    (name) => holdsNamespace(namespaces, name, world) !== 'no',
  );
  const pods = names.reduce((sum, name) => sum + podsIn(name).length, 0);
  const made = { namespaces: names.length, pods };
  asked.set(key, made);
  return made;
}

/** AKS-NP-002: the other end of a rule selects no pod. */
export const peerSelectsNothing: LintQuestion = {
  code: 'AKS-NP-002',
  title: 'Other end of a rule selects nothing',
  severity: 'warning',
  about: 'policies',
  judge,
  cite: [sourceFile('kubernetes/website:network-policies.md')],
  page: {
    what: 'An entry of `from` or `to` names pods by labels that none has.',
    why: 'Whom it was meant to let through is refused, and the rule reads as if it let them.',
    judged:
      'A podSelector alone looks into the namespace of the policy; beside a namespaceSelector into those namespaces. An empty selector selects all. Policies that select nothing themselves are passed over.',
    undetermined:
      'The entry looks into namespaces of which the inputs hold no pod, or that are not among the inputs, and nobody said that all are.',
    fix: 'Spell the labels as the pods and namespaces have them, or take the entry away.',
  },
};
