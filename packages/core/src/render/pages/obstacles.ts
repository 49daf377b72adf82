import type { Contradiction, Impossible, WayOut, Written } from '../../design/conflict/conflict.ts';
import type { DesignResult } from '../../design/design.ts';
import type { Obstacle } from '../../design/obstacle.ts';
import { grouped } from '../../estate/grouped.ts';
import { nameInId } from '../../estate/id.ts';
import { code, element, joined, type Prose, words } from '../../evidence/prose.ts';
import { type Block, list, paragraph } from '../page.ts';
import { nameOf } from '../words/shown.ts';
import { failedBlocks } from './ranges.ts';
import { topicOf } from './summary/topics.ts';

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
          blocks: [{ kind: 'prose', text: writtenProse(obstacle) }],
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
    case 'impossible':
      return [impossible(obstacle.what, estate)];
  }
}

function impossible(what: Impossible, estate: DesignResult['estate']): Block {
  const { about, contradictions, waysOut } = what;
  const whom = joined(about.map((id) => element(id, nameOf(estate, id))));
  return {
    kind: 'callout',
    mark: 'bad',
    title: ['No network meets what is asked of ', ...whom],
    blocks: [
      ...contradictions.flatMap(contradictionBlocks),
      paragraph(
        words(
          waysOut.length === 0
            ? 'No small change of the requirements was found that makes it possible.'
            : waysOut.length === 1
              ? 'This change was tried and makes a network possible:'
              : 'Each of these changes was tried and makes a network possible:',
        ),
      ),
      ...(waysOut.length === 0 ? [] : [list(waysOut.map(wayOutProse))]),
    ],
  };
}

const contradictionBlocks = ({ asked, because }: Contradiction): readonly Block[] => [
  ...(asked.length === 0
    ? []
    : [
        paragraph(
          words(
            asked.length === 1
              ? 'This cannot be had here:'
              : `These ${asked.length} cannot be had together; without any one of them the others could:`,
          ),
        ),
        list(asked.map(writtenProse)),
      ]),
  paragraph(words('because')),
  list(because),
];

const writtenProse = ({ place, says }: Pick<Written, 'place' | 'says'>): Prose =>
  place === undefined ? says : [code(place), '  ', ...says];

const wayOutProse = ({ changes, decisions }: WayOut): Prose => [
  ...joined(changes.map(writtenProse), '; and at '),
  ...(decisions.length === 0
    ? []
    : [
        '. Then: ',
        ...joined(
          [...grouped(decisions, ({ about }) => about.join(' '))].map(([, own], _, all): Prose => {
            const [name] = own[0]?.about ?? [];
            return [
              ...(all.length === 1 || name === undefined ? [] : [code(nameInId(name)), ' gets ']),
              ...joined(
                own.map(({ decision, label }): Prose => [`${topicOf(decision)} `, code(label)]),
              ),
            ];
          }),
          '; ',
        ),
      ]),
];
