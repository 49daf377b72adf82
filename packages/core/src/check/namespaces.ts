import type { KubernetesObject, NetworkPolicy, Workload } from '../estate/elements/kubernetes.ts';
import { kubernetesId } from '../estate/elements/kubernetes-id.ts';
import { all, type Estate, isListed } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { view } from '../estate/view.ts';
import type { Missing } from '../evidence/knowable.ts';
import { systemNamespaces } from '../facts/system-namespaces.ts';
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
const system: ReadonlySet<string> = new Set(systemNamespaces.value);

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
    .filter(({ name }) => !system.has(name))
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

/** Which policies of other kinds are asked about. */
export type OtherPolicies = 'any' | 'ofAllPods' | 'denying';

/** Whether the body of an object has a key at any depth; bodies are trees of plain values. */
function hasKey(value: unknown, key: string): boolean {
  if (Array.isArray(value)) return value.some((each) => hasKey(each, key));
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, key) || Object.values(value).some((each) => hasKey(each, key));
}

/** A selector of labels keeps an object to some pods; without one it may be for all. */
const isForSomePods = ({ body }: KubernetesObject): boolean => hasSelectorOfLabels(body['spec']);

function hasSelectorOfLabels(spec: unknown): boolean {
  if (typeof spec !== 'object' || spec === null || !('endpointSelector' in spec)) return false;
  const { endpointSelector } = spec;
  if (typeof endpointSelector !== 'object' || endpointSelector === null) return false;
  if (!('matchLabels' in endpointSelector)) return false;
  const { matchLabels } = endpointSelector;
  return typeof matchLabels === 'object' && Object.keys(matchLabels ?? {}).length > 0;
}

const concern: Readonly<Record<OtherPolicies, (object: KubernetesObject) => boolean>> = {
  any: () => true,
  ofAllPods: (object) => !isForSomePods(object),
  denying: ({ body, objectKind }) =>
    !objectKind.startsWith('Cilium') || hasKey(body, 'egressDeny') || hasKey(body, 'ingressDeny'),
};

/**
 * Why pods of a namespace may be restricted, or let through, by more than the NetworkPolicies that
 * are known: their list may not be whole, or there are policies of other kinds. Those of Cilium only
 * add to what is allowed, unless they deny in so many words.
 */
export function missingPolicies(
  estate: Estate,
  { cluster, name }: NamespaceView,
  others: OtherPolicies,
): readonly Missing[] {
  const found = (otherPoliciesOf(estate).get(cluster) ?? []).filter(
    (object) =>
      (object.namespace === undefined || object.namespace === name) && concern[others](object),
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
    ...[...new Set(found.map(({ objectKind }) => objectKind))].map(
      (objectKind) =>
        ({ kind: 'notModelled', feature: `what ${objectKind} lets through` }) as const,
    ),
  ];
}
