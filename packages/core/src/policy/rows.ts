import type { Family } from '@aksnet/net';
import type { PodClasses } from './classes.ts';
import { fold, type Matched } from './fold.ts';
import { beyondFilter, opensToOwnNode } from './judge.ts';
import type { PolicyModel } from './model.ts';
import type { PolicyPod } from './pods.ts';
import { allPorts, noPorts } from './port-set.ts';
import { type Profile, portsAt, type Step } from './profile.ts';
import type { PeerRuns } from './runs.ts';
import { both, type Certainty, oneOf } from './selector.ts';
import { open, type SpanId } from './span.ts';

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

/** Whose row, and for which family. */
export interface RowQuestion {
  readonly pod: PolicyPod;
  readonly profile: Profile;
  readonly family: Family;
}

/** What rows are made from. */
export interface RowMaking {
  readonly model: PolicyModel;
  readonly classes: PodClasses;
  readonly runs: PeerRuns;
}

/** The row of a pod's profile. Two pods of one profile have one row, unless {@link dependsOnPod}. */
export function rowOf(making: RowMaking, question: RowQuestion): Row {
  const { model, classes } = making;
  const { profile, family } = question;
  const unfiltered = beyondFilter(model, profile, family);
  const count = classes.samples.length;
  if (profile.selecting.length === 0 || unfiltered === open) return constant(open);
  if (profile.isolation.unread) return constant(fold(model.world.spans, profile.isolation, []));
  const builder = new RowBuilder(count);
  for (const { start, end, matched } of stretches(making, question)) {
    const { spans } = model.world;
    const span = spans.union(fold(spans, profile.isolation, matched), unfiltered);
    if (start < classes.nodesFrom && end > classes.nodesFrom) {
      builder.add(start, classes.nodesFrom, span);
      builder.add(classes.nodesFrom, end, beforeOwnNode(model, profile, span));
    } else {
      builder.add(
        start,
        end,
        start < classes.nodesFrom ? span : beforeOwnNode(model, profile, span),
      );
    }
  }
  return builder.row();
}

/** Pods seen as their node may be on the pod's own one, whose traffic may pass in any case. */
function beforeOwnNode({ world }: PolicyModel, profile: Profile, span: SpanId): SpanId {
  if (!opensToOwnNode(profile)) return span;
  return world.spans.union(span, world.spans.of(noPorts, allPorts));
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

/** Neighbouring classes that the same rules mean. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly matched: readonly Matched[];
}

/** Where a rule begins or ends to mean classes. */
interface Edge {
  readonly at: number;
  readonly step: number;
  readonly certainty: Exclude<Certainty, 'no'>;
  readonly change: 1 | -1;
}

/** All classes from the first to the last, cut wherever the rules that mean them change. */
function* stretches(making: RowMaking, question: RowQuestion): IterableIterator<Stretch> {
  const { profile } = question;
  const { classes } = making;
  const edges = edgesOf(making, question);
  const sure = new Int32Array(profile.steps.length);
  const maybe = new Int32Array(profile.steps.length);
  let at = 0;
  let i = 0;
  while (at < classes.samples.length) {
    for (let edge = edges[i]; edge !== undefined && edge.at === at; i += 1, edge = edges[i]) {
      const counts = edge.certainty === 'yes' ? sure : maybe;
      counts[edge.step] = (counts[edge.step] ?? 0) + edge.change;
    }
    const end = edges[i]?.at ?? classes.samples.length;
    const active = profile.steps.flatMap((step, index): readonly Active[] => {
      const met = oneOf(
        (sure[index] ?? 0) > 0 ? 'yes' : 'no',
        (maybe[index] ?? 0) > 0 ? 'maybe' : 'no',
      );
      const certainty = both(met, step.certainty);
      return certainty === 'no' ? [] : [{ step, certainty }];
    });
    yield* withPorts(making, question, { start: at, end, active });
    at = end;
  }
}

interface Active {
  readonly step: Step;
  readonly certainty: Exclude<Certainty, 'no'>;
}

interface ActiveStretch {
  readonly start: number;
  readonly end: number;
  readonly active: readonly Active[];
}

/** Names of ports are looked up on each receiver, which on egress may differ from class to class. */
function* withPorts(
  { model, classes }: RowMaking,
  { pod, profile }: RowQuestion,
  { start, end, active }: ActiveStretch,
): IterableIterator<Stretch> {
  const { ports } = model.world;
  const matchedAt = (receiver: PolicyPod | undefined): readonly Matched[] =>
    active.map(({ step, certainty }) => ({
      tier: step.policy.tier,
      rule: step.rule,
      certainty,
      ports: portsAt(step, receiver?.ports, ports),
    }));
  const isNamed =
    profile.direction === 'egress' && active.some(({ step }) => step.names.length > 0);
  if (!isNamed) {
    yield { start, end, matched: matchedAt(pod) };
    return;
  }
  for (let at = start; at < end; at += 1) {
    const receiver = at < classes.nodesFrom ? classes.samples[at] : undefined;
    yield { start: at, end: at + 1, matched: matchedAt(receiver) };
  }
}

function edgesOf({ runs }: RowMaking, { pod, profile, family }: RowQuestion): readonly Edge[] {
  const edges: Edge[] = [];
  profile.steps.forEach(({ rule }, step) => {
    for (const peer of rule.peers)
      for (const { start, end, certainty } of runs.of(peer, pod, family))
        edges.push(
          { at: start, step, certainty, change: 1 },
          { at: end, step, certainty, change: -1 },
        );
  });
  return edges.sort((a, b) => a.at - b.at);
}

/** Collects stretches in order, joins equal neighbours, and leaves out those with the commonest span. */
class RowBuilder {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #spans: SpanId[] = [];
  readonly #sizes = new Map<SpanId, number>();
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  add(start: number, end: number, span: SpanId): void {
    const last = this.#spans.length - 1;
    this.#sizes.set(span, (this.#sizes.get(span) ?? 0) + end - start);
    if (this.#spans[last] === span && this.#ends[last] === start) {
      this.#ends[last] = end;
      return;
    }
    this.#starts.push(start);
    this.#ends.push(end);
    this.#spans.push(span);
  }

  row(): Row {
    let [base, most]: [SpanId, number] = [open, this.#count === 0 ? 0 : -1];
    for (const [span, size] of this.#sizes) if (size > most) [base, most] = [span, size];
    const kept = this.#spans.flatMap((span, i) => (span === base ? [] : i));
    return {
      base,
      starts: Int32Array.from(kept, (i) => this.#starts[i] ?? 0),
      ends: Int32Array.from(kept, (i) => this.#ends[i] ?? 0),
      spans: Int32Array.from(kept, (i) => this.#spans[i] ?? 0),
    };
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
