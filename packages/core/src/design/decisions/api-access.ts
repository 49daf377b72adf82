import { type Prose, words } from '../../evidence/prose.ts';
import { aksPage } from '../../facts/documents.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Question } from './question.ts';

const mustBePrivate = (ask: ClusterAsk): readonly Prose[] =>
  ask.cluster.apiServer.exposure === 'private' ? [words('the API server is to be private')] : [];

const mustBePublic = (ask: ClusterAsk): readonly Prose[] =>
  ask.cluster.apiServer.exposure === 'public'
    ? [words('the API server is to have a public address')]
    : [];

const listed = (ask: ClusterAsk): boolean => ask.cluster.apiServer.authorizedRanges.length > 0;

/** How people, agents and nodes reach the API server. */
export const apiAccess: Question<ClusterAsk> = {
  id: 'apiAccess',
  asks: 'How do nodes, people and agents reach the API server?',
  options: [
    {
      id: 'privateIntegrated',
      label: 'private, API Server VNet Integration',
      sets: { apiAccess: 'privateIntegrated' },
      unfit: mustBePublic,
      merits: () => [
        {
          points: 2,
          says: words(
            'the API server answers in a subnet of its own; nodes reach it by address, without DNS and without the tunnel ports',
          ),
        },
      ],
      change: {
        how: 'never',
        price: words(
          'integration cannot be undone; whether the API is public can be toggled later',
        ),
      },
      cite: [aksPage('api-server-vnet-integration.md')],
    },
    {
      id: 'privateLink',
      label: 'private, through a private endpoint',
      sets: { apiAccess: 'privateLink' },
      unfit: mustBePublic,
      merits: () => [
        {
          points: 1,
          says: words(
            'the endpoint takes an address of the first pool’s subnet, and nodes depend on DNS to find it',
          ),
        },
      ],
      change: {
        how: 'inPlace',
        price: words(
          'integration can be switched on later: a restart, a new API address, and no way back',
        ),
      },
      cite: [aksPage('private-clusters.md')],
    },
    {
      id: 'publicRanges',
      label: 'public, with authorised ranges',
      sets: { apiAccess: 'publicRanges' },
      unfit: (ask) => [
        ...mustBePrivate(ask),
        ...(listed(ask)
          ? []
          : [words('no authorised ranges are listed (clusters[].apiServer.authorizedRanges)')]),
      ],
      merits: () => [{ points: 1, says: words('only listed networks reach the API server') }],
      change: {
        how: 'inPlace',
        price: words('ranges can be edited at any time; up to two minutes until they apply'),
      },
      cite: [aksPage('api-server-authorized-ip-ranges.md')],
    },
    {
      id: 'public',
      label: 'public, open to the internet',
      sets: { apiAccess: 'public' },
      unfit: (ask) => [
        ...mustBePrivate(ask),
        ...(listed(ask)
          ? [words('authorised ranges are listed, and an open API server would ignore them')]
          : []),
      ],
      merits: () => [
        { points: -3, says: words('anyone on the internet reaches the sign-in of the API server') },
      ],
      change: { how: 'inPlace', price: words('authorised ranges can be added at any time') },
      cite: [aksPage('api-server-authorized-ip-ranges.md')],
    },
    {
      id: 'publicIntegrated',
      label: 'public, API Server VNet Integration',
      sets: { apiAccess: 'publicIntegrated' },
      unfit: mustBePrivate,
      merits: (ask) => [
        {
          points: 0,
          says: words('nodes reach the API server inside the VNet, without the tunnel ports'),
        },
        listed(ask)
          ? {
              points: -1,
              says: words(
                'it takes a subnet of its own and cannot be undone, which only a later private API server repays',
              ),
            }
          : {
              points: -4,
              says: words('anyone on the internet reaches the sign-in of the API server'),
            },
      ],
      change: {
        how: 'never',
        price: words(
          'integration cannot be undone; whether the API is public can be toggled later',
        ),
      },
      cite: [aksPage('api-server-vnet-integration.md')],
    },
  ],
  remarks: (ask) =>
    ask.cluster.apiServer.exposure === 'private'
      ? [
          words(
            'a private API server changes the network path, not who may do what: identity, RBAC and audit logs are settled apart',
          ),
        ]
      : [],
};
