import type { Drill, DrillStep, StepPlace } from '../../design/operate/drill.ts';
import { drills } from '../../design/operate/drills.ts';
import type { Estate } from '../../estate/estate.ts';
import { code, joined, type Prose, words } from '../../evidence/prose.ts';
import { type Block, list, type Page, paragraph, section, sources } from '../page.ts';
import { anchorOf } from '../words/anchor.ts';
import { counted } from '../words/shown.ts';

/** Failures to be provoked on purpose, each with its steps, its abort rule and its undoing. */
export const drillsPage = (estate: Estate): Page => {
  const found = drills(estate);
  return {
    title: words('Failure drills'),
    lead: drillsLead(found),
    blocks: drillsBlocks(found),
  };
};

/** How many drills, in one sentence. */
export const drillsLead = (found: readonly Drill[]): Prose =>
  words(
    `${counted(found.length, 'drill')}: each says what it proves, when to stop and how to undo.`,
  );

/** One section per drill. */
export const drillsBlocks = (found: readonly Drill[]): readonly Block[] =>
  found.map((drill, i) =>
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
    ]),
  );

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
