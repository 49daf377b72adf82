import { formatPrefix } from '@aksnet/net';
import type { Namespace, PolicyPort } from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { ciliumPolicy, dnsPorts, onPorts } from './cilium.ts';
import { managedBy, networkPolicy, podsOf, selecting } from './object.ts';
import type { PolicyElement, PolicyRequest } from './request.ts';

/** The label by which a namespace says that its traffic was decided upon, and its two values. */
export const baselineLabel = 'aksnet/baseline';
export const closedBaseline = 'default-deny';
export const openBaseline = 'open';

/**
 * Namespaces with the baseline label, and for each closed one: nothing passes, but names can be looked
 * up and observers may read metrics.
 */
export function baseline(request: PolicyRequest): readonly PolicyElement[] {
  const can = abilitiesOf(request);
  const namespaces = request.namespaces.map((namespace) => labelled(namespace, request));
  const closed = request.isolated.flatMap((namespace) => [
    denyAll(request, namespace),
    allowLookUp(request, namespace),
    ...allowNodeListener(request, namespace, can),
    ...allowObservers(request, namespace),
  ]);
  return [...namespaces, ...closed];
}

function labelled(namespace: Namespace, request: PolicyRequest): Namespace {
  const closed = request.isolated.includes(namespace.name);
  return {
    ...namespace,
    id: kubernetesId('namespace', { cluster: request.cluster, name: namespace.name }),
    cluster: request.cluster,
    labels: {
      ...namespace.labels,
      'kubernetes.io/metadata.name': namespace.name,
      [baselineLabel]: closed ? closedBaseline : openBaseline,
      ...managedBy,
    },
  };
}

/** Nothing passes, either way. */
export const denyAll = (request: PolicyRequest, namespace: string): PolicyElement =>
  networkPolicy(
    request,
    { namespace, name: 'default-deny-all' },
    { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] },
  );

/** Both protocols: long answers come by TCP, and look-ups fail now and then without it. */
function allowLookUp(request: PolicyRequest, namespace: string): PolicyElement {
  const { dns } = request;
  const ports: readonly PolicyPort[] = dnsPorts(dns.port);
  const server = { peers: [podsOf(dns.namespace, selecting(dns.podLabels))], ports };
  const listener =
    dns.nodeListener === undefined
      ? []
      : [
          {
            peers: [{ kind: 'ipBlock', cidr: formatPrefix(dns.nodeListener), except: [] } as const],
            ports,
          },
        ];
  return networkPolicy(
    request,
    { namespace, name: 'allow-dns' },
    { podSelector: {}, policyTypes: ['Egress'], ingress: [], egress: [server, ...listener] },
  );
}

/** The listener is a process of the node; where blocks never match nodes only the host entity opens it. */
function allowNodeListener(
  request: PolicyRequest,
  namespace: string,
  can: Abilities,
): readonly PolicyElement[] {
  const { nodeListener, port } = request.dns;
  if (nodeListener === undefined || !can.ownNodeFiltered || !can.cilium) return [];
  const ports = onPorts(dnsPorts(port));
  return [
    ciliumPolicy(
      request,
      { namespace, name: 'allow-node-dns' },
      {
        pods: {},
        egress: [
          { toEntities: ['host'], ...ports },
          { toCIDR: [formatPrefix(nodeListener)], ...ports },
        ],
      },
    ),
  ];
}

function allowObservers(request: PolicyRequest, namespace: string): readonly PolicyElement[] {
  if (request.observers.length === 0) return [];
  const ingress = request.observers.map((observer) => ({
    peers: [podsOf(observer.namespace, selecting(observer.podLabels ?? {}))],
    ports: observer.ports,
  }));
  return [
    networkPolicy(
      request,
      { namespace, name: 'allow-observability' },
      { podSelector: {}, policyTypes: ['Ingress'], ingress, egress: [] },
    ),
  ];
}
