import type { NetworkPolicy, Workload } from '../estate/elements/kubernetes.ts';
import { kubernetesId } from '../estate/elements/kubernetes-id.ts';
import { all, type Estate, isListed } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { view } from '../estate/view.ts';
import type { Missing } from '../evidence/knowable.ts';
import { baselineLabel, openBaseline } from '../policy/generate/baseline.ts';

/** A namespace of a cluster with what lives in it. */
export interface NamespaceView {
  readonly id: Id<'namespace'>;
  readonly name: string;
  readonly cluster?: Id<'cluster'>;
  readonly policies: readonly NetworkPolicy[];
  readonly workloads: readonly Workload[];
  /** Its label says that it was left open on purpose. */
  readonly isOpenOnPurpose: boolean;
}

/** Namespaces of Kubernetes and of AKS itself: their owners close them, or they must stay open. */
const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'gatekeeper-system',
  'calico-system',
  'tigera-operator',
  'app-routing-system',
  'flux-system',
]);

const isSystem = (name: string): boolean =>
  systemNamespaces.has(name) || name.startsWith('aks-istio-');

/**
 * The namespaces of people, with or without an object of their own: a folder of manifests often has
 * policies and workloads only.
 */
export const namespaces: (estate: Estate) => readonly NamespaceView[] = view((estate) => {
  const found = new Map<string, { policies: NetworkPolicy[]; workloads: Workload[] } & Place>();
  const at = (cluster: Id<'cluster'> | undefined, name: string) => {
    const place = { ...(cluster === undefined ? {} : { cluster }), name };
    const id = kubernetesId('namespace', place);
    const known = found.get(id) ?? { ...place, id, policies: [], workloads: [] };
    found.set(id, known);
    return known;
  };
  for (const { cluster, name } of all(estate, 'namespace')) at(cluster, name);
  for (const policy of all(estate, 'networkPolicy'))
    if (policy.namespace !== undefined) at(policy.cluster, policy.namespace).policies.push(policy);
  for (const workload of all(estate, 'workload'))
    if (workload.namespace !== undefined)
      at(workload.cluster, workload.namespace).workloads.push(workload);
  return [...found.values()]
    .filter(({ name }) => !isSystem(name))
    .map((one) => ({ ...one, isOpenOnPurpose: isLabelledOpen(estate, one.id) }));
});

interface Place {
  readonly id: Id<'namespace'>;
  readonly name: string;
  readonly cluster?: Id<'cluster'>;
}

const isLabelledOpen = (estate: Estate, id: Id<'namespace'>): boolean => {
  const labels = estate.elements.namespace.get(id)?.labels ?? {};
  return Object.hasOwn(labels, baselineLabel) && labels[baselineLabel] === openBaseline;
};

/** Kinds of objects that restrict pods beside NetworkPolicy. */
const otherPolicies: ReadonlySet<string> = new Set([
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
]);

const otherPoliciesOf = view((estate: Estate) =>
  grouped(
    all(estate, 'kubernetesObject').filter(({ objectKind }) => otherPolicies.has(objectKind)),
    ({ cluster }) => cluster,
  ),
);

/** Why pods of a namespace may be restricted, or let through, by more than what is known. */
export function missingPolicies(
  estate: Estate,
  { cluster, name }: NamespaceView,
): readonly Missing[] {
  const others = (otherPoliciesOf(estate).get(cluster) ?? []).filter(
    (object) => object.namespace === undefined || object.namespace === name,
  );
  const isWhole =
    cluster === undefined
      ? isListed(estate, 'networkPolicy')
      : isListedFor(estate, 'networkPolicy', cluster);
  return [
    ...(isWhole
      ? []
      : [
          {
            kind: 'notListed',
            what: 'networkPolicy',
            ...(cluster === undefined ? {} : { within: cluster }),
          } as const,
        ]),
    ...[...new Set(others.map(({ objectKind }) => objectKind))].map(
      (objectKind) =>
        ({ kind: 'notModelled', feature: `what ${objectKind} lets through` }) as const,
    ),
  ];
}
