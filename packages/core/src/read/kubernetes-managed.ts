import type { DocumentId, Instant, Path } from '../evidence/source.ts';
import { type Fields, field, isFields } from './bodies.ts';
import type { Supplied } from './format.ts';
import { type FoundObject, objectsIn } from './kubernetes-objects.ts';

/** A Kubernetes object that stands for something in Azure, and where it is written. */
export interface ManagedObject {
  /** API group, without the version. */
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Fields;
  readonly spec: Fields;
  readonly status: Fields;
  readonly document: DocumentId;
  /** Of the object. */
  readonly path: Path;
  readonly collected?: Instant;
}

/** The object with what names it; undefined for what is no Kubernetes object, or has no name. */
export function managedObject(
  { value, path }: FoundObject,
  { document, about: { collected } }: Supplied,
): ManagedObject | undefined {
  if (!isFields(value)) return undefined;
  const kind = textAt(value, 'kind');
  const metadata = fieldsAt(value, 'metadata');
  const name = textAt(metadata, 'name');
  if (kind === undefined || name === undefined) return undefined;
  return {
    group: groupOf(value),
    kind,
    namespace: textAt(metadata, 'namespace') ?? 'default',
    name,
    labels: fieldsAt(metadata, 'labels'),
    spec: fieldsAt(value, 'spec'),
    status: fieldsAt(value, 'status'),
    document: document.id,
    path,
    ...(collected === undefined ? {} : { collected }),
  };
}

/** The API group of an object; empty for the core group and for what is no object. */
export function groupOf(value: unknown): string {
  const version = isFields(value) ? textAt(value, 'apiVersion') : undefined;
  return version?.includes('/') === true ? version.slice(0, version.indexOf('/')) : '';
}

/**
 * The objects of a document, and those inside them: Cluster API carries the objects of Azure Service
 * Operator in its own, under `spec.resources`.
 */
export const managedIn = (value: unknown, at: Path = []): readonly FoundObject[] =>
  objectsIn(value, at).flatMap((found) => {
    const spec = isFields(found.value) ? fieldsAt(found.value, 'spec') : {};
    const inner = groupOf(found.value).endsWith('cluster.x-k8s.io') ? field(spec, 'resources') : [];
    if (!Array.isArray(inner)) return [found];
    const path = [...found.path, 'spec', 'resources'];
    return [found, ...inner.map((item: unknown, i) => ({ value: item, path: [...path, i] }))];
  });

/** The text under the key; undefined for everything else. */
export function textAt(value: Fields, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The object under the key; an empty one for everything else. */
export function fieldsAt(value: Fields, key: string): Fields {
  const found = field(value, key);
  return isFields(found) ? found : {};
}
