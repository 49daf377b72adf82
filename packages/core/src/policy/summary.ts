import type { Family } from '@aksnet/net';
import { push } from '../estate/grouped.ts';
import { commonFamily, eachRow } from './every-row.ts';
import type { Relation } from './relation.ts';
import { type Row, spanAt } from './rows.ts';
import type { Direction } from './rule.ts';
import type { SpanId } from './span.ts';

/** How many pairs of different pods have each span; together they are all pairs. */
export function countPairs(relation: Relation): ReadonlyMap<SpanId, number> {
  const family = commonFamily(relation);
  const counts = new Counts();
  if (family === undefined) countEach(relation, counts);
  else countByRows(relation, family, counts);
  // A pod and itself are no pair.
  relation.classes.members.forEach((pods, at) => {
    counts.add(relation.between(at, at), -pods.length);
  });
  return counts.result();
}

class Counts {
  readonly #bySpan: number[] = [];

  add(span: SpanId, pairs: number): void {
    this.#bySpan[span] = (this.#bySpan[span] ?? 0) + pairs;
  }

  result(): ReadonlyMap<SpanId, number> {
    const found = new Map<SpanId, number>();
    for (const [span, pairs] of Object.entries(this.#bySpan))
      if (pairs > 0) found.set(Number(span), pairs);
    return found;
  }
}

function countEach(relation: Relation, counts: Counts): void {
  const { members } = relation.classes;
  eachRow(relation, (from, spans) => {
    const senders = members[from]?.length ?? 0;
    spans.forEach((span, to) => {
      counts.add(span, senders * (members[to]?.length ?? 0));
    });
  });
}

/** Classes that share a row. */
interface Sharing {
  readonly row: Row;
  readonly classes: readonly number[];
}

/**
 * Counts without going through the pairs: first as if every sender let the base of its row pass to
 * everybody, which needs only the stretches of the receivers' rows; then each stretch of a sender's row is
 * put right. So the work is the size of the rows, not the square of the classes.
 */
function countByRows(relation: Relation, family: Family, counts: Counts): void {
  const senders = sharing(relation, 'egress', family);
  const receivers = sharing(relation, 'ingress', family);
  const bases = weightsByBase(relation, senders);
  for (const { row, classes } of receivers)
    countBases(relation, { row, weight: weightOf(relation, classes), bases }, counts);
  for (const sender of senders) correct(relation, { sender, family }, counts);
}

function sharing(relation: Relation, direction: Direction, family: Family): readonly Sharing[] {
  const groups = new Map<Row, number[]>();
  for (let at = 0; at < relation.classes.samples.length; at += 1)
    push(groups, relation.side(direction, at, family), at);
  return [...groups].map(([row, classes]) => ({ row, classes }));
}

const weightOf = ({ classes: { members } }: Relation, classes: readonly number[]): number =>
  classes.reduce((sum, at) => sum + (members[at]?.length ?? 0), 0);

/** For each base of senders, how many pods with that base lie in all classes before each one. */
function weightsByBase(
  { classes: { members } }: Relation,
  senders: readonly Sharing[],
): ReadonlyMap<SpanId, Float64Array> {
  const found = new Map<SpanId, Float64Array>();
  for (const { row, classes } of senders) {
    const weights = found.get(row.base) ?? new Float64Array(members.length + 1);
    for (const at of classes) weights[at + 1] = members[at]?.length ?? 0;
    found.set(row.base, weights);
  }
  for (const weights of found.values())
    for (let at = 1; at < weights.length; at += 1)
      weights[at] = (weights[at] ?? 0) + (weights[at - 1] ?? 0);
  return found;
}

interface Receiving {
  readonly row: Row;
  /** How many pods receive by this row. */
  readonly weight: number;
  readonly bases: ReadonlyMap<SpanId, Float64Array>;
}

function countBases({ model }: Relation, { row, weight, bases }: Receiving, counts: Counts): void {
  const { spans } = model.world;
  for (const [base, weights] of bases) {
    let rest = weights.at(-1) ?? 0;
    for (let i = 0; i < row.starts.length; i += 1) {
      const senders = (weights[row.ends[i] ?? 0] ?? 0) - (weights[row.starts[i] ?? 0] ?? 0);
      rest -= senders;
      counts.add(spans.meet(base, row.spans[i] ?? 0), senders * weight);
    }
    counts.add(spans.meet(base, row.base), rest * weight);
  }
}

interface Correcting {
  readonly sender: Sharing;
  readonly family: Family;
}

function correct(relation: Relation, { sender, family }: Correcting, counts: Counts): void {
  const { members } = relation.classes;
  const { spans } = relation.model.world;
  const { row, classes } = sender;
  for (let i = 0; i < row.starts.length; i += 1) {
    const own = row.spans[i] ?? 0;
    for (let to = row.starts[i] ?? 0; to < (row.ends[i] ?? 0); to += 1) {
      const receiving = relation.side('ingress', to, family);
      const receivers = members[to]?.length ?? 0;
      for (const from of classes) {
        const pairs = receivers * (members[from]?.length ?? 0);
        const theirs = spanAt(receiving, from);
        counts.add(spans.meet(row.base, theirs), -pairs);
        counts.add(spans.meet(own, theirs), pairs);
      }
    }
  }
}
