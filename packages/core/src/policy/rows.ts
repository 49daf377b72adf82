import { fold } from './fold.ts';
import { beyondFilter, opensToOwnNode } from './judge.ts';
import { allPorts, noPorts } from './port-set.ts';
import type { Profile } from './profile.ts';
import type { RowMaking, RowQuestion } from './row-question.ts';
import { open, type SpanId } from './span.ts';
import { stretchSpans } from './stretches.ts';

/**
 * What one end lets pass from or to each class of pods: a span for most of them, and stretches of classes
 * with another one. Stretches are ascending and apart from one another.
 */
export interface Row {
  readonly base: SpanId;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly spans: Int32Array;
}

/** The row of a pod's profile. Two pods of one profile have one row, unless {@link dependsOnPod}. */
export function rowOf(making: RowMaking, question: RowQuestion): Row {
  const { model, classes } = making;
  const { profile, family } = question;
  const { spans } = model.world;
  const unfiltered = beyondFilter(model, profile, family);
  if (profile.selecting.length === 0 || unfiltered === open) return constant(open);
  if (profile.isolation.unread)
    return constant(spans.union(fold(spans, profile.isolation, []), unfiltered));
  const { nodesFrom } = classes;
  const forNodes = opensToOwnNode(profile) ? spans.of(noPorts, allPorts) : unfiltered;
  const builder = new RowBuilder();
  stretchSpans(making, question, (start, end, folded) => {
    const middle = Math.min(Math.max(start, nodesFrom), end);
    if (start < middle) builder.add(start, middle, spans.union(folded, unfiltered));
    // Pods seen as their node may be on the pod's own one, whose traffic may pass in any case.
    if (middle < end)
      builder.add(middle, end, spans.union(spans.union(folded, unfiltered), forNodes));
  });
  return builder.row();
}

/** Whether pods of one profile may have different rows: named ports of their own, peers by own node. */
export const dependsOnPod = ({ direction, steps }: Profile): boolean =>
  steps.some(
    ({ names, rule }) =>
      (direction === 'ingress' && names.length > 0) ||
      rule.peers.some((peer) => peer.kind === 'nodes' && peer.which !== 'any'),
  );

const none = new Int32Array(0);
const constant = (base: SpanId): Row => ({ base, starts: none, ends: none, spans: none });

/** Collects stretches in order, joins equal neighbours, and leaves out those with the commonest span. */
class RowBuilder {
  /** Start, end and span of each stretch in turn. */
  readonly #flat: number[] = [];
  readonly #sizes = new Map<SpanId, number>();

  add(start: number, end: number, span: SpanId): void {
    const flat = this.#flat;
    const last = flat.length;
    this.#sizes.set(span, (this.#sizes.get(span) ?? 0) + end - start);
    if (last > 0 && flat[last - 1] === span && flat[last - 2] === start) flat[last - 2] = end;
    else flat.push(start, end, span);
  }

  row(): Row {
    let [base, most]: [SpanId, number] = [open, -1];
    for (const [span, size] of this.#sizes) if (size > most) [base, most] = [span, size];
    const flat = this.#flat;
    let count = 0;
    for (let i = 2; i < flat.length; i += 3) if (flat[i] !== base) count += 1;
    const starts = new Int32Array(count);
    const ends = new Int32Array(count);
    const spans = new Int32Array(count);
    let at = 0;
    for (let i = 0; i < flat.length; i += 3) {
      if (flat[i + 2] === base) continue;
      starts[at] = flat[i] ?? 0;
      ends[at] = flat[i + 1] ?? 0;
      spans[at] = flat[i + 2] ?? 0;
      at += 1;
    }
    return { base, starts, ends, spans };
  }
}

/** The span of one class in a row. */
export function spanAt({ base, starts, ends, spans }: Row, at: number): SpanId {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at < (ends[low - 1] ?? 0) ? (spans[low - 1] ?? base) : base;
}
