import { spanChange } from '../compare.ts';
import { type ChangedCell, eachChange, pairsIn } from '../edit-counts.ts';
import type { ConnectionAsked } from '../evaluation.ts';
import { outsideRanges } from '../outside.ts';
import { ownerKey } from '../owners.ts';
import { familiesOf, type PodOwner, type PolicyPod } from '../pods.ts';
import type { PortSetId } from '../port-set.ts';
import type { Relation } from '../relation.ts';
import type { Direction } from '../rule.ts';

/** What else changes between two workloads. */
export interface OtherChange {
  readonly from: PodOwner;
  readonly to: PodOwner;
  /** Pairs of pods. */
  readonly pairs: number;
  /** Ports of one of them. */
  readonly gained: PortSetId;
  readonly lost: PortSetId;
}

/** Pods whose connections with the outside change. */
export interface OutsideChange {
  readonly of: PodOwner;
  readonly direction: Direction;
  readonly pods: number;
}

/** What an edit changes beside the connections that it is for. */
export interface Collateral {
  /** Pairs of pods between which something changes that nobody asked for. */
  readonly pairs: number;
  readonly between: readonly OtherChange[];
  readonly outside: readonly OutsideChange[];
}

/** How much it is, to rank by. */
export const weightOf = ({ pairs, outside }: Collateral): number =>
  pairs + outside.reduce((sum, { pods }) => sum + pods, 0);

/** What is measured. */
export interface Measured {
  readonly before: Relation;
  readonly after: Relation;
  /** What the edit is for; on the asked port of the asked pair, a change is no collateral. */
  readonly asked: readonly ConnectionAsked[];
}

/** Everything that changes from one relation to another, but for what was asked. */
export function collateralOf(measured: Measured): Collateral {
  const { before, after } = measured;
  const { classes } = before;
  const { ports } = before.model.world;
  const found = new Map<string, OtherChange>();
  let total = 0;
  const wanted = wantedPairs(measured);
  eachChange({ before, after }, (cell) => {
    const { gained, lost } = spanChange(before.model.world.spans, cell.before, cell.after);
    const asked = wanted.get(`${cell.from} ${cell.to}`);
    const rest =
      asked === undefined
        ? { gained, lost }
        : { gained: ports.minus(gained, asked.ports), lost: ports.minus(lost, asked.ports) };
    const isMore = rest.gained !== 0 || rest.lost !== 0;
    // Pods of one class with those that were asked for change with them, whether wanted or not.
    const pairs = changedPairs(measured, cell) - (isMore ? 0 : (asked?.pairs.size ?? 0));
    const [from, to] = [classes.samples[cell.from]?.owner, classes.samples[cell.to]?.owner];
    if (pairs <= 0 || from === undefined || to === undefined) return;
    total += pairs;
    const key = `${ownerKey(from)} ${ownerKey(to)}`;
    const known = found.get(key);
    if (known === undefined)
      found.set(key, { from, to, pairs, ...(isMore ? rest : { gained, lost }) });
    else found.set(key, { ...known, pairs: known.pairs + pairs });
  });
  const between = [...found]
    .toSorted(([x, a], [y, b]) => b.pairs - a.pairs || (x < y ? -1 : 1))
    .map(([, change]) => change);
  return { pairs: total, between, outside: outsideChanges(measured) };
}

/** Pods on the network of their node are told apart, as each has a node of its own. */
function changedPairs({ before, after }: Measured, cell: ChangedCell): number {
  const { members, nodesFrom } = before.classes;
  if (cell.from < nodesFrom && cell.to < nodesFrom) return pairsIn(before, cell);
  let count = 0;
  for (const from of members[cell.from] ?? [])
    for (const to of members[cell.to] ?? [])
      if (from !== to && before.betweenPods(from, to) !== after.betweenPods(from, to)) count += 1;
  return count;
}

interface WantedPairs {
  readonly ports: PortSetId;
  readonly pairs: ReadonlySet<string>;
}

/** The classes of asked pods, with the ports that were asked for. */
function wantedPairs({ before, asked }: Measured): ReadonlyMap<string, WantedPairs> {
  const { pods, ports } = before.model.world;
  const at = new Map(pods.map((pod, i) => [pod, i]));
  const found = new Map<string, WantedPairs>();
  for (const { from, to, protocol, port } of asked) {
    const x = from.kind === 'pod' ? at.get(from.pod) : undefined;
    const y = to.kind === 'pod' ? at.get(to.pod) : undefined;
    if (x === undefined || y === undefined) continue;
    const key = `${before.classes.of[x]} ${before.classes.of[y]}`;
    const known = found.get(key);
    const one = ports.of([{ protocol, first: port, last: port }]);
    found.set(key, {
      ports: known === undefined ? one : ports.union(known.ports, one),
      pairs: new Set([...(known?.pairs ?? []), `${x} ${y}`]),
    });
  }
  return found;
}

/** Classes whose connections with addresses outside change, but for those of which one was asked for. */
function outsideChanges(measured: Measured): readonly OutsideChange[] {
  const { before, after } = measured;
  const { classes } = before;
  const askedOutside = askedOutsideOf(measured);
  const found = new Map<string, OutsideChange>();
  for (const [start, end] of after.rows.staleSince(before.rows))
    for (let at = start; at < Math.min(end, classes.nodesFrom); at += 1)
      for (const direction of ['ingress', 'egress'] as const) {
        const pod = classes.samples[at];
        if (pod === undefined || askedOutside.has(`${direction} ${at}`)) continue;
        const [old, now] = [before, after].map(({ model }) => model.profiles.of(pod, direction));
        if (old === now) continue;
        const differs = familiesOf(pod).some((family) => {
          const [x, y] = [before, after].map(({ model }) =>
            outsideRanges(model, { pod, direction, family })
              .map(({ first, span }) => `${first.value} ${span}`)
              .join(),
          );
          return x !== y;
        });
        if (!differs) continue;
        const key = `${ownerKey(pod.owner)} ${direction}`;
        const pods = (found.get(key)?.pods ?? 0) + (classes.members[at]?.length ?? 0);
        found.set(key, { of: pod.owner, direction, pods });
      }
  return [...found.values()];
}

/** Classes of which a connection with the outside was asked for. */
function askedOutsideOf({ before, asked }: Measured): ReadonlySet<string> {
  const { pods } = before.model.world;
  const classOf = (pod: PolicyPod): number => before.classes.of[pods.indexOf(pod)] ?? -1;
  return new Set(
    asked.flatMap(({ from, to }) => [
      ...(from.kind !== 'pod' && to.kind === 'pod' ? [`ingress ${classOf(to.pod)}`] : []),
      ...(to.kind !== 'pod' && from.kind === 'pod' ? [`egress ${classOf(from.pod)}`] : []),
    ]),
  );
}
