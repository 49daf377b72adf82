import type { Severity } from '../../evidence/finding.ts';
import { terminalText } from '../../write/escape.ts';
import type { Place } from '../words/place.ts';
import { type FindingFormat, type FindingsReport, messageOf, placeOfFinding } from './report.ts';

/** Findings as workflow commands of GitHub Actions, which become annotations of a pull request. */
export const githubFormat: FindingFormat = {
  id: 'github',
  title: 'annotations of GitHub Actions',
  print: (report) => report.result.findings.map((one) => `${annotation(report, one)}\n`).join(''),
};

const commands: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

function annotation(
  report: FindingsReport,
  finding: FindingsReport['result']['findings'][number],
): string {
  return workflowCommand({
    command: commands[finding.severity],
    place: placeOfFinding(report, finding),
    title: `${finding.code} ${finding.title}`,
    message: messageOf(report, finding),
  });
}

/** One workflow command, which becomes an annotation at its place. */
export function workflowCommand({
  command,
  place,
  title,
  message,
}: {
  readonly command: 'error' | 'warning' | 'notice';
  readonly place: Place | undefined;
  readonly title: string;
  readonly message: string;
}): string {
  const properties = [
    ...(place === undefined ? [] : [`file=${property(place.document)}`]),
    ...(place?.position === undefined
      ? []
      : [`line=${place.position.line}`, `col=${place.position.column}`]),
    `title=${property(title)}`,
  ];
  return `::${command} ${properties.join(',')}::${data(message)}`;
}

/*
 * The runner reads a command to the end of its line and decodes these, and only these, sequences
 * (actions/toolkit, packages/core/src/command.ts).
 */
const data = (text: string): string =>
  terminalText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
