import { joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { ClusterWish } from '../../../requirements/cluster.ts';
import { podIdentity } from '../../pod-identity.ts';
import { type Lever, type Scope, withCluster } from '../lever.ts';

/** A demand of one cluster, and the cluster without it; undefined when it is not made. */
interface Demand {
  readonly at: readonly string[];
  readonly asks: Prose;
  readonly change: Prose;
  readonly trades?: true;
  readonly without: (cluster: ClusterWish) => ClusterWish;
}

const demands: readonly ((cluster: ClusterWish) => Demand | undefined)[] = [
  ({ kubernetesVersion: version }) =>
    version === undefined
      ? undefined
      : {
          at: ['kubernetesVersion'],
          asks: prose`Kubernetes ${version}`,
          change: prose`leave out ${'kubernetesVersion'}, so that Azure offers a newer one`,
          without: ({ kubernetesVersion: _, ...rest }) => rest,
        },
  ({ tier }) =>
    tier === 'Free'
      ? {
          at: ['tier'],
          asks: words('the Free tier'),
          change: prose`write ${'tier: Standard'}`,
          without: (cluster) => ({ ...cluster, tier: 'Standard' }),
        }
      : undefined,
  ({ apiServer: { exposure } }) => {
    const other = exposure === 'private' ? 'public' : 'private';
    return {
      at: ['apiServer', 'exposure'],
      trades: true,
      asks: prose`the API server is ${exposure}`,
      change: prose`write ${`exposure: ${other}`} under ${'apiServer'}`,
      without: (cluster) => ({
        ...cluster,
        apiServer: { ...cluster.apiServer, exposure: other },
      }),
    };
  },
  ({ sku }) =>
    sku === 'Automatic'
      ? {
          at: ['sku'],
          asks: words('AKS Automatic'),
          change: prose`write ${'sku: Standard'}`,
          without: (cluster) => ({ ...cluster, sku: 'Standard' }),
        }
      : undefined,
  ({ nodeProvisioning }) =>
    nodeProvisioning === undefined
      ? undefined
      : {
          at: ['nodeProvisioning'],
          asks: words('nodes are made by node auto-provisioning'),
          change: prose`write ${'pools'} instead of ${'nodeProvisioning'}`,
          without: ({ nodeProvisioning: _, ...rest }) => rest,
        },
  ({ ipFamilies }) =>
    ipFamilies.includes(6)
      ? {
          at: ['ipFamilies'],
          asks: words('IPv6 beside IPv4'),
          change: prose`write ${'ipFamilies: [4]'}`,
          without: (cluster) => ({ ...cluster, ipFamilies: [4] }),
        }
      : undefined,
  (cluster) => {
    const { strong } = podIdentity(cluster);
    return strong.length === 0
      ? undefined
      : {
          at: ['podIdentity'],
          asks: prose`pods need an address that others can route to: ${joined(
            strong.map(({ says }) => says),
            '; ',
          )}`,
          change: prose`leave out ${'podIdentity'}: let them reach a Service or an entry of the cluster instead of pods`,
          without: (given) => ({
            ...given,
            podIdentity: {
              openConnectionsToPods: [],
              appliancesThatSeePods: [],
              routingThatDependsOnPodRanges: [],
            },
          }),
        };
  },
];

/** What one cluster asks of its own network. */
export function clusterLevers({ cluster }: Scope): readonly Lever[] {
  if (cluster === undefined) return [];
  const { wish, index } = cluster;
  return demands.flatMap((find) => {
    const demand = find(wish);
    return demand === undefined
      ? []
      : [
          {
            path: ['clusters', index, ...demand.at],
            asks: prose`${wish.name}: ${demand.asks}`,
            change: prose`${wish.name}: ${demand.change}`,
            ...(demand.trades === undefined ? {} : { trades: demand.trades }),
            release: (given) => withCluster(given, wish.name, demand.without),
          },
        ];
  });
}
