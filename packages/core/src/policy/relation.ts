import type { Family } from '@aksnet/net';
import { classesOf, type PodClasses } from './classes.ts';
import { judge } from './judge.ts';
import type { PolicyModel } from './model.ts';
import { familyBetween } from './pods.ts';
import { spanAt } from './rows.ts';
import type { Policy } from './rule.ts';
import { PeerRuns } from './runs.ts';
import { SideRows } from './side-rows.ts';
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
  readonly side: SideRows['side'];
  /** Where those come from. */
  readonly rows: SideRows;
}

/**
 * Prepares the relation; rows are worked out when they are asked for, and shared.
 * @param also policies of edits that are to be tried, so that they keep the classes
 */
export function relationOf(model: PolicyModel, also: readonly Policy[] = []): Relation {
  const classes = classesOf(model.world, also);
  const runs = new PeerRuns(model.world, classes);
  return relationWith(new SideRows({ model, classes, runs }));
}

/** The relation over rows that may be partly worked out already. */
export function relationWith(rows: SideRows): Relation {
  const { model, classes } = rows.making;
  const { world } = model;
  const side: SideRows['side'] = (direction, at, family) => rows.side(direction, at, family);
  const between = (from: number, to: number): SpanId => {
    const family = familyOf(classes, from, to);
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
  return { model, classes, between, betweenPods, side, rows };
}

/** The family that pods of two classes talk in. */
export function familyOf(classes: PodClasses, from: number, to: number): Family | undefined {
  const [a, b] = [classes.samples[from], classes.samples[to]];
  return a === undefined || b === undefined ? undefined : familyBetween(a, b);
}
