import type { Cluster } from '../../estate/elements/cluster.ts';
import type { Id } from '../../estate/id.ts';
import { isUnknown, type Knowable } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type ArmValue, reference } from '../codec.ts';
import { isGiven } from './reading.ts';
import type { ArmObject } from './writing.ts';

/** One thing that can be on in a cluster, and where ARM says so. */
interface Feature {
  /** As in the requirements and in `facts/ingress`. */
  readonly id: string;
  /** Keys from the cluster's properties to the value. */
  readonly path: readonly string[];
  readonly on: ArmValue;
  /** Further values that being on takes along. */
  readonly also?: readonly { readonly path: readonly string[]; readonly on: ArmValue }[];
  /** Only a newer API version has the names. */
  readonly newer?: true;
}

const addOnPath = (key: string): readonly string[] => ['addonProfiles', key, 'enabled'];

/** Add-ons by the names that requirements give them. */
const addOns: readonly Feature[] = [
  { id: 'azurePolicy', path: addOnPath('azurepolicy'), on: true },
  {
    id: 'keyVaultCsi',
    path: addOnPath('azureKeyvaultSecretsProvider'),
    on: true,
    // Without it a certificate that was renewed in its vault stays the old one in the cluster.
    also: [
      {
        path: ['addonProfiles', 'azureKeyvaultSecretsProvider', 'config', 'enableSecretRotation'],
        on: 'true',
      },
    ],
  },
  { id: 'containerInsights', path: addOnPath('omsagent'), on: true },
  { id: 'virtualNodes', path: addOnPath('aciConnectorLinux'), on: true },
  { id: 'httpApplicationRouting', path: addOnPath('httpApplicationRouting'), on: true },
  { id: 'openServiceMesh', path: addOnPath('openServiceMesh'), on: true },
  { id: 'azureMonitor', path: ['azureMonitorProfile', 'metrics', 'enabled'], on: true },
  {
    id: 'workloadIdentity',
    path: ['securityProfile', 'workloadIdentity', 'enabled'],
    on: true,
    also: [{ path: ['oidcIssuerProfile', 'enabled'], on: true }],
  },
  {
    id: 'defender',
    path: ['securityProfile', 'defender', 'securityMonitoring', 'enabled'],
    on: true,
  },
  { id: 'imageCleaner', path: ['securityProfile', 'imageCleaner', 'enabled'], on: true },
  { id: 'costAnalysis', path: ['metricsProfile', 'costAnalysis', 'enabled'], on: true },
  { id: 'keda', path: ['workloadAutoScalerProfile', 'keda', 'enabled'], on: true },
  {
    id: 'verticalPodAutoscaler',
    path: ['workloadAutoScalerProfile', 'verticalPodAutoscaler', 'enabled'],
    on: true,
  },
];

/** Ways in that the cluster itself runs; the others live in objects or in resources of their own. */
const ingress: readonly Feature[] = [
  { id: 'app-routing-nginx', path: ['ingressProfile', 'webAppRouting', 'enabled'], on: true },
  {
    id: 'app-routing-gateway-api',
    path: ['ingressProfile', 'gatewayAPI', 'installation'],
    on: 'Standard',
    also: [
      {
        path: [
          'ingressProfile',
          'webAppRouting',
          'gatewayAPIImplementations',
          'appRoutingIstio',
          'mode',
        ],
        on: 'Enabled',
      },
    ],
    newer: true,
  },
  { id: 'agic', path: addOnPath('ingressApplicationGateway'), on: true },
  {
    id: 'istio-addon',
    path: ['serviceMeshProfile', 'mode'],
    on: 'Istio',
    also: [
      {
        path: ['serviceMeshProfile', 'istio', 'components', 'ingressGateways'],
        on: [{ mode: 'External', enabled: true }],
      },
    ],
  },
];

/** Which add-ons are on. @param at the cluster */
export const readAddOns = (at: Cursor): Knowable<readonly string[]> => readFeatures(at, addOns);

/** Which ways in the cluster runs. @param at the cluster */
export const readIngress = (at: Cursor): Knowable<readonly string[]> => readFeatures(at, ingress);

function readFeatures(at: Cursor, list: readonly Feature[]): Knowable<readonly string[]> {
  const on: string[] = [];
  for (const feature of list) {
    const value = at.at(...feature.path).string();
    if (isUnknown(value)) return value;
    if (value?.toLowerCase() === String(feature.on).toLowerCase()) on.push(feature.id);
  }
  return on.slice();
}

const wanted = (cluster: Cluster): readonly Feature[] => [
  ...pick(cluster.addOns, addOns),
  ...pick(cluster.ingress, ingress),
];

const pick = (ids: Knowable<readonly string[]>, from: readonly Feature[]): readonly Feature[] => {
  const named = isGiven(ids) ? ids : [];
  return from.filter((feature) => named.includes(feature.id));
};

/**
 * Properties that switch on what the cluster is to have. Names that ARM has no switch for are extensions.
 * @param gateway the application gateway that the ingress controller is to program
 */
export function spellFeatures(cluster: Cluster, gateway?: Id<'applicationGateway'>): ArmObject {
  const tree: Tree = new Map();
  for (const feature of wanted(cluster)) {
    plant(tree, feature.path, feature.on);
    for (const { path, on } of feature.also ?? []) plant(tree, path, on);
  }
  if (gateway !== undefined && programsGateway(cluster)) {
    plant(tree, [...addOnRoot, 'config', 'applicationGatewayId'], reference(gateway));
  }
  return grown(tree);
}

/** Whether the controller of the cluster programs an application gateway. */
export const programsGateway = (cluster: Cluster): boolean =>
  pick(cluster.ingress, ingress).some(({ id }) => id === 'agic');

const addOnRoot = ['addonProfiles', 'ingressApplicationGateway'] as const;

/** Whether one of the features needs the newer API version. */
export const featuresNeedNewerApi = (cluster: Cluster): boolean =>
  wanted(cluster).some((feature) => feature.newer === true);

type Tree = Map<string, Tree | { readonly leaf: ArmValue }>;

function plant(tree: Tree, [key = '', ...rest]: readonly string[], leaf: ArmValue): void {
  if (rest.length === 0) {
    tree.set(key, { leaf });
    return;
  }
  const branch = tree.get(key);
  const next: Tree = branch instanceof Map ? branch : new Map();
  tree.set(key, next);
  plant(next, rest, leaf);
}

const grown = (tree: Tree): ArmObject =>
  Object.fromEntries(
    [...tree].map(([key, branch]) => [key, branch instanceof Map ? grown(branch) : branch.leaf]),
  );
