import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import type { Path } from '../../evidence/source.ts';
import type { Policy, PolicyRemark, Side, Subject } from '../rule.ts';
import { subjectEndpoints } from './cilium/endpoints.ts';
import { into, type Place, refuse } from './cilium/place.ts';
import { readRule } from './cilium/rule.ts';
import { headOf, idle, type PolicyKind, type Reading, remark } from './reading.ts';
import { fieldOf, itemsOf, listOf, wordsOf } from './value.ts';

const group = 'cilium.io';

/** cilium.io/v2 CiliumNetworkPolicy: about pods of its own namespace. */
export const ciliumNetworkPolicy: PolicyKind = {
  group,
  kind: 'CiliumNetworkPolicy',
  isEnforced: ({ kindGroups }) => kindGroups.includes(group),
  read: (object, reading) => readObject(object, reading, object.namespace ?? 'default'),
};

/** cilium.io/v2 CiliumClusterwideNetworkPolicy: about pods of every namespace, or about nodes. */
export const ciliumClusterwideNetworkPolicy: PolicyKind = {
  group,
  kind: 'CiliumClusterwideNetworkPolicy',
  isEnforced: ({ kindGroups }) => kindGroups.includes(group),
  read: (object, reading) => readObject(object, reading, undefined),
};

const specWords = [
  'endpointSelector',
  'nodeSelector',
  'ingress',
  'egress',
  'ingressDeny',
  'egressDeny',
  'enableDefaultDeny',
  'labels',
  'description',
  'log',
];

interface Specification {
  readonly value: unknown;
  readonly path: Path;
}

/**
 * An object holds one specification, or a list of them, or both. Each stands for itself, as if in an
 * object of its own; where Cilium refuses one, it refuses them all.
 */
function readObject(
  object: KubernetesObject,
  reading: Reading,
  home: string | undefined,
): readonly Policy[] {
  const { body, objectKind } = object;
  const head = { ...headOf(object), objectKind, tier: 'standard', priority: 0 } as const;
  const single = fieldOf(body, 'spec');
  const list = fieldOf(body, 'specs');
  const specifications: readonly Specification[] = [
    ...(single === undefined ? [] : [{ value: single, path: ['spec'] }]),
    ...itemsOf(list).map((value, i) => ({ value, path: ['specs', i] })),
  ];
  if (specifications.length === 0)
    return [idle(head, remark('policySkipped', 'Cilium refuses an object without specification'))];
  const refusals: PolicyRemark[] = [];
  const policies = specifications.map((specification): Policy => {
    const remarks: PolicyRemark[] = [];
    const said = readSpecification(specification, { reading, home, remarks, refusals });
    return { ...head, ...said, remarks };
  });
  const [first] = refusals;
  if (first === undefined) return policies;
  return policies.map((policy, i) => ({
    ...policy,
    unread: first.says,
    remarks: i === 0 ? [...policy.remarks, ...refusals] : policy.remarks,
  }));
}

type Beside = Omit<Place, 'path' | 'direction'>;

function readSpecification(
  { value, path }: Specification,
  beside: Beside,
): Pick<Policy, 'subjects' | 'ingress' | 'egress' | 'unread'> {
  const { home, remarks } = beside;
  const place: Place = { ...beside, path, direction: 'ingress' };
  const nodes = fieldOf(value, 'nodeSelector');
  const pods = fieldOf(value, 'endpointSelector');
  if (nodes !== undefined && pods === undefined && home === undefined) {
    const says =
      'a policy of nodes says nothing about pods: what nodes themselves let in is not judged';
    remarks.push(remark('notRead', says, ...path, 'nodeSelector'));
    return { subjects: [] };
  }
  if (nodes !== undefined) refuse(into(place, 'nodeSelector'), 'a selector of nodes here');
  const subject = subjectOf(pods, place);
  const unknown = wordsOf(value, specWords) === undefined;
  if (unknown || subject.doubt !== undefined) {
    const unread = subject.doubt ?? 'its specification holds words that are not known';
    remarks.push(remark('notRead', unread, ...path));
    return { subjects: subject.subjects, unread };
  }
  const ingress = readSide(value, { ...place, direction: 'ingress' });
  const egress = readSide(value, { ...place, direction: 'egress' });
  return {
    subjects: subject.subjects,
    ...(ingress === undefined ? {} : { ingress }),
    ...(egress === undefined ? {} : { egress }),
  };
}

interface Subjects {
  readonly subjects: readonly Subject[];
  readonly doubt?: string;
}

function subjectOf(value: unknown, place: Place): Subjects {
  const found = value === undefined ? undefined : subjectEndpoints(value, place.home);
  if (found === undefined) {
    refuse(into(place, 'endpointSelector'), 'no selector of endpoints');
    const own = place.home;
    return {
      subjects: [
        {
          namespaces:
            own === undefined
              ? { kind: 'matching', selector: {} }
              : { kind: 'own', namespace: own },
          pods: {},
        },
      ],
    };
  }
  const { namespaces, pods, doubt, asksReserved } = found;
  if (asksReserved) {
    const says = 'it selects by labels that Cilium reserves for what is no pod';
    place.remarks.push(remark('notRead', says, ...place.path, 'endpointSelector'));
    return { subjects: [] };
  }
  return { subjects: [{ namespaces, pods }], ...(doubt === undefined ? {} : { doubt }) };
}

const denyWord = { ingress: 'ingressDeny', egress: 'egressDeny' } as const;

/**
 * A direction closes as soon as either of its lists holds an item, unless `enableDefaultDeny` says no; an
 * empty list is as good as none (`Rule.Sanitize` in pkg/policy/api of cilium/cilium). Denies win.
 */
function readSide(value: unknown, place: Place): Side | undefined {
  const { direction, path } = place;
  const lists = (['allow', 'deny'] as const).map((action) => {
    const word = action === 'allow' ? direction : denyWord[direction];
    const list = listOf(fieldOf(value, word) ?? []);
    if (list === undefined) refuse(into(place, word), 'no list');
    return { action, word, items: list ?? [] };
  });
  const written = fieldOf(value, 'enableDefaultDeny');
  const chosen = wordsOf(written ?? {}, ['ingress', 'egress']);
  const isClosed = chosen?.[direction] ?? true;
  if (chosen === undefined || typeof isClosed !== 'boolean')
    refuse(into(place, 'enableDefaultDeny'), 'no choice by direction');
  if (lists.every(({ items }) => items.length === 0)) return undefined;
  const rules = lists.flatMap(({ action, word, items }) =>
    items.flatMap((item, i) => readRule(item, action, into(place, word, i))),
  );
  return { isolates: isClosed !== false, rules, path: [...path, direction] };
}
