import type { ElementId } from '../../evidence/source.ts';
import { type Id, ownId, unknownPart } from '../id.ts';
import type { KubernetesElement, KubernetesKind } from './kubernetes.ts';

/** What names a Kubernetes object in the whole Estate. */
export interface KubernetesPlace {
  /** The cluster that holds the object; absent: not known. */
  readonly cluster?: ElementId;
  /** Kind of the object where an element kind holds several (`Deployment`, `cilium.io/CiliumNetworkPolicy`). */
  readonly type?: string;
  /** Absent for objects of the whole cluster. */
  readonly namespace?: string;
  readonly name: string;
}

/** The id of a Kubernetes object: who reads it and who makes it must agree, so it is built here only. */
export function kubernetesId<K extends KubernetesKind>(kind: K, place: KubernetesPlace): Id<K> {
  const type = place.type === undefined ? [] : [place.type];
  const names = [...type, place.namespace ?? '', place.name];
  return ownId(kind, place.cluster ?? unknownPart, ...names);
}

/** The object as one of the cluster, where nobody said whose it is; its id then says so too. */
export function heldBy<T extends KubernetesElement<KubernetesKind>>(
  element: T,
  cluster: Id<'cluster'>,
): T {
  const before = ownId(element.kind, unknownPart);
  if (element.cluster !== undefined || !element.id.startsWith(`${before}/`)) return element;
  return {
    ...element,
    cluster,
    id: `${ownId(element.kind, cluster)}${element.id.slice(before.length)}`,
  };
}
