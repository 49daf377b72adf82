import type { KubernetesObject } from '../estate/elements/kubernetes.ts';
import { adminNetworkPolicy, baselineAdminNetworkPolicy } from './kinds/admin-network-policy.ts';
import { calicoKinds } from './kinds/calico.ts';
import { ciliumClusterwideNetworkPolicy, ciliumNetworkPolicy } from './kinds/cilium.ts';
import { clusterNetworkPolicy } from './kinds/cluster-network-policy.ts';
import type { PolicyKind } from './kinds/reading.ts';

/** Every kind beside NetworkPolicy that says who may reach whom. A new one is one more entry. */
export const policyKinds: readonly PolicyKind[] = [
  clusterNetworkPolicy,
  adminNetworkPolicy,
  baselineAdminNetworkPolicy,
  ciliumNetworkPolicy,
  ciliumClusterwideNetworkPolicy,
  ...calicoKinds,
];

/** The kind of the object; undefined when it is no policy. */
export function policyKindOf(object: KubernetesObject): PolicyKind | undefined {
  const group = object.apiVersion.split('/')[0];
  return policyKinds.find((entry) => entry.kind === object.objectKind && entry.group === group);
}
