import type { Estate } from '../../estate/estate.ts';
import type { Evidence, Finding, Severity } from '../../evidence/finding.ts';
import { isUnknown, type Knowable, type Missing } from '../../evidence/knowable.ts';
import { balance, knownNeed, type Ledger } from '../../evidence/ledger.ts';
import { plain } from '../../evidence/prose.ts';
import { missingProse } from '../words/missing.ts';
import { nameOf } from '../words/shown.ts';
import { type FindingFormat, type FindingsReport, placeOfFinding } from './report.ts';

/**
 * Version of the shape of our own JSON. The shape only gains fields; the number changes when one is
 * taken away or gets another meaning.
 */
export const jsonShape = 1;

/** Findings as our own JSON: everything that is known, stable, in the order of gravity. */
export const jsonFormat: FindingFormat = {
  id: 'json',
  title: 'JSON, stable and complete',
  print: (report) => `${JSON.stringify(findingsJson(report), null, 2)}\n`,
};

/** The same as plain data. */
export function findingsJson(report: FindingsReport): Readonly<Record<string, unknown>> {
  const { estate, result } = report;
  const count = (severity: Severity): number =>
    result.findings.filter((finding) => finding.severity === severity).length;
  return {
    shape: jsonShape,
    tense: estate.tense,
    day: estate.day,
    summary: {
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      undetermined: result.undetermined.length,
      passed: Object.values(result.passed).reduce((sum, passed) => sum + passed, 0),
    },
    findings: result.findings.map((finding) => findingJson(report, finding)),
    undetermined: result.undetermined.map(({ code, title, subject, missing }) => ({
      code,
      title,
      subject,
      subjectName: nameOf(estate, subject),
      missing: missing.map(missingJson),
    })),
  };
}

function findingJson(report: FindingsReport, finding: Finding): Readonly<Record<string, unknown>> {
  const place = placeOfFinding(report, finding);
  return {
    code: finding.code,
    title: finding.title,
    severity: finding.severity,
    topic: finding.topic,
    subject: finding.subject,
    subjectName: nameOf(report.estate, finding.subject),
    ...(finding.field === undefined ? {} : { field: finding.field }),
    ...(place === undefined
      ? {}
      : { place: { document: place.document, path: place.path, ...place.position } }),
    says: plain(finding.says),
    fix: plain(finding.fix),
    evidence: evidenceJson(report.estate, finding.evidence),
    causedBy: finding.causedBy,
    assumes: finding.assumes,
    cite: finding.cite,
  };
}

function evidenceJson(estate: Estate, evidence: Evidence): Readonly<Record<string, unknown>> {
  switch (evidence.kind) {
    case 'ledger':
      return { kind: 'ledger', ledger: ledgerJson(evidence.ledger) };
    case 'ranges':
      return {
        kind: 'ranges',
        ranges: evidence.ranges.map((one) => ({ ...one, name: nameOf(estate, one.of) })),
      };
    case 'facts':
      return { kind: 'facts', says: evidence.says.map(plain) };
  }
}

/** A ledger with its sums, which are derived for the reader and stored nowhere. */
export function ledgerJson(ledger: Ledger): Readonly<Record<string, unknown>> {
  return {
    subject: ledger.subject,
    title: plain(ledger.title),
    unit: ledger.unit,
    lines: ledger.lines.map((line) => ({
      role: line.role,
      what: plain(line.what),
      ...amountJson(line.amount),
      from: line.from,
      ...(line.assumes === undefined ? {} : { assumes: line.assumes }),
    })),
    needed: knownNeed(ledger),
    supply: amountJson(ledger.supply),
    balance: balanceJson(ledger),
    notes: (ledger.notes ?? []).map(plain),
  };
}

const amountJson = (amount: Knowable<number>): Readonly<Record<string, unknown>> =>
  isUnknown(amount) ? { missing: amount.unknown.map(missingJson) } : { amount };

function balanceJson(ledger: Ledger): Readonly<Record<string, unknown>> {
  const result = balance(ledger);
  return result.kind === 'undetermined'
    ? { kind: result.kind, missing: result.missing.map(missingJson) }
    : { ...result };
}

const missingJson = (missing: Missing): Readonly<Record<string, unknown>> => ({
  ...missing,
  says: plain(missingProse([missing])),
});
