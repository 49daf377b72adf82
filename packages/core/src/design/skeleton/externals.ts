import type { ExternalRange, RoutingDomain } from '../../estate/elements/network.ts';
import { type Id, ownId } from '../../estate/id.ts';
import { designed } from '../../evidence/source.ts';
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
  return [...domains, ...held];
}
