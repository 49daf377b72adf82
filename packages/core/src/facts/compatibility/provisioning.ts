import { automaticDefaults } from '../automatic.ts';
import { clouds } from '../clouds.ts';
import { aksPage, azurePage, noPageRead } from '../documents.ts';
import { retirements } from '../lifecycle/retirements.ts';
import { limits } from '../limits.ts';
import { modes } from '../modes.ts';
import { napModes } from '../nap.ts';
import { hasAddOn, hasIpv6, hasWindows } from './combination.ts';
import type { Incompatibility } from './incompatibility.ts';

const napPage = aksPage('node-auto-provisioning.md');
const automaticPage = aksPage('intro-aks-automatic.md', 'dated 2026-07-07');
const limitsPage = aksPage(
  'includes/aks-automatic/aks-automatic-limitations.md',
  'dated 2026-07-24',
);
const largePage = aksPage('best-practices-performance-scale-large.md');

/** How autoprovisioning, Automatic, scale and clouds go with the rest. */
export const provisioningRules: readonly Incompatibility[] = [
  {
    id: 'nap-mode',
    when: (c) =>
      c.nodeProvisioning === 'Auto' &&
      c.mode !== undefined &&
      c.mode !== 'kubenet' &&
      !napModes.value.includes(c.mode),
    effect: 'unsupported',
    reason: 'node autoprovisioning works with overlay and node subnet',
    alternatives: ['overlay', 'pools with the cluster autoscaler'],
    confidence: 'documented',
    cite: [napPage, aksPage('node-auto-provisioning-networking.md')],
  },
  {
    id: 'nap-kubenet',
    when: (c) => c.nodeProvisioning === 'Auto' && c.mode === 'kubenet',
    effect: 'unsupported',
    reason: 'kubenet is not among the networks of node autoprovisioning',
    alternatives: ['overlay'],
    confidence: 'uncertain',
    cite: [napPage, noPageRead],
  },
  {
    id: 'nap-calico',
    when: (c) => c.nodeProvisioning === 'Auto' && c.policyEngine === 'calico',
    effect: 'unsupported',
    reason: 'node autoprovisioning does not go with Calico',
    alternatives: ['cilium'],
    confidence: 'documented',
    cite: [napPage],
  },
  {
    id: 'nap-dual-stack',
    when: (c) => c.nodeProvisioning === 'Auto' && hasIpv6(c),
    effect: 'unsupported',
    reason: 'node autoprovisioning has no IPv6',
    alternatives: ['IPv4', 'pools with the cluster autoscaler'],
    confidence: 'documented',
    cite: [napPage],
  },
  {
    id: 'nap-windows',
    when: (c) => c.nodeProvisioning === 'Auto' && hasWindows(c),
    effect: 'unsupported',
    reason: 'node autoprovisioning makes no Windows nodes',
    alternatives: ['pools with the cluster autoscaler'],
    confidence: 'documented',
    cite: [napPage],
  },
  {
    id: 'nap-service-principal',
    when: (c) => c.nodeProvisioning === 'Auto' && c.identity === 'ServicePrincipal',
    effect: 'unsupported',
    reason: 'node autoprovisioning needs a managed identity',
    alternatives: ['a user-assigned identity'],
    confidence: 'documented',
    cite: [napPage],
  },
  {
    id: 'nap-basic-load-balancer',
    when: (c) => c.nodeProvisioning === 'Auto' && c.vnet === 'byo' && c.loadBalancerSku === 'basic',
    effect: 'unsupported',
    reason: 'node autoprovisioning in an own VNet needs the Standard Load Balancer',
    alternatives: ['the Standard Load Balancer'],
    confidence: 'documented',
    cite: [napPage],
  },
  {
    id: 'automatic-mode',
    when: (c) =>
      c.sku === 'automatic' && c.mode !== undefined && c.mode !== automaticDefaults.mode.value,
    effect: 'refused',
    reason: 'Automatic runs on overlay',
    alternatives: ['overlay', 'the standard SKU'],
    confidence: 'documented',
    cite: [automaticPage],
  },
  {
    id: 'automatic-data-plane',
    when: (c) =>
      c.sku === 'automatic' &&
      c.dataPlane !== undefined &&
      c.dataPlane !== automaticDefaults.dataPlane.value,
    effect: 'refused',
    reason: 'Automatic runs on Cilium',
    alternatives: ['cilium', 'the standard SKU'],
    confidence: 'documented',
    cite: [automaticPage],
  },
  {
    id: 'automatic-api-access',
    when: (c) =>
      c.sku === 'automatic' &&
      c.apiAccess !== undefined &&
      !automaticDefaults.apiAccess.value.includes(c.apiAccess),
    effect: 'refused',
    reason: 'the API server of Automatic is integrated into the VNet',
    alternatives: ['privateIntegrated', 'publicIntegrated', 'the standard SKU'],
    confidence: 'documented',
    cite: [automaticPage],
  },
  {
    id: 'automatic-provisioning',
    when: (c) => c.sku === 'automatic' && c.nodeProvisioning === 'Manual',
    effect: 'refused',
    reason: 'Automatic provisions its nodes itself',
    alternatives: ['node autoprovisioning', 'the standard SKU'],
    confidence: 'documented',
    cite: [automaticPage],
  },
  {
    id: 'automatic-outbound',
    when: (c) =>
      c.sku === 'automatic' &&
      c.vnet !== undefined &&
      c.outbound !== undefined &&
      c.networkIsolated !== true &&
      !automaticDefaults.outbound.value[c.vnet].includes(c.outbound),
    effect: 'refused',
    reason:
      'Automatic leaves by a managed NAT gateway, or in an own VNet by load balancer, own NAT gateway or user defined routing',
    alternatives: ['one of these', 'the standard SKU'],
    confidence: 'documented',
    cite: [automaticPage],
  },
  {
    id: 'automatic-windows',
    when: (c) => c.sku === 'automatic' && hasWindows(c),
    effect: 'refused',
    reason: 'Automatic has no Windows pools',
    alternatives: ['the standard SKU'],
    confidence: 'documented',
    cite: [automaticPage, limitsPage],
  },
  {
    id: 'automatic-dapr',
    when: (c) => c.sku === 'automatic' && hasAddOn(c, 'dapr'),
    effect: 'unsupported',
    reason: 'the Dapr extension is not supported on Automatic',
    alternatives: ['the standard SKU'],
    confidence: 'documented',
    cite: [limitsPage],
  },
  {
    id: 'nodes-of-mode',
    when: (c) =>
      c.mode !== undefined &&
      c.nodeCount !== undefined &&
      c.nodeCount > limits[modes[c.mode].nodeLimit].value,
    effect: 'refused',
    reason: 'more nodes than the mode allows: 400 with kubenet (one route each), else 5,000',
    alternatives: ['overlay', 'several clusters'],
    confidence: 'documented',
    cite: [aksPage('configure-kubenet.md'), largePage],
  },
  {
    id: 'free-tier-nodes',
    when: (c) =>
      c.tier === 'Free' &&
      c.nodeCount !== undefined &&
      c.nodeCount > limits['nodes-per-cluster-free-tier'].value,
    effect: 'refused',
    reason: 'the Free tier allows 1,000 nodes',
    alternatives: ['tier Standard'],
    confidence: 'documented',
    cite: [automaticPage],
  },
  {
    id: 'free-tier-advice',
    when: (c) =>
      c.tier === 'Free' &&
      c.nodeCount !== undefined &&
      c.nodeCount > (limits['nodes-per-cluster-free-tier'].advised ?? c.nodeCount),
    effect: 'discouraged',
    reason: 'the Free tier is advised for up to 10 nodes',
    alternatives: ['tier Standard'],
    confidence: 'documented',
    cite: [automaticPage],
  },
  {
    id: 'routing-intent-cloud',
    when: (c) =>
      c.virtualWan === true &&
      c.routingIntent === true &&
      c.cloud !== undefined &&
      clouds[c.cloud].lacks.includes('routingIntent'),
    effect: 'unsupported',
    reason: 'routing intent is not available in this cloud',
    alternatives: ['a hub VNet with a firewall'],
    confidence: 'documented',
    cite: [azurePage('articles/virtual-wan/how-to-routing-policies.md', '2025-08')],
  },
  {
    id: 'defender-china',
    when: (c) =>
      hasAddOn(c, 'defender') &&
      c.cloud !== undefined &&
      clouds[c.cloud].lacks.includes('defenderForContainers'),
    effect: 'retires',
    retires: retirements['defender-china'].when,
    reason: 'Defender for Containers has ended in this cloud',
    alternatives: [],
    confidence: 'documented',
    cite: [aksPage('outbound-rules-control-egress.md', 'dated 2026-06-18')],
  },
];
