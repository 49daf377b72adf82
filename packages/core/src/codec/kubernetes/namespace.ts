import type { Namespace } from '../../estate/elements/kubernetes.ts';
import type { KubernetesCodec } from './entry.ts';
import { decodeMetadata, encodeMetadata } from './metadata.ts';

/** The label that the API server puts on every namespace, also where the manifest leaves it out. */
const nameLabel = 'kubernetes.io/metadata.name';

/** v1 Namespace. */
export const namespaceCodec: KubernetesCodec<'namespace'> = {
  kind: 'namespace',
  reads: (type) => type.apiVersion === 'v1' && type.kind === 'Namespace',
  decode: (at) => {
    const element: Namespace | undefined = decodeMetadata('namespace', at, { namespaced: false });
    if (element === undefined) return undefined;
    return { ...element, labels: { ...element.labels, [nameLabel]: element.name } };
  },
  encode: (element) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: encodeMetadata(element),
    body: {},
  }),
  fields: { labels: 'metadata.labels' },
};
