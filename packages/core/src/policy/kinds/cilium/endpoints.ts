import type { LabelSelector } from '../../../estate/elements/kubernetes.ts';
import type { NamespaceTerm } from '../../rule.ts';
import { labelSelectorOf } from '../value.ts';

/** Pods as a selector of endpoints means them. */
export interface Endpoints {
  readonly namespaces: NamespaceTerm;
  readonly pods: LabelSelector;
  /** Why the selector may mean fewer than these. */
  readonly doubt?: string;
  /** Reserved labels that it speaks of: no pod has them, what has is an entity. */
  readonly reserved: readonly string[];
  /** Whether it asks for one of them, so that no pod fits. */
  readonly asksReserved: boolean;
  /** Whether it speaks of anything else. */
  readonly speaksOfPods: boolean;
}

/** The label of pods that holds their namespace, and what labels of the namespace begin with on pods. */
const namespaceKey = 'io.kubernetes.pod.namespace';
const namespaceLabels = 'io.cilium.k8s.namespace.labels.';

/** Labels of pods that Cilium makes from what is not read here. */
const derived: ReadonlySet<string> = new Set([
  'io.cilium.k8s.policy.cluster',
  'io.cilium.k8s.policy.serviceaccount',
]);

/** The label that holds the name of a namespace. */
const nameKey = 'kubernetes.io/metadata.name';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/** One demand on labels, with the source that its key names. */
interface Demand {
  readonly source: string;
  readonly expression: Expression;
}

/**
 * The pods that a selector of a peer means. Cilium sees namespaces as labels of pods: the selector of a
 * policy in a namespace stays there unless it asks for a namespace, by name or by label; that of a
 * clusterwide policy means pods of every namespace (`getEndpointSelector` in pkg/k8s/apis/cilium.io/utils
 * of cilium/cilium). Undefined for what the API refuses.
 */
export function peerEndpoints(value: unknown, home: string | undefined): Endpoints | undefined {
  const demands = demandsOf(value);
  if (demands === undefined) return undefined;
  const isScoped = demands.some(({ expression: { key } }) => isOfNamespace(key));
  const isReserved = demands.some(({ source }) => source === 'reserved');
  const isAtHome = home !== undefined && !isScoped && !isReserved;
  return endpointsOf(isAtHome ? [...demands, inNamespace(home)] : demands);
}

/**
 * The pods that a policy is about: never beyond its own namespace. There Cilium drops another namespace
 * that the selector names with `k8s:` (`ParseToCiliumRule`, as above).
 */
export function subjectEndpoints(value: unknown, home: string | undefined): Endpoints | undefined {
  const demands = demandsOf(value);
  if (demands === undefined || home === undefined) return demands && endpointsOf(demands);
  const kept = demands.filter(
    ({ source, expression: { key, operator } }) =>
      !(source === 'k8s' && key === namespaceKey && operator === 'In'),
  );
  return endpointsOf([...kept, inNamespace(home)]);
}

const inNamespace = (name: string): Demand => ({
  source: 'k8s',
  expression: { key: namespaceKey, operator: 'In', values: [name] },
});

const isOfNamespace = (key: string): boolean =>
  key === namespaceKey || key.startsWith(namespaceLabels);

function demandsOf(value: unknown): readonly Demand[] | undefined {
  const selector = labelSelectorOf(value);
  if (selector === undefined) return undefined;
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, text]) =>
    demandOf({ key, operator: 'In', values: [text] }),
  );
  return [...labels, ...(selector.matchExpressions ?? []).map(demandOf)];
}

/** Keys may begin with their source and a colon; without one the label may come from anywhere. */
function demandOf(expression: Expression): Demand {
  const at = expression.key.indexOf(':');
  if (at < 0) return { source: 'any', expression };
  const key = expression.key.slice(at + 1);
  return { source: expression.key.slice(0, at), expression: { ...expression, key } };
}

function endpointsOf(demands: readonly Demand[]): Endpoints {
  const ofNamespace: Expression[] = [];
  const ofPod: Expression[] = [];
  const reserved: string[] = [];
  let asksReserved = false;
  let doubt: string | undefined;
  for (const { source, expression } of demands) {
    const { key, operator } = expression;
    const asks = operator === 'In' || operator === 'Exists';
    if (source === 'reserved') {
      reserved.push(key);
      asksReserved ||= asks;
    } else if (source !== 'any' && source !== 'k8s') {
      doubt = `labels of the source ${source} are not read`;
    } else if (derived.has(key)) {
      doubt = `the label ${key} is not read`;
    } else if (key === namespaceKey) {
      ofNamespace.push({ ...expression, key: nameKey });
    } else if (key.startsWith(namespaceLabels)) {
      ofNamespace.push({ ...expression, key: key.slice(namespaceLabels.length) });
    } else {
      ofPod.push(expression);
    }
  }
  return {
    namespaces: termOf(ofNamespace),
    pods: selectorOf(ofPod),
    reserved,
    asksReserved,
    speaksOfPods: reserved.length < demands.length,
    ...(doubt === undefined ? {} : { doubt }),
  };
}

/** One namespace by name is the common case, and the one that is found fast. */
function termOf(demands: readonly Expression[]): NamespaceTerm {
  const [first, ...more] = demands;
  const [name, ...others] = first?.key === nameKey ? (first.values ?? []) : [];
  const isOne = more.length === 0 && first?.operator === 'In' && others.length === 0;
  if (isOne && name !== undefined) return { kind: 'own', namespace: name };
  return { kind: 'matching', selector: selectorOf(demands) };
}

/** Demands as a selector: one value of a key that is asked for once is a plain label. */
function selectorOf(demands: readonly Expression[]): LabelSelector {
  const labels = new Map<string, string>();
  const expressions: Expression[] = [];
  for (const demand of demands) {
    const [value, ...more] = demand.values ?? [];
    const isPlain = demand.operator === 'In' && more.length === 0 && !labels.has(demand.key);
    if (isPlain && value !== undefined) labels.set(demand.key, value);
    else expressions.push(demand);
  }
  return {
    ...(labels.size === 0 ? {} : { matchLabels: Object.fromEntries(labels) }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}
