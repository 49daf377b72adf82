import type { Family } from '@aksnet/net';
import { commonFamily } from './every-row.ts';
import { familyOf, type Relation } from './relation.ts';
import { type Row, spanAt } from './rows.ts';
import type { SpanId } from './span.ts';
import { countPairs } from './summary.ts';

/** Two relations over one division into classes. */
export interface TwoRelations {
  readonly before: Relation;
  readonly after: Relation;
}

/** Classes between which something changed. */
export interface ChangedCell {
  readonly from: number;
  readonly to: number;
  readonly before: SpanId;
  readonly after: SpanId;
}

/**
 * Visits every pair of classes of which the spans differ, once. Only rows that are not the same object are
 * looked at, and of those only the stretches that differ.
 */
export function eachChange(relations: TwoRelations, visit: (cell: ChangedCell) => void): void {
  const { before, after } = relations;
  if (before.classes !== after.classes)
    throw new RangeError('the two relations do not share their classes');
  const common = commonFamily(before);
  const families = common === undefined ? before.classes.families : [common];
  for (const family of families)
    changesIn(relations, { family, isOnly: common !== undefined }, visit);
}

interface Kind {
  readonly family: Family;
  /** All pods talk in it, so no pair has to be asked. */
  readonly isOnly: boolean;
}

function changesIn(
  { before, after }: TwoRelations,
  { family, isOnly }: Kind,
  visit: (cell: ChangedCell) => void,
): void {
  const { classes } = before;
  const { spans } = before.model.world;
  const count = classes.samples.length;
  const cell = (from: number, to: number): void => {
    if (!isOnly && familyOf(classes, from, to) !== family) return;
    const was = spans.meet(
      spanAt(before.side('egress', from, family), to),
      spanAt(before.side('ingress', to, family), from),
    );
    const is = spans.meet(
      spanAt(after.side('egress', from, family), to),
      spanAt(after.side('ingress', to, family), from),
    );
    if (was !== is) visit({ from, to, before: was, after: is });
  };
  const stale = after.rows
    .staleSince(before.rows)
    .flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i));
  for (const at of stale) {
    const [old, now] = [before.side('egress', at, family), after.side('egress', at, family)];
    if (old !== now)
      eachDifference([old, now], count, (to) => {
        cell(at, to);
      });
  }
  for (const at of stale) {
    const [old, now] = [before.side('ingress', at, family), after.side('ingress', at, family)];
    if (old === now) continue;
    eachDifference([old, now], count, (from) => {
      const sent = [before, after].map((one) => spanAt(one.side('egress', from, family), at));
      // Where the sender's side changed too, the pair was visited already.
      if (sent[0] === sent[1]) cell(from, at);
    });
  }
}

/** Every class of which the span differs in two rows. */
function eachDifference(
  [old, now]: readonly [Row, Row],
  count: number,
  visit: (at: number) => void,
): void {
  const edges = new Set([0]);
  for (const row of [old, now])
    for (let i = 0; i < row.starts.length; i += 1)
      edges.add(row.starts[i] ?? 0).add(row.ends[i] ?? 0);
  const sorted = [...edges].sort((a, b) => a - b);
  sorted.forEach((start, i) => {
    if (spanAt(old, start) === spanAt(now, start)) return;
    for (let at = start; at < (sorted[i + 1] ?? count); at += 1) visit(at);
  });
}

/**
 * How many pairs of pods have each span after an edit, from how many there were before it. Cost: the pairs
 * of classes that changed.
 */
export function countPairsAgain(
  counts: ReadonlyMap<SpanId, number>,
  relations: TwoRelations,
): ReadonlyMap<SpanId, number> {
  const { before, after } = relations;
  if (before.classes !== after.classes) return countPairs(after);
  const found = new Map(counts);
  const add = (span: SpanId, pairs: number): void => {
    const sum = (found.get(span) ?? 0) + pairs;
    if (sum === 0) found.delete(span);
    else found.set(span, sum);
  };
  eachChange(relations, (cell) => {
    const pairs = pairsIn(before, cell);
    add(cell.before, -pairs);
    add(cell.after, pairs);
  });
  return found;
}

/** How many pairs of different pods two classes have. */
export function pairsIn(
  { classes: { members } }: Relation,
  { from, to }: Pick<ChangedCell, 'from' | 'to'>,
): number {
  const [senders, receivers] = [members[from]?.length ?? 0, members[to]?.length ?? 0];
  return senders * (from === to ? receivers - 1 : receivers);
}
