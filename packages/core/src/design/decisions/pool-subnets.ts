import { prose, words } from '../../evidence/prose.ts';
import { automaticSubnets } from '../../facts/automatic.ts';
import { aksPage } from '../../facts/documents.ts';
import { isHosted, type PoolAsk } from '../ask.ts';
import type { Question } from './question.ts';

const runByAutomatic = words(
  'Automatic runs the system nodes in a subnet apart from the nodes that it provisions',
);

const stronger = new Set(['regulated', 'windows', 'specialised']);

/** In which subnet the nodes of a pool live: a decision of the platform, not a flag of a command. */
export const poolSubnet: Question<PoolAsk> = {
  id: 'poolSubnet',
  asks: 'In which subnet do the nodes of this pool live?',
  options: [
    {
      id: 'shared',
      label: 'the shared node subnet of the cluster',
      sets: {},
      unfit: (ask) =>
        isHosted(ask)
          ? [runByAutomatic]
          : ask.pool.subnet === 'own'
            ? [prose`${ask.pool.name} asks for a subnet of its own`]
            : [],
      merits: (ask) =>
        stronger.has(ask.pool.purpose)
          ? []
          : [
              {
                points: 2,
                says: words(
                  'same routes, same groups, same exit as the other pools: egress cannot vary by accident',
                ),
              },
            ],
      change: {
        how: 'newPool',
        price: words(
          'a pool keeps its subnet for life: a new pool on the other subnet, drain, delete the old one',
        ),
      },
      cite: [aksPage('node-pool-unique-subnet.md')],
    },
    {
      id: 'own',
      label: 'a subnet of its own',
      sets: {},
      unfit: (ask) => (isHosted(ask) ? [runByAutomatic] : []),
      merits: (ask) =>
        stronger.has(ask.pool.purpose)
          ? [
              {
                points: 2,
                says: prose`a pool for ${ask.pool.purpose} work gets groups, routes and firewall rules of its own`,
              },
            ]
          : [{ points: 0, says: words('one more range to size and to watch') }],
      change: {
        how: 'newPool',
        price: words(
          'a pool keeps its subnet for life: a new pool on the other subnet, drain, delete the old one',
        ),
      },
      cite: [aksPage('node-pool-unique-subnet.md')],
    },
    {
      id: 'hosted',
      label: 'the subnet of the system nodes that Automatic runs',
      sets: {},
      unfit: (ask) =>
        isHosted(ask)
          ? []
          : [
              words(
                'only Automatic runs system nodes by itself, where no system pool is asked for',
              ),
            ],
      merits: () => [
        {
          points: 0,
          says: words(
            'AKS upgrades, repairs and counts these nodes; of them only their addresses are yours to plan',
          ),
        },
      ],
      change: {
        how: 'newCluster',
        price: words('no document at hand tells of a way to move hosted nodes to another subnet'),
      },
      cite: automaticSubnets.cite,
    },
  ],
};
