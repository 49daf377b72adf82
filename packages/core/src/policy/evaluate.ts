import { evaluateSide, type SideAsked, sideVerdict } from './evaluate-side.ts';
import type { ConnectionAsked, Evaluation, Verdict } from './evaluation.ts';
import { type Between, type Judgement, judge } from './judge.ts';
import type { Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import type { Pair } from './pairs.ts';

/** What becomes of one connection, and why: each side by itself, each rule with what it says to it. */
export function evaluate(model: PolicyModel, asked: ConnectionAsked): Evaluation {
  const between = judge(model, asked.from, asked.to);
  const { family } = between;
  if (family === undefined) return { ...asked, verdict: 'denied', family };
  const { egress, ingress } = sidesOf(model, asked, between);
  return {
    ...asked,
    verdict: verdictOf(model, asked, between),
    family,
    ...(egress === undefined ? {} : { egress: evaluateSide(egress) }),
    ...(ingress === undefined ? {} : { ingress: evaluateSide(ingress) }),
  };
}

/** What becomes of a connection that was judged on all ports, on one of them. */
export function verdictOf(model: PolicyModel, asked: ConnectionAsked, between: Between): Verdict {
  if (between.family === undefined) return 'denied';
  const { egress, ingress } = sidesOf(model, asked, between);
  const verdicts = [egress, ingress].flatMap((side) =>
    side === undefined ? [] : sideVerdict(side),
  );
  return strictest.find((verdict) => verdicts.includes(verdict)) ?? 'allowed';
}

/** The side that refuses, or knows least, speaks for both. */
const strictest: readonly Verdict[] = ['denied', 'undetermined', 'allowedSubjectToRule'];

interface Sides {
  readonly egress?: SideAsked;
  readonly ingress?: SideAsked;
}

function sidesOf(model: PolicyModel, asked: ConnectionAsked, between: Between): Sides {
  const { family, egress, ingress } = between;
  if (family === undefined) return {};
  const { from, to, protocol, port } = asked;
  const side = (judgement: Judgement, far: Party): SideAsked => ({
    model,
    judgement,
    far,
    family,
    protocol,
    port,
  });
  return {
    ...(egress === undefined ? {} : { egress: side(egress, to) }),
    ...(ingress === undefined ? {} : { ingress: side(ingress, from) }),
  };
}

/** Connections that fare alike for the same reasons, with one of them told in full. */
export interface AlikeAnswers {
  readonly example: Evaluation;
  readonly pairs: readonly Pair[];
}

/**
 * Answers for each connection, those that are equal together: judged alike by the same policies, each rule
 * with the same answer. The strictest come first. Cost: one judgement per connection, one explanation per
 * answer.
 */
export function evaluateEach(
  model: PolicyModel,
  asked: readonly ConnectionAsked[],
): readonly AlikeAnswers[] {
  const groups = new Map<string, { asked: ConnectionAsked; verdict: Verdict; pairs: Pair[] }>();
  for (const one of asked) {
    const { from, to, protocol, port } = one;
    const pair = { from, to };
    const between = judge(model, from, to);
    const verdict = verdictOf(model, one, between);
    const key = [
      verdict,
      protocol,
      port,
      between.family,
      sideKey(between.egress),
      sideKey(between.ingress),
    ];
    const known = groups.get(key.join(' '));
    if (known === undefined) groups.set(key.join(' '), { asked: one, verdict, pairs: [pair] });
    else known.pairs.push(pair);
  }
  const rank = (verdict: Verdict): number => [...strictest, 'allowed'].indexOf(verdict);
  return [...groups.values()]
    .toSorted((a, b) => rank(a.verdict) - rank(b.verdict))
    .map((group) => ({ example: evaluate(model, group.asked), pairs: group.pairs }));
}

/** Equal where the same policies were asked and said the same. */
const sideKey = (judgement: Judgement | undefined): string =>
  judgement === undefined
    ? '-'
    : [
        judgement.profile.index,
        judgement.beside ?? '',
        ...judgement.asked.map(({ certainty, matched }) => `${certainty}${matched?.ports ?? ''}`),
      ].join(',');
