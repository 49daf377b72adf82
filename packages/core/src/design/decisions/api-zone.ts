import { words } from '../../evidence/prose.ts';
import { aksPage } from '../../facts/documents.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Question } from './question.ts';

const page = aksPage('private-clusters.md');

/** Callers that sit outside the VNet of the nodes and so need the name resolved elsewhere. */
const callersElsewhere = (ask: ClusterAsk): boolean =>
  [...ask.cluster.apiServer.people, ...ask.cluster.apiServer.agents].some(
    (caller) => caller.from !== 'cluster' && caller.from !== 'internet',
  ) || throughTheHub.has(ask.cluster.apiServer.breakGlass);

/** Ways in for emergencies that begin in the hub. */
const throughTheHub: ReadonlySet<string> = new Set(['bastion', 'vpn']);

const onlyPrivate = (ask: ClusterAsk): boolean => ask.cluster.apiServer.exposure === 'private';

const laterToNone = {
  how: 'inPlace',
  price: words(
    'the only change allowed later is to no zone at all; everything else is a new cluster',
  ),
} as const;

/** In which zone the name of a private API server lives. */
export const apiZone: Question<ClusterAsk> = {
  id: 'apiZone',
  asks: 'In which DNS zone does the name of the API server live?',
  options: [
    {
      id: 'own',
      label: 'a private zone of ours, linked to the hub and the spoke',
      sets: { privateDnsZone: 'own', publicFqdn: false },
      unfit: (ask) => (onlyPrivate(ask) ? [] : [words('the API server is public')]),
      merits: (ask) => [
        callersElsewhere(ask)
          ? {
              points: 3,
              says: words(
                'it can be linked to wherever people and agents outside the node VNet ask for names',
              ),
            }
          : {
              points: 1,
              says: words('the zone outlives the cluster and can be linked wherever callers sit'),
            },
      ],
      change: laterToNone,
      cite: [page],
    },
    {
      id: 'system',
      label: 'the zone that AKS makes in the node resource group',
      sets: { privateDnsZone: 'system', publicFqdn: false },
      unfit: (ask) => (onlyPrivate(ask) ? [] : [words('the API server is public')]),
      merits: (ask) => [
        callersElsewhere(ask)
          ? {
              points: -2,
              says: words(
                'it is linked to the node VNet only, so nobody outside it would find the name',
              ),
            }
          : {
              points: 2,
              says: words('nothing to keep: AKS links it to the node VNet, and nobody else asks'),
            },
      ],
      change: laterToNone,
      cite: [page],
    },
    {
      id: 'none',
      label: 'no private zone, the public name with the private address',
      sets: { privateDnsZone: 'none', publicFqdn: true },
      unfit: (ask) => (onlyPrivate(ask) ? [] : [words('the API server is public')]),
      merits: () => [
        {
          points: 0,
          says: words('every resolver finds it, and the private address is readable by everybody'),
        },
      ],
      change: { how: 'newCluster', price: words('there is no way back to a private zone') },
      cite: [page],
    },
    {
      id: 'public',
      label: 'the public name',
      sets: {},
      unfit: (ask) => (onlyPrivate(ask) ? [words('the API server is to be private')] : []),
      change: { how: 'inPlace', price: words('follows how the API server is reached') },
      cite: [page],
    },
  ],
};
