import { apiVersions } from '../../codec/azure/api-versions.ts';
import { type ArmReference, type ResourceBody, reference } from '../../codec/codec.ts';
import type { Cluster } from '../../estate/elements/cluster.ts';
import { canonical, type Id, parseArmId } from '../../estate/id.ts';
import type { ElementId } from '../../evidence/source.ts';
import { type BuiltInRole, roleDefinitionId } from '../../facts/built-in-roles.ts';
import { stableUuid } from './stable-uuid.ts';

/** A resource that follows from a cluster but is no element of the model. */
export interface AccessResource {
  readonly id: ElementId;
  readonly body: ResourceBody;
  /** The element whose team makes it. */
  readonly besides: ElementId;
  /** The cluster that needs it first; absent: it can only come after the cluster. */
  readonly before?: Id<'cluster'>;
}

/** A role that an identity of a cluster gets. */
export interface Grant {
  readonly role: BuiltInRole;
  readonly scope: Id;
  /** The element whose team grants it; absent: what it is granted on. */
  readonly besides?: ElementId;
  /** Whose the identity is, e.g. `cluster aks-1`. */
  readonly whose: string;
  /** The object id of the identity, known once the identity is there. */
  readonly principal: ArmReference;
  readonly before?: Id<'cluster'>;
}

/** The assignment of a role, under a name that is the same whenever it is written. */
export function assignment(grant: Grant): AccessResource {
  const { role, scope, besides, whose, principal, before } = grant;
  const { to, property = 'principalId' } = principal;
  // Names of assignments that were written before stay what they were.
  const holder = property === 'principalId' ? to : `${to} ${property}`;
  const name = stableUuid(`${scope} ${holder} ${role.id}`);
  const body: ResourceBody = {
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: apiVersions.authorization,
    names: [name],
    scope: reference(scope),
    properties: {
      roleDefinitionId: roleDefinitionId(role),
      principalId: principal,
      // Told, so that Azure need not look up an identity that is seconds old.
      principalType: 'ServicePrincipal',
      description: `${role.name} for ${whose}`,
    },
  };
  return {
    id: `${scope}/providers/microsoft.authorization/roleassignments/${name}`,
    body,
    besides: besides ?? scope,
    ...(before === undefined ? {} : { before }),
  };
}

const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/** A user-assigned identity in the cluster's own group, to be made; one elsewhere is somebody's. */
export function ownIdentity(cluster: Cluster, identity: string): readonly AccessResource[] {
  const place = parseArmId(identity);
  const own = parseArmId(cluster.spelled ?? cluster.id);
  const isHere =
    place !== undefined &&
    place.resourceGroup?.toLowerCase() === own?.resourceGroup?.toLowerCase() &&
    place.subscription?.toLowerCase() === own?.subscription?.toLowerCase();
  if (!isHere) return [];
  const body: ResourceBody = {
    type: identityType,
    apiVersion: apiVersions.managedIdentity,
    names: place.names,
    ...(cluster.location === undefined ? {} : { location: cluster.location }),
    properties: {},
  };
  return [{ id: canonical(identity), body, besides: cluster.id, before: cluster.id }];
}
