import { words } from '../../evidence/prose.ts';
import { azurePage } from '../../facts/documents.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Question } from './question.ts';

const page = azurePage('articles/private-link/private-endpoint-dns.md', '2023-10-11');

/** Whether the private endpoints of one dependency appear in more than one region. */
const inSeveralRegions = (ask: ClusterAsk): boolean =>
  ask.cluster.regions.length > 1 && ask.cluster.dependencies.some((d) => d.access === 'private');

/** Which zones hold the records of private endpoints when there is more than one region. */
export const zoneSets: Question<ClusterAsk> = {
  id: 'zoneSets',
  asks: 'Where are the private DNS zones of the endpoints kept?',
  options: [
    {
      id: 'perRegion',
      label: 'a set of zones per region, linked to the VNets of that region',
      sets: {},
      merits: (ask) =>
        inSeveralRegions(ask)
          ? [
              {
                points: 3,
                says: words(
                  'each region has an endpoint to the same service, and a zone holds one address per name: with one set the second endpoint would take the record of the first, and a lost region would take the names of both',
                ),
              },
            ]
          : [{ points: 0, says: words('not needed for a single region') }],
      change: {
        how: 'inPlace',
        price: words(
          'zones can be split or joined by relinking; names answer wrongly for the time to live of their records',
        ),
      },
      cite: [page],
    },
    {
      id: 'shared',
      label: 'one set of zones for all regions',
      sets: {},
      unfit: (ask) =>
        inSeveralRegions(ask)
          ? [
              words(
                'two endpoints to one service would compete for one record: the first A record is replaced',
              ),
            ]
          : [],
      merits: () => [{ points: 1, says: words('one place for every record') }],
      change: {
        how: 'inPlace',
        price: words(
          'zones can be split or joined by relinking; names answer wrongly for the time to live of their records',
        ),
      },
      cite: [page],
    },
  ],
};
