import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import { kindGroups } from '../dialect.ts';
import type { Policy, Subject } from '../rule.ts';
import { headOf, idle, type PolicyKind, remark } from './reading.ts';

const ofNamespace = ({ namespace = 'default' }: KubernetesObject): Subject => ({
  namespaces: { kind: 'own', namespace },
  pods: {},
});

const everyPod = (): Subject => ({ namespaces: { kind: 'matching', selector: {} }, pods: {} });

/** Reads the kind as one that may do anything to the pods that it may be about. */
const unread =
  (subject: (object: KubernetesObject) => Subject): Reader =>
  (object) => {
    const says = `${object.objectKind} of Calico is not evaluated`;
    return {
      ...headOf(object),
      objectKind: object.objectKind,
      tier: 'standard',
      priority: 0,
      subjects: [subject(object)],
      unread: says,
      remarks: [remark('notRead', says, 'spec')],
    };
  };

/** Reads the kind as one that does nothing to pods. */
const harmless =
  (kind: 'staged' | 'notRead', says: string): Reader =>
  (object) =>
    idle(
      { ...headOf(object), objectKind: object.objectKind, tier: 'standard' },
      remark(kind, says, 'spec'),
    );

type Reader = (object: KubernetesObject) => Policy;

const staged = harmless('staged', 'a staged policy is only watched');

/** Kinds of Calico. A new one is one entry. */
const kinds: Readonly<Record<string, Reader>> = {
  NetworkPolicy: unread(ofNamespace),
  GlobalNetworkPolicy: unread(everyPod),
  StagedNetworkPolicy: staged,
  StagedGlobalNetworkPolicy: staged,
  StagedKubernetesNetworkPolicy: staged,
  Tier: harmless('notRead', 'a tier does nothing but through its policies'),
  HostEndpoint: harmless('notRead', 'it is about interfaces of nodes, not about pods'),
};

/**
 * Calico's own kinds: seen, and said to be not evaluated. Pods that they may be about are undetermined;
 * nothing is ever ignored.
 */
export const calicoKinds: readonly PolicyKind[] = kindGroups.calico.flatMap((group) =>
  Object.entries(kinds).map(([kind, read]) => ({
    group,
    kind,
    isEnforced: (dialect) => dialect.kindGroups.includes(group),
    read: (object) => [read(object)],
  })),
);
