import { plain } from '../../evidence/prose.ts';
import { csvCell } from '../../write/escape.ts';
import { placeText } from '../words/place.ts';
import { nameOf } from '../words/shown.ts';
import { type FindingFormat, placeOfFinding } from './report.ts';

const head = ['severity', 'code', 'title', 'subject', 'id', 'field', 'place', 'says', 'fix'];

/** Findings as CSV (RFC 4180), one row each, safe to open in a spreadsheet. */
export const csvFormat: FindingFormat = {
  id: 'csv',
  title: 'CSV, for spreadsheets',
  print: (report) => {
    const rows = report.result.findings.map((finding) => {
      const place = placeOfFinding(report, finding);
      return [
        finding.severity,
        finding.code,
        finding.title,
        nameOf(report.estate, finding.subject),
        finding.subject,
        finding.field ?? '',
        place === undefined ? '' : placeText(place),
        plain(finding.says),
        plain(finding.fix),
      ];
    });
    return [head, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
  },
};
