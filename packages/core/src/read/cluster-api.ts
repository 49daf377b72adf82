import { unknownPart } from '../estate/id.ts';
import type { PlacedBody } from './arm-body.ts';
import { type Fields, field, isFields } from './bodies.ts';
import { groupOfSpec, networkIdOf, networkOf, ownNetwork, placed } from './cluster-api-network.ts';
import { fieldsAt, type ManagedObject, textAt } from './kubernetes-managed.ts';
import type { UnreadField } from './understood.ts';

/** What the objects of Cluster API came to. */
export interface ClusterApiBodies {
  readonly bodies: readonly PlacedBody[];
  /** Objects of which something was used. */
  readonly used: ReadonlySet<ManagedObject>;
  readonly unread: readonly UnreadField[];
}

const providerGroup = 'infrastructure.cluster.x-k8s.io';
const coreGroup = 'cluster.x-k8s.io';

/** Whether objects of the API group are Cluster API's, its Azure provider's among them. */
export const isClusterApiGroup = (group: string): boolean =>
  group === providerGroup || group === coreGroup;

/**
 * The objects of Cluster API's Azure provider as ARM bodies: control planes as clusters with their VNet,
 * machine pools as node pools, and the VNets of clusters that are no AKS. What an object leaves to a
 * default of the provider stays unknown, but for names that are documented to be those of the cluster.
 */
export function clusterApiBodies(objects: readonly ManagedObject[]): ClusterApiBodies {
  const scene: Scene = { objects, used: new Set() };
  const bodies = objects.flatMap((object) => {
    const translated = translators.get(object.kind)?.(object, scene) ?? [];
    if (translated.length > 0) scene.used.add(object);
    return translated;
  });
  return { bodies, used: scene.used, unread: [...scene.used].flatMap(unreadIn) };
}

interface Scene {
  readonly objects: readonly ManagedObject[];
  readonly used: Set<ManagedObject>;
}

type Translator = (object: ManagedObject, scene: Scene) => readonly PlacedBody[];

/** What is made of a kind, by its name. */
const translators: ReadonlyMap<string, Translator> = new Map<string, Translator>([
  ['AzureManagedControlPlane', (plane, scene) => [clusterBody(plane, scene), ...networkOf(plane)]],
  ['AzureManagedMachinePool', (pool, scene) => [poolBody(pool, scene)]],
  ['AzureCluster', ownNetwork],
]);

/** Keys of `spec` that are read, by kind; the others are counted. */
const readKeys: Readonly<Record<string, readonly string[]>> = {
  AzureManagedControlPlane: [
    'additionalTags',
    'addonProfiles',
    'apiServerAccessProfile',
    'controlPlaneEndpoint',
    'dnsServiceIP',
    'httpProxyConfig',
    'identity',
    'loadBalancerProfile',
    'location',
    'networkDataplane',
    'networkPlugin',
    'networkPluginMode',
    'networkPolicy',
    'nodeResourceGroupName',
    'outboundType',
    'resourceGroupName',
    'sku',
    'subscriptionID',
    'version',
    'virtualNetwork',
  ],
  AzureManagedMachinePool: [
    'additionalTags',
    'availabilityZones',
    'enableNodePublicIP',
    'maxPods',
    'mode',
    'name',
    'nodeLabels',
    'osType',
    'scaleSetPriority',
    'scaling',
    'sku',
    'subnetName',
    'taints',
  ],
  AzureCluster: ['location', 'networkSpec', 'resourceGroup', 'subscriptionID'],
};

const unreadIn = ({ kind, spec }: ManagedObject): readonly UnreadField[] =>
  Object.keys(spec)
    .filter((key) => readKeys[kind]?.includes(key) === false)
    .map((key) => ({ type: kind, field: `spec.${key}` }));

const clusterIdOf = ({ spec, name }: ManagedObject): string =>
  `${groupOfSpec(spec)}/providers/Microsoft.ContainerService/managedClusters/${name}`;

function clusterBody(plane: ManagedObject, scene: Scene): PlacedBody {
  const { spec } = plane;
  const cluster = scene.objects.find(
    (one) => one.kind === 'Cluster' && pointsAt(fieldsAt(one.spec, 'controlPlaneRef'), plane, one),
  );
  if (cluster !== undefined) scene.used.add(cluster);
  const ranges = fieldsAt(cluster?.spec ?? {}, 'clusterNetwork');
  return placed(plane, [], {
    type: 'Microsoft.ContainerService/managedClusters',
    value: {
      id: clusterIdOf(plane),
      name: plane.name,
      location: field(spec, 'location'),
      tags: field(spec, 'additionalTags'),
      sku: { name: 'Base', tier: field(fieldsAt(spec, 'sku'), 'tier') },
      identity: identityOf(fieldsAt(spec, 'identity')),
      kubernetesVersion: textAt(spec, 'version')?.replace(/^v/, ''),
      nodeResourceGroup: field(spec, 'nodeResourceGroupName'),
      networkProfile: {
        ...picked(spec, [
          'networkPlugin',
          'networkPluginMode',
          'networkPolicy',
          'networkDataplane',
          'outboundType',
          'dnsServiceIP',
        ]),
        podCidrs: field(fieldsAt(ranges, 'pods'), 'cidrBlocks'),
        serviceCidrs: field(fieldsAt(ranges, 'services'), 'cidrBlocks'),
        ...loadBalancerOf(spec),
      },
      ...picked(spec, ['apiServerAccessProfile', 'httpProxyConfig']),
      addonProfiles: addOnsOf(field(spec, 'addonProfiles')),
    },
  });
}

/** The provider counts managed addresses, where ARM has an object with the count. */
function loadBalancerOf(spec: Fields): Fields {
  const profile = field(spec, 'loadBalancerProfile');
  if (!isFields(profile)) return {};
  const count = field(profile, 'managedOutboundIPs');
  const ids = (key: string): readonly unknown[] | undefined => {
    const list = field(profile, key);
    return Array.isArray(list) ? list.map((id: unknown) => ({ id })) : undefined;
  };
  return {
    loadBalancerProfile: {
      ...profile,
      managedOutboundIPs: count === undefined ? undefined : { count },
      outboundIPs: { publicIPs: ids('outboundIPs') },
      outboundIPPrefixes: { publicIPPrefixes: ids('outboundIPPrefixes') },
    },
  };
}

function identityOf(identity: Fields): Fields {
  const id = textAt(identity, 'userAssignedIdentityResourceID');
  const own = id === undefined ? {} : { userAssignedIdentities: { [id]: {} } };
  return { type: field(identity, 'type'), ...own };
}

/** A list with names, where ARM has an object. */
function addOnsOf(list: unknown): Fields | undefined {
  if (!Array.isArray(list)) return undefined;
  return Object.fromEntries(
    list.flatMap((item: unknown) => {
      const name = isFields(item) ? textAt(item, 'name') : undefined;
      return name === undefined ? [] : [[name, item] as const];
    }),
  );
}

function poolBody(pool: ManagedObject, scene: Scene): PlacedBody {
  const { spec } = pool;
  const machines = scene.objects.find(
    (one) =>
      one.kind === 'MachinePool' &&
      pointsAt(
        fieldsAt(fieldsAt(fieldsAt(one.spec, 'template'), 'spec'), 'infrastructureRef'),
        pool,
        one,
      ),
  );
  if (machines !== undefined) scene.used.add(machines);
  const plane = planeOf(machines, pool, scene);
  const scaling = fieldsAt(spec, 'scaling');
  const network = plane === undefined ? {} : fieldsAt(plane.spec, 'virtualNetwork');
  const subnet =
    textAt(spec, 'subnetName') ?? textAt(fieldsAt(network, 'subnet'), 'name') ?? plane?.name;
  const cluster =
    plane === undefined
      ? `/subscriptions/${unknownPart}/resourceGroups/${unknownPart}/providers/Microsoft.ContainerService/managedClusters/${unknownPart}`
      : clusterIdOf(plane);
  const name = textAt(spec, 'name') ?? pool.name;
  return placed(pool, [], {
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    value: {
      id: `${cluster}/agentPools/${name}`,
      name,
      ...picked(spec, [
        'mode',
        'osType',
        'maxPods',
        'availabilityZones',
        'enableNodePublicIP',
        'nodeLabels',
        'scaleSetPriority',
      ]),
      tags: field(spec, 'additionalTags'),
      vmSize: field(spec, 'sku'),
      count: field(machines?.spec ?? {}, 'replicas'),
      enableAutoScaling: isFields(field(spec, 'scaling')),
      minCount: field(scaling, 'minSize'),
      maxCount: field(scaling, 'maxSize'),
      nodeTaints: taintsOf(field(spec, 'taints')),
      vnetSubnetID:
        plane === undefined || subnet === undefined
          ? undefined
          : `${networkIdOf(plane)}/subnets/${subnet}`,
    },
  });
}

/** The control plane of a pool: through its cluster, that the machine pool or a label names. */
function planeOf(
  machines: ManagedObject | undefined,
  pool: ManagedObject,
  { objects }: Scene,
): ManagedObject | undefined {
  const name =
    textAt(machines?.spec ?? {}, 'clusterName') ??
    textAt(pool.labels, 'cluster.x-k8s.io/cluster-name');
  const planes = objects.filter(
    (one) => one.kind === 'AzureManagedControlPlane' && one.namespace === pool.namespace,
  );
  const cluster = objects.find(
    (one) => one.kind === 'Cluster' && one.name === name && one.namespace === pool.namespace,
  );
  const reference = cluster === undefined ? {} : fieldsAt(cluster.spec, 'controlPlaneRef');
  const wanted = textAt(reference, 'name') ?? name;
  return planes.find((plane) => plane.name === wanted);
}

function taintsOf(list: unknown): readonly string[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((item: unknown) => {
    if (!isFields(item)) return [];
    const [key = '', value = '', effect = ''] = ['key', 'value', 'effect'].map((name) =>
      textAt(item, name),
    );
    return `${key}=${value}:${effect}`;
  });
}

const pointsAt = (reference: Fields, to: ManagedObject, from: ManagedObject): boolean =>
  textAt(reference, 'kind') === to.kind &&
  textAt(reference, 'name') === to.name &&
  (textAt(reference, 'namespace') ?? from.namespace) === to.namespace;

const picked = (value: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(value, key) ? [[key, value[key]]] : [])));
