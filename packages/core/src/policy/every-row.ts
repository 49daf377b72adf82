import type { Family } from '@aksnet/net';
import type { PodClasses } from './classes.ts';
import { familiesOf } from './pods.ts';
import type { Relation } from './relation.ts';
import type { Row } from './rows.ts';
import { closed, open, type SpanId } from './span.ts';

/** Takes what passes from one class to every class, in the order of classes. The array is used again. */
export type VisitRow = (from: number, spans: Int32Array) => void;

/** Cells of the block that is filled at a time: 16 MB. */
const blockCells = 2 ** 22;

/**
 * Visits what passes from every class, in order. Sides are kept as rows of few stretches; the receiving
 * sides are turned around a block of senders at a time, so that memory stays small however many classes
 * there are.
 */
export function eachRow(relation: Relation, visit: VisitRow): void {
  const family = commonFamily(relation);
  if (family === undefined) eachRowApart(relation, visit);
  else eachRowTogether(relation, family, visit);
}

/** The family that every pod talks in; undefined where it differs from pair to pair. */
export function commonFamily({ classes }: Relation): Family | undefined {
  const known = commonFamilies.get(classes);
  if (known !== undefined) return known.family;
  const family = findCommonFamily(classes);
  commonFamilies.set(classes, { family });
  return family;
}

const commonFamilies = new WeakMap<PodClasses, { readonly family: Family | undefined }>();

function findCommonFamily(classes: PodClasses): Family | undefined {
  const [first] = classes.samples;
  if (first === undefined) return 4;
  const families = familiesOf(first);
  const isCommon = classes.samples.every((pod) => {
    const own = familiesOf(pod);
    return own.length === families.length && own.every((family, i) => family === families[i]);
  });
  return isCommon ? families[0] : undefined;
}

function eachRowApart({ classes, between }: Relation, visit: VisitRow): void {
  const count = classes.samples.length;
  const spans = new Int32Array(count);
  for (let from = 0; from < count; from += 1) {
    for (let to = 0; to < count; to += 1) spans[to] = between(from, to);
    visit(from, spans);
  }
}

/** Receivers that share a row. */
interface Receivers {
  readonly row: Row;
  readonly classes: Int32Array;
  /** The stretch of the row that the blocks have come to. */
  next: number;
}

function eachRowTogether(relation: Relation, family: Family, visit: VisitRow): void {
  const count = relation.classes.samples.length;
  const senders = Array.from({ length: count }, (_, at) => relation.side('egress', at, family));
  const receivers = receiversOf(relation, family);
  const bases = new Int32Array(count);
  for (const { row, classes } of receivers) for (const at of classes) bases[at] = row.base;
  const meet = meetTable(relation);
  const size = Math.max(1, Math.min(count, Math.floor(blockCells / Math.max(1, count))));
  const block = new Int32Array(size * count);
  for (let start = 0; start < count; start += size) {
    const end = Math.min(start + size, count);
    for (let from = start; from < end; from += 1) block.set(bases, (from - start) * count);
    for (const one of receivers) fill(block, one, { start, end, count });
    for (let from = start; from < end; from += 1) {
      const spans = block.subarray((from - start) * count, (from - start + 1) * count);
      const row = senders[from];
      if (row !== undefined) meetRow(spans, row, meet);
      visit(from, spans);
    }
  }
}

function receiversOf(relation: Relation, family: Family): readonly Receivers[] {
  const groups = new Map<Row, number[]>();
  for (let at = 0; at < relation.classes.samples.length; at += 1) {
    const row = relation.side('ingress', at, family);
    const group = groups.get(row);
    if (group === undefined) groups.set(row, [at]);
    else group.push(at);
  }
  return [...groups].map(([row, classes]) => ({ row, classes: Int32Array.from(classes), next: 0 }));
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** Writes what the receivers let pass from the senders of the block, where it is not their base. */
function fill(block: Int32Array, receivers: Receivers, { start, end, count }: Block): void {
  const { row, classes } = receivers;
  const { starts, ends, spans } = row;
  let i = receivers.next;
  while (i < starts.length && (ends[i] ?? 0) <= start) i += 1;
  receivers.next = i;
  for (; i < starts.length && (starts[i] ?? 0) < end; i += 1) {
    const first = Math.max(starts[i] ?? 0, start);
    const last = Math.min(ends[i] ?? 0, end);
    const span = spans[i] ?? 0;
    for (let from = first; from < last; from += 1) {
      const offset = (from - start) * count;
      for (let k = 0; k < classes.length; k += 1) block[offset + (classes[k] ?? 0)] = span;
    }
  }
}

/** Meets every span of a stretch with one span. */
type MeetStretch = (spans: Int32Array, stretch: Stretch, own: SpanId) => void;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function meetRow(spans: Int32Array, row: Row, meet: MeetStretch): void {
  const { base, starts, ends } = row;
  let at = 0;
  for (let i = 0; i <= starts.length; i += 1) {
    const start = starts[i] ?? spans.length;
    const end = ends[i] ?? spans.length;
    meet(spans, { start: at, end: start }, base);
    meet(spans, { start, end }, row.spans[i] ?? base);
    at = end;
  }
}

/** Meets by tables, one per span of a sending side: this is the inmost loop of all pairs. */
function meetTable({ model }: Relation): MeetStretch {
  const { spans: known } = model.world;
  const tables = new Map<SpanId, Int32Array>();
  const tableOf = (own: SpanId, most: SpanId): Int32Array => {
    const table = tables.get(own);
    if (table !== undefined && table.length > most) return table;
    const made = new Int32Array(Math.max(most + 1, known.size)).fill(-1);
    tables.set(own, made);
    return made;
  };
  return (spans, { start, end }, own) => {
    if (own === open || start >= end) return;
    if (own === closed) {
      spans.fill(closed, start, end);
      return;
    }
    let table = tableOf(own, 0);
    for (let at = start; at < end; at += 1) {
      const other = spans[at] ?? closed;
      let met = table[other] ?? -1;
      if (met < 0) {
        met = known.meet(own, other);
        table = tableOf(own, other);
        table[other] = met;
      }
      spans[at] = met;
    }
  };
}
