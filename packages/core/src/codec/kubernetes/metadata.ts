import type {
  KubernetesElement,
  KubernetesKind,
  Labels,
} from '../../estate/elements/kubernetes.ts';
import { kubernetesId } from '../../estate/elements/kubernetes-id.ts';
import type { ManifestBody, ManifestType } from './entry.ts';
import {
  fieldsOf,
  into,
  isThere,
  items,
  labels,
  note,
  oneOf,
  type Place,
  sourceOf,
  text,
} from './place.ts';

/** What every element takes from the metadata of its object; undefined when the object has no name. */
export function decodeMetadata<K extends KubernetesKind>(
  kind: K,
  at: Place,
  options: { readonly type?: ManifestType; readonly namespaced: boolean },
): KubernetesElement<K> | undefined {
  const metadata = into(at, 'metadata');
  const name = text(into(metadata, 'name')) ?? text(into(metadata, 'generateName'));
  if (name === undefined) {
    note(metadata, { severity: 'error', code: 'no-name', message: 'the object has no name' });
    return undefined;
  }
  const namespace =
    text(into(metadata, 'namespace')) ?? (options.namespaced ? 'default' : undefined);
  const annotations = decodeAnnotations(metadata);
  const { cluster } = at.reading;
  const type = options.type === undefined ? undefined : typeName(options.type);
  const place = {
    name,
    ...(cluster === undefined ? {} : { cluster }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  return {
    kind,
    id: kubernetesId(kind, type === undefined ? place : { ...place, type }),
    ...place,
    labels: labels(into(metadata, 'labels')) ?? {},
    ...(annotations === undefined ? {} : { annotations }),
    source: sourceOf(at),
  };
}

/**
 * Annotations of the object or of its pods. What `kubectl apply` remembers there is the whole object
 * once more, with all that a Secret holds, so it is never looked at.
 */
export function decodeAnnotations(metadata: Place): Labels | undefined {
  const place = into(metadata, 'annotations');
  if (!isThere(place)) return undefined;
  const kept = Object.entries(fieldsOf(place)).filter(([key]) => key !== lastApplied);
  return labels({ ...place, value: Object.fromEntries(kept) });
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** The metadata of the element's object. */
export function encodeMetadata(element: KubernetesElement<KubernetesKind>): ManifestBody {
  return {
    name: element.name,
    ...(element.namespace === undefined ? {} : { namespace: element.namespace }),
    ...(isEmpty(element.labels) ? {} : { labels: element.labels }),
    ...(element.annotations === undefined ? {} : { annotations: element.annotations }),
  };
}

/** The object that made this one, when the metadata names it. */
export function controllerOf(
  at: Place,
): { readonly kind: string; readonly name: string } | undefined {
  for (const owner of items(into(into(at, 'metadata'), 'ownerReferences'))) {
    // Whoever leaves the kind out still says that the pods belong together.
    const kind = text(into(owner, 'kind')) ?? 'Pod';
    const name = text(into(owner, 'name'));
    const controls = into(owner, 'controller').value === true;
    if (controls && name !== undefined) return { kind, name };
  }
  return undefined;
}

/** The name that tells apart the types of objects that become one kind of element. */
function typeName(type: ManifestType): string {
  const slash = type.apiVersion.indexOf('/');
  return slash < 0 ? type.kind : `${type.apiVersion.slice(0, slash)}/${type.kind}`;
}

const isEmpty = (map: Labels): boolean => Object.keys(map).length === 0;

/** Protocol of a port; TCP when left out, as the API says. */
export const protocolAt = (at: Place): 'TCP' | 'UDP' | 'SCTP' =>
  oneOf(at, ['TCP', 'UDP', 'SCTP']) ?? 'TCP';
