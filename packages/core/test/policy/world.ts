import { familyOf } from './addresses.ts';
import type {
  AdminPolicyManifest,
  Labels,
  Manifest,
  Maybe,
  NetworkPolicyManifest,
  NodeManifest,
  PodManifest,
  Protocol,
  Selector,
} from './manifest-types.ts';

/** A side of a connection as asked for: a pod `ns/name`, a process on a node, or an address. */
export type End =
  | { readonly pod: string }
  | { readonly node: string }
  | { readonly address: string };

/** A side of a connection as a policy sees it, with the address it goes by, when known. */
export type Party =
  | { readonly is: 'pod'; readonly pod: PodManifest; readonly address: string | undefined }
  | { readonly is: 'node'; readonly node: string | undefined; readonly address: string | undefined }
  | { readonly is: 'outside'; readonly address: string };

/** One connection, judged at one of its ends: `subject` is the pod whose policies are asked. */
export interface Sight {
  readonly direction: 'ingress' | 'egress';
  readonly subject: PodManifest;
  readonly other: Party;
  /** The end that is connected to, on which named ports are looked up. */
  readonly destination: Party;
  readonly protocol: Protocol;
  readonly port: number;
}

/** The cluster, as lists of its objects. */
export interface World {
  readonly pods: readonly PodManifest[];
  readonly nodes: readonly NodeManifest[];
  readonly policies: readonly NetworkPolicyManifest[];
  readonly adminPolicies: readonly AdminPolicyManifest[];
  /** Labels of a namespace, invented when no manifest shows it (C1 point 11). */
  readonly namespaceLabels: (name: string) => Labels;
}

/** Sorts the objects by kind. */
export function worldOf(objects: readonly Manifest[]): World {
  return {
    pods: objects.flatMap((o) => (o.kind === 'Pod' ? [o] : [])),
    nodes: objects.flatMap((o) => (o.kind === 'Node' ? [o] : [])),
    policies: objects.flatMap((o) => (o.kind === 'NetworkPolicy' ? [o] : [])),
    adminPolicies: objects.flatMap((o) =>
      o.kind === 'ClusterNetworkPolicy' ||
      o.kind === 'AdminNetworkPolicy' ||
      o.kind === 'BaselineAdminNetworkPolicy'
        ? [o]
        : [],
    ),
    namespaceLabels: (name) => {
      const shown = objects.find((o) => o.kind === 'Namespace' && o.metadata.name === name);
      return { ...shown?.metadata.labels, 'kubernetes.io/metadata.name': name };
    },
  };
}

/** The namespace that an object lies in. */
export const namespaceOf = (object: PodManifest | NetworkPolicyManifest): string =>
  object.metadata.namespace ?? 'default';

/** How questions name a pod. */
export const podName = (pod: PodManifest): string => `${namespaceOf(pod)}/${pod.metadata.name}`;

/** Whether the pod lives on the network of its node. */
export const onHostNetwork = (pod: PodManifest): boolean => pod.spec?.hostNetwork === true;

/** Addresses of a pod, the first one first. */
export function addressesOf(pod: PodManifest): readonly string[] {
  const several = (pod.status?.podIPs ?? []).map((one) => one.ip);
  if (several.length > 0) return several;
  return pod.status?.podIP ? [pod.status.podIP] : [];
}

/**
 * Whether a pod takes part (C1 point 27): not when it has finished, nor when its status shows no
 * address. A manifest without any status is one that will run, with an address nobody knows yet.
 */
export function takesPart(pod: PodManifest): boolean {
  if (pod.status === undefined || pod.status === null) return true;
  const { phase } = pod.status;
  return phase !== 'Succeeded' && phase !== 'Failed' && addressesOf(pod).length > 0;
}

/** Addresses of a node: as its manifest says, else those of pods on its network. */
export function addressesOfNode(world: World, name: string): readonly string[] {
  const shown = world.nodes.find((node) => node.metadata.name === name)?.status?.addresses ?? [];
  const own = shown.filter(({ type }) => type.endsWith('IP')).map(({ address }) => address);
  if (own.length > 0) return own;
  return world.pods
    .filter((pod) => onHostNetwork(pod) && takesPart(pod) && pod.spec?.nodeName === name)
    .flatMap(addressesOf);
}

/** The first address of a family. */
export const ofFamily = (addresses: readonly string[], family: 4 | 6): string | undefined =>
  addresses.find((address) => familyOf(address) === family);

/** Whether a label selector matches; an empty one matches everything (C1 points 9 and 10). */
export function matches(selector: Selector, labels: Labels): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([k, v]) => labels[k] === v);
  const expressions = (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
    const has = Object.hasOwn(labels, key);
    const listed = has && (values ?? []).includes(labels[key] ?? '');
    if (operator === 'In') return listed;
    if (operator === 'NotIn') return !listed;
    if (operator === 'Exists') return has;
    if (operator === 'DoesNotExist') return !has;
    return false;
  });
  return equal && expressions;
}

/** The labels of a pod. */
export const labelsOf = (pod: PodManifest): Labels => pod.metadata.labels ?? {};

/**
 * Numbers behind a port name on a pod for a protocol (C1 point 21): of every container, then of the
 * init containers that stay as sidecars.
 */
export function numbersNamed(pod: PodManifest, name: string, protocol: string): readonly number[] {
  const sidecars = (pod.spec?.initContainers ?? []).filter((c) => c.restartPolicy === 'Always');
  return [...(pod.spec?.containers ?? []), ...sidecars]
    .flatMap((container) => container.ports ?? [])
    .filter((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)
    .map((port) => port.containerPort);
}

/** Whether a manifest says anything in a field: null is nothing. */
export const says = <T>(value: Maybe<T>): value is T => value !== undefined && value !== null;
