import type { ElementByKind } from '../../estate/elements/kinds.ts';
import type { KubernetesKind } from '../../estate/elements/kubernetes.ts';
import type { Place } from './place.ts';

/** A value of a Kubernetes object. */
export type ManifestValue =
  | string
  | number
  | boolean
  | null
  | readonly ManifestValue[]
  | { readonly [key: string]: ManifestValue };

/** Everything of a Kubernetes object but `apiVersion`, `kind` and `metadata`. */
export type ManifestBody = { readonly [key: string]: ManifestValue };

/** A Kubernetes object, its keys in the order in which people write them. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestBody;
  readonly body: ManifestBody;
}

/** What identifies the type of a Kubernetes object. */
export interface ManifestType {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * One kind of element that is a Kubernetes object, both ways, in one place.
 * Law: what `decode` makes of an encoded element is the element, up to its source and the losses
 * that the entry states.
 */
export interface KubernetesCodec<K extends KubernetesKind> {
  readonly kind: K;
  /** The types of objects that become this kind of element. */
  readonly reads: (type: ManifestType) => boolean;
  /** The element at the place; undefined when the object is not valid enough to be one. */
  readonly decode: (at: Place, type: ManifestType) => ElementByKind[K] | undefined;
  readonly encode: (element: ElementByKind[K]) => Manifest;
  /** Field of the element to its path in the object, for positions. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The API group of an `apiVersion`; empty for the core group. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
