import type { FlowPort } from '../../estate/elements/flow.ts';
import type {
  KubernetesObject,
  LabelSelector,
  PolicyPort,
} from '../../estate/elements/kubernetes.ts';
import { kubernetesObject, type ObjectPlace } from './object.ts';
import type { PolicyRequest } from './request.ts';

/** One rule of a CiliumNetworkPolicy, for one direction. */
export type CiliumRule = Readonly<Record<string, unknown>>;

/** A CiliumNetworkPolicy: for what NetworkPolicy has no words, nodes and names. */
export function ciliumPolicy(
  request: PolicyRequest,
  place: ObjectPlace & { readonly namespace: string },
  rules: {
    readonly pods: LabelSelector;
    readonly ingress?: readonly CiliumRule[];
    readonly egress?: readonly CiliumRule[];
  },
): KubernetesObject {
  const { pods, ingress, egress } = rules;
  return kubernetesObject(request, place, {
    apiVersion: 'cilium.io/v2',
    objectKind: 'CiliumNetworkPolicy',
    body: {
      spec: {
        endpointSelector: pods,
        ...(ingress === undefined ? {} : { ingress }),
        ...(egress === undefined ? {} : { egress }),
      },
    },
  });
}

/** Stands for every port of the protocol beside it. */
const everyPort = 0;

/** Ports of a rule; a rule for every port has none. */
export const onPorts = (ports: readonly PolicyPort[], l7: CiliumRule = {}): CiliumRule =>
  ports.length === 0
    ? {}
    : {
        toPorts: [
          {
            ports: ports.map(({ port = everyPort, protocol, endPort }) => ({
              port: String(port),
              ...(endPort === undefined ? {} : { endPort }),
              protocol,
            })),
            ...l7,
          },
        ],
      };

/** Both protocols on which names are asked for. */
export const dnsPorts = (port: number): readonly FlowPort[] => [
  { protocol: 'UDP', port },
  { protocol: 'TCP', port },
];

/**
 * Sends look-ups through the engine's own name reader: it learns addresses only from answers it has
 * seen, so every policy with names needs this rule. All names may be asked, because resolvers try the
 * search list first and some give up on a refusal; what may be *reached* is still only what is named.
 */
export function lookUpRules(request: PolicyRequest): readonly CiliumRule[] {
  const { namespace, podLabels, port, nodeListener } = request.dns;
  const through = onPorts(dnsPorts(port), { rules: { dns: [{ matchPattern: '*' }] } });
  const server = { 'k8s:io.kubernetes.pod.namespace': namespace, ...podLabels };
  return [
    { toEndpoints: [{ matchLabels: server }], ...through },
    ...(nodeListener === undefined ? [] : [{ toEntities: ['host'], ...through }]),
  ];
}
