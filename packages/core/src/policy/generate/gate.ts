import { kubernetesObject, type ObjectHome } from './object.ts';
import type { PolicyElement, PolicyGuard } from './request.ts';

const admission = 'admissionregistration.k8s.io/v1';

/** One admission policy with its binding. */
export interface Gate {
  readonly name: string;
  readonly resources: readonly {
    readonly apiGroups: readonly string[];
    readonly apiVersions: readonly string[];
    readonly operations: readonly string[];
    readonly resources: readonly string[];
  }[];
  /** Values that validations share, as `variables.<name>`. */
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly message: string }[];
  /** Which namespaces it acts in. */
  readonly namespaces: object;
}

/** Deny is final; warnings go to the caller and into the audit log. */
const actions: { readonly [E in PolicyGuard['enforcement']]: readonly string[] } = {
  deny: ['Deny'],
  warn: ['Warn', 'Audit'],
};

/** The objects of a gate. Admission policies are v1 since Kubernetes 1.30. */
export function gateObjects(
  home: ObjectHome,
  gate: Gate,
  enforcement: PolicyGuard['enforcement'],
): readonly PolicyElement[] {
  const { name, resources, variables, validations, namespaces } = gate;
  return [
    kubernetesObject(
      home,
      { name },
      {
        apiVersion: admission,
        objectKind: 'ValidatingAdmissionPolicy',
        body: {
          spec: {
            failurePolicy: 'Fail',
            matchConstraints: { resourceRules: resources },
            ...(variables === undefined ? {} : { variables }),
            validations,
          },
        },
      },
    ),
    kubernetesObject(
      home,
      { name },
      {
        apiVersion: admission,
        objectKind: 'ValidatingAdmissionPolicyBinding',
        body: {
          spec: {
            policyName: name,
            validationActions: actions[enforcement],
            matchResources: { namespaceSelector: namespaces },
          },
        },
      },
    ),
  ];
}
