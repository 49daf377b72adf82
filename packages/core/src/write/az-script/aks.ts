import type { AzKind, Flag, Form, Implied } from './flag.ts';

const words: Form = { as: 'words' };
const comma: Form = { as: 'joined', between: ',' };
const pairs: Form = { as: 'pairs' };
const on: Form = { as: 'switch', when: true, quiet: [false] };

/** Flags of a pool that bear one name in `aks create` and in `aks nodepool add`. */
const poolFlags = (at: string): readonly Flag[] => [
  { flag: '--node-count', from: `${at}.count` },
  { flag: '--node-vm-size', from: `${at}.vmSize` },
  { flag: '--os-sku', from: `${at}.osSKU` },
  { flag: '--enable-cluster-autoscaler', from: `${at}.enableAutoScaling`, form: on },
  { flag: '--min-count', from: `${at}.minCount` },
  { flag: '--max-count', from: `${at}.maxCount` },
  { flag: '--max-pods', from: `${at}.maxPods` },
  { flag: '--vnet-subnet-id', from: `${at}.vnetSubnetID` },
  { flag: '--pod-subnet-id', from: `${at}.podSubnetID` },
  { flag: '--zones', from: `${at}.availabilityZones`, form: words },
  { flag: '--enable-node-public-ip', from: `${at}.enableNodePublicIP`, form: on },
];

const poolImplied = (at: string): readonly Implied[] => [
  { from: `${at}.type`, value: 'VirtualMachineScaleSets' },
];

const first = 'properties.agentPoolProfiles.0';
const network = 'properties.networkProfile';
const access = 'properties.apiServerAccessProfile';

/** Clusters and pools. */
export const aksFlags: readonly AzKind[] = [
  {
    type: 'Microsoft.ContainerService/managedClusters',
    command: 'aks create',
    names: ['--name'],
    // Keys and role assignments are not left to the tool: nothing is made behind the plan's back.
    always: ['--no-ssh-key', '--skip-subnet-role-assignment', '--yes'],
    flags: [
      { flag: '--location', from: 'location' },
      { flag: '--tags', from: 'tags', form: pairs },
      {
        flag: '--tier',
        from: 'sku.tier',
        form: { as: 'mapped', to: { Free: 'free', Standard: 'standard', Premium: 'premium' } },
      },
      {
        flag: '--assign-identity',
        from: 'identity.userAssignedIdentities',
        form: { as: 'keys' },
      },
      {
        flag: '--enable-managed-identity',
        from: 'identity.type',
        form: { as: 'switch', when: 'SystemAssigned', quiet: ['UserAssigned'] },
      },
      { flag: '--kubernetes-version', from: 'properties.kubernetesVersion' },
      { flag: '--dns-name-prefix', from: 'properties.dnsPrefix' },
      { flag: '--fqdn-subdomain', from: 'properties.fqdnSubdomain' },
      { flag: '--node-resource-group', from: 'properties.nodeResourceGroup' },
      { flag: '--nodepool-name', from: `${first}.name` },
      ...poolFlags(first),
      { flag: '--nodepool-labels', from: `${first}.nodeLabels`, form: pairs },
      { flag: '--nodepool-tags', from: `${first}.tags`, form: pairs },
      { flag: '--nodepool-taints', from: `${first}.nodeTaints`, form: comma },
      { flag: '--network-plugin', from: `${network}.networkPlugin` },
      { flag: '--network-plugin-mode', from: `${network}.networkPluginMode` },
      { flag: '--network-dataplane', from: `${network}.networkDataplane` },
      { flag: '--network-policy', from: `${network}.networkPolicy` },
      { flag: '--outbound-type', from: `${network}.outboundType` },
      { flag: '--load-balancer-sku', from: `${network}.loadBalancerSku` },
      {
        flag: '--ip-families',
        from: `${network}.ipFamilies`,
        form: comma,
      },
      { flag: '--pod-cidr', from: `${network}.podCidr` },
      { flag: '--pod-cidrs', from: `${network}.podCidrs`, form: comma },
      { flag: '--service-cidr', from: `${network}.serviceCidr` },
      { flag: '--service-cidrs', from: `${network}.serviceCidrs`, form: comma },
      { flag: '--dns-service-ip', from: `${network}.dnsServiceIP` },
      {
        flag: '--load-balancer-managed-outbound-ip-count',
        from: `${network}.loadBalancerProfile.managedOutboundIPs.count`,
      },
      {
        flag: '--load-balancer-outbound-ips',
        from: `${network}.loadBalancerProfile.outboundIPs.publicIPs`,
        form: { as: 'each', of: 'id', between: ',' },
      },
      {
        flag: '--load-balancer-outbound-ip-prefixes',
        from: `${network}.loadBalancerProfile.outboundIPPrefixes.publicIPPrefixes`,
        form: { as: 'each', of: 'id', between: ',' },
      },
      {
        flag: '--load-balancer-outbound-ports',
        from: `${network}.loadBalancerProfile.allocatedOutboundPorts`,
      },
      {
        flag: '--load-balancer-idle-timeout',
        from: `${network}.loadBalancerProfile.idleTimeoutInMinutes`,
      },
      {
        flag: '--load-balancer-backend-pool-type',
        from: `${network}.loadBalancerProfile.backendPoolType`,
        form: {
          as: 'mapped',
          to: { NodeIPConfiguration: 'nodeIPConfiguration', NodeIP: 'nodeIP' },
        },
      },
      {
        flag: '--nat-gateway-managed-outbound-ip-count',
        from: `${network}.natGatewayProfile.managedOutboundIPProfile.count`,
      },
      {
        flag: '--nat-gateway-idle-timeout',
        from: `${network}.natGatewayProfile.idleTimeoutInMinutes`,
      },
      { flag: '--enable-acns', from: `${network}.advancedNetworking.enabled`, form: on },
      {
        flag: '--disable-acns-observability',
        from: `${network}.advancedNetworking.observability.enabled`,
        form: { as: 'switch', when: false, quiet: [true] },
      },
      {
        flag: '--disable-acns-security',
        from: `${network}.advancedNetworking.security.enabled`,
        form: { as: 'switch', when: false, quiet: [true] },
      },
      { flag: '--enable-private-cluster', from: `${access}.enablePrivateCluster`, form: on },
      {
        flag: '--disable-public-fqdn',
        from: `${access}.enablePrivateClusterPublicFQDN`,
        form: { as: 'switch', when: false, quiet: [true] },
      },
      { flag: '--private-dns-zone', from: `${access}.privateDNSZone` },
      {
        flag: '--api-server-authorized-ip-ranges',
        from: `${access}.authorizedIPRanges`,
        form: comma,
      },
      {
        flag: '--enable-apiserver-vnet-integration',
        from: `${access}.enableVnetIntegration`,
        form: on,
      },
      { flag: '--apiserver-subnet-id', from: `${access}.subnetId` },
      {
        flag: '--bootstrap-artifact-source',
        from: 'properties.bootstrapProfile.artifactSource',
      },
      {
        flag: '--bootstrap-container-registry-resource-id',
        from: 'properties.bootstrapProfile.containerRegistryId',
      },
      { flag: '--enable-oidc-issuer', from: 'properties.oidcIssuerProfile.enabled', form: on },
      {
        flag: '--enable-workload-identity',
        from: 'properties.securityProfile.workloadIdentity.enabled',
        form: on,
      },
      {
        flag: '--enable-image-cleaner',
        from: 'properties.securityProfile.imageCleaner.enabled',
        form: on,
      },
      {
        flag: '--enable-keda',
        from: 'properties.workloadAutoScalerProfile.keda.enabled',
        form: on,
      },
      {
        flag: '--enable-vpa',
        from: 'properties.workloadAutoScalerProfile.verticalPodAutoscaler.enabled',
        form: on,
      },
      {
        flag: '--enable-cost-analysis',
        from: 'properties.metricsProfile.costAnalysis.enabled',
        form: on,
      },
      {
        flag: '--enable-app-routing',
        from: 'properties.ingressProfile.webAppRouting.enabled',
        form: on,
      },
    ],
    implied: [
      ...poolImplied(first),
      { from: 'sku.name', value: 'Base' },
      { from: `${first}.mode`, value: 'System' },
      { from: `${first}.osType`, value: 'Linux' },
      { from: `${network}.advancedNetworking.security.advancedNetworkPolicies`, value: 'FQDN' },
      { from: `${access}.disableRunCommand`, value: false },
      { from: 'properties.nodeProvisioningProfile.mode', value: 'Manual' },
    ],
  },
  {
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    command: 'aks nodepool add',
    names: ['--cluster-name', '--name'],
    flags: [
      ...poolFlags('properties'),
      { flag: '--mode', from: 'properties.mode' },
      { flag: '--os-type', from: 'properties.osType' },
      { flag: '--max-surge', from: 'properties.upgradeSettings.maxSurge' },
      { flag: '--max-unavailable', from: 'properties.upgradeSettings.maxUnavailable' },
      { flag: '--labels', from: 'properties.nodeLabels', form: pairs },
      { flag: '--tags', from: 'properties.tags', form: pairs },
      { flag: '--node-taints', from: 'properties.nodeTaints', form: comma },
      { flag: '--priority', from: 'properties.scaleSetPriority' },
      { flag: '--eviction-policy', from: 'properties.scaleSetEvictionPolicy' },
      { flag: '--spot-max-price', from: 'properties.spotMaxPrice' },
    ],
    implied: poolImplied('properties'),
  },
];
