import type { Family } from '@aksnet/net';
import { classesOf, type PodClasses } from './classes.ts';
import { judge } from './judge.ts';
import type { PolicyModel } from './model.ts';
import { familyBetween } from './pods.ts';
import type { RowMaking } from './row-question.ts';
import { dependsOnPod, type Row, rowOf, spanAt } from './rows.ts';
import type { Direction } from './rule.ts';
import { PeerRuns } from './runs.ts';
import { closed, type SpanId } from './span.ts';

/** What lies between all pods of a world, class by class. */
export interface Relation {
  readonly model: PolicyModel;
  readonly classes: PodClasses;
  /** What passes from a class to another. */
  readonly between: (from: number, to: number) => SpanId;
  /** What passes from one pod to another, by index in the world; exact about a pod's own node too. */
  readonly betweenPods: (from: number, to: number) => SpanId;
  /** What the side of a class lets pass. */
  readonly side: (direction: Direction, at: number, family: Family) => Row;
}

/** Prepares the relation; rows are worked out when they are asked for, and shared. */
export function relationOf(model: PolicyModel): Relation {
  const { world, profiles } = model;
  const classes = classesOf(world);
  const making: RowMaking = { model, classes, runs: new PeerRuns(world, classes) };
  const rows = new Map<number, Row>();
  const count = classes.samples.length;
  const byClass: Record<Direction, (Row | undefined)[]> = { ingress: [], egress: [] };
  const side = (direction: Direction, at: number, family: Family): Row => {
    const place = at * 2 + (family === 4 ? 0 : 1);
    const before = byClass[direction][place];
    if (before !== undefined) return before;
    const pod = classes.samples[at];
    if (pod === undefined) throw new RangeError(`no class ${at}`);
    const profile = profiles.of(pod, direction);
    const own = dependsOnPod(profile) ? at + 1 : 0;
    const key = (profile.index * (count + 1) + own) * 2 + (family === 4 ? 0 : 1);
    const row = rows.get(key) ?? rowOf(making, { pod, profile, family });
    rows.set(key, row);
    byClass[direction][place] = row;
    return row;
  };
  const between = (from: number, to: number): SpanId => {
    const [a, b] = [classes.samples[from], classes.samples[to]];
    const family = a === undefined || b === undefined ? undefined : familyBetween(a, b);
    if (family === undefined) return closed;
    return world.spans.meet(
      spanAt(side('egress', from, family), to),
      spanAt(side('ingress', to, family), from),
    );
  };
  const betweenPods = (from: number, to: number): SpanId => {
    const [a, b] = [classes.of[from] ?? 0, classes.of[to] ?? 0];
    if (a < classes.nodesFrom && b < classes.nodesFrom) return between(a, b);
    const [x, y] = [world.pods[from], world.pods[to]];
    if (x === undefined || y === undefined) throw new RangeError(`no pod ${from} or ${to}`);
    return judge(model, { kind: 'pod', pod: x }, { kind: 'pod', pod: y }).span;
  };
  return { model, classes, between, betweenPods, side };
}
