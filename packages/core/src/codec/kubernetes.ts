import type { AnyElement, ElementByKind } from '../estate/elements/kinds.ts';
import type { KubernetesKind } from '../estate/elements/kubernetes.ts';
import type { Path } from '../evidence/source.ts';
import type { KubernetesCodec, Manifest, ManifestType } from './kubernetes/entry.ts';
import { namespaceCodec } from './kubernetes/namespace.ts';
import { networkPolicyCodec } from './kubernetes/network-policy.ts';
import { nodeCodec } from './kubernetes/node.ts';
import { otherCodec } from './kubernetes/other.ts';
import { into, type ManifestReading, note, type Place, text } from './kubernetes/place.ts';
import { serviceCodec } from './kubernetes/service.ts';
import { workloadCodec } from './kubernetes/workload.ts';

/** Any element that is a Kubernetes object. */
export type AnyKubernetesElement = ElementByKind[KubernetesKind];

/** The codec of each kind of element that is a Kubernetes object. */
export const kubernetesCodecs: { readonly [K in KubernetesKind]: KubernetesCodec<K> } = {
  namespace: namespaceCodec,
  node: nodeCodec,
  workload: workloadCodec,
  service: serviceCodec,
  networkPolicy: networkPolicyCodec,
  kubernetesObject: otherCodec,
};

/** Whether the element is a Kubernetes object. */
export const isKubernetesElement = (element: AnyElement): element is AnyKubernetesElement =>
  Object.hasOwn(kubernetesCodecs, element.kind);

/**
 * Whether the value looks like a Kubernetes object: both words that say its type are there, and the
 * version is one as Kubernetes writes them, for others say `apiVersion` too.
 */
export const isManifest = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'apiVersion' in value &&
  typeof value.apiVersion === 'string' &&
  /^([^/]+\/)?v\d/.test(value.apiVersion) &&
  'kind' in value &&
  typeof value.kind === 'string';

/**
 * Reads one object (not a list of them). An object that its own kind refuses is kept whole as any
 * other object, beside the diagnostics that say why; undefined when it has no type or no name.
 */
export function decodeManifest(
  value: unknown,
  path: Path,
  reading: ManifestReading,
): AnyKubernetesElement | undefined {
  const at: Place = { value, path, reading };
  const apiVersion = text(into(at, 'apiVersion'));
  const kind = text(into(at, 'kind'));
  if (apiVersion === undefined || kind === undefined) {
    const message = 'no Kubernetes object: apiVersion or kind is missing';
    note(at, { severity: 'error', code: 'no-type', message });
    return undefined;
  }
  const type: ManifestType = { apiVersion, kind };
  const own = Object.values(kubernetesCodecs).find((codec) => codec.reads(type)) ?? otherCodec;
  const element = own.decode(at, type);
  return element === undefined && own !== otherCodec ? asOther(at, type) : element;
}

/** Without notes: the codec that refused the object has said what there is to say. */
const asOther = (at: Place, type: ManifestType): AnyKubernetesElement | undefined =>
  otherCodec.decode({ ...at, reading: { ...at.reading, note: () => undefined } }, type);

/** The object of an element. */
export function encodeManifest(element: AnyKubernetesElement): Manifest {
  switch (element.kind) {
    case 'namespace':
      return namespaceCodec.encode(element);
    case 'node':
      return nodeCodec.encode(element);
    case 'workload':
      return workloadCodec.encode(element);
    case 'service':
      return serviceCodec.encode(element);
    case 'networkPolicy':
      return networkPolicyCodec.encode(element);
    case 'kubernetesObject':
      return otherCodec.encode(element);
  }
}
