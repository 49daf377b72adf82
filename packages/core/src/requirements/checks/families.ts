import { isModeId, modes } from '../../facts/modes.ts';
import type { Requirements } from '../schema.ts';
import type { Concern } from './concern.ts';

/** IPv6 that is asked for where there is none. */
export function* families(requirements: Requirements): IterableIterator<Concern> {
  const { addresses, clusters, regions, require } = requirements;
  for (const [i, cluster] of clusters.entries()) {
    if (!cluster.ipFamilies.includes(6)) continue;
    const path = ['clusters', i, 'ipFamilies'] as const;
    for (const [j, bound] of require.entries()) {
      if (bound.for !== 'cniMode' || !isModeId(bound.option)) continue;
      const mode = modes[bound.option];
      if (mode.dualStack !== 'no') continue;
      const able = Object.values(modes).filter(({ dualStack }) => dualStack === 'yes');
      yield {
        severity: 'error',
        code: 'mode-without-ipv6',
        message: `the cluster ${cluster.name} asks for IPv6, which ${mode.title} does not have`,
        path,
        other: ['require', j, 'option'],
        hint: `ask for IPv4 alone, or for ${able.map(({ id }) => id).join(' or ')}`,
      };
    }
    const used = regions.filter(({ name }) => cluster.regions.includes(name));
    for (const [j, domain] of addresses.domains.entries()) {
      const isUsed = used.some((region) => (region.domain ?? domain.name) === domain.name);
      if (!isUsed || domain.pools.some(({ family }) => family === 6)) continue;
      yield {
        severity: 'error',
        code: 'no-ipv6-pool',
        message: `the cluster ${cluster.name} asks for IPv6, and the routing domain ${domain.name} has no IPv6 pool for its VNet`,
        path,
        other: ['addresses', 'domains', j, 'pools'],
        hint: 'add an IPv6 range to the pools of the domain',
      };
    }
  }
}
