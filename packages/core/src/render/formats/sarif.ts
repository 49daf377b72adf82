import { findRule } from '../../check/rules.ts';
import { nameInId } from '../../estate/id.ts';
import type { Finding, RuleCode, Severity, Undetermined } from '../../evidence/finding.ts';
import { plain } from '../../evidence/prose.ts';
import { missingProse } from '../words/missing.ts';
import type { Place } from '../words/place.ts';
import { nameOf } from '../words/shown.ts';
import { type FindingFormat, type FindingsReport, messageOf, placeOfFinding } from './report.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Findings as SARIF 2.1.0 (OASIS standard), as code scanning reads it. Rules stand in the driver,
 * questions that stay open are results of kind `open`, which the standard has for them.
 */
export const sarifFormat: FindingFormat = {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning',
  print: (report) => `${JSON.stringify(sarifLog(report), null, 2)}\n`,
};

/** SARIF has the same three levels under the same names. */
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
};

function sarifLog(report: FindingsReport): Json {
  const codes = codesOf(report);
  const indexOf = new Map(codes.map((code, i) => [code, i]));
  const { findings, undetermined } = report.result;
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'aksnet',
            ...(report.version === undefined ? {} : { semanticVersion: report.version }),
            rules: codes.map((code) => ruleJson(report, code)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map((one) => ({
            ...resultJson(report, one),
            ruleIndex: indexOf.get(one.code),
          })),
          ...undetermined.map((one) => ({
            ...openJson(report, one),
            ruleIndex: indexOf.get(one.code),
          })),
        ],
      },
    ],
  };
}

/** Every rule that was asked, and those that results name. */
const codesOf = ({ result }: FindingsReport): readonly RuleCode[] => [
  ...new Set([
    ...result.judgements.keys(),
    ...result.findings.map((one) => one.code),
    ...result.undetermined.map((one) => one.code),
  ]),
];

function ruleJson({ result }: FindingsReport, code: RuleCode): Json {
  const rule = findRule(code);
  const title =
    rule?.title ??
    [...result.findings, ...result.undetermined].find((one) => one.code === code)?.title;
  return {
    id: code,
    shortDescription: { text: title ?? code },
    ...(rule === undefined
      ? {}
      : {
          fullDescription: { text: rule.page.what },
          help: { text: `${rule.page.why}\n\n${rule.page.fix}` },
          defaultConfiguration: { level: levels[rule.severity] },
          properties: { tags: [rule.topic] },
        }),
  };
}

function resultJson(report: FindingsReport, finding: Finding): Json {
  const place = placeOfFinding(report, finding);
  return {
    ruleId: finding.code,
    level: levels[finding.severity],
    message: { text: messageOf(report, finding) },
    locations: [locationJson(report, finding.subject, place)],
    // Neither line nor amount is part of it: a finding that moved or grew is still the same.
    partialFingerprints: {
      'aksnetFinding/v1': [finding.code, finding.subject, finding.field ?? ''].join('|'),
    },
    properties: {
      topic: finding.topic,
      causedBy: finding.causedBy.map((cause) => `${cause.code} ${cause.subject}`),
      assumes: finding.assumes,
    },
  };
}

const openJson = (report: FindingsReport, open: Undetermined): Json => ({
  ruleId: open.code,
  kind: 'open',
  level: 'none',
  message: {
    text: `${nameOf(report.estate, open.subject)}: cannot be told: ${plain(missingProse(open.missing))}`,
  },
  locations: [locationJson(report, open.subject, undefined)],
});

function locationJson(report: FindingsReport, subject: string, place: Place | undefined): Json {
  return {
    ...(place === undefined ? {} : { physicalLocation: physicalLocation(place) }),
    logicalLocations: [
      {
        name: nameOf(report.estate, subject) || nameInId(subject),
        fullyQualifiedName: subject,
        kind: 'resource',
      },
    ],
  };
}

/** A place as SARIF has it. */
export function physicalLocation({ document, position }: Place): Json {
  const region =
    position === undefined
      ? {}
      : { region: { startLine: position.line, startColumn: position.column } };
  return { artifactLocation: { uri: uriOf(document) }, ...region };
}

/** A file name as a relative URI reference; a colon in its first segment would read as a scheme. */
export const uriOf = (document: string): string =>
  document
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
