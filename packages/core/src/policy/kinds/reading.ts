import type {
  KubernetesElement,
  KubernetesKind,
  KubernetesObject,
  Service,
} from '../../estate/elements/kubernetes.ts';
import type { Path } from '../../evidence/source.ts';
import type { Dialect } from '../dialect.ts';
import type { PortSets } from '../port-set.ts';
import type { Policy, PolicyRemark } from '../rule.ts';

/** What translating a policy needs beside the policy. */
export interface Reading {
  readonly dialect: Dialect;
  readonly ports: PortSets;
  /** Services of the cluster: a few kinds name their peers by them. */
  readonly services: readonly Service[];
}

/** A kind of object that says who may reach whom, beside NetworkPolicy: one entry in the list of kinds. */
export interface PolicyKind {
  /** API group, e.g. `cilium.io`. */
  readonly group: string;
  readonly kind: string;
  /** Whether anything enforces the kind where policies are read so. */
  readonly isEnforced: (dialect: Dialect) => boolean;
  /** The policies in the object; several where one object may hold several. */
  readonly read: (object: KubernetesObject, reading: Reading) => readonly Policy[];
}

/** What every policy made of an object takes from it. */
export const headOf = (
  object: Pick<KubernetesElement<KubernetesKind>, 'id' | 'name' | 'namespace' | 'source'>,
): Pick<Policy, 'id' | 'name' | 'namespace' | 'source'> => ({
  id: object.id,
  name: object.name,
  ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
  source: object.source,
});

/** A policy that is there and does nothing, with the reason. */
export const idle = (
  head: Pick<Policy, 'id' | 'name' | 'namespace' | 'source' | 'objectKind' | 'tier'>,
  ...remarks: readonly PolicyRemark[]
): Policy => ({ ...head, priority: 0, subjects: [], remarks });

/** A remark at a place below the object of the policy. */
export const remark = (kind: PolicyRemark['kind'], says: string, ...path: Path): PolicyRemark => ({
  kind,
  path,
  says,
});
