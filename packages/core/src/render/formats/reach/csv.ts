import type { ReachEnd } from '../../../policy/reach-table.ts';
import { csvCell } from '../../../write/escape.ts';
import { opennessOf, passingText, portTexts } from '../../words/policy/passing.ts';
import { endText } from '../../words/policy/reach-end.ts';
import type { ReachFormat } from './report.ts';

const head = [
  ...['from_kind', 'from', 'to_kind', 'to', 'state', 'connection'],
  ...['always', 'some_pods', 'subject_to_rule', 'undetermined'],
];

const kindOf = (end: ReachEnd): string =>
  end.kind === 'pods' ? (end.group.kind ?? 'Namespace') : end.kind;

/** Links as CSV (RFC 4180), one row each, safe to open in a spreadsheet. */
export const reachCsv: ReachFormat = {
  id: 'csv',
  title: 'CSV, for spreadsheets',
  print: ({ table }) => {
    const { ports } = table.relation.model.world;
    const rows = table.links.map(({ from, to, passing }) => [
      kindOf(from),
      endText(from),
      kindOf(to),
      endText(to),
      opennessOf(passing),
      passingText(passing, ports),
      ...[passing.always, passing.some, passing.subject, passing.doubt].map((set) =>
        portTexts(set, ports).join('; '),
      ),
    ]);
    return [head, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
  },
};
