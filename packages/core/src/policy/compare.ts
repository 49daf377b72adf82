import { comparing, differingPairs } from './diff/owner-pairs.ts';
import type { OwnedPods } from './owners.ts';
import type { PortSetId } from './port-set.ts';
import type { Relation } from './relation.ts';
import { closed, type SpanId, type Spans } from './span.ts';

/** What two states of a cluster differ in, between one end and another. */
export interface SpanChange {
  /** Something passes after and nothing did before, the other way round, or on other ports. */
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: SpanId;
  readonly after: SpanId;
  /** Ports that may pass after and could not before, or only perhaps. */
  readonly gained: PortSetId;
  /** Ports that passed before, at least perhaps, and do not after, or only perhaps. */
  readonly lost: PortSetId;
}

/** A change between one workload and another. */
export interface ReachChange extends SpanChange {
  readonly from: OwnedPods;
  readonly to: OwnedPods;
  /** Ends that are in one state only. */
  readonly come: readonly string[];
  readonly gone: readonly string[];
}

/**
 * Connections between workloads that come, go or change from one state to another. Both relations must
 * share their sets of ports (`beside`). Swapped arguments give the mirror: what was added is removed.
 */
export function compareReach(before: Relation, after: Relation): readonly ReachChange[] {
  const { spans } = before.model.world;
  return [...differingPairs(comparing(before, after))].flatMap((pair): readonly ReachChange[] => {
    const from = pair.from.after ?? pair.from.before;
    const to = pair.to.after ?? pair.to.before;
    if (from === undefined || to === undefined) return [];
    const ends = from.key === to.key ? [pair.from] : [pair.from, pair.to];
    return [
      {
        ...spanChange(spans, pair.before, pair.after),
        from,
        to,
        come: ends.flatMap((end) => (end.before === undefined ? end.key : [])),
        gone: ends.flatMap((end) => (end.after === undefined ? end.key : [])),
      },
    ];
  });
}

/** What a pair of ends gained and lost. */
export function spanChange(spans: Spans, before: SpanId, after: SpanId): SpanChange {
  const { ports } = spans;
  return {
    kind: before === closed ? 'added' : after === closed ? 'removed' : 'changed',
    before,
    after,
    gained: ports.union(
      ports.minus(spans.possible(after), spans.possible(before)),
      ports.minus(spans.sure(after), spans.sure(before)),
    ),
    lost: ports.union(
      ports.minus(spans.possible(before), spans.possible(after)),
      ports.minus(spans.sure(before), spans.sure(after)),
    ),
  };
}
