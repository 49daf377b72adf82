import { either, idKeys, ids, not, oneOf, onlyTrue, same, textMap, words } from './conversions.ts';
import type { Conversion, Field, TerraformTable, ValueField } from './field.ts';
import { olderCluster, olderPool, poolDefaults } from './heard.ts';
import { always, block, childOf, orAsk, placed, said, unsaid, value } from './lines.ts';
import { type ArmPath, below, isList } from './path.ts';

/** What a pool is asked in both resources; the first pool is a block of its cluster. */
const poolUnder = (root: ArmPath): readonly Field[] => [
  value('vm_size', below(root, 'vmSize')),
  value('node_count', below(root, 'count')),
  value('auto_scaling_enabled', below(root, 'enableAutoScaling')),
  value('min_count', below(root, 'minCount')),
  value('max_count', below(root, 'maxCount')),
  value('max_pods', below(root, 'maxPods')),
  value('vnet_subnet_id', below(root, 'vnetSubnetID')),
  value('pod_subnet_id', below(root, 'podSubnetID')),
  value('os_sku', below(root, 'osSKU')),
  value('zones', below(root, 'availabilityZones')),
  value('node_public_ip_enabled', below(root, 'enableNodePublicIP')),
  value('node_labels', below(root, 'nodeLabels'), textMap),
  unsaid(below(root, 'podIPAllocationMode'), 'DynamicIndividual'),
];

/** The one taint that a cluster's first pool can have, by a flag. */
const criticalOnly: Conversion = {
  toTerraform: (taints) =>
    isList(taints) && taints.length === 1 && taints[0] === 'CriticalAddonsOnly=true:NoSchedule'
      ? true
      : undefined,
  toArm: (flag) => (flag === true ? ['CriticalAddonsOnly=true:NoSchedule'] : undefined),
};

/** The workspace that an add-on writes to, which the network's design does not know. */
const workspace = (arm: string): ValueField =>
  orAsk(value('log_analytics_workspace_id', arm), {
    variable: 'log_analytics_workspace_id',
    type: 'string',
    description: 'ARM id of the Log Analytics workspace of the clusters.',
  });

const addOn = (key: string): string => `properties.addonProfiles.${key}`;

/** Attributes and blocks of a cluster that switch something on. */
const features: readonly Field[] = [
  value('azure_policy_enabled', `${addOn('azurepolicy')}.enabled`),
  value('http_application_routing_enabled', `${addOn('httpApplicationRouting')}.enabled`),
  value('open_service_mesh_enabled', `${addOn('openServiceMesh')}.enabled`),
  block(
    'key_vault_secrets_provider',
    addOn('azureKeyvaultSecretsProvider'),
    always('enabled', true),
    value(
      'secret_rotation_enabled',
      'config.enableSecretRotation',
      words({ true: true, false: false }),
    ),
  ),
  block('oms_agent', addOn('omsagent'), always('enabled', true), workspace('config.workspace')),
  block(
    'aci_connector_linux',
    addOn('aciConnectorLinux'),
    always('enabled', true),
    orAsk(value('subnet_name', 'config.SubnetName'), {
      variable: 'virtual_nodes_subnet_name',
      type: 'string',
      description: 'Name of the subnet of virtual nodes, in the VNet of the cluster.',
    }),
  ),
  block(
    'ingress_application_gateway',
    addOn('ingressApplicationGateway'),
    always('enabled', true),
    value('gateway_id', 'config.applicationGatewayId'),
  ),
  block('monitor_metrics', 'properties.azureMonitorProfile.metrics', always('enabled', true)),
  block(
    'microsoft_defender',
    'properties.securityProfile.defender',
    always('securityMonitoring.enabled', true),
    workspace('logAnalyticsWorkspaceResourceId'),
  ),
  value('workload_identity_enabled', 'properties.securityProfile.workloadIdentity.enabled'),
  value('image_cleaner_enabled', 'properties.securityProfile.imageCleaner.enabled'),
  value('oidc_issuer_enabled', 'properties.oidcIssuerProfile.enabled'),
  value('cost_analysis_enabled', 'properties.metricsProfile.costAnalysis.enabled'),
  block(
    'workload_autoscaler_profile',
    'properties.workloadAutoScalerProfile',
    value('keda_enabled', 'keda.enabled'),
    value('vertical_pod_autoscaler_enabled', 'verticalPodAutoscaler.enabled'),
  ),
  block(
    'web_app_routing',
    'properties.ingressProfile.webAppRouting',
    always('enabled', true),
    said('dns_zone_ids', []),
  ),
  block(
    'service_mesh_profile',
    'properties.serviceMeshProfile',
    value('mode', 'mode'),
    orAsk(value('revisions', 'istio.revisions'), {
      variable: 'istio_revisions',
      type: 'list(string)',
      description: 'Revisions of the mesh, as `az aks mesh get-revisions` lists them.',
    }),
    always('istio.components.ingressGateways', [{ mode: 'External', enabled: true }]),
    said('external_ingress_gateway_enabled', true),
  ),
];

const network: readonly Field[] = [
  value('network_plugin', 'networkPlugin'),
  value('network_plugin_mode', 'networkPluginMode'),
  value('network_data_plane', 'networkDataplane'),
  unsaid('networkPolicy', 'none'),
  value('network_policy', 'networkPolicy', oneOf('azure', 'calico', 'cilium')),
  value(
    'outbound_type',
    'outboundType',
    oneOf(
      'loadBalancer',
      'managedNATGateway',
      'userAssignedNATGateway',
      'userDefinedRouting',
      'none',
    ),
  ),
  value('load_balancer_sku', 'loadBalancerSku'),
  value('ip_versions', 'ipFamilies'),
  value('pod_cidr', 'podCidr'),
  value('pod_cidrs', 'podCidrs'),
  value('service_cidr', 'serviceCidr'),
  value('service_cidrs', 'serviceCidrs'),
  value('dns_service_ip', 'dnsServiceIP'),
  block(
    'load_balancer_profile',
    'loadBalancerProfile',
    value('managed_outbound_ip_count', 'managedOutboundIPs.count'),
    value('outbound_ip_address_ids', 'outboundIPs.publicIPs', ids),
    value('outbound_ip_prefix_ids', 'outboundIPPrefixes.publicIPPrefixes', ids),
    value('outbound_ports_allocated', 'allocatedOutboundPorts'),
    value('idle_timeout_in_minutes', 'idleTimeoutInMinutes'),
    value('backend_pool_type', 'backendPoolType'),
  ),
  block(
    'nat_gateway_profile',
    'natGatewayProfile',
    value('managed_outbound_ip_count', 'managedOutboundIPProfile.count'),
    value('idle_timeout_in_minutes', 'idleTimeoutInMinutes'),
  ),
  block(
    'advanced_networking',
    'advancedNetworking',
    always('enabled', true),
    value('observability_enabled', 'observability.enabled'),
    value('security_enabled', 'security.enabled'),
  ),
];

const access: readonly Field[] = [
  value('private_cluster_enabled', 'properties.apiServerAccessProfile.enablePrivateCluster'),
  value(
    'private_cluster_public_fqdn_enabled',
    'properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN',
  ),
  value(
    'private_dns_zone_id',
    'properties.apiServerAccessProfile.privateDNSZone',
    either(words({ system: 'System', none: 'None' }), same),
  ),
  value('run_command_enabled', 'properties.apiServerAccessProfile.disableRunCommand', not),
  block(
    'api_server_access_profile',
    'properties.apiServerAccessProfile',
    value('authorized_ip_ranges', 'authorizedIPRanges'),
    value('subnet_id', 'subnetId'),
    value('virtual_network_integration_enabled', 'enableVnetIntegration', onlyTrue),
  ),
  block(
    'http_proxy_config',
    'properties.httpProxyConfig',
    value('http_proxy', 'httpProxy'),
    value('https_proxy', 'httpsProxy'),
    value('no_proxy', 'noProxy'),
  ),
];

/** Clusters and their node pools. */
export const clusterTables: readonly TerraformTable[] = [
  {
    arm: 'Microsoft.ContainerService/managedClusters',
    resources: [
      {
        type: 'azurerm_kubernetes_cluster',
        awaitsWhole: true,
        tells: [
          { property: 'principalId', attribute: 'identity[0].principal_id' },
          {
            property: 'ingressPrincipalId',
            attribute:
              'ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id',
          },
        ],
        fields: [
          ...placed,
          value('kubernetes_version', 'properties.kubernetesVersion'),
          unsaid('sku.name', 'Base'),
          value('sku_tier', 'sku.tier'),
          value('dns_prefix', 'properties.dnsPrefix'),
          value('dns_prefix_private_cluster', 'properties.fqdnSubdomain'),
          value('node_resource_group', 'properties.nodeResourceGroup'),
          ...access,
          ...features,
          block(
            'kubelet_identity',
            'properties.identityProfile.kubeletidentity',
            value('user_assigned_identity_id', 'resourceId'),
            value('client_id', 'clientId'),
            value('object_id', 'objectId'),
          ),
          block(
            'identity',
            'identity',
            value('type', 'type'),
            value('identity_ids', 'userAssignedIdentities', idKeys),
          ),
          block(
            'default_node_pool',
            'properties.agentPoolProfiles.0',
            value('name', 'name'),
            value('type', 'type'),
            always('mode', 'System'),
            always('osType', 'Linux'),
            ...poolUnder(''),
            value('only_critical_addons_enabled', 'nodeTaints', criticalOnly),
            block('upgrade_settings', 'upgradeSettings', value('max_surge', 'maxSurge')),
          ),
          block('network_profile', 'properties.networkProfile', ...network),
          block(
            'node_provisioning_profile',
            'properties.nodeProvisioningProfile',
            value('mode', 'mode'),
          ),
          block(
            'bootstrap_profile',
            'properties.bootstrapProfile',
            value('artifact_source', 'artifactSource'),
            value('container_registry_id', 'containerRegistryId'),
          ),
        ],
        alsoHeard: olderCluster,
        // The autoscaler moves it.
        ignoreChanges: [
          {
            attribute: 'default_node_pool[0].node_count',
            where: 'properties.agentPoolProfiles.0.enableAutoScaling',
          },
        ],
      },
    ],
    patches: [
      { arm: 'properties.networkProfile.staticEgressGatewayProfile' },
      { arm: 'properties.networkProfile.advancedNetworking.security' },
      { arm: 'properties.ingressProfile' },
      {
        arm: 'properties.agentPoolProfiles.0.localDNSProfile',
        on: {
          type: 'Microsoft.ContainerService/managedClusters/agentPools',
          segment: 'agentPools',
          body: 'properties.agentPoolProfiles.0',
        },
      },
    ],
  },
  {
    arm: 'Microsoft.ContainerService/managedClusters/agentPools',
    resources: [
      {
        type: 'azurerm_kubernetes_cluster_node_pool',
        awaitsWhole: true,
        fields: [
          ...childOf('kubernetes_cluster_id'),
          value('mode', 'properties.mode', oneOf('System', 'User')),
          value('os_type', 'properties.osType'),
          always('properties.type', 'VirtualMachineScaleSets'),
          ...poolUnder('properties'),
          value('node_taints', 'properties.nodeTaints'),
          value('priority', 'properties.scaleSetPriority'),
          value('eviction_policy', 'properties.scaleSetEvictionPolicy'),
          value('spot_max_price', 'properties.spotMaxPrice'),
          block(
            'upgrade_settings',
            'properties.upgradeSettings',
            value('max_surge', 'maxSurge'),
            value('max_unavailable', 'maxUnavailable'),
          ),
        ],
        alsoHeard: [...olderPool('properties'), ...poolDefaults],
        ignoreChanges: [{ attribute: 'node_count', where: 'properties.enableAutoScaling' }],
      },
    ],
    patches: [{ arm: 'properties.localDNSProfile' }],
  },
];
