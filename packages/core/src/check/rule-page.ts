import { type Estate, estateOf } from '../estate/estate.ts';
import { nameInId } from '../estate/id.ts';
import { sketchedFrame } from '../estate/sketch.ts';
import type { Evidence } from '../evidence/finding.ts';
import { isKnown } from '../evidence/knowable.ts';
import { knownNeed, type Ledger } from '../evidence/ledger.ts';
import { grouped, plain } from '../evidence/prose.ts';
import type { Citation } from '../facts/citation.ts';
import type { Rule } from './rule.ts';

/*
 * The page of a rule as Markdown: for `aksnet explain CODE` and, written to files, for `docs/rules`.
 * The text lies in the rule itself, so there is one source, offline and in browsers too. The example
 * is judged while the page is made, and therefore true.
 */

/** The page of a rule. */
export function rulePage(rule: Rule): string {
  const { page } = rule;
  const parts = [
    `# ${rule.code}: ${rule.title}`,
    `Severity: ${rule.severity}. Topic: ${rule.topic}.`,
    page.what,
    `## Why\n\n${page.why}`,
    `## How it is judged\n\n${page.judged}`,
    `## When the answer stays open\n\n${page.undetermined}`,
    `## Example\n\n${page.example.given}\n\n${exampleOf(rule)}`,
    `## What to do\n\n${page.fix}`,
    `## Sources\n\n${[...new Set(rule.cite.map(sourceLine))].join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The list of all pages, as `docs/rules/README.md`. */
export function ruleIndexPage(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ code, title, severity, topic }) =>
      `| [${code}](${code}.md) | ${title} | ${severity} | ${topic} |`,
  );
  return [
    '# Rules',
    '',
    'What `aksnet check` asks of every network, whether designed, planned or observed. `aksnet explain CODE` shows the same pages offline.',
    '',
    'An `error` breaks now or at the next upgrade, or a document forbids it. A `warning` holds today, and a named event breaks it. A `note` is worth knowing, with nothing to repair. Single cases may be graver or lighter than the rule; its page says which.',
    '',
    '| code | what is wrong | severity | topic |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** The network of the rule's example. */
export const exampleEstate = ({ page: { example } }: Rule): Estate =>
  estateOf({ ...sketchedFrame, ...example.frame }, example.elements());

function exampleOf(rule: Rule): string {
  for (const judgement of rule.judge(exampleEstate(rule))) {
    if (judgement.kind !== 'finding') continue;
    const severity = judgement.severity ?? rule.severity;
    return [
      `> **${severity}** ${plain(judgement.says)}`,
      evidenceText(judgement.evidence),
      `Proposed: ${plain(judgement.fix)}`,
    ].join('\n\n');
  }
  return '';
}

function evidenceText(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'ledger':
      return ledgerTable(evidence.ledger);
    case 'ranges':
      return evidence.ranges
        .map(({ range, as, of }) => `- ${range}: ${as} of ${nameInId(of)}`)
        .join('\n');
    case 'facts':
      return evidence.says.map((says) => `- ${plain(says)}`).join('\n');
  }
}

function ledgerTable(ledger: Ledger): string {
  const amount = (value: unknown): string =>
    typeof value === 'number' ? grouped(value) : 'not known';
  return [
    `| ${plain(ledger.title)} | ${ledger.unit} |`,
    '|---|--:|',
    ...ledger.lines.map((line) => `| ${plain(line.what)} | ${amount(line.amount)} |`),
    `| **needed** | ${grouped(knownNeed(ledger))} |`,
    `| **there** | ${isKnown(ledger.supply) ? amount(ledger.supply) : 'not known'} |`,
  ].join('\n');
}

const sourceLine = ({ document, date, note }: Citation): string =>
  `- \`${document}\`${date === undefined ? '' : ` (${date})`}${note === undefined ? '' : `: ${note}`}`;
