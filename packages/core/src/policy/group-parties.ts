import { judge } from './judge.ts';
import type { Party } from './match.ts';
import { type Passing, PassingSum } from './passing.ts';
import type { PodGroup } from './pod-groups.ts';
import type { Relation } from './relation.ts';
import type { Direction } from './rule.ts';
import { subjectTo } from './subject-to.ts';

/** What passes between a group and an end that is no pod: a node, a name. */
export function groupParty(
  { model, classes }: Relation,
  { group, party, direction }: { group: PodGroup; party: Party; direction: Direction },
): Passing | undefined {
  const sum = new PassingSum(model.world.spans);
  const seen = new Set<string>();
  for (const at of group.pods) {
    const pod = model.world.pods[at];
    if (pod === undefined) continue;
    // Whether a node is the pod's own may decide.
    const key = `${classes.of[at]} ${party.kind === 'node' ? (pod.node ?? '') : ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const near: Party = { kind: 'pod', pod };
    const [from, to] = direction === 'egress' ? [near, party] : [party, near];
    sum.add(judge(model, from, to).span, () => subjectTo(model, from, to));
  }
  return sum.result();
}

/**
 * Names outside that rules about what the group sends speak of, as written: each is judged by a name that
 * fits it. A pattern of every name says nothing beyond addresses and is left out.
 */
export function namesAsked({ model }: Relation, group: PodGroup): readonly NameAsked[] {
  const found = new Map<string, NameAsked>();
  for (const at of group.pods) {
    const pod = model.world.pods[at];
    if (pod === undefined) continue;
    for (const { rule } of model.profiles.of(pod, 'egress').steps)
      for (const peer of rule.peers)
        for (const { text } of peer.kind === 'names' ? peer.patterns : [])
          if (!/^\*+$/.test(text))
            found.set(text, {
              pattern: text,
              party: { kind: 'name', name: text.replace(/\*+/g, 'any') },
            });
  }
  return [...found.values()];
}

/** A pattern of names, and an end that stands for all that fit it. */
export interface NameAsked {
  readonly pattern: string;
  readonly party: Party;
}
