import type { ManifestReading } from '../codec/kubernetes/place.ts';
import { type AnyKubernetesElement, decodeManifest, isManifest } from '../codec/kubernetes.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Path } from '../evidence/source.ts';
import { type Fields, field, isFields } from './bodies.ts';
import type { SingleFormat, Supplied } from './format.ts';
import { type Ignored, nothing, type Understood } from './understood.ts';

/**
 * Kubernetes objects: YAML streams, JSON, lists as `kubectl get` and `kubectl cluster-info dump` print
 * them, what Helm and kustomize rendered.
 */
export const kubernetesObjects: SingleFormat = {
  id: 'kubernetes',
  says: 'Kubernetes objects',
  recognises: ({ value }) =>
    isManifest(value) || (Array.isArray(value) && value.some((item) => isManifest(item))),
  read: (supplied) => readObjects(supplied, objectsIn(supplied.document.value)),
};

/** A part of a document that should be one Kubernetes object. */
export interface FoundObject {
  readonly value: unknown;
  readonly path: Path;
}

/**
 * The objects of a document: of a stream, of lists, of lists in streams. Items of typed lists
 * (`PodList`) say neither what they are nor of which version: their list does.
 */
export function objectsIn(value: unknown, path: Path = []): readonly FoundObject[] {
  // A part of a stream that could not be read has a diagnostic already; an empty one says nothing.
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => objectsIn(item, [...path, i]));
  const list = isFields(value) ? listIn(value) : undefined;
  if (list === undefined) return [{ value, path }];
  return list.items.flatMap((item: unknown, i) =>
    objectsIn(isFields(item) ? { ...list.type, ...item } : item, [...path, 'items', i]),
  );
}

/** A list, and the type of its items where the list says it. */
function listIn(
  value: Fields,
): { readonly items: readonly unknown[]; readonly type: Fields } | undefined {
  const kind = field(value, 'kind');
  const items = field(value, 'items');
  if (typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  // `kubectl get pods -o json` of a server without pods says null.
  if (items !== null && !Array.isArray(items)) return undefined;
  const apiVersion = field(value, 'apiVersion');
  const type = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return { items: items ?? [], type };
}

/** Happenings and bookkeeping of the cluster itself: they come and go, and say nothing of its network. */
const passing: ReadonlySet<string> = new Set(['Event', 'Lease', 'ControllerRevision']);

/** `apiVersion kind`; undefined for what does not say it. */
const typeOf = (value: unknown): string | undefined =>
  isManifest(value) && isFields(value)
    ? `${field(value, 'apiVersion')} ${field(value, 'kind')}`
    : undefined;

/**
 * What is written like an object and held by no cluster: settings of tools (kustomize, kubelet) and of
 * kubectl itself have no metadata, and the latter are full of keys.
 */
const isPassing = (value: unknown): boolean =>
  isFields(value) &&
  (field(value, 'metadata') === undefined || passing.has(String(field(value, 'kind'))));

/** Reads these objects of the document. A broken one is told of and hides no other. */
export function readObjects(
  { document, about }: Supplied,
  objects: readonly FoundObject[],
): Understood {
  const diagnostics: Diagnostic[] = [];
  const ignored: Ignored[] = [];
  const elements: AnyKubernetesElement[] = [];
  const reading: ManifestReading = {
    document: document.id,
    note: (diagnostic) => void diagnostics.push(diagnostic),
    ...about,
  };
  const { collected } = about;
  const when = collected === undefined ? {} : { collected };
  for (const { value, path } of objects) {
    const source = { document: document.id, path, ...when };
    const type = typeOf(value);
    if (type === undefined) {
      ignored.push({ type: 'no Kubernetes object', why: 'unreadable', source });
    } else if (isPassing(value)) {
      ignored.push({ type, why: 'notModelled', source });
    } else {
      const element = decodeManifest(value, path, reading);
      if (element !== undefined) elements.push(element);
      else ignored.push({ type: 'no Kubernetes object', why: 'unreadable', source });
    }
  }
  return { ...nothing, elements, ignored, diagnostics };
}
