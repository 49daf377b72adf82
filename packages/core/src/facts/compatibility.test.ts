import { describe, expect, it } from 'vitest';
import { type Combination, incompatibilities, incompatibilityRules } from './compatibility.ts';
import { ingressOptions } from './ingress.ts';
import { modes } from './modes.ts';

/** Ids of what stands against a combination. */
function against(combination: Combination, choices = {}): readonly string[] {
  return incompatibilities(combination, choices).map((rule) => rule.id);
}

const sound: Combination = {
  sku: 'standard',
  tier: 'Standard',
  cloud: 'public',
  kubernetesVersion: '1.34',
  mode: 'overlay',
  podSubnet: false,
  dataPlane: 'cilium',
  policyEngine: 'cilium',
  osTypes: ['Linux'],
  vnet: 'byo',
  ipFamilies: [4],
  outbound: 'userDefinedRouting',
  networkIsolated: false,
  virtualWan: false,
  identity: 'UserAssigned',
  apiAccess: 'privateIntegrated',
  ingress: ['app-routing-gateway-api', 'lb-internal'],
  nodeProvisioning: 'Manual',
  nodeCount: 300,
};

/** Each rule with the least that must be known for it to fire. */
const fires: readonly (readonly [string, Combination])[] = [
  ['mode-retires', { mode: 'kubenet' }],
  ['mode-legacy', { mode: 'nodeSubnet' }],
  ['mode-data-plane', { mode: 'kubenet', dataPlane: 'cilium' }],
  ['mode-data-plane', { mode: 'byo', dataPlane: 'cilium' }],
  ['mode-policy-engine', { mode: 'kubenet', policyEngine: 'azure' }],
  ['mode-windows', { mode: 'kubenet', osTypes: ['Linux', 'Windows'] }],
  ['overlay-with-pod-subnet', { mode: 'overlay', podSubnet: true }],
  ['overlay-availability-sets', { mode: 'overlay', poolType: 'AvailabilitySet' }],
  ['availability-sets-retired', { poolType: 'AvailabilitySet' }],
  ['overlay-dcsv2', { mode: 'overlay', vmSizes: ['Standard_D4s_v5', 'Standard_DC2s_v2'] }],
  ['static-blocks-kubernetes', { mode: 'podSubnetStatic', kubernetesVersion: '1.27.9' }],
  ['private-link-service-static-blocks', { mode: 'podSubnetStatic', privateLinkService: true }],
  ['ipv6-only', { ipFamilies: [6] }],
  ['dual-stack-mode', { mode: 'podSubnetDynamic', ipFamilies: [4, 6] }],
  ['dual-stack-static-blocks', { mode: 'podSubnetStatic', ipFamilies: [4, 6] }],
  ['dual-stack-virtual-nodes', { ipFamilies: [4, 6], virtualNodes: true }],
  ['cluster-mesh-needs-flat-pods', { clusterMesh: true, mode: 'overlay' }],
  ['cluster-mesh-needs-cilium', { clusterMesh: true, dataPlane: 'azure' }],
  ['data-plane-policy-engine', { dataPlane: 'azure', policyEngine: 'cilium' }],
  ['data-plane-policy-engine', { dataPlane: 'cilium', policyEngine: 'calico' }],
  ['cilium-plane-without-engine', { dataPlane: 'cilium', policyEngine: 'none' }],
  ['data-plane-windows', { dataPlane: 'cilium', osTypes: ['Windows'] }],
  ['npm-retires-linux', { policyEngine: 'azure', osTypes: ['Linux'] }],
  ['npm-retires-windows', { policyEngine: 'azure', osTypes: ['Windows'] }],
  ['npm-windows-closed', { policyEngine: 'azure', osTypes: ['Windows'], knownToWindowsNpm: false }],
  ['npm-nodes', { policyEngine: 'azure', nodeCount: 251 }],
  ['npm-pods', { policyEngine: 'azure', podCount: 20_001 }],
  ['dual-stack-npm', { policyEngine: 'azure', ipFamilies: [4, 6] }],
  ['dual-stack-calico', { policyEngine: 'calico', ipFamilies: [4, 6] }],
  [
    'dual-stack-cilium-kubernetes',
    { dataPlane: 'cilium', ipFamilies: [4, 6], kubernetesVersion: '1.28' },
  ],
  ['nothing-enforces-policies', { policyEngine: 'none', mode: 'overlay' }],
  ['advanced-policies-need-cilium', { advancedPolicies: 'FQDN', dataPlane: 'azure' }],
  ['advanced-policies-kubernetes', { advancedPolicies: 'L7', kubernetesVersion: '1.28' }],
  ['wireguard-needs-cilium', { encryption: 'WireGuard', dataPlane: 'azure' }],
  ['wireguard-fips', { encryption: 'WireGuard', fips: true }],
  ['host-routing-needs-cilium', { hostRouting: true, dataPlane: 'azure' }],
  ['host-routing-kubernetes', { hostRouting: true, kubernetesVersion: '1.32' }],
  ['outbound-vnet', { outbound: 'managedNATGateway', vnet: 'byo' }],
  ['outbound-vnet', { outbound: 'userDefinedRouting', vnet: 'managed' }],
  ['outbound-vnet', { outbound: 'block', vnet: 'byo' }],
  ['outbound-preview', { outbound: 'managedNATGatewayV2' }],
  ['outbound-none-without-isolation', { outbound: 'none', networkIsolated: false }],
  ['outbound-none-virtual-wan', { outbound: 'none', networkIsolated: false, virtualWan: true }],
  ['isolated-needs-none', { networkIsolated: true, outbound: 'loadBalancer' }],
  ['isolated-kubernetes', { networkIsolated: true, kubernetesVersion: '1.29' }],
  ['isolated-windows', { networkIsolated: true, osTypes: ['Windows'] }],
  ['isolated-kubenet', { networkIsolated: true, mode: 'kubenet' }],
  ['isolated-unmanaged-channel', { networkIsolated: true, osUpgradeChannel: 'Unmanaged' }],
  ['isolated-public-api', { networkIsolated: true, apiAccess: 'publicRanges' }],
  ['udr-load-balancer-profile', { outbound: 'userDefinedRouting', loadBalancerProfile: true }],
  [
    'udr-kubenet-identity',
    { outbound: 'userDefinedRouting', mode: 'kubenet', identity: 'SystemAssigned' },
  ],
  ['udr-public-load-balancer', { outbound: 'userDefinedRouting', ingress: ['lb-public'] }],
  ['udr-virtual-wan', { outbound: 'userDefinedRouting', virtualWan: true }],
  [
    'load-balancer-virtual-wan',
    { outbound: 'loadBalancer', virtualWan: true, routingIntent: true },
  ],
  ['basic-load-balancer', { loadBalancerSku: 'basic' }],
  ['dual-stack-nat-standard', { ipFamilies: [4, 6], outbound: 'managedNATGateway' }],
  [
    'dual-stack-nat-standard',
    { ipFamilies: [4, 6], outbound: 'userAssignedNATGateway', natGatewaySku: 'Standard' },
  ],
  ['egress-gateway-pod-subnet', { staticEgressGateway: true, mode: 'podSubnetDynamic' }],
  ['egress-gateway-dual-stack', { staticEgressGateway: true, ipFamilies: [4, 6] }],
  ['egress-gateway-host-routing', { staticEgressGateway: true, hostRouting: true }],
  ['private-authorized-ranges', { apiAccess: 'privateLink', authorizedRanges: true }],
  ['no-name-at-all', { apiAccess: 'privateLink', privateDnsZone: 'none', publicFqdn: false }],
  [
    'own-zone-identity',
    { apiAccess: 'privateLink', privateDnsZone: 'own', identity: 'SystemAssigned' },
  ],
  ['subdomain-needs-own-zone', { fqdnSubdomain: true, privateDnsZone: 'system' }],
  [
    'system-zone-custom-dns',
    { apiAccess: 'privateLink', privateDnsZone: 'system', customDns: true },
  ],
  [
    'automatic-system-zone-hub',
    {
      sku: 'automatic',
      apiAccess: 'privateIntegrated',
      privateDnsZone: 'system',
      customDns: true,
    },
  ],
  ['integration-vnet-encryption', { apiAccess: 'publicIntegrated', vnetEncryption: true }],
  ['private-basic-load-balancer', { apiAccess: 'privateLink', loadBalancerSku: 'basic' }],
  ['proxy-windows', { httpProxy: true, osTypes: ['Windows'] }],
  ['proxy-availability-sets', { httpProxy: true, poolType: 'AvailabilitySet' }],
  ['local-dns-kubernetes', { localDns: 'Required', kubernetesVersion: '1.30' }],
  ['local-dns-windows-only', { localDns: 'Required', osTypes: ['Windows'] }],
  ['ingress-mode', { ingress: ['agc'], mode: 'kubenet' }],
  ['ingress-excludes', { ingress: ['istio-addon', 'app-routing-gateway-api'] }],
  ['ingress-nginx-retires', { ingress: ['app-routing-nginx'] }],
  ['ingress-overlay-other-vnet', { ingress: ['agic'], mode: 'overlay', gatewayInNodeVnet: false }],
  ['ingress-overlay-cloud', { ingress: ['agic'], mode: 'overlay', cloud: 'china' }],
  ['internal-load-balancer-late', { ingress: ['lb-internal'], nodeCount: 751 }],
  ['nap-mode', { nodeProvisioning: 'Auto', mode: 'podSubnetDynamic' }],
  ['nap-kubenet', { nodeProvisioning: 'Auto', mode: 'kubenet' }],
  ['nap-calico', { nodeProvisioning: 'Auto', policyEngine: 'calico' }],
  ['nap-dual-stack', { nodeProvisioning: 'Auto', ipFamilies: [4, 6] }],
  ['nap-windows', { nodeProvisioning: 'Auto', osTypes: ['Windows'] }],
  ['nap-service-principal', { nodeProvisioning: 'Auto', identity: 'ServicePrincipal' }],
  ['nap-basic-load-balancer', { nodeProvisioning: 'Auto', vnet: 'byo', loadBalancerSku: 'basic' }],
  ['automatic-mode', { sku: 'automatic', mode: 'nodeSubnet' }],
  ['automatic-data-plane', { sku: 'automatic', dataPlane: 'azure' }],
  ['automatic-api-access', { sku: 'automatic', apiAccess: 'privateLink' }],
  ['automatic-provisioning', { sku: 'automatic', nodeProvisioning: 'Manual' }],
  ['automatic-outbound', { sku: 'automatic', vnet: 'managed', outbound: 'loadBalancer' }],
  ['automatic-windows', { sku: 'automatic', osTypes: ['Windows'] }],
  ['automatic-dapr', { sku: 'automatic', addOns: ['Dapr'] }],
  ['nodes-of-mode', { mode: 'kubenet', nodeCount: 401 }],
  ['nodes-of-mode', { mode: 'overlay', nodeCount: 5001 }],
  ['free-tier-nodes', { tier: 'Free', nodeCount: 1001 }],
  ['free-tier-advice', { tier: 'Free', nodeCount: 11 }],
  ['routing-intent-cloud', { virtualWan: true, routingIntent: true, cloud: 'china' }],
  ['defender-china', { addOns: ['defender'], cloud: 'china' }],
];

describe('incompatibilities', () => {
  it('has nothing against a sound cluster', () => {
    expect(against(sound)).toEqual([]);
  });

  it('says nothing about a cluster of which nothing is known', () => {
    expect(against({})).toEqual([]);
  });

  it.each(fires)('%s', (id, combination) => {
    expect(against(combination)).toContain(id);
  });

  it('keeps silent when one of the facts it rests on is not known', () => {
    for (const [id, combination] of fires) {
      for (const key of Object.keys(combination)) {
        const rest: Combination = Object.fromEntries(
          Object.entries(combination).filter(([each]) => each !== key),
        );
        const neverNeeded = against(rest).includes(id);
        expect(neverNeeded, `${id} without ${key}`).toBe(false);
      }
    }
  });

  it('has an example for every rule', () => {
    const shown = new Set(fires.map(([id]) => id));
    const assumedAway = ['agc-overlay-preview'];
    const missing = incompatibilityRules.map((rule) => rule.id).filter((id) => !shown.has(id));
    expect(missing).toEqual(assumedAway);
  });

  it('tells a day for everything that retires, and for nothing else', () => {
    const odd = incompatibilityRules.filter(
      (rule) => (rule.effect === 'retires') !== (rule.retires !== undefined),
    );
    expect(odd.map((rule) => rule.id)).toEqual([]);
  });
});

describe('rules that rest on an assumption', () => {
  const preview = { mode: 'overlay', ingress: ['agc'] } as const;

  it('appear under the answer they rest on only', () => {
    expect(against(preview)).not.toContain('agc-overlay-preview');
    expect(against(preview, { 'agc.overlayStatus': 'preview' })).toContain('agc-overlay-preview');
  });

  it('disappear under the other one', () => {
    const learnt: Combination = { outbound: 'userDefinedRouting', virtualWan: true };
    const choices = { 'virtualWan.userDefinedRouting': 'emptyTableWorks' };
    expect(against(learnt, choices)).not.toContain('udr-virtual-wan');
    expect(against({ ...learnt, explicitDefaultRoute: true })).not.toContain('udr-virtual-wan');
  });

  it('let none pass behind a hub when that is assumed', () => {
    const none: Combination = { outbound: 'none', networkIsolated: false, virtualWan: true };
    expect(against(none, { 'outbound.noneScope': 'alsoVirtualWan' })).toEqual([]);
  });
});

describe('what goes together', () => {
  it.each<Combination>([
    { mode: 'kubenet', policyEngine: 'calico' },
    { mode: 'byo', policyEngine: 'none', dataPlane: 'azure' },
    { mode: 'podSubnetDynamic', dataPlane: 'cilium', policyEngine: 'cilium' },
    { mode: 'overlay', osTypes: ['Windows'], dataPlane: 'azure', policyEngine: 'calico' },
    { mode: 'overlay', ipFamilies: [4, 6], dataPlane: 'cilium', policyEngine: 'cilium' },
    { vnet: 'managed', outbound: 'managedNATGateway' },
    { sku: 'automatic', vnet: 'byo', outbound: 'userDefinedRouting' },
    { mode: 'overlay', ingress: ['agc'], gatewayInNodeVnet: true },
    { nodeCount: 250, policyEngine: 'azure' },
  ])('%j is refused by nothing', (combination) => {
    const refused = incompatibilities(combination).filter((rule) => rule.effect === 'refused');
    expect(refused.map((rule) => rule.id)).toEqual([]);
  });

  it('every way in works in some mode that is not legacy', () => {
    for (const option of Object.values(ingressOptions)) {
      expect(option.modes.some((mode) => modes[mode].status !== 'legacy')).toBe(true);
    }
  });
});
