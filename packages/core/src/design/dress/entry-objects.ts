import { formatAddress } from '@aksnet/net';
import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import {
  gatewayAnnotations,
  healthCheckPolicy,
  nginxBackendProtocol,
} from '../../facts/certificates.ts';
import { serviceAnnotations } from '../../facts/ingress.ts';
import { certificateSecret } from '../certificates.ts';
import { type Entry, entryObject, gatewayNamespace, listenerPort } from './entry.ts';

/** How a way in is opened. */
export interface EntryMaker {
  readonly objects: (entry: Entry) => readonly KubernetesObject[];
  /** The namespace of what names the secret with the certificate: secrets are read from their own only. */
  readonly secretIn: (entry: Entry) => string;
}

const withWorkload = ({ to }: Entry): string => to.namespace;
const withGateway = (): string => gatewayNamespace;

/** Objects of each way in. A new way in is one entry. */
export const entryMakers: Readonly<Record<string, EntryMaker>> = {
  agic: {
    objects: (entry) => [
      ingressObject(entry, 'azure-application-gateway', {
        [gatewayAnnotations.value.probePath]: entry.wish.probePath,
        [gatewayAnnotations.value.probePort]: String(entry.to.port),
        ...(entry.wish.exposure === 'private'
          ? { [gatewayAnnotations.value.privateAddress]: 'true' }
          : {}),
        ...(entry.to.protocol === undefined
          ? {}
          : { [gatewayAnnotations.value.backendProtocol]: entry.to.protocol }),
      }),
    ],
    secretIn: withWorkload,
  },
  'app-routing-gateway-api': {
    objects: (entry) => gatewayObjects(entry, 'approuting-istio'),
    secretIn: withGateway,
  },
  'istio-addon': { objects: (entry) => gatewayObjects(entry, 'istio'), secretIn: withGateway },
  agc: {
    objects: (entry) => [...gatewayObjects(entry, 'azure-alb-external'), healthCheck(entry)],
    secretIn: withGateway,
  },
  'app-routing-nginx': {
    objects: (entry) => [
      ingressObject(entry, 'webapprouting.kubernetes.azure.com', {
        ...(entry.to.protocol === undefined
          ? {}
          : { [nginxBackendProtocol.value]: entry.to.protocol.toUpperCase() }),
      }),
    ],
    secretIn: withWorkload,
  },
};

function ingressObject(
  entry: Entry,
  className: string,
  annotations: Readonly<Record<string, string>>,
): KubernetesObject {
  const { wish, to } = entry;
  const backend = { service: { name: to.workload, port: { number: to.port } } };
  const paths = [{ path: '/', pathType: 'Prefix', backend }];
  return entryObject(entry, {
    apiVersion: 'networking.k8s.io/v1',
    objectKind: 'Ingress',
    namespace: to.namespace,
    name: wish.name,
    annotations,
    body: {
      spec: {
        ingressClassName: className,
        ...(wish.tls === undefined
          ? {}
          : { tls: [{ hosts: [...wish.hosts], secretName: certificateSecret(wish) }] }),
        rules:
          wish.hosts.length === 0
            ? [{ http: { paths } }]
            : wish.hosts.map((host) => ({ host, http: { paths } })),
      },
    },
  });
}

function gatewayObjects(entry: Entry, className: string): readonly KubernetesObject[] {
  const { wish, to, frontend } = entry;
  const { internal, internalSubnet, ipv4 } = serviceAnnotations.value;
  const annotations =
    frontend === undefined
      ? undefined
      : {
          [internal]: 'true',
          [internalSubnet]: frontend.subnet,
          [ipv4]: formatAddress(frontend.address),
        };
  // A listener for each name: a gateway answers for what it was asked for, and for nothing else.
  const listeners = (wish.hosts.length === 0 ? [undefined] : wish.hosts).map((hostname, i) => ({
    name: i === 0 ? 'https' : `https-${i + 1}`,
    ...(hostname === undefined ? {} : { hostname }),
    port: listenerPort,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ name: certificateSecret(wish) }] },
    allowedRoutes: {
      namespaces: {
        from: 'Selector',
        selector: { matchLabels: { 'kubernetes.io/metadata.name': to.namespace } },
      },
    },
  }));
  return [
    entryObject(entry, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      objectKind: 'Gateway',
      namespace: gatewayNamespace,
      name: wish.name,
      body: {
        spec: {
          gatewayClassName: className,
          ...(annotations === undefined ? {} : { infrastructure: { annotations } }),
          listeners,
        },
      },
    }),
    entryObject(entry, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      objectKind: 'HTTPRoute',
      namespace: to.namespace,
      name: wish.name,
      body: {
        spec: {
          parentRefs: [{ name: wish.name, namespace: gatewayNamespace }],
          ...(wish.hosts.length === 0 ? {} : { hostnames: [...wish.hosts] }),
          rules: [{ backendRefs: [{ name: to.workload, port: to.port }] }],
        },
      },
    }),
  ];
}

/** Asks the path of the pods; what is left out is as the gateway does by itself. */
function healthCheck(entry: Entry): KubernetesObject {
  const { wish, to } = entry;
  const [host] = wish.hosts;
  const { apiVersion, kind } = healthCheckPolicy.value;
  return entryObject(entry, {
    apiVersion,
    objectKind: kind,
    namespace: to.namespace,
    name: wish.name,
    body: {
      spec: {
        targetRef: { group: '', kind: 'Service', name: to.workload, namespace: to.namespace },
        default: {
          port: to.port,
          http: { path: wish.probePath, ...(host === undefined ? {} : { host }) },
          ...(to.protocol === 'https' ? { useTLS: true } : {}),
        },
      },
    },
  });
}
