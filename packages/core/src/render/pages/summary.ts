import type { OpenQuestion } from '../../design/asker.ts';
import type { DesignResult } from '../../design/design.ts';
import { provenIntents } from '../../design/intents.ts';
import { all } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import { joined, type Prose, quote, words } from '../../evidence/prose.ts';
import { type Block, type KeyValue, type Page, verbatim } from '../page.ts';
import { few } from '../words/few.ts';
import { nowhere } from '../words/place.ts';
import { remedies } from '../words/remedies.ts';
import { counted } from '../words/shown.ts';
import { checklistLead } from './checklist.ts';
import { findingsBlocks, findingsLead } from './findings.ts';
import { intentsBlocks, intentsLead } from './intents.ts';
import { ledgersLead } from './ledgers.ts';
import { obstacleBlocks } from './obstacles.ts';
import { isDecided, leadOf, planLedgers } from './plan.ts';
import { clustersTable } from './summary/clusters.ts';
import { decisionsTable } from './summary/decisions.ts';
import { exitsTable } from './summary/exits.ts';
import { fleetTables } from './summary/fleet.ts';
import { rangeTrees } from './summary/ranges.ts';

/**
 * A design on one screen: what stands in the way, what was decided, which ranges, which exits, what is
 * open, where to look next. More than a few clusters are told by kind. The report has the rest.
 */
export function summaryPage(result: DesignResult): Page {
  const { estate, decisions } = result;
  const isFleet = all(estate, 'cluster').length > fewClusters;
  const exits = exitsTable(estate);
  const network: readonly Block[] = [
    ...graveBlocks(result),
    ...failedPaths(result),
    ...(decisions.length === 0 ? [] : [decisionsTable(result)]),
    ...(isFleet ? fleetTables(result) : [...rangeTrees(result), clustersTable(estate)]),
    ...(exits === undefined ? [] : [exits]),
    { kind: 'keyValues', pairs: stateOf(result) },
  ];
  return {
    title: words(`Network of ${result.requirements.organisation.name}`),
    lead: leadOf(result),
    blocks: [...obstacleBlocks(result), ...(isDecided(result) ? network : [])],
  };
}

/** More clusters than this are told by kind. */
const fewClusters = 6;

/** Findings that ask for something, in full. */
function graveBlocks({ estate, proof }: DesignResult): readonly Block[] {
  const findings = proof.result.findings.filter((finding) => finding.severity !== 'note');
  if (findings.length === 0) return [];
  const result = { ...proof.result, findings, undetermined: [] };
  return findingsBlocks({ estate, result, locate: nowhere });
}

/** Paths that fare otherwise than was asked. */
function failedPaths(result: DesignResult): readonly Block[] {
  const failed = provenIntents(result).filter(({ holds }) => holds === 'no');
  return failed.length === 0 || result.obstacles.length > 0
    ? []
    : [
        {
          kind: 'callout',
          mark: 'bad',
          title: words(`${counted(failed.length, 'path')} not as asked`),
          blocks: intentsBlocks(failed.slice(0, shownPaths)).flatMap((block) =>
            block.kind === 'section' ? block.blocks : [block],
          ),
        },
      ];
}

/** Paths that the summary shows; the report has all. */
const shownPaths = 8;

function stateOf(result: DesignResult): readonly KeyValue[] {
  const { estate, proof, questions } = result;
  const [first] = remedies(estate, proof.result.undetermined);
  return [
    { key: 'findings', value: findingsLead({ estate, result: proof.result, locate: nowhere }) },
    ...(first === undefined ? [] : [{ key: 'would tell most', value: first.says }]),
    { key: 'paths', value: intentsLead(provenIntents(result)) },
    { key: 'checklist', value: checklistLead(proof.checklist) },
    { key: 'ledgers', value: ledgersLead(planLedgers(result)) },
    ...(questions.length === 0 ? [] : [{ key: 'open', value: openLead(questions) }]),
    ...(isWritten(result) ? [lookNextRow(result)] : []),
  ];
}

/** Whether files are made of it: a plan that does not hold is only shown. */
const isWritten = ({ obstacles, proof }: DesignResult): boolean =>
  obstacles.length === 0 && !proof.result.findings.some(({ severity }) => severity === 'error');

const lookNextRow = ({ requirements }: DesignResult): KeyValue => ({
  key: 'look next',
  value: [
    ...joined(
      [...lookNext, ...(requirements.legacy.length === 0 ? [] : [moves])].map(({ file, holds }) => [
        ...verbatim(file),
        ` (${holds})`,
      ]),
    ),
    ' in the folder of the plan',
  ],
});

/** How many questions wait for whom. */
const openLead = (questions: readonly OpenQuestion[]): Prose => [
  `${counted(questions.length, 'question')} for `,
  ...few(
    [...grouped(questions, ({ owner }) => owner)].map(
      ([owner, asked]): Prose => [quote(owner), ` (${asked.length})`],
    ),
    3,
  ),
];

/** Where to look when something is left behind. */
const moves = { file: 'migration-*.md', holds: 'the move, step by step' };

/** Files to go on with. */
const lookNext: readonly { readonly file: string; readonly holds: string }[] = [
  { file: 'report.html', holds: 'everything, with drawings' },
  { file: 'decisions.md', holds: 'reasons and what lost' },
  { file: 'checklist.md', holds: 'what waits for somebody' },
];
