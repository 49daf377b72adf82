import { parsePrefix } from '@aksnet/net';
import type { KubernetesObject, LabelSelector } from '../../estate/elements/kubernetes.ts';
import { isRecord } from '../../estate/same.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import { nameMatches, plain } from '../names-match.ts';
import {
  every,
  type Match,
  maybe,
  nothing,
  portsIn,
  some,
  when,
  whereIn,
  whole,
} from '../packet.ts';
import type { Attempt, Party, PodParty } from './policy-party.ts';
import { selects } from './selector.ts';

/** How a CiliumNetworkPolicy takes part in judging an attempt. */
export interface CiliumPart {
  /** Whether it selects the pod for the direction, and so closes it. */
  readonly closes: Match;
  readonly allows: Match;
}

const unread = (feature: string): Match =>
  maybe({ kind: 'notModelled', feature: `CiliumNetworkPolicy ${feature}` });

const sections = { in: 'ingress', out: 'egress' } as const;
const words = { in: 'from', out: 'to' } as const;
const read: ReadonlySet<string> = new Set(['endpointSelector', 'description', 'ingress', 'egress']);

/** Whether a CiliumNetworkPolicy selects a pod with the labels, as far as it is read. */
export function ciliumSelects({ body }: KubernetesObject, labels: PodParty['labels']): Match {
  const spec = body['spec'];
  const selector = isRecord(spec) ? selectorOf(spec['endpointSelector'] ?? {}) : undefined;
  return selector === undefined ? unread('endpointSelector') : selects(selector, labels);
}

/** Reads a CiliumNetworkPolicy as far as peers by label, entity, range and name with ports go. */
export function ciliumPart(policy: KubernetesObject, attempt: Attempt): CiliumPart {
  const { body } = policy;
  const spec = body['spec'];
  const strange = Object.keys(body).find((key) => key !== 'spec' && key !== 'status');
  if (!isRecord(spec) || strange !== undefined) {
    const doubt = unread(strange ?? 'without spec');
    return { closes: doubt, allows: doubt };
  }
  const selector = selectorOf(spec['endpointSelector'] ?? {});
  if (selector === undefined) return { closes: unread('endpointSelector'), allows: nothing };
  const selected = selects(selector, attempt.own.labels);
  if (selected.kind === 'none') return { closes: nothing, allows: nothing };
  const other = Object.keys(spec).find((key) => !read.has(key));
  if (other !== undefined) return { closes: unread(other), allows: unread(other) };
  const rules = spec[sections[attempt.direction]];
  if (rules === undefined) return { closes: nothing, allows: nothing };
  if (!Array.isArray(rules)) return { closes: selected, allows: unread('rules') };
  const allows = some(rules.map((rule) => ruleMatch(rule, attempt)));
  return { closes: selected, allows: every(selected, allows) };
}

function ruleMatch(rule: unknown, attempt: Attempt): Match {
  if (!isRecord(rule)) return unread('rule');
  const word = words[attempt.direction];
  const { toPorts, ...peers } = rule;
  const kinds = Object.entries(peers);
  const known = kinds.map(([key, value]) => {
    const make = Object.hasOwn(peerKinds, key.slice(word.length))
      ? peerKinds[key.slice(word.length)]
      : undefined;
    return key.startsWith(word) && make !== undefined && Array.isArray(value)
      ? some(value.map((item) => make(item, attempt)))
      : unread(key);
  });
  const ports = toPorts === undefined ? whole : portsMatch(toPorts, attempt);
  return every(kinds.length === 0 ? whole : some(known), ports);
}

/** Kinds of peers, by their key without its direction. A new kind is one entry. */
const peerKinds: Readonly<Record<string, (item: unknown, attempt: Attempt) => Match>> = {
  Endpoints: (item, { far, own }) => {
    const selector = selectorOf(item);
    if (selector === undefined) return unread('toEndpoints');
    return far.kind === 'pod' ? endpointMatch(selector, far, own) : nothing;
  },
  Entities: (item, { far }) => {
    const test =
      typeof item === 'string' && Object.hasOwn(entities, item) ? entities[item] : undefined;
    return test === undefined ? unread(`entity ${String(item)}`) : when(test(far));
  },
  CIDR: (item, { far }) => {
    const parsed = parsePrefix(typeof item === 'string' ? item : '');
    if (!parsed.ok) return unread('toCIDR');
    return far.kind === 'other' ? whereIn(far.address, [parsed.value]) : nothing;
  },
  FQDNs: (item, { far }) => {
    if (!isRecord(item)) return unread('toFQDNs');
    const { matchName, matchPattern } = item;
    if (far.kind !== 'other') return nothing;
    const { name } = far;
    if (name === undefined)
      return far.address.kind === 'public'
        ? maybe({ kind: 'notStated', field: 'name asked for' })
        : nothing;
    if (typeof matchName === 'string') return when(plain(matchName) === plain(name));
    return typeof matchPattern === 'string'
      ? when(inPattern(matchPattern, name))
      : unread('toFQDNs');
  },
};

const entities: Readonly<Record<string, (far: Party) => boolean>> = {
  all: () => true,
  world: (far) => far.kind === 'other',
  cluster: (far) => far.kind !== 'other',
  host: (far) => far.kind === 'node' && far.own,
  'remote-node': (far) => far.kind === 'node' && !far.own,
};

/** In Cilium's patterns a star does not reach over a dot, except where it stands alone. */
function inPattern(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  const wanted = plain(pattern).split('.');
  const labels = plain(name).split('.');
  return (
    wanted.length === labels.length &&
    wanted.every((label, i) => nameMatches(label, labels[i] ?? ''))
  );
}

const namespaceKey = 'io.kubernetes.pod.namespace';

/** Pods by their labels; without a namespace among them, those of the policy's own. */
function endpointMatch(selector: LabelSelector, far: PodParty, own: PodParty): Match {
  const labels = isUnknown(far.labels)
    ? far.labels
    : { ...far.labels, [namespaceKey]: far.namespace };
  const stated = Object.keys(selector.matchLabels ?? {}).includes(namespaceKey);
  const stays = stated || hasExpression(selector) || far.namespace === own.namespace;
  return every(when(stays), selects(selector, labels));
}

const hasExpression = (selector: LabelSelector): boolean =>
  selector.matchExpressions?.some(({ key }) => key === namespaceKey) ?? false;

function portsMatch(toPorts: unknown, { protocol, ports }: Attempt): Match {
  if (!Array.isArray(toPorts)) return unread('toPorts');
  return some(
    toPorts.map((item: unknown) => {
      if (!isRecord(item)) return unread('toPorts');
      const l7 = item['rules'];
      // Look-up rules watch names and let all of them pass; others judge what is said on the wire.
      const isWatched = l7 === undefined || (isRecord(l7) && Object.keys(l7).join() === 'dns');
      const list = item['ports'];
      const strange = Object.keys(item).find((key) => key !== 'ports' && key !== 'rules');
      if (!isWatched) return unread('rules above the transport');
      if (strange !== undefined || !Array.isArray(list)) return unread(strange ?? 'toPorts');
      return some(list.map((port: unknown) => portMatch(port, { protocol, ports })));
    }),
  );
}

function portMatch(port: unknown, { protocol, ports }: Pick<Attempt, 'protocol' | 'ports'>): Match {
  if (!isRecord(port)) return unread('toPorts');
  const first = Number(port['port']);
  const last = port['endPort'] === undefined ? first : Number(port['endPort']);
  if (!Number.isInteger(first) || !Number.isInteger(last)) return unread('named ports');
  const spoken = port['protocol'] ?? 'ANY';
  const any = first === 0 && last === 0;
  return every(
    when(spoken === 'ANY' || spoken === protocol),
    any ? whole : portsIn(ports, [{ first, last }]),
  );
}

/** A selector with its source prefixes (`k8s:`, `any:`) taken off; undefined for what is none. */
function selectorOf(value: unknown): LabelSelector | undefined {
  if (!isRecord(value)) return undefined;
  const { matchLabels = {}, matchExpressions = [] } = value;
  if (!isRecord(matchLabels) || !Array.isArray(matchExpressions)) return undefined;
  const labels = Object.entries(matchLabels).map(
    ([key, text]) => [bare(key), String(text)] as const,
  );
  const expressions = matchExpressions.flatMap((each: unknown) => {
    if (!isRecord(each)) return [];
    const { key, operator, values = [] } = each;
    const known = operators.find((word) => word === operator);
    if (typeof key !== 'string' || known === undefined || !Array.isArray(values)) return [];
    return [{ key: bare(key), operator: known, values: values.map(String) }];
  });
  if (expressions.length < matchExpressions.length) return undefined;
  return { matchLabels: Object.fromEntries(labels), matchExpressions: expressions };
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

const bare = (key: string): string => key.replace(/^(k8s|any)[:.]/, '');
