import { noPorts, type PortSetId } from './port-set.ts';
import type { Rule, Tier } from './rule.ts';
import type { Certainty } from './selector.ts';
import { closed, open, type SpanId, type Spans, undetermined } from './span.ts';

/** A rule that matches the other end. */
export interface Matched {
  readonly tier: Tier;
  readonly rule: Rule;
  /** Whether the policy selects the pod and the rule means the other end. */
  readonly certainty: Exclude<Certainty, 'no'>;
  /** Ports that the rule speaks of at this receiver. */
  readonly ports: PortSetId;
}

/** What the policies that select a pod in one direction do apart from their rules. */
export interface Isolation {
  /** Whether any policy of the standard tier closes the pod. */
  readonly isolated: Certainty;
  /** Whether a policy selects the pod whose rules are not read. */
  readonly unread: boolean;
}

/**
 * What passes one end of a connection, given the rules that match, in their order: first the admin tier,
 * where the first rule decides and `pass` skips the rest of the tier; then the standard tier, where allows
 * add up and denies win over them; then, for pods that no standard policy selects, the baseline tier; then
 * everything.
 */
export function fold(spans: Spans, isolation: Isolation, matched: readonly Matched[]): SpanId {
  if (isolation.unread) return undetermined;
  const admin = inOrder(spans, matched, 'admin');
  const standard = together(spans, matched);
  // A pod that no policy isolates is open but for what is denied, and is left to the baseline.
  const free = spans.minus(baseline(spans, matched), standard.denied);
  const shut = spans.minus(standard.allowed, standard.denied);
  const after =
    isolation.isolated === 'yes'
      ? shut
      : isolation.isolated === 'no'
        ? free
        : spans.either(shut, free);
  return spans.union(admin.allowed, spans.meet(admin.rest, after));
}

function baseline(spans: Spans, matched: readonly Matched[]): SpanId {
  const { allowed, rest } = inOrder(spans, matched, 'baseline');
  return spans.union(allowed, rest);
}

interface InOrder {
  readonly allowed: SpanId;
  /** What no rule decided, or a rule passed on. */
  readonly rest: SpanId;
}

function inOrder(spans: Spans, matched: readonly Matched[], tier: Tier): InOrder {
  let [allowed, passed, rest]: [SpanId, SpanId, SpanId] = [closed, closed, open];
  for (const one of matched) {
    if (one.tier !== tier) continue;
    const span = spanOf(spans, one);
    const decided = spans.meet(span, rest);
    if (one.rule.action === 'allow') allowed = spans.union(allowed, decided);
    if (one.rule.action === 'pass') passed = spans.union(passed, decided);
    rest = spans.minus(rest, span);
  }
  return { allowed, rest: spans.union(passed, rest) };
}

function together(
  spans: Spans,
  matched: readonly Matched[],
): { readonly allowed: SpanId; readonly denied: SpanId } {
  let [allowed, denied]: [SpanId, SpanId] = [closed, closed];
  for (const one of matched) {
    if (one.tier !== 'standard') continue;
    const span = spanOf(spans, one);
    if (one.rule.action === 'allow') allowed = spans.union(allowed, span);
    else denied = spans.union(denied, span);
  }
  return { allowed, denied };
}

const spanOf = (spans: Spans, { certainty, rule, ports }: Matched): SpanId =>
  certainty === 'yes' && rule.condition === undefined
    ? spans.exactly(ports)
    : spans.of(noPorts, ports);
