import type {
  KubernetesObject,
  LabelSelector,
  Labels,
  NetworkPolicy,
  PolicyPeer,
} from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import { keysOf } from '../selector.ts';
import type { PolicyRequest } from './request.ts';

/** Marks what was generated, so that people and tools can tell it from what was written by hand. */
export const managedBy: Labels = { 'app.kubernetes.io/managed-by': 'aksnet' };

/** Name and place of an object to be made. */
export interface ObjectPlace {
  readonly namespace?: string;
  readonly name: string;
  readonly annotations?: Labels;
}

/** A NetworkPolicy of the cluster. */
export function networkPolicy(
  request: PolicyRequest,
  place: ObjectPlace,
  rules: Pick<NetworkPolicy, 'podSelector' | 'policyTypes' | 'ingress' | 'egress'>,
): NetworkPolicy {
  const { cluster, source } = request;
  return {
    kind: 'networkPolicy',
    id: kubernetesId('networkPolicy', { cluster, ...placeOf(place) }),
    cluster,
    ...place,
    labels: managedBy,
    source,
    ...rules,
  };
}

/** The cluster that objects are made for, and what they are derived from. */
export type ObjectHome = Pick<PolicyRequest, 'cluster' | 'source'>;

/** Any other object of the cluster. */
export function kubernetesObject(
  home: ObjectHome,
  place: ObjectPlace & { readonly labels?: Labels },
  object: Pick<KubernetesObject, 'apiVersion' | 'objectKind' | 'body'>,
): KubernetesObject {
  const { cluster, source } = home;
  const group = object.apiVersion.includes('/') ? `${object.apiVersion.split('/')[0]}/` : '';
  const type = `${group}${object.objectKind}`;
  return {
    kind: 'kubernetesObject',
    id: kubernetesId('kubernetesObject', { cluster, type, ...placeOf(place) }),
    cluster,
    ...place,
    labels: { ...place.labels, ...managedBy },
    source,
    ...object,
  };
}

/** Selects pods by all of the labels; all pods when there are none. */
export const selecting = (labels: Labels): LabelSelector =>
  Object.keys(labels).length === 0 ? {} : { matchLabels: labels };

/** Pods of a namespace, by the name label that the API server keeps on it. */
export const podsOf = (namespace: string, pods: LabelSelector = {}): PolicyPeer => ({
  kind: 'pods',
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  ...(keysOf(pods).length === 0 ? {} : { podSelector: pods }),
});

const placeOf = ({ namespace, name }: ObjectPlace) =>
  namespace === undefined ? { name } : { namespace, name };
