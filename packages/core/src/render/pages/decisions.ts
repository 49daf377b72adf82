import type { Estate } from '../../estate/estate.ts';
import { grouped } from '../../estate/grouped.ts';
import type { Decision, Loser } from '../../evidence/decision.ts';
import { code, joined, type Prose, words } from '../../evidence/prose.ts';
import type { ElementId } from '../../evidence/source.ts';
import {
  type Block,
  type Cell,
  list,
  type Mark,
  type Page,
  paragraph,
  section,
  sources,
  status,
} from '../page.ts';
import { anchorOf } from '../words/anchor.ts';
import { namesOf } from '../words/names.ts';
import { counted, nameOf } from '../words/shown.ts';

const verdicts: Readonly<Record<Loser['verdict'], { mark: Mark; word: string }>> = {
  impossible: { mark: 'bad', word: 'impossible' },
  unfit: { mark: 'warning', word: 'unfit' },
  worse: { mark: 'off', word: 'worse' },
};

/** How a decision can be changed later. */
export const changeWords: Readonly<Record<Decision['change']['how'], string>> = {
  inPlace: 'in place',
  newPool: 'by new node pools',
  newCluster: 'by a new cluster',
  newSubnet: 'by a new subnet',
  never: 'never',
};

/** What was chosen, for which reasons, what lost, and what a change of mind costs. */
export const decisionsPage = (decisions: readonly Decision[], estate: Estate): Page => ({
  title: words('Decisions'),
  lead: words(`${counted(decisions.length, 'decision')}, each with what lost and why.`),
  blocks: decisionsBlocks(decisions, estate),
});

/** One section per thing decided about; equal decisions about several things are told once. */
export function decisionsBlocks(decisions: readonly Decision[], estate: Estate): readonly Block[] {
  const alike = [...grouped(decisions, sameWords).values()];
  const bySubjects = grouped(alike, (members) => JSON.stringify(idsOf(members)));
  return [...bySubjects.values()].map((groups, i) => {
    const ids = idsOf(groups[0] ?? []);
    const subject = ids.map((id) => nameOf(estate, id)).join(', ');
    return section(`decisions-${i + 1}-${anchorOf(subject)}`, namesOf(estate, ids, namedInTitle), [
      ...wholeList(ids, estate),
      ...groups.flatMap(([one], j) =>
        one === undefined ? [] : [decisionSection(one, `${i + 1}-${j + 1}`)],
      ),
    ]);
  });
}

/** All but what it is about: decisions with the same words are one decision for several things. */
const sameWords = ({ about: _, ...rest }: Decision): string => JSON.stringify(rest);

const idsOf = (members: readonly Decision[]): readonly ElementId[] => [
  ...new Set<ElementId>(members.flatMap((one) => one.about)),
];

/** The names that a title leaves out. */
const wholeList = (ids: readonly ElementId[], estate: Estate): readonly Block[] =>
  ids.length <= namedInTitle
    ? []
    : [
        {
          kind: 'details',
          summary: words(`All ${ids.length}`),
          blocks: [paragraph(namesOf(estate, ids, Number.POSITIVE_INFINITY))],
        },
      ];

const namedInTitle = 4;

/** A decision with its reasons, its price and what lost. @param number makes the anchor unique */
export const decisionSection = (one: Decision, number: string): Block =>
  section(`decision-${number}-${anchorOf(one.decision)}`, words(one.question), [
    {
      kind: 'keyValues',
      pairs: [
        { key: 'chosen', value: [`${one.label} (`, code(one.chosen), ')'] },
        { key: 'can be changed', value: changeCell(one) },
        ...(one.assumes.length === 0 ? [] : [{ key: 'assumes', value: codes(one.assumes) }]),
        ...(one.cite.length === 0 ? [] : [{ key: 'rests on', value: sources(one.cite) }]),
      ],
    },
    ...(one.because.length === 0 ? [] : [list(one.because)]),
    ...lostBlocks(one),
  ]);

const changeCell = (one: Decision): Cell => [
  `${changeWords[one.change.how]}: `,
  ...one.change.price,
];

const codes = (texts: readonly string[]): Prose => joined([...new Set(texts)].map(code));

const lostBlocks = (one: Decision): readonly Block[] =>
  one.lost.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption: words('What lost'),
          columns: [
            { title: 'option', keep: true },
            { title: 'verdict', keep: true },
            { title: 'because' },
          ],
          rows: one.lost.map((loser) => [
            [code(loser.option)],
            status(verdicts[loser.verdict].mark, verdicts[loser.verdict].word),
            joined(loser.because, '; '),
          ]),
        },
      ];
