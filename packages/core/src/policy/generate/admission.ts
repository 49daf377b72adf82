import { prose, words } from '../../evidence/prose.ts';
import { baselineLabel, closedBaseline, openBaseline } from './baseline.ts';
import { type Gate, gateObjects } from './gate.ts';
import { ownVerb, policyResources, policyRoles } from './rbac.ts';
import type { Piece, PolicyGuard, PolicyRequest } from './request.ts';

const nameLabel = 'kubernetes.io/metadata.name';

/** Whether the caller owns policies, asked of the cluster's own authorizer. */
const callerOwns = `authorizer.group('networking.k8s.io').resource('networkpolicies').check('${ownVerb}').allowed()`;

/** The namespace is being deleted: its objects go with it, whoever deletes them. */
const namespaceEnds = 'has(namespaceObject.metadata.deletionTimestamp)';

/** The baseline label of an object that is there, or nothing. */
const labelOf = (object: string): string =>
  `(has(${object}.metadata.labels) && '${baselineLabel}' in ${object}.metadata.labels ? ${object}.metadata.labels['${baselineLabel}'] : '')`;

/** As it was before the request; nothing when the object is new. */
const oldLabel = `(oldObject == null ? '' : ${labelOf('oldObject')})`;

/**
 * Roles and admission policies that keep the baseline in force.
 *
 * An admission policy sees the object, its namespace and the caller, but no other object: it cannot ask
 * whether a NetworkPolicy exists. So the namespace's label is the contract: only owners of policies may
 * set it, it is set together with the policies, and workloads are let in only where it is.
 */
export function guardPieces(request: PolicyRequest, guard: PolicyGuard): Piece {
  return {
    elements: [
      ...policyRoles(request, guard),
      ...gates(request, guard).flatMap((gate) => gateObjects(request, gate, guard.enforcement)),
    ],
    notes: [
      {
        kind: 'condition',
        about: request.cluster,
        says: prose`Admission cannot see whether a namespace really has its default-deny policy; it trusts the label ${baselineLabel}, which only owners of policies may set.`,
      },
      {
        kind: 'condition',
        about: request.cluster,
        says: words(
          'The built-in roles edit and admin may write NetworkPolicies; the guard refuses what they write in closed namespaces, so whatever applies policies (a pipeline, a GitOps controller) must be among the owners.',
        ),
      },
    ],
  };
}

function gates(request: PolicyRequest, guard: PolicyGuard): readonly Gate[] {
  const notSystem = {
    matchExpressions: [
      { key: nameLabel, operator: 'NotIn', values: guard.systemNamespaces },
    ].filter(({ values }) => values.length > 0),
  };
  const closed = { matchLabels: { [baselineLabel]: closedBaseline } };
  const create = ['CREATE'];
  const v1 = ['v1'];
  return [
    {
      name: 'aksnet-baseline-first',
      resources: [
        { apiGroups: [''], apiVersions: v1, operations: create, resources: ['pods'] },
        {
          apiGroups: ['apps'],
          apiVersions: v1,
          operations: create,
          resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
        },
        {
          apiGroups: ['batch'],
          apiVersions: v1,
          operations: create,
          resources: ['jobs', 'cronjobs'],
        },
      ],
      validations: [
        {
          expression: `${labelOf('namespaceObject')} in ['${closedBaseline}', '${openBaseline}']`,
          message: `the namespace has no network baseline yet: label ${baselineLabel} is missing`,
        },
      ],
      namespaces: notSystem,
    },
    {
      name: 'aksnet-no-host-network',
      resources: [{ apiGroups: [''], apiVersions: v1, operations: create, resources: ['pods'] }],
      validations: [
        {
          expression: '!has(object.spec.hostNetwork) || !object.spec.hostNetwork',
          message: "pods on the node's own network are not reached by network policies",
        },
      ],
      namespaces: closed,
    },
    {
      name: 'aksnet-baseline-label',
      resources: [
        {
          apiGroups: [''],
          apiVersions: v1,
          operations: ['CREATE', 'UPDATE'],
          resources: ['namespaces'],
        },
      ],
      validations: [
        {
          expression: `${labelOf('object')} == ${oldLabel} || ${callerOwns}`,
          message: `only owners of network policies may set or remove the label ${baselineLabel}`,
        },
      ],
      namespaces: notSystem,
    },
    {
      name: 'aksnet-policy-guard',
      resources: policyResources(request).map(({ group, version, resource }) => ({
        apiGroups: [group],
        apiVersions: [version],
        operations: ['CREATE', 'UPDATE', 'DELETE'],
        resources: [resource],
      })),
      validations: [
        {
          expression: `${namespaceEnds} || ${callerOwns}`,
          message: 'only owners of network policies may change them in a closed namespace',
        },
      ],
      namespaces: closed,
    },
  ];
}
