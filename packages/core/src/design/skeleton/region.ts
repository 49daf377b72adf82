import type { Prefix } from '@aksnet/net';
import { clusterPlaces } from '../../requirements/cluster-places.ts';
import type { RegionAsk } from '../ask.ts';

/** Zones that the pools of a region name: what serves them spreads over the same. */
export const zonesIn = ({ requirements, region }: RegionAsk): readonly string[] =>
  [
    ...new Set(
      [...clusterPlaces(requirements)]
        .filter((place) => place.region === region)
        .flatMap((place) => place.cluster.pools.flatMap((pool) => pool.zones)),
    ),
  ].sort();

/** What the far side of a gateway is said to announce: the ranges of on-premises sites, VPN and ExpressRoute. */
export function outsideOf({ requirements, region }: RegionAsk): readonly Prefix[] {
  const domain = region.domain ?? requirements.addresses.domains[0]?.name;
  return requirements.addresses.inUse
    .filter(
      (range) => announced.has(range.as) && (range.domain === undefined || range.domain === domain),
    )
    .flatMap((range) => range.ranges);
}

/** Kinds of ranges outside that a gateway learns. */
export const announced: ReadonlySet<string> = new Set(['onPremises', 'vpn', 'expressRoute']);
