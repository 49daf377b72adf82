import type { Citation } from './citation.ts';
import { aksPage, noPageRead, sourceFile } from './documents.ts';
import type { IngressId } from './ingress.ts';

/** Where the packets of a controller come from. */
export type ControllerPlace =
  /** Pods of a namespace, or pods with these labels in any. */
  | {
      readonly kind: 'pods';
      readonly namespace?: string;
      readonly labels?: Readonly<Record<string, string>>;
    }
  /** Pods that are made for each gateway, beside it; the label of that name holds the gateway's. */
  | { readonly kind: 'podsOfGateway'; readonly label: string }
  /** A gateway outside of the cluster. */
  | { readonly kind: 'outside' };

/** What makes entries of Ingress and Gateway objects. */
export interface IngressController {
  readonly id: string;
  readonly title: string;
  /** The way into the cluster that it is; absent: none of Azure. */
  readonly option?: IngressId;
  /** Names of ingress classes that are its own, without an object that says so. */
  readonly ingressClasses: readonly string[];
  /** What IngressClass and GatewayClass objects call it: the whole name, or all before a slash. */
  readonly controllers: readonly string[];
  readonly gatewayClasses: readonly string[];
  readonly place: ControllerPlace;
  readonly cite: readonly Citation[];
}

const gatewayNameLabel = 'gateway.networking.k8s.io/gateway-name';
const gatewayProposal = sourceFile('kubernetes-sigs/gateway-api:geps/gep-1762');

/** Controllers that are known by name. A new one is one more entry. */
export const ingressControllers: readonly IngressController[] = [
  {
    id: 'app-routing-nginx',
    title: 'application routing with NGINX',
    option: 'app-routing-nginx',
    ingressClasses: ['webapprouting.kubernetes.azure.com'],
    controllers: ['webapprouting.kubernetes.azure.com'],
    gatewayClasses: [],
    place: { kind: 'pods', namespace: 'app-routing-system' },
    cite: [aksPage('app-routing.md'), noPageRead],
  },
  {
    id: 'app-routing-gateway-api',
    title: 'application routing with the Gateway API',
    option: 'app-routing-gateway-api',
    ingressClasses: [],
    controllers: [],
    gatewayClasses: ['approuting-istio'],
    place: { kind: 'podsOfGateway', label: gatewayNameLabel },
    cite: [aksPage('app-routing-gateway-api.md'), gatewayProposal],
  },
  {
    id: 'istio',
    title: 'gateways of Istio',
    option: 'istio-addon',
    ingressClasses: [],
    controllers: ['istio.io'],
    gatewayClasses: ['istio'],
    place: { kind: 'podsOfGateway', label: gatewayNameLabel },
    cite: [gatewayProposal],
  },
  {
    id: 'agic',
    title: 'Application Gateway',
    option: 'agic',
    ingressClasses: ['azure-application-gateway', 'azure/application-gateway'],
    controllers: ['azure/application-gateway'],
    gatewayClasses: [],
    place: { kind: 'outside' },
    cite: [noPageRead],
  },
  {
    id: 'agc',
    title: 'Application Gateway for Containers',
    option: 'agc',
    ingressClasses: ['azure-alb-external'],
    controllers: ['alb.networking.azure.io'],
    gatewayClasses: ['azure-alb-external'],
    place: { kind: 'outside' },
    cite: [noPageRead],
  },
  {
    id: 'ingress-nginx',
    title: 'ingress-nginx',
    ingressClasses: ['nginx'],
    controllers: ['k8s.io/ingress-nginx'],
    gatewayClasses: [],
    place: {
      kind: 'pods',
      labels: {
        'app.kubernetes.io/name': 'ingress-nginx',
        'app.kubernetes.io/component': 'controller',
      },
    },
    cite: [sourceFile('kubernetes/ingress-nginx:charts/ingress-nginx')],
  },
];
