import { abilitiesOf } from './abilities.ts';
import { kubernetesObject } from './object.ts';
import type { PolicyElement, PolicyGuard, PolicyOwner, PolicyRequest } from './request.ts';

const rbac = 'rbac.authorization.k8s.io/v1';

/**
 * A verb that no API request ever carries, so nobody has it by accident, not even with the built-in
 * roles `edit` and `admin`, which may write policies. The guard asks whether the caller may use it.
 */
export const ownVerb = 'own';

/** The name of the role that owns policies. */
export const ownerRole = 'aksnet-policy-owner';

/**
 * Who may change policies, and who may read them. Roles only add: they cannot take from `edit` and
 * `admin` the right to write policies; the guard of `admission.ts` does that.
 */
export function policyRoles(request: PolicyRequest, guard: PolicyGuard): readonly PolicyElement[] {
  const write = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
  return [
    kubernetesObject(
      request,
      { name: ownerRole },
      {
        apiVersion: rbac,
        objectKind: 'ClusterRole',
        body: { rules: policyRules(request, [...write, ownVerb]) },
      },
    ),
    kubernetesObject(
      request,
      {
        name: 'aksnet-policy-reader',
        labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
      },
      {
        apiVersion: rbac,
        objectKind: 'ClusterRole',
        body: { rules: policyRules(request, ['get', 'list', 'watch']) },
      },
    ),
    kubernetesObject(
      request,
      { name: ownerRole },
      {
        apiVersion: rbac,
        objectKind: 'ClusterRoleBinding',
        body: {
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: ownerRole },
          subjects: guard.owners.map(subject),
        },
      },
    ),
  ];
}

/** The kinds of policies that the cluster's engine reads. */
export const policyResources = (
  request: PolicyRequest,
): readonly { readonly group: string; readonly version: string; readonly resource: string }[] => [
  { group: 'networking.k8s.io', version: 'v1', resource: 'networkpolicies' },
  ...(abilitiesOf(request).cilium
    ? [{ group: 'cilium.io', version: 'v2', resource: 'ciliumnetworkpolicies' }]
    : []),
];

const policyRules = (request: PolicyRequest, verbs: readonly string[]): readonly object[] =>
  policyResources(request).map(({ group, resource }) => ({
    apiGroups: [group],
    resources: [resource],
    verbs,
  }));

const subject = (owner: PolicyOwner): object =>
  owner.kind === 'ServiceAccount'
    ? { kind: owner.kind, name: owner.name, namespace: owner.namespace ?? 'default' }
    : { kind: owner.kind, name: owner.name, apiGroup: 'rbac.authorization.k8s.io' };
