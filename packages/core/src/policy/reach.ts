import { type OwnedPods, ownersOf } from './owners.ts';
import type { Relation } from './relation.ts';
import { closed, type SpanId } from './span.ts';
import type { PolicyWorld } from './world.ts';

/** What one workload may open to another. */
export interface Reach {
  readonly from: OwnedPods;
  readonly to: OwnedPods;
  /** What some pod of the one may open to some pod of the other; sure only where all pods may. */
  readonly span: SpanId;
  /** Pods of one workload fare differently. */
  readonly differs: boolean;
}

/** Which pairs are asked for; left out: all. */
export interface ReachFilter {
  readonly from?: (owned: OwnedPods) => boolean;
  readonly to?: (owned: OwnedPods) => boolean;
}

/**
 * Who reaches whom, by workload, in the order of names. Pairs that reach nothing are left out, and so is a
 * workload of a single pod to itself.
 */
export function reachOf(relation: Relation, filter: ReachFilter = {}): readonly Reach[] {
  const owners = ownersOf(relation.model.world);
  const senders = owners.filter((owned) => filter.from?.(owned) ?? true);
  const receivers = owners.filter((owned) => filter.to?.(owned) ?? true);
  return senders.flatMap((from) =>
    receivers.flatMap((to): readonly Reach[] => {
      if (from.key === to.key && !talksToItself(from, relation.model.world)) return [];
      const { span, differs } = between(relation, from, to);
      return span === closed ? [] : [{ from, to, span, differs }];
    }),
  );
}

/** Several pods of one workload can talk to one another; a template stands for several, unless it says one. */
function talksToItself({ pods }: OwnedPods, { pods: all }: PolicyWorld): boolean {
  if (pods.length > 1) return true;
  const workload = all[pods[0] ?? 0]?.workload;
  return workload !== undefined && workload.workloadKind !== 'Pod' && workload.replicas !== 1;
}

function between(
  relation: Relation,
  from: OwnedPods,
  to: OwnedPods,
): Pick<Reach, 'span' | 'differs'> {
  const { spans } = relation.model.world;
  const { of, nodesFrom } = relation.classes;
  let span: SpanId | undefined;
  let differs = false;
  const seen = new Set<number>();
  for (const a of from.pods)
    for (const b of to.pods) {
      if (a === b && from.pods.length > 1) continue;
      const [x, y] = [of[a] ?? 0, of[b] ?? 0];
      // Pods of one class fare alike, but for those seen as their node: each has its own.
      const isAlone = x >= nodesFrom || y >= nodesFrom;
      const pair = x * of.length + y;
      if (!isAlone && seen.has(pair)) continue;
      seen.add(pair);
      const one = relation.betweenPods(a, b);
      if (span !== undefined && one !== span) differs = true;
      span = span === undefined ? one : spans.either(span, one);
    }
  return { span: span ?? closed, differs };
}
