import { type OwnedPods, ownersOf } from './owners.ts';
import type { PortSetId } from './port-set.ts';
import { reachOf } from './reach.ts';
import type { Relation } from './relation.ts';
import { closed, type SpanId } from './span.ts';

/** What two states of a cluster differ in, between one workload and another. */
export interface ReachChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from: OwnedPods;
  readonly to: OwnedPods;
  readonly before: SpanId;
  readonly after: SpanId;
  /** Ports that may pass after and could not before, or only perhaps. */
  readonly gained: PortSetId;
  /** Ports that passed before, at least perhaps, and do not after, or only perhaps. */
  readonly lost: PortSetId;
  /** Ends that are in one state only. */
  readonly come: readonly string[];
  readonly gone: readonly string[];
}

/**
 * Connections between workloads that come, go or change from one state to another. Both relations must
 * share their sets of ports (`beside`). Swapped arguments give the mirror: what was added is removed.
 */
export function compareReach(before: Relation, after: Relation): readonly ReachChange[] {
  if (before.model.world.spans !== after.model.world.spans)
    throw new RangeError('the two worlds do not share their sets of ports');
  const old = new Map(reachOf(before).map((reach) => [`${reach.from.key} ${reach.to.key}`, reach]));
  const now = new Map(reachOf(after).map((reach) => [`${reach.from.key} ${reach.to.key}`, reach]));
  const oldOwners = new Set(ownersOf(before.model.world).map(({ key }) => key));
  const newOwners = new Set(ownersOf(after.model.world).map(({ key }) => key));
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.flatMap((key): readonly ReachChange[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const ends = is ?? was;
    if (ends === undefined || was?.span === is?.span) return [];
    const { from, to } = ends;
    const names = from.key === to.key ? [from.key] : [from.key, to.key];
    return [
      {
        kind: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
        from,
        to,
        ...difference(before, was?.span ?? closed, is?.span ?? closed),
        come: names.filter((name) => !oldOwners.has(name)),
        gone: names.filter((name) => !newOwners.has(name)),
      },
    ];
  });
}

/** What a pair of ends gained and lost. */
export function difference(
  { model }: Pick<Relation, 'model'>,
  before: SpanId,
  after: SpanId,
): Pick<ReachChange, 'before' | 'after' | 'gained' | 'lost'> {
  const { spans, ports } = model.world;
  return {
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
