import { eachRow } from './every-row.ts';
import type { Relation } from './relation.ts';
import type { SpanId } from './span.ts';

/** How many pairs of different pods have each span. */
export function countPairs(relation: Relation): ReadonlyMap<SpanId, number> {
  const { members } = relation.classes;
  const sizes = Float64Array.from(members, (pods) => pods.length);
  let counts = new Float64Array(64);
  eachRow(relation, (from, spans) => {
    const most = relation.model.world.spans.size;
    if (most > counts.length) {
      const wider = new Float64Array(most * 2);
      wider.set(counts);
      counts = wider;
    }
    const senders = sizes[from] ?? 0;
    for (let to = 0; to < spans.length; to += 1) {
      const span = spans[to] ?? 0;
      counts[span] = (counts[span] ?? 0) + senders * (sizes[to] ?? 0);
    }
    // A pod and itself are no pair.
    const own = spans[from] ?? 0;
    counts[own] = (counts[own] ?? 0) - senders;
  });
  return new Map([...counts.entries()].filter(([, count]) => count > 0));
}
