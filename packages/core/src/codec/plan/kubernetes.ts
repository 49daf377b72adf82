import type * as kubernetes from '../../estate/elements/kubernetes.ts';
import { knowable } from './evidence.ts';
import { head, labels } from './head.ts';
import { anything, boolean, number, oneOf, text, texts } from './scalars.ts';
import { byKind, list, maybe, object, optional, record, refuse, type Shape } from './shape.ts';

const protocol = oneOf('TCP', 'UDP', 'SCTP');

/** A port by number or by name. */
const portName: Shape<number | string> = {
  write: (value) => value,
  read: (value, at) =>
    typeof value === 'number' || typeof value === 'string' ? value : refuse(at, 'a port'),
};

type Expression = NonNullable<kubernetes.LabelSelector['matchExpressions']>[number];

const selector = object<kubernetes.LabelSelector>({
  matchLabels: optional(labels),
  matchExpressions: optional(
    list(
      object<Expression>({
        key: text,
        operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
        values: optional(texts),
      }),
    ),
  ),
});

const inCluster = {
  cluster: optional(text),
  namespace: optional(text),
  labels,
  annotations: optional(labels),
} as const;

/** Namespaces. */
export const namespace: Shape<kubernetes.Namespace> = object<kubernetes.Namespace>({
  ...head('namespace'),
  ...inCluster,
});

/** Nodes. */
export const node: Shape<kubernetes.KubernetesNode> = object<kubernetes.KubernetesNode>({
  ...head('node'),
  ...inCluster,
  addresses: texts,
  podRanges: texts,
});

/** Pods and what makes pods. */
export const workload: Shape<kubernetes.Workload> = object<kubernetes.Workload>({
  ...head('workload'),
  ...inCluster,
  workloadKind: text,
  podLabels: labels,
  replicas: knowable(number),
  ports: list(object<kubernetes.ContainerPort>({ name: optional(text), port: number, protocol })),
  hostNetwork: boolean,
  podAnnotations: optional(labels),
  addresses: optional(texts),
  node: optional(text),
  os: optional(oneOf('Linux', 'Windows')),
  phase: optional(oneOf('Pending', 'Running', 'Succeeded', 'Failed', 'Unknown')),
  controller: optional(object({ kind: text, name: text })),
});

/** Services. */
export const service: Shape<kubernetes.Service> = object<kubernetes.Service>({
  ...head('service'),
  ...inCluster,
  type: oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
  selector: maybe(labels),
  ports: list(
    object<kubernetes.Service['ports'][number]>({
      name: optional(text),
      port: number,
      targetPort: portName,
      protocol,
      nodePort: optional(number),
    }),
  ),
  clusterIps: knowable(texts),
  externalTrafficPolicy: optional(oneOf('Cluster', 'Local')),
  entrances: optional(texts),
  externalName: optional(text),
});

const rules = list(
  object<kubernetes.PolicyRule>({
    peers: list(
      byKind<kubernetes.PolicyPeer>({
        pods: { podSelector: optional(selector), namespaceSelector: optional(selector) },
        ipBlock: { cidr: text, except: texts },
      }),
    ),
    ports: list(
      object<kubernetes.PolicyPort>({
        protocol,
        port: optional(portName),
        endPort: optional(number),
      }),
    ),
  }),
);

/** Network policies. */
export const networkPolicy: Shape<kubernetes.NetworkPolicy> = object<kubernetes.NetworkPolicy>({
  ...head('networkPolicy'),
  ...inCluster,
  podSelector: selector,
  policyTypes: list(oneOf('Ingress', 'Egress')),
  ingress: rules,
  egress: rules,
});

/** All other objects. */
export const kubernetesObject: Shape<kubernetes.KubernetesObject> =
  object<kubernetes.KubernetesObject>({
    ...head('kubernetesObject'),
    ...inCluster,
    apiVersion: text,
    objectKind: text,
    body: record(anything),
  });
