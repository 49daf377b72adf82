import { aksPage, derived, issue } from '../documents.ts';
import { retirements } from '../lifecycle/retirements.ts';
import { modes } from '../modes.ts';
import { outboundTypes } from '../outbound.ts';
import { hasIpv6, hasWindows, isOlder, usesIngress } from './combination.ts';
import type { Incompatibility } from './incompatibility.ts';

const outboundPage = aksPage('egress-outboundtype.md', 'dated 2026-08-05');
const isolatedPage = aksPage('concepts-network-isolated.md');
const egressGatewayPage = aksPage('configure-static-egress-gateway.md');
const needsIsolation = (type: keyof typeof outboundTypes | undefined): boolean =>
  type !== undefined && outboundTypes[type].needs.includes('networkIsolation');

/** How ways out go with VNets, modes and each other. */
export const outboundRules: readonly Incompatibility[] = [
  {
    id: 'outbound-vnet',
    when: (c) =>
      c.outbound !== undefined &&
      c.vnet !== undefined &&
      !outboundTypes[c.outbound].vnets.includes(c.vnet),
    effect: 'refused',
    reason:
      'managed NAT gateways and block are for VNets that AKS makes, own NAT gateways and user defined routing for own VNets',
    alternatives: ['userAssignedNATGateway or userDefinedRouting in an own VNet', 'loadBalancer'],
    confidence: 'documented',
    cite: [outboundPage],
  },
  {
    id: 'outbound-preview',
    when: (c) => c.outbound !== undefined && outboundTypes[c.outbound].status === 'preview',
    effect: 'discouraged',
    reason: 'this way out is a preview',
    alternatives: ['managedNATGateway', 'none'],
    confidence: 'documented',
    cite: [outboundPage],
  },
  {
    id: 'outbound-none-without-isolation',
    when: (c) =>
      needsIsolation(c.outbound) &&
      c.networkIsolated === false &&
      !(c.outbound === 'none' && c.virtualWan === true),
    effect: 'refused',
    reason: 'this way out needs a network isolated cluster',
    alternatives: ['network isolation with a cached registry', 'userDefinedRouting'],
    confidence: 'documented',
    cite: [outboundPage, isolatedPage],
  },
  {
    id: 'outbound-none-virtual-wan',
    when: (c) => c.outbound === 'none' && c.networkIsolated === false && c.virtualWan === true,
    effect: 'refused',
    reason: 'the page limits none to network isolated clusters; maintainers allow it behind a hub',
    alternatives: ['network isolation', 'userDefinedRouting with an explicit default route'],
    rests: { on: 'outbound.noneScope', answered: 'networkIsolatedOnly' },
    confidence: 'conflicting',
    cite: [outboundPage, issue('Azure/AKS#5112')],
  },
  {
    id: 'isolated-needs-none',
    when: (c) =>
      c.networkIsolated === true && c.outbound !== undefined && !needsIsolation(c.outbound),
    effect: 'refused',
    reason: 'a network isolated cluster has outboundType none or block',
    alternatives: ['none', 'block'],
    confidence: 'documented',
    cite: [isolatedPage],
  },
  {
    id: 'isolated-kubernetes',
    when: (c) => c.networkIsolated === true && isOlder(c, '1.30'),
    effect: 'refused',
    reason: 'network isolated clusters need Kubernetes 1.30 or newer',
    alternatives: ['a newer Kubernetes version'],
    confidence: 'documented',
    cite: [isolatedPage],
  },
  {
    id: 'isolated-windows',
    when: (c) => c.networkIsolated === true && hasWindows(c),
    effect: 'unsupported',
    reason: 'network isolated clusters have no Windows pools',
    alternatives: ['a firewall with user defined routing'],
    confidence: 'documented',
    cite: [isolatedPage],
  },
  {
    id: 'isolated-kubenet',
    when: (c) => c.networkIsolated === true && c.mode === 'kubenet',
    effect: 'unsupported',
    reason: 'network isolated clusters cannot use kubenet',
    alternatives: ['overlay'],
    confidence: 'documented',
    cite: [isolatedPage],
  },
  {
    id: 'isolated-unmanaged-channel',
    when: (c) => c.networkIsolated === true && c.osUpgradeChannel === 'Unmanaged',
    effect: 'unsupported',
    reason: 'the Unmanaged channel fetches packages from the internet',
    alternatives: ['NodeImage'],
    confidence: 'documented',
    cite: [isolatedPage],
  },
  {
    id: 'isolated-public-api',
    when: (c) =>
      c.networkIsolated === true && (c.apiAccess === 'public' || c.apiAccess === 'publicRanges'),
    effect: 'refused',
    reason: 'a network isolated cluster reaches its API server privately or in its VNet',
    alternatives: ['privateLink', 'privateIntegrated', 'publicIntegrated'],
    confidence: 'documented',
    cite: [isolatedPage],
  },
  {
    id: 'udr-load-balancer-profile',
    when: (c) =>
      c.loadBalancerProfile === true &&
      c.outbound !== undefined &&
      !outboundTypes[c.outbound].loadBalancerProfile &&
      outboundTypes[c.outbound].owner === 'nextHop',
    effect: 'refused',
    reason: 'user defined routing takes no load balancer profile',
    alternatives: ['leave the profile out'],
    confidence: 'documented',
    cite: [
      issue(
        'Azure/bicep-registry-modules#5759',
        'InvalidUserDefinedRoutingWithLoadBalancerProfile',
      ),
      issue('Azure/bicep-registry-modules#5727'),
    ],
  },
  {
    id: 'udr-kubenet-identity',
    when: (c) =>
      c.outbound === 'userDefinedRouting' &&
      c.mode === 'kubenet' &&
      c.identity === 'SystemAssigned',
    effect: 'unsupported',
    reason: 'kubenet with user defined routing needs an identity that exists before the cluster',
    alternatives: ['a user-assigned identity', 'overlay'],
    confidence: 'documented',
    cite: [aksPage('limit-egress-traffic.md')],
  },
  {
    id: 'udr-public-load-balancer',
    when: (c) =>
      c.outbound !== undefined &&
      outboundTypes[c.outbound].owner === 'nextHop' &&
      usesIngress(c, 'lb-public'),
    effect: 'discouraged',
    reason:
      'requests come by the load balancer and replies leave by the next hop, which drops them',
    alternatives: ['an internal load balancer behind the firewall’s address translation'],
    confidence: 'documented',
    cite: [aksPage('limit-egress-traffic.md'), issue('Azure/AKS#3700')],
  },
  {
    id: 'udr-virtual-wan',
    when: (c) =>
      c.outbound === 'userDefinedRouting' &&
      c.virtualWan === true &&
      c.explicitDefaultRoute !== true,
    effect: 'refused',
    reason: 'AKS looks for 0.0.0.0/0 in the attached table and does not see a learnt default route',
    alternatives: [
      'an explicit 0.0.0.0/0 to the hub firewall with propagation on',
      'none on a network isolated cluster',
    ],
    rests: { on: 'virtualWan.userDefinedRouting', answered: 'explicitDefaultRoute' },
    confidence: 'conflicting',
    cite: [issue('MicrosoftDocs/azure-docs#108240'), issue('Azure/AKS#5112')],
  },
  {
    id: 'load-balancer-virtual-wan',
    when: (c) => c.outbound === 'loadBalancer' && c.virtualWan === true && c.routingIntent === true,
    effect: 'discouraged',
    reason: 'a default route learnt from the hub leaves the load balancer unused',
    alternatives: ['userDefinedRouting with an explicit default route'],
    rests: { on: 'virtualWan.loadBalancerExit', answered: 'hubFirewall' },
    confidence: 'conflicting',
    cite: [derived('route precedence'), issue('mspnp/aks-baseline#205')],
  },
  {
    id: 'basic-load-balancer',
    when: (c) => c.loadBalancerSku === 'basic',
    effect: 'retires',
    retires: retirements['basic-load-balancer'].when,
    reason: 'the Basic Load Balancer is retired and new clusters with it are blocked',
    alternatives: ['the Standard Load Balancer'],
    confidence: 'documented',
    cite: [aksPage('includes/basic-load-balancer-retirement.md')],
  },
  {
    id: 'dual-stack-nat-standard',
    when: (c) =>
      hasIpv6(c) &&
      c.outbound !== undefined &&
      outboundTypes[c.outbound].owner === 'natGateway' &&
      (c.natGatewaySku === 'Standard' ||
        (c.outbound === 'managedNATGateway' && c.natGatewaySku === undefined)),
    effect: 'unsupported',
    reason: 'a NAT gateway of SKU Standard carries no IPv6',
    alternatives: ['SKU StandardV2', 'loadBalancer'],
    confidence: 'documented',
    cite: [aksPage('configure-dual-stack.md'), aksPage('nat-gateway.md')],
  },
  {
    id: 'egress-gateway-pod-subnet',
    when: (c) =>
      c.staticEgressGateway === true &&
      c.mode !== undefined &&
      modes[c.mode].spaces.includes('podSubnet'),
    effect: 'unsupported',
    reason: 'the static egress gateway does not work with pod subnets',
    alternatives: ['overlay'],
    confidence: 'documented',
    cite: [egressGatewayPage],
  },
  {
    id: 'egress-gateway-dual-stack',
    when: (c) => c.staticEgressGateway === true && hasIpv6(c),
    effect: 'unsupported',
    reason: 'the static egress gateway carries no IPv6',
    alternatives: ['IPv4'],
    confidence: 'documented',
    cite: [egressGatewayPage],
  },
  {
    id: 'egress-gateway-host-routing',
    when: (c) => c.staticEgressGateway === true && c.hostRouting === true,
    effect: 'unsupported',
    reason: 'the static egress gateway does not work with host routing',
    alternatives: ['host routing off'],
    confidence: 'documented',
    cite: [egressGatewayPage],
  },
];
