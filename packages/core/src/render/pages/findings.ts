import { type Folded, folded } from '../../check/root-cause.ts';
import type { Finding, Severity } from '../../evidence/finding.ts';
import { code, element, joined, type Prose, prose, words } from '../../evidence/prose.ts';
import { type FindingsReport, placeOfFinding } from '../formats/report.ts';
import {
  type Block,
  type FindingItem,
  type KeyValue,
  list,
  type Mark,
  type Page,
  paragraph,
  section,
  type Table,
  verbatim,
} from '../page.ts';
import { missingProse } from '../words/missing.ts';
import { placeText } from '../words/place.ts';
import { counted, nameOf } from '../words/shown.ts';

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
    const blocks: readonly Block[] = [
      { kind: 'findings', items: items.map((one) => groupItem(report, one)) },
    ];
    return [section(`findings-${severity}`, words(severityWords[severity].many), blocks)];
  });
  const none = sections.length === 0 ? [paragraph(words('No rule objects to anything.'))] : [];
  return [...none, ...sections, ...openSection(report)];
}

/** Questions that an input would have to answer. */
function openSection({ estate, result }: FindingsReport): readonly Block[] {
  if (result.undetermined.length === 0) return [];
  const table: Table = {
    kind: 'table',
    caption: words('Questions that the inputs cannot answer'),
    columns: [{ title: 'rule', keep: true }, { title: 'about' }, { title: 'what would tell' }],
    rows: result.undetermined.map((open) => [
      [code(open.code)],
      [element(open.subject, nameOf(estate, open.subject))],
      missingProse(open.missing),
    ]),
  };
  return [section('findings-open', words('Open questions'), [table])];
}

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
    ...(finding.cite.length === 0
      ? []
      : [{ key: 'rests on', value: joined(finding.cite.map((one) => code(one.document))) }]),
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
