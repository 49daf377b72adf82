import type { KubernetesObject } from '../estate/elements/kubernetes.ts';
import type { PolicyKind } from './kinds/reading.ts';

/** Every kind beside NetworkPolicy that says who may reach whom. A new one is one more entry. */
export const policyKinds: readonly PolicyKind[] = [];

/** The kind of the object; undefined when it is no policy. */
export function policyKindOf(object: KubernetesObject): PolicyKind | undefined {
  const group = object.apiVersion.split('/')[0];
  return policyKinds.find((entry) => entry.kind === object.objectKind && entry.group === group);
}
