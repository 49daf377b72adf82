import type { LabelSelector } from '../estate/elements/kubernetes.ts';
import type { PolicyModel } from './model.ts';
import type { PolicyPod } from './pods.ts';
import { selects } from './selector.ts';

/** Pods that a text names: `shop/web`, `shop/deployment/web`, `deployment/web`, `web`. Workloads go before pods. */
export function podsInWords({ world }: PolicyModel, text: string): readonly PolicyPod[] {
  const parts = text.split('/');
  if (parts.length > 3 || parts.some((part) => part === '')) return [];
  const of = (namespace: string, name: string, kind?: string): readonly PolicyPod[] => {
    const owned = world.pods.filter(
      ({ owner }) =>
        owner.namespace === namespace &&
        owner.name === name &&
        (kind === undefined || isKind(owner.kind, kind)),
    );
    if (owned.length > 0) return owned;
    return world.pods.filter(
      (pod) =>
        pod.namespace === namespace &&
        pod.name === name &&
        (kind === undefined || isKind(pod.workload.workloadKind, kind)),
    );
  };
  const [first = '', second, third] = parts;
  if (second === undefined) return of('default', first);
  if (third !== undefined) return of(first, third, second);
  const inNamespace = of(first, second);
  return inNamespace.length > 0 ? inNamespace : of('default', second, first);
}

/** Short names and plurals, as people write them for the command line of Kubernetes. */
const shortKinds: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  sts: 'statefulset',
  ds: 'daemonset',
  rs: 'replicaset',
  po: 'pod',
  cj: 'cronjob',
};

function isKind(kind: string, written: string): boolean {
  const plain = written.toLowerCase();
  const word = Object.hasOwn(shortKinds, plain) ? shortKinds[plain] : plain;
  return word === kind.toLowerCase() || word === `${kind.toLowerCase()}s`;
}

/** Pods that a selector in one line selects: `shop/app=web,tier!=db,debug`; undefined: it is none. */
export function selectorInWords(
  { world }: PolicyModel,
  text: string,
): { readonly kind: 'pods'; readonly pods: readonly PolicyPod[] } | undefined {
  if (!text.includes('=')) return undefined;
  const slash = text.indexOf('/');
  const equals = text.indexOf('=');
  // Keys of labels may have a slash too: the first one ends the namespace if it is followed by a key.
  const namespace = slash >= 0 && slash < equals ? text.slice(0, slash) : 'default';
  const words = slash >= 0 && slash < equals ? text.slice(slash + 1) : text;
  const selector = readSelector(words);
  if (selector === undefined) return undefined;
  const pods = world.pods.filter(
    (pod) =>
      (namespace === '*' || pod.namespace === namespace) && selects(selector, pod.labels) !== 'no',
  );
  return pods.length === 0 ? undefined : { kind: 'pods', pods };
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

function readSelector(words: string): LabelSelector | undefined {
  const matchExpressions: Expression[] = [];
  for (const word of words.split(',')) {
    const match = /^(!?)([^=!\s]+)(?:(!=|==?)([^=!\s]*))?$/.exec(word.trim());
    if (match === null) return undefined;
    const [, negated = '', key = '', operator, value = ''] = match;
    if (negated !== '' && operator !== undefined) return undefined;
    if (operator === undefined)
      matchExpressions.push({ key, operator: negated === '' ? 'Exists' : 'DoesNotExist' });
    else
      matchExpressions.push({
        key,
        operator: operator === '!=' ? 'NotIn' : 'In',
        values: [value],
      });
  }
  return { matchExpressions };
}
