import { joined, prose, words } from '../../../evidence/prose.ts';
import type { ClusterWish } from '../../../requirements/cluster.ts';
import { isWindowsPool } from '../../../requirements/pools.ts';
import type { Requirements } from '../../../requirements/schema.ts';
import type { Lever, Scope } from '../lever.ts';

/** Windows pools, which could have a cluster of their own. */
export function windowsLevers({ cluster }: Scope): readonly Lever[] {
  if (cluster === undefined) return [];
  const { wish, index } = cluster;
  const first = wish.pools.findIndex(isWindowsPool);
  if (first < 0) return [];
  const names = joined(wish.pools.filter(isWindowsPool).map(({ name }) => prose`${name}`));
  const plural = wish.pools.filter(isWindowsPool).length > 1;
  const pools = plural ? 'the pools ' : 'the pool ';
  return [
    {
      path: ['clusters', index, 'pools', first, 'purpose'],
      asks: prose`${wish.name}: ${words(pools)}${names} ${words(plural ? 'run' : 'runs')} Windows`,
      change: prose`move ${words(pools)}${names} of ${wish.name} to a cluster of ${words(plural ? 'their' : 'its')} own (another entry of ${'clusters'} with a system pool${words(apart(wish))})`,
      release: (given) => ({
        ...given,
        clusters: given.clusters.flatMap((one) => split(one, wish.name, given)),
      }),
    },
  ];
}

/** What the other cluster goes without, since it is for what does not go with Windows. */
const apart = ({ ipFamilies, nodeProvisioning }: ClusterWish): string =>
  [
    ...(ipFamilies.includes(6) ? [', with IPv4 alone'] : []),
    ...(nodeProvisioning === undefined ? [] : [', without nodeProvisioning']),
  ].join('');

function split(
  cluster: ClusterWish,
  name: string,
  { clusters }: Requirements,
): readonly ClusterWish[] {
  if (cluster.name !== name) return [cluster];
  const { nodeProvisioning: _, ...rest } = cluster;
  return [
    { ...cluster, pools: cluster.pools.filter((pool) => !isWindowsPool(pool)) },
    {
      ...rest,
      name: freeName(`${name}-windows`, clusters),
      ipFamilies: [4],
      // No cluster is without a system pool, and only Linux pools can be one.
      pools: cluster.pools.filter((pool) => isWindowsPool(pool) || pool.purpose === 'system'),
    },
  ];
}

function freeName(wanted: string, clusters: readonly ClusterWish[]): string {
  let name = wanted;
  while (clusters.some((cluster) => cluster.name === name)) name = `${name}-2`;
  return name;
}
