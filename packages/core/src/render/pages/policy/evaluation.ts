import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { EstateModel } from '../../../policy/estate-models.ts';
import type { AlikeAnswers } from '../../../policy/evaluate.ts';
import type { Evaluation, PortAsked, SideEvaluation } from '../../../policy/evaluation.ts';
import { type Block, list, type Page, paragraph, section } from '../../page.ts';
import type { Locate } from '../../words/place.ts';
import { becauseProse } from '../../words/policy/because.ts';
import { nearMisses } from '../../words/policy/near-miss.ts';
import { partyProse, partyText, portText, verdictWord } from '../../words/policy/party.ts';
import { readAs } from '../../words/policy/read-as.ts';
import { counted } from '../../words/shown.ts';
import { sidesBlock } from './sides.ts';

/** What was asked, and what came of it. */
export interface EvaluationReport {
  /** The ends as they were asked for. */
  readonly asked: PortAsked & { readonly from: string; readonly to: string };
  readonly answers: readonly [AlikeAnswers, ...AlikeAnswers[]];
  readonly model: EstateModel;
  readonly locate: Locate;
}

/** Whether a connection passes and why: the verdict, each side with each rule, what nearly matched. */
export function evaluationPage(report: EvaluationReport): Page {
  const { answers, asked } = report;
  const [only, ...others] = answers;
  if (others.length === 0)
    return {
      title:
        only.pairs.length === 1
          ? titleOf(only.example, asked)
          : askedTitle(only.example.verdict, asked),
      lead: leadOf(only.example, report.locate),
      blocks: [...answerBlocks(report, only), readAs(report.model)],
    };
  const [one, ...more] = new Set(answers.map(({ example }) => example.verdict));
  const verdict = one !== undefined && more.length === 0 ? one : 'differs';
  return {
    title: askedTitle(verdict, asked),
    lead: words(`Of the connections between them: ${countsOf(answers)}.`),
    blocks: [
      ...answers.map((one, i) =>
        section(`answer-${i + 1}`, titleOf(one.example, one.example), [
          paragraph(leadOf(one.example, report.locate)),
          ...answerBlocks(report, one),
        ]),
      ),
      readAs(report.model),
    ],
  };
}

const askedTitle = (
  verdict: Evaluation['verdict'] | 'differs',
  { from, to, ...port }: EvaluationReport['asked'],
): Prose =>
  prose`${words(verdict === 'differs' ? verdict : verdictWord(verdict))}: ${from} to ${to} on ${portText(port)}`;

const countsOf = (answers: EvaluationReport['answers']): string =>
  answers.map(({ pairs, example }) => `${pairs.length} ${verdictWord(example.verdict)}`).join(', ');

const titleOf = (example: Evaluation, asked: PortAsked): Prose =>
  prose`${words(verdictWord(example.verdict))}: ${partyText(example.from)} to ${partyText(example.to)} on ${portText(asked)}`;

/** The side that decides, in a sentence. */
function leadOf(example: Evaluation, locate: Locate): Prose {
  const { egress, ingress, verdict, family } = example;
  if (family === undefined)
    return words('The two have no address family in common, so nothing passes between them.');
  const sides = [egress, ingress].filter((side) => side !== undefined);
  if (sides.length === 0) return words('No pod is at either end, so no policy is asked.');
  const decisive = sides.filter((side) => side.verdict === verdict);
  const said = joined(
    decisive.map((side) => becauseProse(side, locate)),
    '; ',
  );
  return capital([...said, '.']);
}

function capital([first, ...rest]: Prose): Prose {
  if (first === undefined) return [];
  return typeof first === 'string'
    ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
    : [first, ...rest];
}

function answerBlocks(
  report: EvaluationReport,
  { example, pairs }: AlikeAnswers,
): readonly Block[] {
  const { model, locate } = report;
  const { ports } = model.world;
  const near = [...nearOf(example.egress, example.to), ...nearOf(example.ingress, example.from)];
  function nearOf(side: SideEvaluation | undefined, far: Evaluation['to']): readonly Prose[] {
    return side === undefined ? [] : nearMisses(side, far, { locate, ports });
  }
  return [
    ...(near.length === 0 ? [] : [paragraph(words('What nearly let it pass:')), list(near)]),
    ...(example.family === undefined ? [] : [sidesBlock(example, { locate, ports })]),
    ...alikeBlocks(pairs),
  ];
}

/** Pairs beyond this many are counted only; the JSON form has all. */
const mostPairs = 12;

function alikeBlocks([, ...others]: AlikeAnswers['pairs']): readonly Block[] {
  if (others.length === 0) return [];
  const shown = others
    .slice(0, mostPairs)
    .map(({ from, to }): Prose => [...partyProse(from), ' to ', ...partyProse(to)]);
  const more = others.length - shown.length;
  return [
    paragraph(
      words(`The same, for the same reasons, for ${counted(others.length, 'other pair')}:`),
    ),
    list(more === 0 ? shown : [...shown, words(`${more} more; the JSON form has all`)]),
  ];
}
