import type { TracingPlan } from '../../design/operate/tracing.ts';
import { element, joined, type Prose, words } from '../../evidence/prose.ts';
import { type Block, list, type Page, paragraph, section, sources, type Table } from '../page.ts';
import { few } from '../words/few.ts';

/** Where packets leave traces, and which trace answers which question. */
export const tracingPage = (plan: TracingPlan): Page => ({
  title: words('Packet tracing'),
  lead: words('Which log answers which question, where it is switched on, and what it cannot see.'),
  blocks: tracingBlocks(plan),
});

/** Questions first, then every source with its commands. */
export function tracingBlocks(plan: TracingPlan): readonly Block[] {
  if (plan.sources.length === 0) return [];
  return [
    questionsTable(plan),
    paragraph(['Retention: ', ...plan.retention, '.']),
    ...plan.sources.map((source): Block => {
      const commands = source.on.flatMap(({ command }) => command ?? []);
      return section(`tracing-${source.id.toLowerCase()}`, words(source.title), [
        {
          kind: 'keyValues',
          pairs: [
            {
              key: 'written by',
              value: few(
                source.on.map((one) => element(one.element, one.name)),
                6,
              ),
            },
            { key: 'sees', value: source.sees },
            ...(source.cite.length === 0 ? [] : [{ key: 'rests on', value: sources(source.cite) }]),
          ],
        },
        ...(source.blindTo.length === 0
          ? []
          : [paragraph(words('Blind to:')), list(source.blindTo)]),
        ...(commands.length === 0
          ? []
          : [
              {
                kind: 'details',
                summary: words('Commands that switch it on'),
                blocks: [{ kind: 'code', language: 'bash', text: commands.join('\n') }],
              } as const,
            ]),
      ]);
    }),
  ];
}

function questionsTable({ questions, sources: there }: TracingPlan): Table {
  const titles = new Map(there.map(({ id, title }) => [id, title]));
  return {
    kind: 'table',
    caption: words('Which trace answers which question'),
    columns: [{ title: 'question' }, { title: 'look at' }],
    rows: questions.map(({ question, answers }) => [
      words(question),
      answers.length === 0
        ? words('nothing here answers it')
        : joined(
            answers.map(
              ({ source, look }): Prose => [`${titles.get(source) ?? source}: `, ...look],
            ),
            '; ',
          ),
    ]),
  };
}
