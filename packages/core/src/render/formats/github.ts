import type { Severity } from '../../evidence/finding.ts';
import { terminalText } from '../../write/escape.ts';
import { type FindingFormat, type FindingsReport, messageOf, placeOfFinding } from './report.ts';

/** Findings as workflow commands of GitHub Actions, which become annotations of a pull request. */
export const githubFormat: FindingFormat = {
  id: 'github',
  title: 'annotations of GitHub Actions',
  print: (report) => report.result.findings.map((one) => `${annotation(report, one)}\n`).join(''),
};

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

function annotation(
  report: FindingsReport,
  finding: FindingsReport['result']['findings'][number],
): string {
  const place = placeOfFinding(report, finding);
  const properties = [
    ...(place === undefined ? [] : [`file=${property(place.document)}`]),
    ...(place?.position === undefined
      ? []
      : [`line=${place.position.line}`, `col=${place.position.column}`]),
    `title=${property(`${finding.code} ${finding.title}`)}`,
  ];
  return `::${commands[finding.severity]} ${properties.join(',')}::${data(messageOf(report, finding))}`;
}

/*
 * The runner reads a command to the end of its line and decodes these, and only these, sequences
 * (actions/toolkit, packages/core/src/command.ts).
 */
const data = (text: string): string =>
  terminalText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
