import { type Folded, folded } from '../../check/root-cause.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Finding, Severity } from '../../evidence/finding.ts';
import { code, element, joined, type Prose, prose, words } from '../../evidence/prose.ts';
import { type FindingsReport, placeOfFinding } from '../formats/report.ts';
import {
  type Block,
  type FindingItem,
  type FindingList,
  type KeyValue,
  list,
  type Mark,
  type Page,
  paragraph,
  section,
  sources,
  verbatim,
} from '../page.ts';
import { placeText } from '../words/place.ts';
import { counted, nameOf } from '../words/shown.ts';
import { openQuestionsBlocks } from './open-questions.ts';

/** How a severity is marked and called. */
export const severityWords: Readonly<Record<Severity, { mark: Mark; one: string; many: string }>> =
  {
    error: { mark: 'bad', one: 'error', many: 'Errors' },
    warning: { mark: 'warning', one: 'warning', many: 'Warnings' },
    note: { mark: 'note', one: 'note', many: 'Notes' },
  };

const severities: readonly Severity[] = ['error', 'warning', 'note'];

/** What the rules say: root causes with what follows from them, then what stays open. */
export function findingsPage(report: FindingsReport): Page {
  return {
    title: words('Findings'),
    lead: findingsLead(report),
    blocks: findingsBlocks(report),
  };
}

/** The result in one sentence. */
export function findingsLead({ result }: FindingsReport): Prose {
  const counts = severities.map((severity) => {
    const count = result.findings.filter((one) => one.severity === severity).length;
    return counted(count, severityWords[severity].one);
  });
  const passed = Object.values(result.passed).reduce((sum, count) => sum + count, 0);
  const open = result.undetermined.length;
  const rest =
    open === 0 ? [] : [`; ${counted(open, 'question')} stay${open === 1 ? 's' : ''} open`];
  return words(`${counts.join(', ')}; ${counted(passed, 'judgement')} passed${rest.join('')}.`);
}

/** The findings as sections, for this page and for a whole report. */
export function findingsBlocks(report: FindingsReport): readonly Block[] {
  const groups = folded(report.result.findings);
  const sections = severities.flatMap((severity): readonly Block[] => {
    const items = groups.filter((one) => one.finding.severity === severity);
    if (items.length === 0) return [];
    const blocks = [...grouped(items, (one) => one.finding.code).values()].map((alike) =>
      listOf(alike.map((one) => groupItem(report, one))),
    );
    return [section(`findings-${severity}`, words(severityWords[severity].many), blocks)];
  });
  const none = sections.length === 0 ? [paragraph(words('No rule objects to anything.'))] : [];
  return [...none, ...sections, ...openSection(report)];
}

/** Of many findings of one rule only the first are told in full at once. */
const toldInFull = 3;

function listOf(items: readonly FindingItem[]): FindingList {
  return items.length <= toldInFull + 1
    ? { kind: 'findings', items }
    : { kind: 'findings', items: items.slice(0, toldInFull), more: items.slice(toldInFull) };
}

/** Questions that an input would have to answer. */
const openSection = ({ estate, result }: FindingsReport): readonly Block[] =>
  result.undetermined.length === 0
    ? []
    : [
        section(
          'findings-open',
          words('Open questions'),
          openQuestionsBlocks(estate, result.undetermined),
        ),
      ];

const groupItem = (report: FindingsReport, { finding, consequences }: Folded): FindingItem => ({
  ...findingItem(report, finding),
  consequences: consequences.map((one) => findingItem(report, one)),
});

/** One finding with its evidence. */
export function findingItem(report: FindingsReport, finding: Finding): FindingItem {
  const { mark, one } = severityWords[finding.severity];
  return {
    mark,
    word: one,
    code: finding.code,
    title: finding.title,
    says: finding.says,
    facts: factsOf(report, finding),
    blocks: evidenceBlocks(report, finding),
    consequences: [],
  };
}

function factsOf(report: FindingsReport, finding: Finding): readonly KeyValue[] {
  const place = placeOfFinding(report, finding);
  const subject = nameOf(report.estate, finding.subject);
  return [
    { key: 'about', value: [element(finding.subject, subject)] },
    ...(place === undefined ? [] : [{ key: 'at', value: verbatim(placeText(place)) }]),
    { key: 'fix', value: finding.fix },
    ...(finding.assumes.length === 0
      ? []
      : [{ key: 'assumes', value: joined(finding.assumes.map(code)) }]),
    ...(finding.cite.length === 0 ? [] : [{ key: 'rests on', value: sources(finding.cite) }]),
  ];
}

function evidenceBlocks(report: FindingsReport, { evidence }: Finding): readonly Block[] {
  switch (evidence.kind) {
    case 'ledger':
      return [{ kind: 'ledger', ledger: evidence.ledger }];
    case 'facts':
      return evidence.says.length === 0 ? [] : [list(evidence.says)];
    case 'ranges':
      return [
        {
          kind: 'table',
          caption: prose`Ranges concerned`,
          columns: [{ title: 'range', keep: true }, { title: 'of' }, { title: 'as' }],
          rows: evidence.ranges.map((one) => [
            [{ kind: 'range', text: one.range }],
            [element(one.of, nameOf(report.estate, one.of))],
            words(one.as),
          ]),
        },
      ];
  }
}
