import type { Decision, Loser } from '../evidence/decision.ts';
import { code, joined, type Prose, prose, words } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import type { Citation } from '../facts/citation.ts';
import type { Combination } from '../facts/compatibility.ts';
import { minimalCover } from './conflict/minimal-cover.ts';
import type { Merit, Option, Question } from './decisions/question.ts';

/*
 * Choosing. The questions about one cluster hang together (a data plane needs an engine, an outbound
 * type needs a VNet), so all combinations of the options that no requirement forbids are formed, those
 * that Azure refuses are dropped, and the best of the rest by the sum of merits wins; ties go to the
 * option listed first. Every loser keeps the first reason that killed it. The product is small because
 * requirements are applied before it is formed (tens to a few hundred combinations).
 */

/** A wish or a command of the requirements about one question. */
export interface Steering {
  /** Question id → option id that must be taken, and why. */
  readonly binding: readonly {
    readonly question: string;
    readonly option: string;
    readonly because: Prose;
  }[];
  /** Question id → option id that is liked, with its weight in points. */
  readonly preferred: readonly {
    readonly question: string;
    readonly option: string;
    readonly weight: number;
    readonly because: Prose;
  }[];
}

/** How Azure judges a combination: why it refuses it, and what it merely discourages. */
export interface Verdict {
  readonly refused: readonly { readonly because: Prose; readonly cite: readonly Citation[] }[];
  readonly discouraged: readonly Merit[];
}

/** What is to be chosen. */
export interface Choice<Ask> {
  readonly about: readonly ElementId[];
  readonly ask: Ask;
  readonly questions: readonly Question<Ask>[];
  /** What is settled already, e.g. regions and operating systems. */
  readonly base: Combination;
  readonly judge: (combination: Combination) => Verdict;
  readonly steering: Steering;
}

/** What was chosen, or why nothing can be. */
export type Chosen =
  | {
      readonly kind: 'chosen';
      readonly picked: Readonly<Record<string, string>>;
      readonly combination: Combination;
      readonly decisions: readonly Decision[];
    }
  | {
      readonly kind: 'impossible';
      readonly about: readonly ElementId[];
      /** What excludes every combination: the fewest reasons that do so together. */
      readonly why: () => readonly Prose[];
    };

interface Candidate<Ask> {
  readonly options: readonly Option<Ask>[];
  readonly combination: Combination;
  readonly verdict: Verdict;
  readonly points: number;
}

/** Answers all questions of a choice at once. */
export function choose<Ask>(choice: Choice<Ask>): Chosen {
  const fitting = choice.questions.map((question) => ({
    question,
    options: question.options.filter(
      (option) => unfitReasons(choice, question, option).length === 0,
    ),
  }));
  const candidates = product(
    choice,
    fitting.map((entry) => entry.options),
  );
  const best = bestOf(candidates);
  return best === undefined ? impossible(choice) : explain(choice, best, candidates);
}

function unfitReasons<Ask>(
  choice: Choice<Ask>,
  question: Question<Ask>,
  option: Option<Ask>,
): readonly Prose[] {
  return [...boundElsewhere(choice, question, option), ...(option.unfit?.(choice.ask) ?? [])];
}

/** Commands of the requirements that want another answer to the question. */
const boundElsewhere = <Ask>(
  { steering }: Choice<Ask>,
  question: Question<Ask>,
  option: Option<Ask>,
): readonly Prose[] =>
  steering.binding
    .filter((bound) => bound.question === question.id && bound.option !== option.id)
    .map((bound) => bound.because);

function product<Ask>(
  choice: Choice<Ask>,
  lists: readonly (readonly Option<Ask>[])[],
): readonly Candidate<Ask>[] {
  let rows: readonly (readonly Option<Ask>[])[] = [[]];
  for (const list of lists) rows = rows.flatMap((row) => list.map((option) => [...row, option]));
  return rows.map((options) => candidate(choice, options));
}

function candidate<Ask>(choice: Choice<Ask>, options: readonly Option<Ask>[]): Candidate<Ask> {
  const combination: Combination = Object.assign(
    {},
    choice.base,
    ...options.map((option) => option.sets),
  );
  const verdict = choice.judge(combination);
  const merits = options.flatMap((option, i) =>
    meritsOf(choice, choice.questions[i]?.id ?? '', option),
  );
  const points = sum([...merits, ...verdict.discouraged].map((merit) => merit.points));
  return { options, combination, verdict, points };
}

function meritsOf<Ask>(
  choice: Choice<Ask>,
  question: string,
  option: Option<Ask>,
): readonly Merit[] {
  const liked = choice.steering.preferred.filter(
    (p) => p.question === question && p.option === option.id,
  );
  return [
    ...(option.merits?.(choice.ask) ?? []),
    ...liked.map((p) => ({ points: p.weight, says: p.because })),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function bestOf<Ask>(candidates: readonly Candidate<Ask>[]): Candidate<Ask> | undefined {
  return candidates
    .filter((c) => c.verdict.refused.length === 0)
    .reduce<Candidate<Ask> | undefined>(
      (best, c) => (best === undefined || c.points > best.points ? c : best),
      undefined,
    );
}

function explain<Ask>(
  choice: Choice<Ask>,
  best: Candidate<Ask>,
  candidates: readonly Candidate<Ask>[],
): Chosen {
  const decisions = choice.questions.map((question, i) =>
    decisionOf(choice, { question, index: i, best, candidates }),
  );
  const picked = Object.fromEntries(
    choice.questions.map((q, i) => [q.id, best.options[i]?.id ?? '']),
  );
  return { kind: 'chosen', picked, combination: best.combination, decisions };
}

interface Outcome<Ask> {
  readonly question: Question<Ask>;
  readonly index: number;
  readonly best: Candidate<Ask>;
  readonly candidates: readonly Candidate<Ask>[];
}

function decisionOf<Ask>(choice: Choice<Ask>, outcome: Outcome<Ask>): Decision {
  const { question, index, best } = outcome;
  const winner = best.options[index];
  if (winner === undefined) throw new Error(`invariant: question ${question.id} has no winner`);
  const bound = choice.steering.binding
    .filter((b) => b.question === question.id)
    .map((b) => b.because);
  const merits = meritsOf(choice, question.id, winner).filter((m) => m.points > 0);
  const only = question.options.every(
    (o) => o === winner || unfitReasons(choice, question, o).length > 0,
  );
  const reasons = [...bound, ...merits.map((m) => m.says)];
  return {
    decision: question.id,
    question: question.asks,
    about: choice.about,
    chosen: winner.id,
    label: winner.label,
    because: [
      ...(reasons.length === 0
        ? [
            words(
              only
                ? 'the requirements leave nothing else'
                : 'it fits, and no other option fits better',
            ),
          ]
        : reasons),
      ...(question.remarks?.(choice.ask) ?? []),
    ],
    lost: question.options.filter((o) => o !== winner).map((o) => loserOf(choice, outcome, o)),
    change: winner.change,
    assumes: noAssumptions,
    cite: winner.cite,
  };
}

const noAssumptions: readonly AssumptionName[] = [];

function loserOf<Ask>(choice: Choice<Ask>, outcome: Outcome<Ask>, option: Option<Ask>): Loser {
  const { question, index, best, candidates } = outcome;
  const unfit = unfitReasons(choice, question, option);
  if (unfit.length > 0) return { option: option.id, verdict: 'unfit', because: unfit };
  const swapped = candidate(
    choice,
    best.options.map((o, i) => (i === index ? option : o)),
  );
  const rival = bestOf(candidates.filter((c) => c.options[index] === option));
  if (rival === undefined) {
    const reasons = swapped.verdict.refused.map((r) => r.because);
    const other = candidates
      .find((c) => c.options[index] === option)
      ?.verdict.refused.map((r) => r.because);
    return {
      option: option.id,
      verdict: 'impossible',
      because: reasons.length > 0 ? reasons : (other ?? []),
    };
  }
  const drawbacks = meritsOf(choice, question.id, option)
    .filter((m) => m.points < 0)
    .map((m) => m.says);
  const discouraged = rival.verdict.discouraged.map((m) => m.says);
  const refusedHere = swapped.verdict.refused.map((r) => r.because);
  const because = [...drawbacks, ...refusedHere, ...discouraged];
  const behind = best.points - rival.points;
  return {
    option: option.id,
    verdict: 'worse',
    because:
      because.length > 0
        ? because
        : [
            behind > 0
              ? lacks(choice, question.id, best.options[index])
              : words('fits as well; the option listed first was taken'),
          ],
  };
}

/** What the winner has and the loser does not: the winner's own reasons. */
function lacks<Ask>(choice: Choice<Ask>, question: string, winner: Option<Ask> | undefined): Prose {
  const reasons =
    winner === undefined
      ? []
      : meritsOf(choice, question, winner)
          .filter((merit) => merit.points > 0)
          .map((merit) => merit.says);
  return reasons.length === 0
    ? words('fits, but is weighed down by what it brings along')
    : prose`fits, but for ${code(winner?.label ?? '')} speaks: ${joined(reasons, '; ')}`;
}

/** Nothing fits and is possible. Why is worked out when somebody asks: it takes all combinations. */
const impossible = <Ask>(choice: Choice<Ask>): Chosen => ({
  kind: 'impossible',
  about: choice.about,
  why: () => whyNot(choice),
});

/**
 * The fewest reasons that together exclude every combination, without the commands of the requirements:
 * those are named by whoever knows where they are written.
 */
function whyNot<Ask>(choice: Choice<Ask>): readonly Prose[] {
  const reasons = new Map<string, { readonly says: Prose; readonly shown: boolean }>();
  const note = (says: Prose, shown: boolean): string => {
    const key = JSON.stringify(says);
    if (!reasons.has(key)) reasons.set(key, { says, shown });
    return key;
  };
  const against = new Map<Option<Ask>, readonly string[]>();
  for (const question of choice.questions)
    for (const option of question.options)
      against.set(option, [
        ...boundElsewhere(choice, question, option).map((says) => note(says, false)),
        ...(option.unfit?.(choice.ask) ?? []).map((says) => note(says, true)),
      ]);
  const rows = product(
    choice,
    choice.questions.map((question) => question.options),
  );
  const excluded = rows.map(({ options, verdict }) => [
    ...options.flatMap((option) => against.get(option) ?? []),
    ...verdict.refused.map((refusal) => note(refusal.because, true)),
  ]);
  const kept = minimalCover(excluded);
  return [...reasons].flatMap(([key, { says, shown }]) => (kept.has(key) && shown ? [says] : []));
}
