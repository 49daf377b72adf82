import type { DesignResult } from '../../design/design.ts';
import type { Decision } from '../../evidence/decision.ts';
import { element, joined, prose, words } from '../../evidence/prose.ts';
import { type Block, type Page, paragraph, section, type Table } from '../page.ts';
import { nowhere } from '../words/place.ts';
import { nameOf } from '../words/shown.ts';
import { checklistLead } from './checklist.ts';
import { findingsBlocks } from './findings.ts';
import { obstacleBlocks } from './obstacles.ts';
import { leadOf } from './plan.ts';
import { rangesTable } from './ranges.ts';

/** A design on one screen: what was decided, which ranges, what stands in the way. The report has the rest. */
export function summaryPage(result: DesignResult): Page {
  const { estate, allocation, proof } = result;
  const grave = proof.result.findings.filter((finding) => finding.severity !== 'note');
  const report = {
    estate,
    result: { ...proof.result, findings: grave, undetermined: [] },
    locate: nowhere,
  };
  const blocks: readonly Block[] = [
    ...obstacleBlocks(result),
    section('decisions', words('Decisions'), [decisionsTable(result)]),
    ...(allocation.allocated.length === 0
      ? []
      : [section('ranges', words('Ranges'), [rangesTable(allocation.allocated, estate)])]),
    ...(grave.length === 0 ? [] : [section('findings', words('Findings'), findingsBlocks(report))]),
    section('checklist', words('Production checklist'), [
      paragraph(checklistLead(proof.checklist)),
    ]),
  ];
  return {
    title: words(`Network of ${result.requirements.organisation.name}`),
    lead: leadOf(result),
    blocks,
  };
}

/** One row per question and answer; what was decided alike for several is one row. */
function decisionsTable({ decisions, estate }: DesignResult): Table {
  const rows = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const key = JSON.stringify([decision.question, decision.chosen]);
    rows.set(key, [...(rows.get(key) ?? []), decision]);
  }
  return {
    kind: 'table',
    caption: prose`${decisions.length} decisions; reasons and losers are in decisions.md`,
    columns: [{ title: 'question' }, { title: 'answer' }, { title: 'for' }],
    rows: [...rows.values()].map((alike) => {
      const about = [...new Set(alike.flatMap((decision) => decision.about))];
      const shown = about.slice(0, mostNamed).map((id) => element(id, nameOf(estate, id)));
      const more = about.length - shown.length;
      return [
        words(alike[0]?.question ?? ''),
        words(alike[0]?.label ?? ''),
        [...joined(shown), ...(more > 0 ? [` and ${more} more`] : [])],
      ];
    }),
  };
}

/** Elements that a row names before it counts. */
const mostNamed = 2;
