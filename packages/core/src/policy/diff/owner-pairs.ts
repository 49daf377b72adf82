import { type OwnedPods, ownersOf } from '../owners.ts';
import type { Relation } from '../relation.ts';
import type { Direction } from '../rule.ts';
import { closed, type SpanId } from '../span.ts';
import type { PolicyWorld } from '../world.ts';
import { askedKeys, type Fingerprints, fingerprintsOf, numbering } from './fingerprints.ts';

/** The pods of one workload in one state, as classes; a pod that is seen as its node stands for itself. */
interface State {
  readonly relation: Relation;
  readonly fingerprints: Fingerprints;
}

/** One workload in both states. */
export interface PairedOwner {
  readonly key: string;
  readonly owner: OwnedPods['owner'];
  readonly before: OwnedPods | undefined;
  readonly after: OwnedPods | undefined;
  /** Whether what its own policies let pass, or what others see of it, may differ between the states. */
  readonly isDirty: Readonly<Record<Direction, boolean>>;
}

/** Two relations to be compared, with the workloads of both. */
export interface Comparing {
  readonly before: Relation;
  readonly after: Relation;
  readonly owners: readonly PairedOwner[];
}

/** Pairs up the workloads of two relations that share their sets of ports. */
export function comparing(before: Relation, after: Relation): Comparing {
  if (before.model.world.spans !== after.model.world.spans)
    throw new RangeError('the two worlds do not share their sets of ports');
  const asked = askedKeys([before.model, after.model]);
  const number = numbering();
  const old: State = {
    relation: before,
    fingerprints: fingerprintsOf(before.model, asked, number),
  };
  const now: State = { relation: after, fingerprints: fingerprintsOf(after.model, asked, number) };
  const was = new Map(ownersOf(before.model.world).map((owned) => [owned.key, owned]));
  const is = new Map(ownersOf(after.model.world).map((owned) => [owned.key, owned]));
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort();
  const owners = keys.flatMap((key): readonly PairedOwner[] => {
    const [one, other] = [was.get(key), is.get(key)];
    const owner = other?.owner ?? one?.owner;
    if (owner === undefined) return [];
    const isDirty = (direction: Direction): boolean =>
      printOf(old, one, direction) !== printOf(now, other, direction);
    const isDirtyOf = { ingress: isDirty('ingress'), egress: isDirty('egress') };
    return [{ key, owner, before: one, after: other, isDirty: isDirtyOf }];
  });
  return { before, after, owners };
}

/** What the pods of a workload are and what their policies say, as a set. */
function printOf(
  { relation, fingerprints }: State,
  owned: OwnedPods | undefined,
  direction: Direction,
): string {
  if (owned === undefined) return '';
  const { world } = relation.model;
  const prints = new Set<string>();
  for (const at of owned.pods) {
    const pod = world.pods[at];
    if (pod === undefined) continue;
    prints.add(`${fingerprints.pod(pod)} ${fingerprints.side(pod, direction)}`);
  }
  return `${talksToItself(owned, world)} ${[...prints].sort().join()}`;
}

/** Several pods of one workload can talk to one another; a template stands for several, unless it says one. */
export function talksToItself({ pods }: OwnedPods, { pods: all }: PolicyWorld): boolean {
  if (pods.length > 1) return true;
  const workload = all[pods[0] ?? 0]?.workload;
  return workload !== undefined && workload.workloadKind !== 'Pod' && workload.replicas !== 1;
}

/** What may pass between two workloads in one state: sure is what passes between any two of their pods. */
export function spanBetween(
  relation: Relation,
  from: OwnedPods | undefined,
  to: OwnedPods | undefined,
): SpanId {
  if (from === undefined || to === undefined) return closed;
  const { world } = relation.model;
  const isSelf = from.key === to.key;
  if (isSelf && !talksToItself(from, world)) return closed;
  const { spans } = world;
  const { of, nodesFrom } = relation.classes;
  let span: SpanId | undefined;
  const seen = new Set<number>();
  for (const a of from.pods)
    for (const b of to.pods) {
      if (a === b && from.pods.length > 1) continue;
      const [x, y] = [of[a] ?? 0, of[b] ?? 0];
      // Pods of one class fare alike, but for those seen as their node: each has its own.
      if (x < nodesFrom && y < nodesFrom) {
        const pair = x * of.length + y;
        if (seen.has(pair)) continue;
        seen.add(pair);
      }
      const one = relation.betweenPods(a, b);
      span = span === undefined ? one : spans.either(span, one);
    }
  return span ?? closed;
}

/** Two workloads between which something differs. */
export interface DifferingPair {
  readonly from: PairedOwner;
  readonly to: PairedOwner;
  readonly before: SpanId;
  readonly after: SpanId;
}

/**
 * Pairs of workloads that fare differently. Only senders and receivers of whom something differs are asked:
 * a pair of two others has the same pods under the same rules in both states. O(differing x all).
 */
export function* differingPairs({ before, after, owners }: Comparing): Iterable<DifferingPair> {
  const receivers = owners.filter(({ isDirty }) => isDirty.ingress);
  const spans = pairSpans(before, after);
  for (const from of owners)
    for (const to of from.isDirty.egress ? owners : receivers) {
      const [was, is] = spans(from, to);
      if (was !== is) yield { from, to, before: was, after: is };
    }
}

/** Workloads of one class each, which most are, share their answers: those are looked up by class. */
function pairSpans(
  before: Relation,
  after: Relation,
): (from: PairedOwner, to: PairedOwner) => readonly [SpanId, SpanId] {
  const one = singleClasses(before);
  const other = singleClasses(after);
  const ask = (
    relation: Relation,
    single: (owned: OwnedPods | undefined) => number,
    ends: readonly [OwnedPods | undefined, OwnedPods | undefined],
  ): SpanId => {
    const [from, to] = ends;
    const [a, b] = [single(from), single(to)];
    return a >= 0 && b >= 0 && from !== to
      ? relation.between(a, b)
      : spanBetween(relation, from, to);
  };
  return (from, to) => [
    ask(before, one, [from.before, to.before]),
    ask(after, other, [from.after, to.after]),
  ];
}

function singleClasses(relation: Relation): (owned: OwnedPods | undefined) => number {
  const { of, nodesFrom } = relation.classes;
  const known = new Map<OwnedPods, number>();
  return (owned) => {
    if (owned === undefined) return -1;
    const found = known.get(owned);
    if (found !== undefined) return found;
    const [first = 0, ...more] = owned.pods.map((at) => of[at] ?? 0);
    const single = first < nodesFrom && more.every((at) => at === first) ? first : -1;
    known.set(owned, single);
    return single;
  };
}
