import { apiVersions } from '../../codec/azure/api-versions.ts';
import { type ResourceBody, reference } from '../../codec/codec.ts';
import type { Cluster } from '../../estate/elements/cluster.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import { canonical, type Id, parentId, parseArmId } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { isKnown, isUnknown, type Knowable } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { Citation } from '../../facts/citation.ts';
import { stableUuid } from './stable-uuid.ts';

/** A built-in role by its id, which is the same in every tenant. */
interface Role {
  readonly name: string;
  readonly id: string;
  readonly cite: readonly Citation[];
}

const builtInRoles = 'learn.microsoft.com/azure/role-based-access-control/built-in-roles';

const networkContributor: Role = {
  name: 'Network Contributor',
  id: '4d97b98b-1d4f-4787-a291-c67834d212e7',
  cite: [
    { document: builtInRoles },
    { document: 'SupportArticles-docs: LinkedAuthorizationFailed (subnet, route table, zone)' },
  ],
};

const zoneContributor: Role = {
  name: 'Private DNS Zone Contributor',
  id: 'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
  cite: [{ document: builtInRoles }, { document: 'azure-aks-docs: private-clusters.md' }],
};

const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/** A resource that follows from a cluster but is no element of the model. */
export interface AccessResource {
  readonly id: ElementId;
  readonly body: ResourceBody;
  /** The element whose team makes it. */
  readonly besides: ElementId;
  /** The cluster that needs it first. */
  readonly before: Id<'cluster'>;
}

/**
 * The identity of a cluster and what it may do. A user-assigned identity in the cluster's own resource
 * group is made; one elsewhere is somebody's and only referred to. It gets Network Contributor on the
 * subnets that its pools use and on their route tables; with an own private zone also Private DNS Zone
 * Contributor there, and Network Contributor on the whole VNet, which AKS links to the zone. Automatic
 * asks for the whole VNet as well (azure-aks-docs: automatic/quick-automatic-custom-network.md).
 */
export function accessOf(cluster: Cluster, estate: Estate): readonly AccessResource[] {
  if (cluster.existing === true || cluster.identity !== 'UserAssigned') return [];
  const [identity] = cluster.identityIds ?? [];
  if (identity === undefined) return [];
  const grants = grantsOf(cluster, estate).map(({ role, scope }) =>
    assignment(cluster, { role, scope, identity }),
  );
  return [...identityBody(cluster, identity), ...grants];
}

function identityBody(cluster: Cluster, identity: string): readonly AccessResource[] {
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

interface Grant {
  readonly role: Role;
  readonly scope: Id;
}

function grantsOf(cluster: Cluster, estate: Estate): readonly Grant[] {
  const subnets = subnetsOf(cluster, estate);
  const zone = cluster.access.privateDnsZone;
  const ownZone = isOwnZone(zone) ? zone : undefined;
  const isWhole = ownZone !== undefined || (isKnown(cluster.sku) && cluster.sku === 'Automatic');
  const networks = isWhole ? unique(subnets.map((id) => parentId(id))) : [];
  const tables = unique(
    subnets.flatMap((id) => {
      const subnet = find(estate, 'subnet', id);
      return isKnown(subnet) && isText(subnet.routeTable) ? [subnet.routeTable] : [];
    }),
  );
  const places: readonly Id[] = isWhole ? networks : subnets;
  return [
    ...places.map((scope) => ({ role: networkContributor, scope })),
    ...tables.map((scope) => ({ role: networkContributor, scope })),
    ...(ownZone === undefined ? [] : [{ role: zoneContributor, scope: ownZone }]),
  ];
}

/** Subnets of the cluster's nodes, pods and API server, in a fixed order. */
export function subnetsOf(cluster: Cluster, estate: Estate): readonly Id<'subnet'>[] {
  const ofPools = poolsByCluster(estate).get(cluster.id) ?? [];
  const ids = [...ofPools, cluster.provisioningSubnet, cluster.access.subnet].filter(isText);
  return unique(ids).toSorted();
}

/** Subnets by cluster, gathered once per Estate: with hundreds of clusters a search for each is slow. */
const poolsByCluster = view(
  (estate: Estate): ReadonlyMap<string, readonly Knowable<string | undefined>[]> => {
    const found = new Map<string, Knowable<string | undefined>[]>();
    for (const pool of all(estate, 'agentPool')) {
      const list = found.get(pool.cluster) ?? [];
      list.push(pool.subnet, pool.podSubnet);
      found.set(pool.cluster, list);
    }
    return found;
  },
);

function assignment(
  cluster: Cluster,
  { role, scope, identity }: Grant & { readonly identity: string },
): AccessResource {
  const principal = canonical(identity);
  const name = stableUuid(`${scope} ${principal} ${role.id}`);
  const body: ResourceBody = {
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: apiVersions.authorization,
    names: [name],
    scope: reference(scope),
    properties: {
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role.id}`,
      principalId: reference(principal, 'principalId'),
      // Told, so that Azure need not look up an identity that is seconds old.
      principalType: 'ServicePrincipal',
      description: `${role.name} for cluster ${cluster.name}`,
    },
  };
  const id = `${scope}/providers/microsoft.authorization/roleassignments/${name}`;
  return { id, body, besides: scope, before: cluster.id };
}

const unique = <T extends string>(ids: readonly T[]): readonly T[] => [...new Set(ids)];

const isText = (value: Knowable<string | undefined>): value is string => typeof value === 'string';

const isOwnZone = (zone: Cluster['access']['privateDnsZone']): zone is Id<'privateDnsZone'> =>
  !isUnknown(zone) && zone !== undefined && zone !== 'system' && zone !== 'none';
