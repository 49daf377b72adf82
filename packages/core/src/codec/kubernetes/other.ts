import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import type { KubernetesCodec, ManifestBody, ManifestValue } from './entry.ts';
import { decodeMetadata, encodeMetadata } from './metadata.ts';
import { fieldsOf } from './place.ts';
import { withoutContent } from './withheld.ts';

const known = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * Any object that has no kind of element of its own: kept whole, printed whole. Lost: what Secrets and
 * most ConfigMaps hold, of which only the keys are kept.
 */
export const otherCodec: KubernetesCodec<'kubernetesObject'> = {
  kind: 'kubernetesObject',
  reads: () => true,
  decode: (at, type) => {
    const element = decodeMetadata('kubernetesObject', at, { type, namespaced: false });
    if (element === undefined) return undefined;
    const entries = Object.entries(fieldsOf(at)).filter(([key]) => !known.has(key));
    return {
      ...element,
      apiVersion: type.apiVersion,
      objectKind: type.kind,
      body: withoutContent(Object.fromEntries(entries), type, element.name),
    };
  },
  encode: (element) => ({
    apiVersion: element.apiVersion,
    kind: element.objectKind,
    metadata: encodeMetadata(element),
    body: bodyOf(element),
  }),
  fields: {},
};

const bodyOf = (element: KubernetesObject): ManifestBody =>
  Object.fromEntries(Object.entries(element.body).map(([key, value]) => [key, plain(value)]));

/** A value as a manifest can hold it; what JSON has no word for becomes null. */
function plain(value: unknown): ManifestValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
