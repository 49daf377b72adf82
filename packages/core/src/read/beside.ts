import { fold } from './fold.ts';

/** Fields of bodies that say nothing that the model would want, and why. */
export interface Beside {
  /** ARM type; absent: of every type. */
  readonly type?: string;
  readonly why: string;
  /** Names as in {@link fold}; what lies below them is meant too. */
  readonly fields: readonly string[];
}

const cluster = 'Microsoft.ContainerService/managedClusters';
const network = (type: string): string => `Microsoft.Network/${type}`;

const ofNodes = [
  'capacityReservationGroupID',
  'creationData',
  'currentOrchestratorVersion',
  'enableCustomCATrust',
  'enableEncryptionAtHost',
  'enableFIPS',
  'enableUltraSSD',
  'gpuInstanceProfile',
  'gpuProfile',
  'hostGroupID',
  'kubeletConfig',
  'kubeletDiskType',
  'linuxOSConfig',
  'messageOfTheDay',
  'nodeImageVersion',
  'orchestratorVersion',
  'osDiskSizeGB',
  'osDiskType',
  'powerState',
  'proximityPlacementGroupID',
  'scaleDownMode',
  'scaleSetEvictionPolicy',
  'scaleSetPriority',
  'securityProfile',
  'spotMaxPrice',
  'storageProfile',
  'typePropertiesType',
  'upgradeStrategy',
  'virtualMachineNodesStatus',
  'windowsProfile',
  'workloadRuntime',
];

/**
 * What is left out of the count of unread fields. Everything else that no reader asks for is counted, and
 * what a network hangs on must never be in here: it is read, or it shows in the count.
 */
export const besideTheNetwork: readonly Beside[] = [
  {
    why: 'bookkeeping of Azure that every answer carries',
    fields: [
      'apiVersion',
      'changedTime',
      'createdTime',
      'dependsOn',
      'etag',
      'id',
      'identity.principalId',
      'identity.tenantId',
      'kind',
      'managedBy',
      'name',
      'provisioningState',
      'resourceGroup',
      'resourceGroupName',
      'resourceGuid',
      'resourceId',
      'resourceName',
      'resourceType',
      'resourceUID',
      'subscriptionId',
      'systemData',
      'tenantId',
      'type',
    ],
  },
  {
    type: cluster,
    why: 'settings of the cluster that no address and no way depends on',
    fields: [
      'aadProfile',
      'autoScalerProfile',
      'autoUpgradeProfile',
      'azurePortalFQDN',
      'controlPlanePluginProfiles',
      'currentKubernetesVersion',
      'disableLocalAccounts',
      'enablePodSecurityPolicy',
      'enableRBAC',
      'identityProfile',
      'linuxProfile',
      'maxAgentPools',
      'nodeResourceGroupProfile',
      'oidcIssuerProfile',
      'podIdentityProfile',
      'powerState',
      'schedulerProfile',
      'servicePrincipalProfile',
      'storageProfile',
      'supportPlan',
      'upgradeSettings',
      'windowsProfile',
    ],
  },
  {
    type: cluster,
    why: 'settings of nodes that no address and no way depends on',
    fields: ofNodes.map((field) => `agentPoolProfiles[].${field}`),
  },
  {
    type: `${cluster}/agentPools`,
    why: 'settings of nodes that no address and no way depends on',
    fields: ofNodes,
  },
  {
    type: cluster,
    why: 'told by the addresses that the load balancer or the NAT gateway has',
    fields: [
      'networkProfile.loadBalancerProfile.effectiveOutboundIPs',
      'networkProfile.natGatewayProfile.effectiveOutboundIPs',
    ],
  },
  {
    type: network('networkSecurityGroups'),
    why: 'the same in every group: facts tell them',
    fields: ['defaultSecurityRules'],
  },
  {
    type: network('virtualNetworks'),
    why: 'told by the plan',
    fields: ['enableDdosProtection'],
  },
  {
    type: network('networkInterfaces'),
    why: 'settings of the machine, and what its addresses tell',
    fields: [
      'auxiliaryMode',
      'auxiliarySku',
      'disableTcpStateTracking',
      'enableAcceleratedNetworking',
      'ipConfigurations[].primary',
      'ipConfigurations[].privateIPAddressVersion',
      'ipConfigurations[].privateIPAllocationMethod',
      'dnsSettings.internalDomainNameSuffix',
      'hostedWorkloads',
      'macAddress',
      'nicType',
      'primary',
      'vnetEncryptionSupported',
    ],
  },
  {
    type: network('privateDnsZones'),
    why: 'counts and limits of Azure',
    fields: [
      'maxNumberOfRecordSets',
      'maxNumberOfVirtualNetworkLinks',
      'maxNumberOfVirtualNetworkLinksWithRegistration',
      'numberOfRecordSets',
      'numberOfVirtualNetworkLinks',
      'numberOfVirtualNetworkLinksWithRegistration',
    ],
  },
  {
    type: network('privateEndpoints'),
    why: 'words for people, and the interface, which tells its addresses itself',
    fields: [
      'customNetworkInterfaceName',
      'networkInterfaces',
      ...['privateLinkServiceConnections[]', 'manualPrivateLinkServiceConnections[]'].flatMap(
        (connection) => [
          `${connection}.privateLinkServiceConnectionState.description`,
          `${connection}.privateLinkServiceConnectionState.actionsRequired`,
        ],
      ),
    ],
  },
  {
    type: network('publicIPAddresses'),
    why: 'told by the address',
    fields: ['publicIPAddressVersion'],
  },
];

const everywhere = new Set(
  besideTheNetwork.flatMap(({ type, fields }) => (type === undefined ? fields.map(fold) : [])),
);

const ofType: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...new Set(besideTheNetwork.flatMap(({ type }) => type ?? []))].map((type) => [
    type.toLowerCase(),
    new Set(besideTheNetwork.flatMap((one) => (one.type === type ? one.fields.map(fold) : []))),
  ]),
);

/** PowerShell writes each list once more as text: `SubnetsText` beside `Subnets`. */
const listAsText = /(^|\.)[A-Z]\w*Text$/;

/** Whether a field that nobody asked for is left out of the count. */
export function isBeside(type: string, field: string): boolean {
  if (listAsText.test(field)) return true;
  const folded = fold(field);
  const last = folded.slice(folded.lastIndexOf('.') + 1);
  if (everywhere.has(last) || everywhere.has(folded)) return true;
  const own = ofType.get(type.toLowerCase());
  if (own === undefined) return false;
  // `a.b.c`: `a`, `a.b` and itself.
  for (let end = folded.indexOf('.'); end >= 0; end = folded.indexOf('.', end + 1))
    if (own.has(folded.slice(0, end))) return true;
  return own.has(folded);
}
