import type { Guard } from '../../design/operate/guards.ts';
import { code, joined, type Prose, words } from '../../evidence/prose.ts';
import { type Block, type Page, sources, type Table } from '../page.ts';
import { counted } from '../words/shown.ts';

/** The policies that keep others from breaking the plan. */
export const guardsPage = (guards: readonly Guard[]): Page => ({
  title: words('Guards'),
  lead: guardsLead(guards),
  blocks: guardsBlocks(guards),
});

/** How many guards, and how far they can be relied on. */
export const guardsLead = (guards: readonly Guard[]): Prose =>
  words(
    `${counted(guards.length, 'Azure Policy', 'Azure Policies')} keep the plan from being broken by others. Begin with the first effect; go on when nothing legitimate was flagged. None was tried against Azure.`,
  );

/** What each policy stops and what slips through. */
export function guardsBlocks(guards: readonly Guard[]): readonly Block[] {
  if (guards.length === 0) return [];
  const table: Table = {
    kind: 'table',
    caption: words('Azure Policies'),
    quiet: true,
    columns: [
      { title: 'policy' },
      { title: 'stops' },
      { title: 'made by' },
      { title: 'effect' },
      { title: 'cannot see' },
      { title: 'rests on' },
    ],
    rows: guards.map((guard) => [
      [`${guard.title} (`, code(guard.id), ')'],
      guard.stops,
      madeBy(guard),
      words(
        guard.effects.first === guard.effects.later
          ? guard.effects.first
          : `${guard.effects.first}, later ${guard.effects.later}`,
      ),
      joined(guard.cannotSee, '; '),
      sources(guard.cite),
    ]),
  };
  return [table];
}

function madeBy({ definition }: Guard): Prose {
  switch (definition.kind) {
    case 'builtIn':
      return ['Azure: ', code(definition.policy.id)];
    case 'custom':
      return words('this plan');
  }
}
