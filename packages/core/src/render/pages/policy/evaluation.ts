import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { ServiceAsked } from '../../../policy/connections-asked.ts';
import type { EstateModel } from '../../../policy/estate-models.ts';
import type { AlikeAnswers } from '../../../policy/evaluate.ts';
import type { Evaluation, PortAsked, SideEvaluation, Verdict } from '../../../policy/evaluation.ts';
import type { Protocol } from '../../../policy/port-set.ts';
import { type Block, list, type Page, paragraph, section } from '../../page.ts';
import type { Locate } from '../../words/place.ts';
import { becauseProse } from '../../words/policy/because.ts';
import { nearMisses } from '../../words/policy/near-miss.ts';
import { partyProse, partyText, portText, verdictWord } from '../../words/policy/party.ts';
import { readAs } from '../../words/policy/read-as.ts';
import { problemProse } from '../../words/policy/service.ts';
import { counted } from '../../words/shown.ts';
import { legVerdict, serviceBlocks } from './service.ts';
import { sidesBlock } from './sides.ts';

/** A question as it was put. */
export interface EvaluationAsked {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  /** Number or name. */
  readonly port: number | string;
}

/** What was asked, and what came of it. */
export interface EvaluationReport {
  /** The ends as they were asked for. */
  readonly asked: EvaluationAsked;
  readonly answers: readonly AlikeAnswers[];
  /** Where a Service was asked for. */
  readonly service?: ServiceAsked;
  readonly model: EstateModel;
  readonly locate: Locate;
}

/** What all answers come to. */
export function verdictOfAll({ answers, service }: EvaluationReport): Verdict | 'differs' {
  const all =
    service === undefined
      ? answers.map(({ example }) => example.verdict)
      : service.legs.map(legVerdict);
  const [one = 'denied', ...more] = new Set(all);
  return more.length === 0 ? one : 'differs';
}

/** Whether a connection passes and why: the verdict, each side with each rule, what nearly matched. */
export function evaluationPage(report: EvaluationReport): Page {
  const { answers, asked, service } = report;
  const [only, ...others] = answers;
  const alone = only !== undefined && others.length === 0 && service === undefined;
  return {
    title:
      alone && only.pairs.length === 1
        ? titleOf(only.example, only.example)
        : askedTitle(verdictOfAll(report), asked),
    lead: alone
      ? leadOf(only.example, report.locate)
      : service === undefined
        ? words(`Of the connections between them: ${countsOf(answers)}.`)
        : serviceLead(service),
    blocks: [
      ...(service === undefined ? [] : serviceBlocks(service)),
      ...(alone
        ? answerBlocks(report, only)
        : answers.map((one, i) =>
            section(`answer-${i + 1}`, titleOf(one.example, one.example), [
              paragraph(leadOf(one.example, report.locate)),
              ...answerBlocks(report, one),
            ]),
          )),
      readAs(report.model),
    ],
  };
}

function serviceLead(service: ServiceAsked): Prose {
  const { legs, problems } = service;
  if (legs.length > 0)
    return words(
      `Policies know no Services: each pod behind it is judged on its own port. ${tallyOf(legs)}.`,
    );
  return prose`The Service leads nowhere: ${joined(problems.map(problemProse), '; ')}.`;
}

function tallyOf(legs: ServiceAsked['legs']): string {
  const counts = new Map<Verdict, number>();
  for (const leg of legs) counts.set(legVerdict(leg), (counts.get(legVerdict(leg)) ?? 0) + 1);
  const said = [...counts].map(([verdict, count]) => `${count} ${verdictWord(verdict)}`);
  return `Of ${counted(legs.length, 'leg')}: ${said.join(', ')}`;
}

/** The verdict and what was asked. */
export const askedTitle = (
  verdict: Verdict | 'differs',
  { from, to, port, protocol }: EvaluationAsked,
): Prose =>
  prose`${words(verdict === 'differs' ? verdict : verdictWord(verdict))}: ${from} to ${bareEnd(to, port)} on ${`${protocol} ${port}`}`;

/** The text of an end without the port behind it. */
const bareEnd = (text: string, port: number | string): string =>
  text.endsWith(`:${port}`) ? text.slice(0, -`:${port}`.length) : text;

const countsOf = (answers: EvaluationReport['answers']): string =>
  answers.map(({ pairs, example }) => `${pairs.length} ${verdictWord(example.verdict)}`).join(', ');

const titleOf = (example: Evaluation, asked: PortAsked): Prose =>
  prose`${words(verdictWord(example.verdict))}: ${partyText(example.from)} to ${partyText(example.to)} on ${portText(asked)}`;

/** The side that decides, in a sentence. */
export function leadOf(example: Evaluation, locate: Locate): Prose {
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

/** One answer: what nearly matched, both sides with each rule, and the pairs that fare alike. */
export function answerBlocks(
  report: Pick<EvaluationReport, 'model' | 'locate'>,
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
