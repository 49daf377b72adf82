import { type Judgement, judge } from './judge.ts';
import type { PodGroup } from './pod-groups.ts';
import type { Relation } from './relation.ts';
import type { Policy } from './rule.ts';

/** What one side of a pair says, and which policies make it say so. */
export interface SideSays {
  /**
   * `free`: no policy closes it. `decided`: rules of the policies mean the other end. `shut`: none does.
   * `unfiltered`: nothing is asked here (no engine, the network of the node).
   */
  readonly state: 'free' | 'decided' | 'shut' | 'unfiltered';
  /** Those with a rule that means the other end; where it is shut, those that close it. */
  readonly policies: readonly Policy[];
}

/** Both sides of a pair of groups, by one pod of each: the first two that are not one. */
export function decidingOf(
  { model }: Relation,
  from: PodGroup,
  to: PodGroup,
): { readonly egress: SideSays; readonly ingress: SideSays } | undefined {
  const { pods } = model.world;
  const [x] = from.pods;
  const y = to.pods.find((at) => at !== x) ?? to.pods[0];
  const [a, b] = [pods[x ?? -1], pods[y ?? -1]];
  if (a === undefined || b === undefined) return undefined;
  const { egress, ingress } = judge(model, { kind: 'pod', pod: a }, { kind: 'pod', pod: b });
  return egress === undefined || ingress === undefined
    ? undefined
    : { egress: says(egress), ingress: says(ingress) };
}

function says({ profile, asked }: Judgement): SideSays {
  if (profile.exempt !== undefined) return { state: 'unfiltered', policies: [] };
  const met = asked.flatMap(({ matched, step }) =>
    matched === undefined || matched.rule.action === 'pass' ? [] : [step.policy],
  );
  const policies = [...new Set(met)];
  if (policies.length > 0) return { state: 'decided', policies };
  const closing = profile.selecting
    .filter(({ policy }) => policy.unread !== undefined || policy[profile.direction]?.isolates)
    .map(({ policy }) => policy);
  return closing.length === 0
    ? { state: 'free', policies: [] }
    : { state: 'shut', policies: closing };
}
