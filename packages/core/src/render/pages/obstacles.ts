import type { DesignResult, Obstacle } from '../../design/design.ts';
import { code, element, joined, type Prose, words } from '../../evidence/prose.ts';
import { type Block, list } from '../page.ts';
import { nameOf } from '../words/shown.ts';
import { failedBlocks } from './ranges.ts';

/** What stands in the way of a plan, each with what would help. */
export const obstacleBlocks = ({ obstacles, estate }: DesignResult): readonly Block[] =>
  obstacles.flatMap((obstacle) => blocksOf(obstacle, estate));

function blocksOf(obstacle: Obstacle, estate: DesignResult['estate']): readonly Block[] {
  switch (obstacle.kind) {
    case 'full':
      return failedBlocks([obstacle], estate);
    case 'tooLarge':
      return [
        {
          kind: 'callout',
          mark: 'bad',
          title: words('No legal range is large enough'),
          blocks: [{ kind: 'prose', text: obstacle.says }],
        },
      ];
    case 'unknownName':
      return [
        {
          kind: 'callout',
          mark: 'bad',
          title: words('Asked for something that is not there to be decided'),
          blocks: [{ kind: 'prose', text: obstacle.says }],
        },
      ];
    case 'unreachable':
      return [
        {
          kind: 'callout',
          mark: 'bad',
          title: words('Pods that cannot be reached as asked'),
          blocks: [{ kind: 'prose', text: obstacle.says }],
        },
      ];
    case 'locked':
      return [
        {
          kind: 'callout',
          mark: 'bad',
          title: words('What stands cannot become this'),
          blocks: [{ kind: 'prose', text: obstacle.says }],
        },
      ];
    case 'impossible': {
      const { about, because, nearest } = obstacle.what;
      const whom = joined(about.map((id) => element(id, nameOf(estate, id))));
      return [
        {
          kind: 'callout',
          mark: 'bad',
          title: ['No network meets what is asked of ', ...whom],
          blocks: [
            list(because),
            ...(nearest.length === 0
              ? []
              : [
                  { kind: 'prose', text: words('What comes nearest:') } as const,
                  list(nearest.map(nearestProse)),
                ]),
          ],
        },
      ];
    }
  }
}

const nearestProse = (one: {
  readonly picked: Readonly<Record<string, string>>;
  readonly gives: readonly Prose[];
}): Prose => [
  ...joined(
    Object.entries(one.picked).map(([question, option]): Prose => [`${question} `, code(option)]),
  ),
  '; gives up: ',
  ...joined(one.gives, '; '),
];
