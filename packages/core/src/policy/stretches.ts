import { fold, type Matched } from './fold.ts';
import type { PolicyPod } from './pods.ts';
import { noPorts } from './port-set.ts';
import { type Profile, portsAt, type Step } from './profile.ts';
import type { RowMaking, RowQuestion } from './row-question.ts';
import { both, type Certainty } from './selector.ts';
import { closed, type SpanId } from './span.ts';

/** Takes neighbouring classes that the same rules mean, and what the rules let pass there. */
export type TakeStretch = (start: number, end: number, span: SpanId) => void;

/**
 * Walks over all classes, from the first to the last, and folds the rules anew wherever one begins or ends
 * to mean classes. Names of ports are looked up on each receiver, so a rule with names is folded for every
 * class that it means on egress.
 */
export function stretchSpans(making: RowMaking, question: RowQuestion, take: TakeStretch): void {
  const { profile } = question;
  const spanOf = isPlain(profile) ? plainFold(making, question) : tieredFold(making, question);
  walkStretches(making, question, (start, end, { active, receiver }) =>
    take(start, end, spanOf(active, receiver)),
  );
}

/** Rules that mean the classes at hand, by their index in the profile, and the pod whose names of ports count. */
export interface Stretch {
  readonly active: ActiveRules;
  readonly receiver: PolicyPod | undefined;
}

/** Rules that mean some classes. */
export interface ActiveRules {
  /** Indexes in the profile, ascending. */
  readonly now: readonly number[];
  readonly isSure: (step: number) => boolean;
}

/** As {@link stretchSpans}, with the rules that mean each stretch in the place of what they let pass. */
export function walkStretches(
  making: RowMaking,
  question: RowQuestion,
  take: (start: number, end: number, stretch: Stretch) => void,
): void {
  const { classes } = making;
  const { profile } = question;
  const count = classes.samples.length;
  const edges = edgesOf(making, question);
  const active = new ActiveSteps(profile.steps.length);
  let at = 0;
  let i = 0;
  while (at < count) {
    for (; i < edges.length && Math.floor((edges[i] ?? 0) / edgeWidth) === at; i += 1)
      active.change((edges[i] ?? 0) % edgeWidth);
    const end = i < edges.length ? Math.floor((edges[i] ?? 0) / edgeWidth) : count;
    if (!isNamed(profile, active)) take(at, end, { active, receiver: question.pod });
    else
      for (let one = at; one < end; one += 1) {
        const receiver = one < classes.nodesFrom ? classes.samples[one] : undefined;
        take(one, one + 1, { active, receiver });
      }
    at = end;
  }
}

/**
 * An edge in one number, so that sorting is sorting numbers: the class where a rule begins or ends to mean,
 * then the rule, then whether surely, then whether it begins.
 */
const edgeWidth = 2 ** 24;

function edgesOf({ runs }: RowMaking, { pod, profile, family }: RowQuestion): Float64Array {
  const edges: number[] = [];
  profile.steps.forEach(({ rule }, step) => {
    for (const peer of rule.peers)
      for (const { start, end, certainty } of runs.of(peer, pod, family)) {
        const code = step * 4 + (certainty === 'yes' ? 2 : 0);
        edges.push(start * edgeWidth + code + 1, end * edgeWidth + code);
      }
  });
  return Float64Array.from(edges).sort();
}

/** Which rules mean the classes at hand, and how often: several peers of one rule may mean the same. */
class ActiveSteps implements ActiveRules {
  /** Indexes of rules that mean the classes, in the order of rules. */
  readonly now: number[] = [];
  readonly #sure: Int32Array;
  readonly #maybe: Int32Array;

  constructor(count: number) {
    this.#sure = new Int32Array(count);
    this.#maybe = new Int32Array(count);
  }

  /** @param code the lower part of an edge */
  change(code: number): void {
    const step = code >>> 2;
    const counts = (code & 2) === 0 ? this.#maybe : this.#sure;
    const before = (this.#sure[step] ?? 0) + (this.#maybe[step] ?? 0);
    counts[step] = (counts[step] ?? 0) + ((code & 1) === 0 ? -1 : 1);
    const after = (this.#sure[step] ?? 0) + (this.#maybe[step] ?? 0);
    if (before === 0 && after > 0) insert(this.now, step);
    if (before > 0 && after === 0) this.now.splice(this.now.indexOf(step), 1);
  }

  isSure(step: number): boolean {
    return (this.#sure[step] ?? 0) > 0;
  }
}

function insert(list: number[], value: number): void {
  let at = list.length;
  while (at > 0 && (list[at - 1] ?? 0) > value) at -= 1;
  list.splice(at, 0, value);
}

const isNamed = ({ direction, steps }: Profile, { now }: ActiveSteps): boolean =>
  direction === 'egress' && now.some((step) => (steps[step]?.names.length ?? 0) > 0);

type FoldActive = (active: ActiveRules, receiver: PolicyPod | undefined) => SpanId;

/** Most profiles hold allows of the standard tier only: what passes is their union. */
const isPlain = ({ isolation, steps }: Profile): boolean =>
  isolation.isolated === 'yes' &&
  steps.every(({ policy, rule }) => policy.tier === 'standard' && rule.action === 'allow');

function plainFold({ model }: RowMaking, { profile }: RowQuestion): FoldActive {
  const { ports, spans } = model.world;
  return (active, receiver) => {
    let span = closed;
    for (const index of active.now) {
      const step = profile.steps[index];
      if (step === undefined) continue;
      const open = step.names.length === 0 ? step.numbers : portsAt(step, receiver?.ports, ports);
      const isSure = active.isSure(index) && isSureStep(step);
      span = spans.union(span, isSure ? spans.exactly(open) : spans.of(noPorts, open));
    }
    return span;
  };
}

const isSureStep = ({ certainty, rule }: Step): boolean =>
  certainty === 'yes' && rule.condition === undefined;

function tieredFold({ model }: RowMaking, { profile }: RowQuestion): FoldActive {
  const { ports, spans } = model.world;
  return (active, receiver) => {
    const matched = active.now.flatMap((index): readonly Matched[] => {
      const step = profile.steps[index];
      if (step === undefined) return [];
      const met: Certainty = active.isSure(index) ? 'yes' : 'maybe';
      const certainty = both(met, step.certainty);
      if (certainty === 'no') return [];
      const { policy, rule } = step;
      return [{ tier: policy.tier, rule, certainty, ports: portsAt(step, receiver?.ports, ports) }];
    });
    return fold(spans, profile.isolation, matched);
  };
}
