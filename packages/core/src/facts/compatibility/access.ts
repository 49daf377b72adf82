import { apiAccessKinds } from '../api-access.ts';
import { aksPage, derived } from '../documents.ts';
import { hasWindows, isOlder } from './combination.ts';
import type { Incompatibility } from './incompatibility.ts';

const privatePage = aksPage('private-clusters.md');
const integrationPage = aksPage('api-server-vnet-integration.md');
const automaticPage = aksPage(
  'includes/aks-automatic/aks-automatic-limitations.md',
  'dated 2026-07-24',
);
const isPrivate = (id: keyof typeof apiAccessKinds | undefined): boolean =>
  id !== undefined && apiAccessKinds[id].private;

/** How access to the API server, its names and proxies go together. */
export const accessRules: readonly Incompatibility[] = [
  {
    id: 'private-authorized-ranges',
    when: (c) => isPrivate(c.apiAccess) && c.authorizedRanges === true,
    effect: 'refused',
    reason: 'a private API server has no authorized ranges',
    alternatives: ['leave the ranges out', 'security groups around the API server subnet'],
    confidence: 'documented',
    cite: [privatePage],
  },
  {
    id: 'no-name-at-all',
    when: (c) => isPrivate(c.apiAccess) && c.privateDnsZone === 'none' && c.publicFqdn === false,
    effect: 'refused',
    reason: 'without a private zone the public name must stay, or nothing can find the API server',
    alternatives: ['an own zone', 'keep the public name'],
    confidence: 'documented',
    cite: [privatePage],
  },
  {
    id: 'own-zone-identity',
    when: (c) =>
      isPrivate(c.apiAccess) &&
      c.privateDnsZone === 'own' &&
      (c.identity === 'SystemAssigned' || c.identity === 'ServicePrincipal'),
    effect: 'refused',
    reason: 'an own zone needs a user-assigned identity with rights on zone and VNet',
    alternatives: ['a user-assigned identity', 'the system zone'],
    confidence: 'documented',
    cite: [privatePage],
  },
  {
    id: 'subdomain-needs-own-zone',
    when: (c) =>
      c.fqdnSubdomain === true && (c.privateDnsZone === 'system' || c.privateDnsZone === 'none'),
    effect: 'refused',
    reason: 'a subdomain of one’s own is only possible in an own zone',
    alternatives: ['an own zone'],
    confidence: 'documented',
    cite: [privatePage],
  },
  {
    id: 'system-zone-custom-dns',
    when: (c) =>
      c.apiAccess !== undefined &&
      apiAccessKinds[c.apiAccess].nodesNeedPrivateDns &&
      c.privateDnsZone === 'system' &&
      c.customDns === true,
    effect: 'discouraged',
    reason: 'the system zone is linked to the node VNet only, so own DNS servers elsewhere miss it',
    alternatives: [
      'an own zone linked to the VNet of the DNS servers',
      'zone none with the public name',
    ],
    confidence: 'documented',
    cite: [privatePage],
  },
  {
    id: 'automatic-system-zone-hub',
    when: (c) =>
      c.sku === 'automatic' &&
      isPrivate(c.apiAccess) &&
      c.privateDnsZone === 'system' &&
      c.customDns === true,
    effect: 'unsupported',
    reason:
      'the node resource group of Automatic is locked, so its zone cannot be linked elsewhere',
    alternatives: ['an own VNet and zone'],
    confidence: 'documented',
    cite: [automaticPage],
  },
  {
    id: 'integration-vnet-encryption',
    when: (c) =>
      c.apiAccess !== undefined &&
      apiAccessKinds[c.apiAccess].integrated &&
      c.vnetEncryption === true,
    effect: 'refused',
    reason: 'VNet integration of the API server does not go with VNet encryption',
    alternatives: ['privateLink', 'a VNet without encryption'],
    confidence: 'documented',
    cite: [integrationPage],
  },
  {
    id: 'private-basic-load-balancer',
    when: (c) => isPrivate(c.apiAccess) && c.loadBalancerSku === 'basic',
    effect: 'refused',
    reason: 'private clusters need the Standard Load Balancer',
    alternatives: ['the Standard Load Balancer'],
    confidence: 'documented',
    cite: [privatePage],
  },
  {
    id: 'proxy-windows',
    when: (c) => c.httpProxy === true && hasWindows(c),
    effect: 'unsupported',
    reason: 'the proxy settings do not reach Windows pools',
    alternatives: ['a firewall instead of a proxy'],
    confidence: 'documented',
    cite: [aksPage('http-proxy.md')],
  },
  {
    id: 'proxy-availability-sets',
    when: (c) => c.httpProxy === true && c.poolType === 'AvailabilitySet',
    effect: 'unsupported',
    reason: 'the proxy settings do not reach availability sets',
    alternatives: ['scale sets'],
    confidence: 'documented',
    cite: [aksPage('http-proxy.md')],
  },
  {
    id: 'local-dns-kubernetes',
    when: (c) => c.localDns === 'Required' && isOlder(c, '1.31'),
    effect: 'refused',
    reason: 'LocalDNS needs Kubernetes 1.31 or newer',
    alternatives: ['a newer Kubernetes version', 'Preferred'],
    confidence: 'documented',
    cite: [aksPage('localdns-custom.md')],
  },
  {
    id: 'local-dns-windows-only',
    when: (c) =>
      c.localDns === 'Required' &&
      c.osTypes !== undefined &&
      c.osTypes.length > 0 &&
      !c.osTypes.includes('Linux'),
    effect: 'unsupported',
    reason: 'LocalDNS runs on Linux pools',
    alternatives: ['Disabled on Windows pools'],
    confidence: 'derived',
    cite: [
      aksPage('localdns-custom.md', 'names Azure Linux and Ubuntu 22.04 or newer'),
      derived('no Windows system is named'),
    ],
  },
];
