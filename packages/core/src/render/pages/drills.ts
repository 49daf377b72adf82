import type { Drill, DrillStep, StepPlace } from '../../design/operate/drill.ts';
import { grouped } from '../../estate/grouped.ts';
import { code, joined, type Prose, plain, words } from '../../evidence/prose.ts';
import { type Block, list, type Page, paragraph, section, sources } from '../page.ts';
import { anchorOf } from '../words/anchor.ts';
import { counted } from '../words/shown.ts';

/** Failures to be provoked on purpose, each with its steps, its abort rule and its undoing. */
export function drillsPage(found: readonly Drill[]): Page {
  return {
    title: words('Failure drills'),
    lead: drillsLead(found),
    blocks: found.map(drillSection),
  };
}

/** How many drills, in one sentence. */
export const drillsLead = (found: readonly Drill[]): Prose =>
  words(
    `${counted(found.length, 'drill')}: each says what it proves, when to stop and how to undo.`,
  );

/** So many drills of one kind are told one by one; of more, the first is told and the others are named. */
const toldOneByOne = 4;

/** One section per drill. Of many of one kind, the first in full and how the others differ. */
export const drillsBlocks = (found: readonly Drill[]): readonly Block[] =>
  [...grouped(found, ({ drill }) => drill)].flatMap(([kind, members]): readonly Block[] => {
    const [first, ...others] = members;
    if (first === undefined) return [];
    const numbered = (drill: Drill): Block => drillSection(drill, found.indexOf(drill));
    return others.length < toldOneByOne
      ? members.map(numbered)
      : [numbered(first), othersBlock(kind, first, others)];
  });

/** The other drills of a kind by what is expected of them; their commands stand in files of their own. */
function othersBlock(kind: string, first: Drill, others: readonly Drill[]): Block {
  const usual = new Set(first.expected.map(plain));
  return {
    kind: 'details',
    summary: words(
      `${others.length} more of the kind ${kind}; the files beside the plan have their commands`,
    ),
    blocks: [
      {
        kind: 'table',
        caption: words(`Other drills of the kind ${kind}`),
        quiet: true,
        columns: [{ title: 'drill' }, { title: 'expected, where it differs' }],
        rows: others.map(({ title, expected }) => [
          title,
          joined(
            expected.filter((one) => !usual.has(plain(one))),
            '; ',
          ),
        ]),
      },
    ],
  };
}

const drillSection = (drill: Drill, i: number): Block =>
  section(`drill-${i + 1}-${anchorOf(drill.drill)}`, drill.title, [
    paragraph(drill.proves),
    ...titled('Before', drill.before),
    ...stepsBlocks('Steps', drill.steps),
    ...titled('Expected', drill.expected),
    ...(drill.abort.length === 0
      ? []
      : [
          {
            kind: 'callout',
            mark: 'warning',
            title: words('Stop and undo when'),
            blocks: [list(drill.abort)],
          } as const,
        ]),
    ...stepsBlocks('Undo', drill.undo),
    ...restsOn(drill),
  ]);

const heading = (text: string): Block => paragraph(words(`${text}:`));

const titled = (title: string, items: readonly Prose[]): readonly Block[] =>
  items.length === 0 ? [] : [heading(title), list(items)];

const places: Readonly<Record<StepPlace, string>> = {
  workstation: 'at a workstation',
  pod: 'in a pod',
  node: 'on a node',
  portal: 'in the portal',
};

const stepsBlocks = (title: string, steps: readonly DrillStep[]): readonly Block[] =>
  steps.length === 0
    ? []
    : [
        heading(title),
        {
          kind: 'steps',
          steps: steps.map((step) => ({
            title: [...step.says, ` (${places[step.where]})`],
            blocks:
              step.command === undefined
                ? []
                : [{ kind: 'code', language: 'bash', text: step.command } as const],
          })),
        },
      ];

function restsOn({ assumes, cite }: Drill): readonly Block[] {
  const pairs = [
    ...(assumes.length === 0 ? [] : [{ key: 'assumes', value: joined(assumes.map(code)) }]),
    ...(cite.length === 0 ? [] : [{ key: 'rests on', value: sources(cite) }]),
  ];
  return pairs.length === 0 ? [] : [{ kind: 'keyValues', pairs }];
}
