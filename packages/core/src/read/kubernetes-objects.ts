import type { ManifestReading } from '../codec/kubernetes/place.ts';
import { type AnyKubernetesElement, decodeManifest, isManifest } from '../codec/kubernetes.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import { field, isFields } from './bodies.ts';
import type { SingleFormat, Supplied } from './format.ts';
import { type Ignored, nothing, type Understood } from './understood.ts';

/**
 * Kubernetes objects: YAML streams, JSON, lists as `kubectl get -o json` prints them, what Helm and
 * kustomize rendered.
 */
export const kubernetesObjects: SingleFormat = {
  id: 'kubernetes',
  says: 'Kubernetes objects',
  recognises: ({ value }) =>
    isManifest(value) || (Array.isArray(value) && value.some((item) => isManifest(item))),
  read: readKubernetesObjects,
};

function readKubernetesObjects({ document, about }: Supplied): Understood {
  const diagnostics: Diagnostic[] = [];
  const ignored: Ignored[] = [];
  const elements: AnyKubernetesElement[] = [];
  const reading: ManifestReading = {
    document: document.id,
    note: (diagnostic) => void diagnostics.push(diagnostic),
    ...about,
  };
  const walk = (value: unknown, path: Path): void => {
    // A part of a stream that could not be read has a diagnostic already; an empty one says nothing.
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) walk(item, [...path, i]);
      return;
    }
    if (isFields(value) && isList(value)) {
      walk(field(value, 'items'), [...path, 'items']);
      return;
    }
    const element = isManifest(value) ? decodeManifest(value, path, reading) : undefined;
    if (element !== undefined) elements.push(element);
    else {
      const source = { document: document.id, path };
      ignored.push({ type: 'no Kubernetes object', why: 'unreadable', source });
    }
  };
  walk(document.value, []);
  return { ...nothing, elements, ignored, diagnostics };
}

/** `List`, and typed lists such as `PodList`, hold objects under `items`. */
const isList = (value: Readonly<Record<string, unknown>>): boolean => {
  const kind = field(value, 'kind');
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(field(value, 'items'));
};
