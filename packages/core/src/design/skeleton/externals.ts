import type { Prefix } from '@aksnet/net';
import type { ExternalRange, RoutingDomain } from '../../estate/elements/network.ts';
import { type Id, ownId } from '../../estate/id.ts';
import { designed } from '../../evidence/source.ts';
import type { LegacyCluster } from '../../requirements/legacy.ts';
import type { Region } from '../../requirements/regions.ts';
import type { Requirements } from '../../requirements/schema.ts';

/** Id of the routing domain of a region: the one it names, else the only one. */
export const domainOf = (requirements: Requirements, region: Region): Id<'routingDomain'> =>
  ownId('routingDomain', region.domain ?? requirements.addresses.domains[0]?.name ?? '');

/** Routing domains, and the ranges that others hold. */
export function externals(requirements: Requirements): readonly (RoutingDomain | ExternalRange)[] {
  const domains = requirements.addresses.domains.map(
    (domain, i): RoutingDomain => ({
      kind: 'routingDomain',
      id: ownId('routingDomain', domain.name),
      name: domain.name,
      pools: domain.pools,
      source: designed('addresses', 'domains', i),
    }),
  );
  const held = requirements.addresses.inUse.map(
    (range, i): ExternalRange => ({
      kind: 'externalRange',
      id: ownId('externalRange', range.name),
      name: range.name,
      prefixes: range.ranges,
      as: range.as,
      ...(range.domain === undefined
        ? {}
        : { routingDomain: ownId('routingDomain', range.domain) }),
      ...(range.note === undefined ? {} : { note: range.note }),
      source: designed('addresses', 'inUse', i),
    }),
  );
  return [...domains, ...held, ...requirements.legacy.flatMap(legacyRanges)];
}

/** Ranges of a cluster that is there until it is left: they stand in the way of new ones. */
function legacyRanges(cluster: LegacyCluster): readonly ExternalRange[] {
  const { virtualNetwork, nodes, pods, services } = cluster.ranges;
  const kinds: readonly {
    readonly as: ExternalRange['as'];
    readonly prefixes: readonly Prefix[];
  }[] = [
    { as: 'vnet', prefixes: virtualNetwork.length > 0 ? virtualNetwork : nodes },
    { as: 'overlayPods', prefixes: pods },
    { as: 'service', prefixes: services },
  ];
  return kinds
    .filter(({ prefixes }) => prefixes.length > 0)
    .map(({ as, prefixes }) => ({
      kind: 'externalRange',
      id: ownId('externalRange', 'legacy', cluster.name, as),
      name: `${cluster.name} (${as})`,
      prefixes,
      as,
      existing: true,
      source: designed('legacy', cluster.name),
    }));
}
