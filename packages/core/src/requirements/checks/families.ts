import type { Prefix } from '@aksnet/net';
import { dualStackRules } from '../../facts/defaults.ts';
import { isModeId, modes } from '../../facts/modes.ts';
import type { Domain } from '../addresses.ts';
import type { ClusterWish } from '../cluster.ts';
import type { Requirements } from '../schema.ts';
import type { Concern } from './concern.ts';

/** IPv6 that is asked for where there is none. */
export function* families(requirements: Requirements): IterableIterator<Concern> {
  const { addresses, clusters, regions, require } = requirements;
  for (const [i, cluster] of clusters.entries()) {
    yield* onlyOverIpv6(cluster, i);
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
      for (const { key, pools, what, hint } of isUsed ? poolsOf(domain) : []) {
        if (pools.some(({ family }) => family === 6)) continue;
        yield {
          severity: 'error',
          code: 'no-ipv6-pool',
          message: `the cluster ${cluster.name} asks for IPv6, and the routing domain ${domain.name} has no IPv6 pool for ${what}`,
          path,
          other: ['addresses', 'domains', j, ...key],
          hint,
        };
      }
    }
  }
}

interface Wanted {
  readonly key: readonly string[];
  readonly pools: readonly Prefix[];
  readonly what: string;
  readonly hint: string;
}

/** The pools of a domain from which a dual-stack cluster takes an IPv6 range each. */
const poolsOf = ({ pools, overlayPods, services }: Domain): readonly Wanted[] => [
  {
    key: ['pools'],
    pools,
    what: 'its VNet',
    hint: 'add an IPv6 range to the pools of the domain',
  },
  {
    key: ['overlayPods', 'pools'],
    pools: overlayPods?.pools ?? [],
    what: 'its pods',
    hint: `add an IPv6 range of /${dualStackRules.value.podRange} or larger under overlayPods: { pools: [...] } of the domain, beside the IPv4 one`,
  },
  {
    key: ['services', 'pools'],
    pools: services?.pools ?? [],
    what: 'its Services',
    hint: `add an IPv6 range of /${dualStackRules.value.serviceAtLeast} or larger under services: { pools: [...] } of the domain, beside the IPv4 one`,
  },
];

/** Exits that are designed have IPv4 addresses only, so what is known by IPv6 alone is out of reach. */
function* onlyOverIpv6({ name, egress }: ClusterWish, i: number): IterableIterator<Concern> {
  for (const [j, destination] of egress.destinations.entries()) {
    const { ranges, fqdn } = destination;
    if (fqdn !== undefined || ranges.some(({ family }) => family === 4)) continue;
    yield {
      severity: 'error',
      code: 'no-ipv6-exit',
      message: `${destination.name} is known by IPv6 ranges alone, and what leaves ${name} leaves over IPv4`,
      path: ['clusters', i, 'egress', 'destinations', j, 'ranges'],
      hint: 'name it by fqdn, or add a range of IPv4; no way out is designed for IPv6 yet',
    };
  }
}
