// The API's own schemas, as a package carries them.
import {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from 'kubernetes-models/admissionregistration.k8s.io/v1';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { ClusterRole, ClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import { Namespace, Service } from 'kubernetes-models/v1';

type Model = new (data: never) => { validate(): void };

const models: Readonly<Record<string, Model>> = {
  Namespace,
  Service,
  Deployment,
  NetworkPolicy,
  Ingress,
  ClusterRole,
  ClusterRoleBinding,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
};

/** Whether the kind has a schema here. */
export const isModelled = (kind: string): boolean => Object.hasOwn(models, kind);

/** Throws, with the reasons, when the object does not fit the schema of its kind. */
export function validate(kind: string, object: unknown): void {
  const model = models[kind];
  if (model === undefined) throw new RangeError(`no schema for ${kind}`);
  const instance: { validate(): void } = Reflect.construct(model, [object]);
  instance.validate();
}
