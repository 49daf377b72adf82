import type { AgentPool, Cluster } from '../../estate/elements/cluster.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import { canonical, type Id, parentId, parseArmId } from '../../estate/id.ts';
import { isKnown, type Knowable, mapKnown, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type Codec, type ResourceBody, reference } from '../codec.ts';
import { agentPool, inlinePool, poolProfile } from './agent-pools.ts';
import { apiVersions } from './api-versions.ts';
import { readAccess, readProxy, spellAccess, spellProxy } from './cluster-access.ts';
import {
  featuresNeedNewerApi,
  programsGateway,
  readAddOns,
  readIngress,
  spellFeatures,
} from './cluster-features.ts';
import { needsNewerApi, readClusterNetwork, spellClusterNetwork } from './cluster-network.ts';
import {
  absentIs,
  absentIsUnknown,
  each,
  type Identity,
  identity,
  isGiven,
  spelledId,
} from './reading.ts';
import { type ArmObject, fields, fieldsOrNone, frame, given, ifGiven } from './writing.ts';

const kind = {
  kind: 'cluster',
  spelledAs: 'Microsoft.ContainerService/managedClusters',
  apiVersion: apiVersions.containerService,
} as const;

// API versions before 2023 said Basic for Base and Paid for Standard.
const skus = ['Base', 'Automatic', 'Basic'] as const;
const tiers = ['Free', 'Standard', 'Premium', 'Paid'] as const;

/**
 * Clusters; nested pools become elements of their own. `encode` writes the first System pool inside, as
 * ARM demands. Lost by `encode`: the proxy's certificate, room held for growth, and what is no setting of
 * the cluster (environment, duty of its region, limits of autoprovisioning, counts of Services, add-ons that are extensions).
 */
export const managedClusters: Codec<'cluster'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const within = spelledId(own);
    const pools = each(at, 'agentPoolProfiles', (item) => agentPool(item, within));
    const element: Cluster = {
      ...own,
      sku: mapKnown(absentIs(at.at('sku').enumOf('name', skus), 'Base'), (name) =>
        name === 'Basic' ? 'Base' : name,
      ),
      tier: mapKnown(absentIs(at.at('sku').enumOf('tier', tiers), 'Free'), (tier) =>
        tier === 'Paid' ? 'Standard' : tier,
      ),
      kubernetesVersion: absentIsUnknown(version(at), 'kubernetesVersion'),
      network: readClusterNetwork(at),
      access: readAccess(at),
      identity: clusterIdentity(at),
      httpProxy: readProxy(at),
      addOns: readAddOns(at),
      // Manual is the default, but older API versions and tools leave the profile out when it is Auto.
      nodeProvisioning: absentIsUnknown(
        at.at('nodeProvisioningProfile').enumOf('mode', ['Auto', 'Manual'] as const),
        'nodeProvisioningProfile.mode',
      ),
      artifactSource: absentIs(
        at.at('bootstrapProfile').enumOf('artifactSource', ['Cache', 'Direct'] as const),
        'Direct',
      ),
      ingress: readIngress(at),
      ...optionalFields(at),
    };
    const hosted = hostedPool(at, own);
    return [element, ...(isGiven(pools) ? pools : []), ...(hosted === undefined ? [] : [hosted])];
  },
  encode(element, estate) {
    const newer =
      needsNewerApi(element.network) ||
      featuresNeedNewerApi(element) ||
      element.provisioningSubnet !== undefined;
    const sku = fieldsOrNone({ name: given(element.sku), tier: given(element.tier) });
    const identity = spellIdentity(element);
    return {
      ...frame(kind, element),
      ...(newer ? { apiVersion: apiVersions.containerServiceNewer } : {}),
      ...(sku === undefined ? {} : { sku }),
      ...(identity === undefined ? {} : { identity }),
      properties: properties(element, estate),
    };
  },
  needs: ['kubernetesVersion', 'network'],
  fields: {
    sku: 'sku.name',
    tier: 'sku.tier',
    kubernetesVersion: 'properties.kubernetesVersion',
    network: 'properties.networkProfile',
    'network.plugin': 'properties.networkProfile.networkPlugin',
    'network.pluginMode': 'properties.networkProfile.networkPluginMode',
    'network.dataPlane': 'properties.networkProfile.networkDataplane',
    'network.policyEngine': 'properties.networkProfile.networkPolicy',
    'network.outboundType': 'properties.networkProfile.outboundType',
    'network.podRanges': 'properties.networkProfile.podCidr',
    'network.serviceRanges': 'properties.networkProfile.serviceCidr',
    'network.dnsServiceIp': 'properties.networkProfile.dnsServiceIP',
    access: 'properties.apiServerAccessProfile',
    identity: 'identity.type',
    httpProxy: 'properties.httpProxyConfig',
    addOns: 'properties.addonProfiles',
    nodeProvisioning: 'properties.nodeProvisioningProfile.mode',
    nodeResourceGroup: 'properties.nodeResourceGroup',
    provisioningSubnet: 'properties.hostedSystemProfile.nodeSubnetID',
    artifactSource: 'properties.bootstrapProfile.artifactSource',
    ingress: 'properties.ingressProfile',
  },
};

function properties(element: Cluster, estate: Estate): ArmObject {
  const pool = inlinePool(estate, element.id);
  const { fqdnSubdomain } = element.access;
  return fields({
    kubernetesVersion: given(element.kubernetesVersion),
    // A cluster has one or the other: the subdomain only with a private zone of its own.
    dnsPrefix: fqdnSubdomain === undefined ? (element.dnsPrefix ?? element.name) : undefined,
    fqdnSubdomain,
    nodeResourceGroup: element.nodeResourceGroup,
    agentPoolProfiles: pool === undefined ? undefined : [{ name: pool.name, ...poolProfile(pool) }],
    networkProfile: spellClusterNetwork(element.network),
    apiServerAccessProfile: spellAccess(element.access, estate),
    httpProxyConfig: ifGiven(element.httpProxy, spellProxy),
    nodeProvisioningProfile: ifGiven(element.nodeProvisioning, (mode) => ({ mode })),
    identityProfile: spellKubelet(element),
    hostedSystemProfile: spellHosted(element, estate),
    bootstrapProfile: fieldsOrNone({
      artifactSource: given(element.artifactSource),
      containerRegistryId: ifGiven(element.artifactRegistry, (id) => reference(id)),
    }),
    ...spellFeatures(element, programmedGateway(element, estate)),
  });
}

/** Where Automatic puts the system nodes that it runs by itself, and those that it provisions. */
function spellHosted(element: Cluster, estate: Estate): ArmObject | undefined {
  const pool = all(estate, 'agentPool').find(
    ({ cluster, hosted }) => cluster === element.id && hosted === true,
  );
  if (pool === undefined) return undefined;
  return fields({
    enabled: true,
    systemNodeSubnetID: ifGiven(pool.subnet, (id) => reference(id)),
    nodeSubnetID: ifGiven(element.provisioningSubnet, (id) => reference(id)),
  });
}

/** The system nodes that Automatic runs by itself: ARM tells their subnet and nothing else of them. */
function hostedPool(at: Cursor, own: Identity<'cluster'>): AgentPool | undefined {
  const profile = at.at('hostedSystemProfile');
  if (profile.boolean('enabled') !== true) return undefined;
  const untold = unknown({ kind: 'notListed', what: 'node', within: own.id });
  const id = `${own.id}/agentpools/${hostedName}`;
  return {
    kind: 'agentPool',
    id,
    name: hostedName,
    source: own.source,
    cluster: own.id,
    hosted: true,
    mode: 'System',
    os: 'Linux',
    count: untold,
    autoscaling: untold,
    minCount: untold,
    maxCount: untold,
    maxPods: untold,
    subnet: lowered(profile.string('systemNodeSubnetID')),
    podSubnet: undefined,
    podIpAllocation: undefined,
    zones: untold,
    upgrade: { maxSurge: untold },
    nodePublicIp: false,
  };
}

/** As its nodes are called after it: `aks-hostedpool-…`. */
const hostedName = 'hostedpool';

const lowered = (id: Knowable<string | undefined>): Knowable<string | undefined> =>
  mapKnown(id, (text) => text?.toLowerCase());

/**
 * The gateway that the ingress controller of the cluster programs, when it has one: the gateway that stands
 * in the VNet of its pools.
 */
export function programmedGateway(
  element: Cluster,
  estate: Estate,
): Id<'applicationGateway'> | undefined {
  if (!programsGateway(element)) return undefined;
  const networks = new Set(
    all(estate, 'agentPool')
      .filter((pool: AgentPool) => pool.cluster === element.id && isGiven(pool.subnet))
      .map((pool) => (isGiven(pool.subnet) ? parentId(pool.subnet) : '')),
  );
  const gateways = all(estate, 'applicationGateway').filter(
    ({ subnet }) => isGiven(subnet) && networks.has(networkOf(subnet, estate)),
  );
  return gateways[0]?.id;
}

function networkOf(subnet: Id<'subnet'>, estate: Estate): string {
  const found = find(estate, 'subnet', subnet);
  return isKnown(found) ? found.virtualNetwork : parentId(subnet);
}

function version(at: Cursor): Knowable<string | undefined> {
  const asked = at.string('kubernetesVersion');
  return asked === '' ? at.string('currentKubernetesVersion') : asked;
}

function clusterIdentity(at: Cursor): Cluster['identity'] {
  const type = at.at('identity').string('type');
  if (type !== undefined && !isGiven(type)) return type;
  const lower = type?.toLowerCase() ?? '';
  if (lower === 'userassigned') return 'UserAssigned';
  if (lower === 'systemassigned') return 'SystemAssigned';
  const client = at.at('servicePrincipalProfile').string('clientId');
  return isGiven(client) && client !== 'msi'
    ? 'ServicePrincipal'
    : absentIsUnknown<'SystemAssigned'>(undefined, 'identity.type');
}

function spellIdentity(element: Cluster): ResourceBody['identity'] {
  const { identity, identityIds = [] } = element;
  if (identity === 'SystemAssigned') return { type: 'SystemAssigned' };
  if (identity !== 'UserAssigned') return undefined;
  const users = Object.fromEntries(identityIds.map((id) => [id, {}]));
  return { type: 'UserAssigned', userAssignedIdentities: users };
}

/** ARM wants all three names of the identity, though the last two follow from the first. */
function spellKubelet({ kubeletIdentity }: Cluster): ArmObject | undefined {
  if (kubeletIdentity === undefined) return undefined;
  const id = canonical(kubeletIdentity);
  return {
    kubeletidentity: {
      resourceId: reference(id),
      clientId: reference(id, 'clientId'),
      objectId: reference(id, 'principalId'),
    },
  };
}

/** The identity of nodes, unless it is the one that AKS makes beside them. */
function readKubelet(at: Cursor): Pick<Cluster, 'kubeletIdentity'> {
  const id = at.at('identityProfile', 'kubeletidentity').string('resourceId');
  const nodes = at.string('nodeResourceGroup');
  if (!isGiven(id) || !isGiven(nodes)) return {};
  const group = parseArmId(id)?.resourceGroup?.toLowerCase();
  return group === nodes.toLowerCase() ? {} : { kubeletIdentity: canonical(id) };
}

function optionalFields(at: Cursor): Partial<Cluster> {
  const identities = at.at('identity').entries('userAssignedIdentities');
  const group = at.string('nodeResourceGroup');
  const registry = at.at('bootstrapProfile').string('containerRegistryId');
  const prefix = at.string('dnsPrefix');
  const provisioning = at.at('hostedSystemProfile').string('nodeSubnetID');
  return {
    ...(identities.length === 0 ? {} : { identityIds: identities.map(([id]) => id) }),
    ...(isGiven(group) && group !== '' ? { nodeResourceGroup: group } : {}),
    ...(isGiven(registry) ? { artifactRegistry: registry } : {}),
    ...readKubelet(at),
    ...(isGiven(provisioning) ? { provisioningSubnet: provisioning.toLowerCase() } : {}),
    ...(isGiven(prefix) && prefix !== '' ? { dnsPrefix: prefix } : {}),
  };
}
