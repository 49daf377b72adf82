import type { Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Undetermined } from '../../evidence/finding.ts';
import { code, type Prose, words } from '../../evidence/prose.ts';
import { type Block, list, paragraph, type Table } from '../page.ts';
import { missingBrief, missingProse } from '../words/missing.ts';
import { namesOf } from '../words/names.ts';
import { type Remedy, remedies } from '../words/remedies.ts';
import { ruleCodes } from '../words/rule-codes.ts';
import { counted } from '../words/shown.ts';

/** Questions that the inputs cannot answer, those that wait for the same in one row; then what to add. */
export function openQuestionsBlocks(
  estate: Estate,
  open: readonly Undetermined[],
): readonly Block[] {
  if (open.length === 0) return [];
  const found = remedies(estate, open);
  const shown = found.slice(0, mostRemedies);
  const left = found.length - shown.length;
  return [
    condensedTable(estate, open),
    {
      kind: 'details',
      repeats: true,
      summary: words('Every question by itself'),
      blocks: [wholeTable(estate, open)],
    },
    paragraph(words('To answer them, what tells most first:')),
    list([
      ...shown.map(remedyItem),
      ...(left === 0 ? [] : [words(`${counted(left, 'thing')} more, as the rows above say`)]),
    ]),
  ];
}

/** A list that is longer is not read. */
const mostRemedies = 7;

function condensedTable(estate: Estate, open: readonly Undetermined[]): Table {
  const alike = [...grouped(open, ({ missing }) => keyOf(missing)).values()];
  return {
    kind: 'table',
    caption: words('Questions that the inputs cannot answer'),
    columns: [{ title: 'rules' }, { title: 'about' }, { title: 'what would tell' }],
    rows: alike.map((members) => [
      ruleCodes(members.map((one) => one.code)),
      namesOf(
        estate,
        members.map((one) => one.subject),
      ),
      missingBrief(members[0]?.missing ?? []),
    ]),
  };
}

const wholeTable = (estate: Estate, open: readonly Undetermined[]): Table => ({
  kind: 'table',
  caption: words('Every question with all that would tell'),
  quiet: true,
  columns: [{ title: 'rule', keep: true }, { title: 'about' }, { title: 'what would tell' }],
  rows: open.map((one) => [
    [code(one.code)],
    namesOf(estate, [one.subject]),
    missingProse(one.missing),
  ]),
});

/** The same reasons in any order, doubles left out. */
const keyOf = (missing: Undetermined['missing']): string =>
  [...new Set(missing.map((one) => JSON.stringify(one)))].toSorted().join('\n');

function remedyItem({ says, questions, alone }: Remedy): Prose {
  const waits = `${counted(questions, 'question')} ${questions === 1 ? 'waits' : 'wait'} for it`;
  const only =
    alone === 0
      ? ''
      : alone === questions
        ? ' and for nothing else'
        : `, ${alone} for nothing else`;
  return [...says, ` (${waits}${only})`];
}
