import { judge } from '../judge.ts';
import { isSeenAsNode } from '../match.ts';
import { ownerKey } from '../owners.ts';
import { familyBetween, type PolicyPod } from '../pods.ts';
import { closed as nothing } from '../span.ts';
import {
  isKept,
  type ProofDifference,
  type ProofReason,
  type Proving,
  partsOf,
  policiesIn,
} from './difference.ts';
import { floorIndexes } from './floor-indexes.ts';
import { podKinds } from './pod-kinds.ts';

/** What was found between pods. */
export interface PodDifferences {
  readonly differences: readonly ProofDifference[];
  /** Pairs of pods that were asked for, of which at least one is closed. */
  readonly pairs: number;
  /** Pairs of which something passes whatever is written. */
  readonly beyond: number;
}

/** Holds what passes between pods against what is wanted, once for all pods that fare alike. */
export function podDifferences(proving: Proving): PodDifferences {
  const { got, floor, wanted, closed } = proving;
  const { world } = got.model;
  const kinds = podKinds(proving);
  const inFloor = floorIndexes(world, floor.model.world);
  const found = new Map<string, ProofDifference>();
  let [pairs, beyond] = [0, 0];
  const isClosed = (pod: PolicyPod): boolean =>
    closed.has(pod.namespace) && !isSeenAsNode(pod, world);
  for (const senders of kinds)
    for (const receivers of kinds) {
      const pair = differentOf(senders, receivers, world.pods);
      const [i, j] = pair ?? [];
      const [from, to] = [world.pods[i ?? -1], world.pods[j ?? -1]];
      if (i === undefined || j === undefined || from === undefined || to === undefined) continue;
      if (!isClosed(from) && !isClosed(to)) continue;
      if (familyBetween(from, to) === undefined) continue;
      const count = senders.length * receivers.length;
      pairs += count;
      const least = floor.betweenPods(inFloor[i] ?? i, inFloor[j] ?? j);
      if (least !== nothing) beyond += count;
      const answers = {
        got: got.betweenPods(i, j),
        wanted: world.spans.union(least, wanted.betweenPods(i, j)),
      };
      for (const part of partsOf(world, answers)) {
        const between = judge(got.model, { kind: 'pod', pod: from }, { kind: 'pod', pod: to });
        const about = { from, to, isNode: [from, to].some((pod) => isSeenAsNode(pod, world)) };
        const why = reasonOf(part, about.isNode, isKept(between, proving));
        for (const a of ownersIn(senders, world.pods))
          for (const b of ownersIn(receivers, world.pods))
            found.set(`${a} ${b} ${part.kind} ${part.sure} ${part.ports}`, {
              ...part,
              from: { kind: 'workload', text: a },
              to: { kind: 'workload', text: b },
              by: policiesIn(between, part.kind),
              why,
            });
      }
    }
  return { differences: [...found.values()], pairs, beyond };
}

function reasonOf(
  { kind, sure }: Pick<ProofDifference, 'kind' | 'sure'>,
  isNode: boolean,
  kept: boolean,
): ProofReason {
  if (isNode) return 'seenAsNode';
  if (kind === 'less' && kept) return 'kept';
  return sure ? 'words' : 'untold';
}

/** One pod of each, not the same; a template stands for several pods, which may talk to one another. */
function differentOf(
  [from, second]: readonly number[],
  receivers: readonly number[],
  pods: readonly PolicyPod[],
): readonly [number, number] | undefined {
  if (from === undefined) return undefined;
  const other = receivers.find((at) => at !== from);
  if (other !== undefined) return [from, other];
  const [to] = receivers;
  if (to === undefined) return undefined;
  if (second !== undefined) return [second, to];
  return pods[to]?.workload.workloadKind === 'Pod' ? undefined : [from, to];
}

const ownersIn = (kind: readonly number[], pods: readonly PolicyPod[]): readonly string[] => [
  ...new Set(kind.flatMap((at) => (pods[at] === undefined ? [] : [ownerKey(pods[at].owner)]))),
];
