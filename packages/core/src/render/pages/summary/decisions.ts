import type { DesignResult } from '../../../design/design.ts';
import { grouped } from '../../../estate/grouped.ts';
import type { Decision } from '../../../evidence/decision.ts';
import { code, type Prose, words } from '../../../evidence/prose.ts';
import type { ElementId } from '../../../evidence/source.ts';
import type { Table } from '../../page.ts';
import { few } from '../../words/few.ts';
import { namesOf } from '../../words/names.ts';
import { changeWords } from '../decisions.ts';
import { partOf, topicOf } from './topics.ts';

/** A line per question and answer. Whom it holds for is told only where answers differ. */
export function decisionsTable({ decisions, estate }: DesignResult): Table {
  const rows = [...grouped(decisions, ({ decision, chosen }) => key(decision, chosen)).values()];
  const asked = new Map(
    [...grouped(decisions, ({ decision }) => topicOf(decision))].map(([topic, all]) => [
      topic,
      subjectsOf(all),
    ]),
  );
  const isForAll = (row: readonly Decision[]): boolean =>
    subjectsOf(row).size === asked.get(topicOf(row[0]?.decision ?? ''))?.size;
  const differ = !rows.every(isForAll);
  return {
    kind: 'table',
    caption: words('Decisions'),
    quiet: true,
    columns: [
      { title: 'decision', keep: true },
      { title: 'answer' },
      { title: 'can be changed', keep: true },
      ...(differ ? [{ title: 'for' }] : []),
    ],
    rows: rows.map((row) => {
      const [first] = row;
      if (first === undefined) return [];
      return [
        topicProse(row),
        words(first.label),
        words(changeWords[first.change.how]),
        ...(differ ? [isForAll(row) ? words('all') : whom(estate, subjectsOf(row))] : []),
      ];
    }),
  };
}

const key = (decision: string, chosen: string): string =>
  JSON.stringify([topicOf(decision), chosen]);

const subjectsOf = (decisions: readonly Decision[]): ReadonlySet<ElementId> =>
  new Set(decisions.flatMap((one) => one.about));

/** The topic, and the parts of clusters that got this answer: `pool subnet: system, batch`. */
function topicProse(row: readonly Decision[]): Prose {
  const parts = [...new Set(row.flatMap((one) => partOf(one.decision) ?? []))];
  const topic = topicOf(row[0]?.decision ?? '');
  return parts.length === 0 ? words(topic) : [`${topic}: `, ...few(parts.map(code), 3)];
}

/** More than this many clusters are counted. */
const namedAtMost = 2;

const whom = (estate: DesignResult['estate'], ids: ReadonlySet<ElementId>): Prose =>
  ids.size > namedAtMost ? words(`${ids.size} of them`) : namesOf(estate, ids);
