import { reference } from '../../codec/codec.ts';
import type { Cluster } from '../../estate/elements/cluster.ts';
import { canonical } from '../../estate/id.ts';
import { builtInRoles } from '../../facts/built-in-roles.ts';
import { type AccessResource, assignment, ownIdentity } from './grant.ts';

/**
 * The identity with which nodes fetch images, where it is the user's own: AcrPull on the registry of cached
 * images must be there before the first node starts, and the identity of the cluster must be allowed to
 * hand it to nodes (azure-aks-docs: network-isolated.md, use-managed-identity.md).
 */
export function imageAccess(cluster: Cluster): readonly AccessResource[] {
  const { kubeletIdentity, artifactRegistry, identityIds = [] } = cluster;
  if (kubeletIdentity === undefined) return [];
  const id = canonical(kubeletIdentity);
  const [own] = identityIds;
  return [
    ...ownIdentity(cluster, kubeletIdentity),
    ...(artifactRegistry === undefined
      ? []
      : [
          assignment({
            role: builtInRoles.acrPull,
            scope: canonical(artifactRegistry),
            besides: cluster.id,
            whose: `nodes of ${cluster.name}`,
            principal: reference(id, 'principalId'),
            before: cluster.id,
          }),
        ]),
    ...(own === undefined
      ? []
      : [
          assignment({
            role: builtInRoles.managedIdentityOperator,
            scope: id,
            besides: cluster.id,
            whose: `cluster ${cluster.name}`,
            principal: reference(canonical(own), 'principalId'),
            before: cluster.id,
          }),
        ]),
  ];
}
