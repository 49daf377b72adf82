import type { Assumptions } from '../../estate/estate.ts';
import { code, words } from '../../evidence/prose.ts';
import { type AssumptionName, assumed, assumptions } from '../../facts/assumptions.ts';
import { sources, type Table } from '../page.ts';

/** What a result rests on where sources conflict or are silent: each with its answer and who gave it. */
export function assumptionsTable(names: Iterable<AssumptionName>, chosen: Assumptions): Table {
  const distinct = [...new Set(names)].sort();
  return {
    kind: 'table',
    caption: words('Assumptions'),
    quiet: true,
    columns: [
      { title: 'assumption' },
      { title: 'question' },
      { title: 'answer gone by' },
      { title: 'chosen by' },
      { title: 'sources' },
    ],
    rows: distinct.map((name) => {
      const entry = assumptions[name];
      return [
        [code(name)],
        words(entry.question),
        [code(answerTo(name, chosen))],
        words(chosen[name] === undefined ? 'default' : 'requirements'),
        sources(entry.cite),
      ];
    }),
  };
}

const answerTo = (name: AssumptionName, chosen: Assumptions): string =>
  chosen[name] ?? String(assumed(name));
