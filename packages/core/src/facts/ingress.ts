import type { AssumptionName } from './assumptions.ts';
import type { Ending } from './calendar.ts';
import { type Citation, documented, type Fact } from './citation.ts';
import type { CloudGap } from './clouds.ts';
import { aksPage, aksRelease, azurePage } from './documents.ts';
import { retirements } from './lifecycle/retirements.ts';
import type { ModeId } from './modes.ts';
import type { SpaceKindId } from './space-kinds.ts';

/** A way into the cluster. */
export type IngressId =
  | 'lb-public'
  | 'lb-internal'
  | 'app-routing-nginx'
  | 'app-routing-gateway-api'
  | 'agic'
  | 'agc'
  | 'istio-addon';

/** From where an entry can be called. */
export type Exposure = 'public' | 'internal';

/** What an overlay cluster demands of a gateway outside it. */
export interface OverlayDemand {
  /** The gateway must be in the VNet of the nodes; peering will not do. */
  readonly sameVnet: true;
  /** Prefix length of the gateway's subnet: exactly this, or this and smaller. */
  readonly subnet: { readonly kind: 'exactly' | 'atMost'; readonly length: number };
  readonly deploymentsPerSubnet: number;
  readonly delegated: true;
  /** Least version of the controller. */
  readonly controller: string;
}

/** One way into the cluster. */
export interface IngressOption {
  readonly id: IngressId;
  readonly title: string;
  readonly layer: 4 | 7;
  /** What takes the packet first: a load balancer of the cluster, pods behind one, or a gateway outside. */
  readonly host: 'loadBalancer' | 'inCluster' | 'gateway';
  readonly exposures: readonly Exposure[];
  readonly modes: readonly ModeId[];
  /** The subnet that it has for itself; absent: it lives in the cluster's subnets. */
  readonly subnet?: SpaceKindId;
  readonly delegation?: string;
  readonly overlay?: OverlayDemand;
  /** The end of support. */
  readonly retires?: Fact<Ending>;
  readonly excludes: readonly IngressId[];
  /** It is not to be had in clouds with this gap, in overlay mode. */
  readonly gap?: CloudGap;
  readonly assumes?: AssumptionName;
  readonly notes: readonly string[];
  readonly cite: readonly Citation[];
}

const ingressPage = aksPage('concepts-network-ingress.md');
const internalPage = aksPage('internal-lb.md');
const gatewayApiPage = aksPage('app-routing-gateway-api.md');
const agicPage = azurePage('articles/application-gateway/ingress-controller-overview.md', '2026');
const agcPage = azurePage(
  'articles/application-gateway/for-containers/container-networking.md',
  '2025-03-24',
);
const nginxEnd = aksPage('includes/ingress-nginx-retirement.md');

const everyMode: readonly ModeId[] = [
  'overlay',
  'podSubnetDynamic',
  'podSubnetStatic',
  'nodeSubnet',
  'kubenet',
  'byo',
];

/** Every way into the cluster, by id. */
export const ingressOptions: Readonly<Record<IngressId, IngressOption>> = {
  'lb-public': {
    id: 'lb-public',
    title: 'public load balancer',
    layer: 4,
    host: 'loadBalancer',
    exposures: ['public'],
    modes: everyMode,
    excludes: [],
    notes: [
      'one rule per port',
      'a group on the subnet needs its own inbound rule',
      'with user defined routing the replies leave by the next hop, not by the load balancer',
    ],
    cite: [aksPage('load-balancer-standard.md'), ingressPage],
  },
  'lb-internal': {
    id: 'lb-internal',
    title: 'internal load balancer',
    layer: 4,
    host: 'loadBalancer',
    exposures: ['internal'],
    modes: everyMode,
    excludes: [],
    notes: [
      'its address comes from the cluster subnet unless a subnet of the same VNet is named',
      'the cluster identity needs rights on that subnet',
      'create the first one before 750 nodes',
    ],
    cite: [internalPage, ingressPage],
  },
  'app-routing-nginx': {
    id: 'app-routing-nginx',
    title: 'application routing with NGINX',
    layer: 7,
    host: 'inCluster',
    exposures: ['public', 'internal'],
    modes: everyMode,
    retires: documented(retirements['app-routing-nginx'].when, nginxEnd),
    excludes: [],
    notes: ['5 DNS zones'],
    cite: [aksPage('app-routing.md'), nginxEnd],
  },
  'app-routing-gateway-api': {
    id: 'app-routing-gateway-api',
    title: 'application routing with the Gateway API',
    layer: 7,
    host: 'inCluster',
    exposures: ['public', 'internal'],
    modes: everyMode,
    excludes: ['istio-addon'],
    notes: ['gateway class approuting-istio', 'the default on Automatic from Kubernetes 1.36 on'],
    cite: [gatewayApiPage],
  },
  agic: {
    id: 'agic',
    title: 'Application Gateway with its ingress controller',
    layer: 7,
    host: 'gateway',
    exposures: ['public', 'internal'],
    modes: ['overlay', 'podSubnetDynamic', 'podSubnetStatic', 'nodeSubnet', 'kubenet'],
    subnet: 'ingressSubnet',
    delegation: 'Microsoft.Network/applicationGateways',
    overlay: {
      sameVnet: true,
      subnet: { kind: 'atMost', length: 24 },
      deploymentsPerSubnet: 1,
      delegated: true,
      controller: '1.9.1',
    },
    excludes: [],
    gap: 'agicOnOverlay',
    notes: ['its subnet holds application gateways only', 'route tables on it are discouraged'],
    cite: [
      agicPage,
      azurePage('articles/application-gateway/configuration-infrastructure.md', '2023-07-05'),
    ],
  },
  agc: {
    id: 'agc',
    title: 'Application Gateway for Containers',
    layer: 7,
    host: 'gateway',
    exposures: ['public'],
    modes: ['overlay', 'podSubnetDynamic', 'podSubnetStatic', 'nodeSubnet'],
    subnet: 'agcSubnet',
    delegation: 'Microsoft.ServiceNetworking/trafficControllers',
    overlay: {
      sameVnet: true,
      subnet: { kind: 'exactly', length: 24 },
      deploymentsPerSubnet: 1,
      delegated: true,
      controller: '1.5',
    },
    excludes: [],
    assumes: 'agc.overlayStatus',
    notes: [
      '250 free addresses in its subnet',
      'a /23 breaks when the cluster moves to overlay',
      'AKS validates the subnet since 2026-01-04 and may fail create and upgrade',
    ],
    cite: [
      agcPage,
      ingressPage,
      aksRelease('2025-08-29', 'general availability with overlay'),
      aksRelease('2026-01-04', 'validation of the subnet'),
    ],
  },
  'istio-addon': {
    id: 'istio-addon',
    title: 'gateways of the Istio add-on',
    layer: 7,
    host: 'inCluster',
    exposures: ['public', 'internal'],
    modes: everyMode,
    excludes: ['app-routing-gateway-api'],
    notes: [],
    cite: [ingressPage, gatewayApiPage],
  },
};

/** Annotations of Services that change their load balancer. */
export const serviceAnnotations: Fact<
  Readonly<Record<'internal' | 'internalSubnet' | 'ipv4' | 'privateLinkService', string>>
> = documented(
  {
    internal: 'service.beta.kubernetes.io/azure-load-balancer-internal',
    internalSubnet: 'service.beta.kubernetes.io/azure-load-balancer-internal-subnet',
    ipv4: 'service.beta.kubernetes.io/azure-load-balancer-ipv4',
    privateLinkService: 'service.beta.kubernetes.io/azure-pls-create',
  },
  internalPage,
);

/** Label that keeps the nodes of a pool out of load balancers. */
export const excludeFromLoadBalancersLabel: Fact<string> = documented(
  'node.kubernetes.io/exclude-from-external-load-balancers',
  aksPage('load-balancer-standard.md'),
);

/** Health probes of load balancer services: seconds between them and failures until a node is out. */
export const serviceProbe: Fact<{
  readonly intervalSeconds: number;
  readonly failures: number;
  readonly pathWithLocalPolicy: string;
  readonly withClusterPolicy: 'tcp';
}> = documented(
  { intervalSeconds: 5, failures: 2, pathWithLocalPolicy: '/healthz', withClusterPolicy: 'tcp' },
  aksPage('load-balancer-standard.md'),
);

/** A private link service on an internal load balancer: NAT addresses and conditions. */
export const privateLinkServiceRules: Fact<{
  readonly leastNatIps: number;
  readonly mostNatIps: number;
  readonly backendPoolType: 'NodeIPConfiguration';
  readonly families: readonly 4[];
}> = documented(
  { leastNatIps: 1, mostNatIps: 8, backendPoolType: 'NodeIPConfiguration', families: [4] },
  internalPage,
  aksPage('concepts-network-azure-cni-pod-subnet.md'),
);

/** Whether a text names a way in; safe for `__proto__` and the like. */
export function isIngressId(text: string): text is IngressId {
  return Object.hasOwn(ingressOptions, text);
}
