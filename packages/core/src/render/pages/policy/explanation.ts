import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { EstateModel } from '../../../policy/estate-models.ts';
import type { SideEvaluation } from '../../../policy/evaluation.ts';
import type { Explanation, PairPorts } from '../../../policy/explain/explain.ts';
import type { Proposal } from '../../../policy/explain/propose.ts';
import { type Block, list, type Page, paragraph, section } from '../../page.ts';
import type { Locate } from '../../words/place.ts';
import { becauseProse } from '../../words/policy/because.ts';
import { partyText, verdictStatus, verdictWord } from '../../words/policy/party.ts';
import {
  changeProse,
  collateralProse,
  otherProse,
  policyDiff,
} from '../../words/policy/proposal.ts';
import { readAs } from '../../words/policy/read-as.ts';
import { problemProse } from '../../words/policy/service.ts';
import { dependsBlocks, lookUpWords } from './depends.ts';
import { answerBlocks, askedTitle, type EvaluationAsked, leadOf } from './evaluation.ts';
import { legVerdict, serviceBlocks } from './service.ts';

/** Why two ends may talk or not, and what was asked. */
export interface ExplanationReport {
  readonly asked: Omit<EvaluationAsked, 'port'> & { readonly port?: number | string };
  readonly explanation: Explanation;
  readonly model: EstateModel;
  readonly locate: Locate;
}

/** What all connections on the asked port come to; undefined where no port was asked. */
export function explainedVerdict({
  explanation: { answers, service },
}: Pick<ExplanationReport, 'explanation'>): ReturnType<typeof legVerdict> | 'differs' | undefined {
  const all =
    service === undefined || service.legs.length === 0
      ? answers.map(({ example }) => example.verdict)
      : service.legs.map(legVerdict);
  const [one, ...more] = new Set(all);
  return more.length === 0 ? one : 'differs';
}

/** Why a pair may talk or not: the reasons, all ports, what hangs on it, and the least that turns it. */
export function explanationPage(report: ExplanationReport): Page {
  const { explanation, model, locate } = report;
  const { answers, service, ports } = explanation;
  return {
    title: titleOf(report),
    lead: explanationLead(report),
    blocks: [
      ...(service === undefined ? [] : serviceBlocks(service)),
      ...answers.map((answer, i) =>
        section(
          `why-${i + 1}`,
          prose`Why: ${words(verdictWord(answer.example.verdict))} from ${partyText(answer.example.from)} to ${partyText(answer.example.to)} on ${`${answer.example.protocol} ${answer.example.port}`}`,
          [paragraph(leadOf(answer.example, locate)), ...answerBlocks({ model, locate }, answer)],
        ),
      ),
      ...(ports === undefined ? [] : [portsSection(ports, locate)]),
      ...dependsBlocks(report),
      ...turnBlocks(report),
      readAs(model),
    ],
  };
}

function titleOf(report: ExplanationReport): Prose {
  const { asked } = report;
  const verdict = explainedVerdict(report);
  const [example] = report.explanation.connections;
  const port = asked.port ?? example?.port;
  return verdict === undefined || port === undefined
    ? prose`${asked.from} to ${asked.to}`
    : askedTitle(verdict, { ...asked, port });
}

/** The answer and the look-up before it, in two sentences. */
function explanationLead(report: ExplanationReport): Prose {
  const { explanation, locate } = report;
  const [first, ...others] = explanation.answers;
  const { service } = explanation;
  const why =
    service !== undefined && service.legs.length === 0
      ? prose`The Service leads nowhere: ${joined(service.problems.map(problemProse), '; ')}.`
      : first === undefined
        ? words('No port was named, and the receiver does not offer one port alone.')
        : others.length === 0
          ? leadOf(first.example, locate)
          : words('Its connections do not all fare alike.');
  const lookUp = lookUpWords(explanation);
  return lookUp === undefined ? why : [...why, ' ', lookUp];
}

function portsSection({ pair, groups }: PairPorts, locate: Locate): Block {
  const why = (side: SideEvaluation | undefined): Prose =>
    side === undefined ? words('no pod') : becauseProse(side, locate);
  return section('ports', prose`All ports from ${partyText(pair.from)} to ${partyText(pair.to)}`, [
    {
      kind: 'table',
      caption: words('Every port, by what becomes of it and why'),
      quiet: true,
      columns: [
        { title: 'answer', keep: true },
        { title: 'ports' },
        { title: 'out of the sender' },
        { title: 'into the receiver' },
      ],
      rows: groups.map(({ ports, example }) => [
        verdictStatus(example.verdict),
        words(
          ports
            .map(({ protocol, first, last }) => {
              if (first === 1 && last === 65535) return protocol;
              return first === last ? `${protocol} ${first}` : `${protocol} ${first}-${last}`;
            })
            .join(', '),
        ),
        why(example.egress),
        why(example.ingress),
      ]),
    },
  ]);
}

/** Proposals, the least first, each with its diff. */
function turnBlocks({ explanation, model, locate }: ExplanationReport): readonly Block[] {
  const { proposals, want, connections } = explanation;
  const wanted = want === 'allowed' ? 'open' : 'close';
  if (connections.length === 0) return [];
  if (proposals.length === 0)
    return [
      section('turn', words(`What would ${wanted} it`), [
        paragraph(
          words(
            'No change of one policy at each end does: what decides is not a policy that could be changed, or no peer of a NetworkPolicy can mean the other end.',
          ),
        ),
      ]),
    ];
  return [
    section('turn', words(`What would ${wanted} it, the least change first`), [
      paragraph(
        words(
          'Each was tried on these inputs: with it every connection above is turned, and what else changes was counted.',
        ),
      ),
      ...proposals.map((proposal, i) => proposalSection(proposal, i, { model, locate })),
    ]),
  ];
}

/** Other changes beyond these are in the JSON form. */
const mostOthers = 8;

function proposalSection(
  proposal: Proposal,
  i: number,
  { model, locate }: Pick<ExplanationReport, 'model' | 'locate'>,
): Block {
  const { changes, collateral, policies } = proposal;
  const { ports } = model.world;
  const said = joined(
    changes.map((change) => changeProse(change, model.world, locate)),
    ', and ',
  );
  const rest = collateral.between.length - mostOthers;
  const others = collateral.between.slice(0, mostOthers).map((other) => otherProse(other, ports));
  return section(
    `turn-${i + 1}`,
    [`${i + 1}. `, ...said],
    [
      paragraph(collateralProse(collateral)),
      ...(others.length === 0
        ? []
        : [list(rest > 0 ? [...others, words(`${rest} more; the JSON form has all`)] : others)]),
      ...policies.map(
        (policy): Block => ({ kind: 'code', language: 'diff', text: policyDiff(policy) }),
      ),
    ],
  );
}
