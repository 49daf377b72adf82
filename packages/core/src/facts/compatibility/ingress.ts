import { clouds } from '../clouds.ts';
import { aksPage, azurePage } from '../documents.ts';
import { type IngressId, ingressOptions } from '../ingress.ts';
import { retirements } from '../lifecycle/retirements.ts';
import { limits } from '../limits.ts';
import { type Combination, usesIngress } from './combination.ts';
import type { Incompatibility } from './incompatibility.ts';

const agicPage = azurePage('articles/application-gateway/ingress-controller-overview.md', '2026');
const agcPage = azurePage(
  'articles/application-gateway/for-containers/container-networking.md',
  '2025-03-24',
);

function someIngress(c: Combination, test: (id: IngressId) => boolean): boolean {
  return c.ingress?.some(test) ?? false;
}

/** How ways in go with modes, clouds and each other. */
export const ingressRules: readonly Incompatibility[] = [
  {
    id: 'ingress-mode',
    when: (c) => {
      const { mode } = c;
      return mode !== undefined && someIngress(c, (id) => !ingressOptions[id].modes.includes(mode));
    },
    effect: 'refused',
    reason:
      'this gateway does not work in this mode: not with kubenet (for containers), not with an own CNI',
    alternatives: ['app-routing-gateway-api', 'overlay'],
    confidence: 'documented',
    cite: [agcPage, agicPage],
  },
  {
    id: 'ingress-excludes',
    when: (c) =>
      someIngress(c, (id) => ingressOptions[id].excludes.some((other) => usesIngress(c, other))),
    effect: 'refused',
    reason: 'application routing with the Gateway API and the Istio add-on exclude each other',
    alternatives: ['one of the two'],
    confidence: 'documented',
    cite: [aksPage('app-routing-gateway-api.md')],
  },
  {
    id: 'ingress-nginx-retires',
    when: (c) => usesIngress(c, 'app-routing-nginx'),
    effect: 'retires',
    retires: retirements['app-routing-nginx'].when,
    reason: 'managed NGINX gets security patches for a last while only',
    alternatives: ['app-routing-gateway-api', 'agc'],
    confidence: 'documented',
    cite: [aksPage('includes/ingress-nginx-retirement.md')],
  },
  {
    id: 'ingress-overlay-other-vnet',
    when: (c) =>
      c.mode === 'overlay' &&
      c.gatewayInNodeVnet === false &&
      someIngress(c, (id) => ingressOptions[id].overlay !== undefined),
    effect: 'unsupported',
    reason: 'with overlay the gateway must be in the VNet of the nodes; peering will not do',
    alternatives: ['a gateway subnet in the VNet of the nodes', 'a pod subnet mode'],
    confidence: 'documented',
    cite: [agicPage, agcPage],
  },
  {
    id: 'ingress-overlay-cloud',
    when: (c) => {
      const { cloud } = c;
      return (
        cloud !== undefined &&
        c.mode === 'overlay' &&
        someIngress(c, (id) => {
          const gap = ingressOptions[id].gap;
          return gap !== undefined && clouds[cloud].lacks.includes(gap);
        })
      );
    },
    effect: 'unsupported',
    reason: 'the ingress controller of Application Gateway does not serve overlay in this cloud',
    alternatives: ['app-routing-gateway-api', 'a pod subnet mode'],
    confidence: 'documented',
    cite: [agicPage],
  },
  {
    id: 'agc-overlay-preview',
    when: (c) => c.mode === 'overlay' && usesIngress(c, 'agc'),
    effect: 'discouraged',
    reason: 'its own page still calls it a preview with overlay',
    alternatives: ['app-routing-gateway-api', 'agic'],
    rests: { on: 'agc.overlayStatus', answered: 'preview' },
    confidence: 'conflicting',
    cite: [agcPage],
  },
  {
    id: 'internal-load-balancer-late',
    when: (c) =>
      usesIngress(c, 'lb-internal') &&
      c.nodeCount !== undefined &&
      c.nodeCount > limits['internal-lb-recommended-nodes'].value,
    effect: 'discouraged',
    reason: 'the first internal load balancer should exist before the cluster has 750 nodes',
    alternatives: ['create it while the cluster is small'],
    confidence: 'documented',
    cite: [aksPage('best-practices-performance-scale-large.md')],
  },
];
