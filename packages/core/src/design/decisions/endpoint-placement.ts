import { words } from '../../evidence/prose.ts';
import { azurePage } from '../../facts/documents.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Question } from './question.ts';

const page = azurePage('articles/private-link/private-endpoint-overview.md');

/** Where private endpoints live. */
export const endpointPlacement: Question<ClusterAsk> = {
  id: 'endpointPlacement',
  asks: 'Where do the private endpoints of the dependencies live?',
  options: [
    {
      id: 'spokeSubnet',
      label: 'a subnet for endpoints in the spoke',
      sets: {},
      merits: () => [
        {
          points: 2,
          says: words(
            'nodes and endpoints do not compete for addresses, traffic stays in the VNet, and groups can be set on the subnet',
          ),
        },
      ],
      change: {
        how: 'inPlace',
        price: words(
          'an endpoint is made anew elsewhere and its record changes; clients reconnect',
        ),
      },
      cite: [page],
    },
    {
      id: 'hubSubnet',
      label: 'a shared subnet in the hub',
      sets: {},
      unfit: (ask) => (ask.requirements.hub.topology === 'none' ? [words('there is no hub')] : []),
      merits: () => [
        {
          points: 0,
          says: words(
            'one endpoint for many spokes, at the price of one owner for all of them and a peering in the path',
          ),
        },
      ],
      change: {
        how: 'inPlace',
        price: words(
          'an endpoint is made anew elsewhere and its record changes; clients reconnect',
        ),
      },
      cite: [page],
    },
    {
      id: 'nodeSubnet',
      label: 'the node subnet',
      sets: {},
      unfit: () => [
        words('endpoints would compete with nodes for addresses, and an upgrade finds out'),
      ],
      change: {
        how: 'inPlace',
        price: words(
          'an endpoint is made anew elsewhere and its record changes; clients reconnect',
        ),
      },
      cite: [page],
    },
  ],
};
