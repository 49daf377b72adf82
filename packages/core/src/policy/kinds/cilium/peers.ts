import { contains, type Prefix } from '@aksnet/net';
import type { Service } from '../../../estate/elements/kubernetes.ts';
import { asMap } from '../../pods.ts';
import type { NamePattern } from '../../rule.ts';
import { selects } from '../../selector.ts';
import { remark } from '../reading.ts';
import { fieldOf, itemsOf, labelSelectorOf, listOf, rangeOf, textOf, wordsOf } from '../value.ts';
import { peerEndpoints } from './endpoints.ts';
import { entities, type Said } from './entities.ts';
import { into, type Place, refuse } from './place.ts';

/** A way to name peers: what follows `from` or `to` in the word. */
interface PeerWord {
  readonly direction?: 'egress';
  /** Not part of rules that deny. */
  readonly onlyAllows?: true;
  /** Whether an empty list means nobody; else it is as if it were not there. */
  readonly emptyIsNobody: boolean;
  readonly read: (item: unknown, place: Place) => readonly Said[];
}

/** Ways to name peers. A new one is one entry. */
export const peerWords: Readonly<Record<string, PeerWord>> = {
  Endpoints: { emptyIsNobody: true, read: endpointPeers },
  Entities: { emptyIsNobody: true, read: entityPeers },
  CIDR: { emptyIsNobody: true, read: cidrPeers },
  CIDRSet: { emptyIsNobody: true, read: cidrSetPeers },
  Nodes: { emptyIsNobody: true, read: nodePeers },
  Groups: { emptyIsNobody: false, read: () => [unread('groups of providers are not read')] },
  Services: { direction: 'egress', emptyIsNobody: false, read: servicePeers },
  FQDNs: { direction: 'egress', onlyAllows: true, emptyIsNobody: false, read: namePeers },
};

const unread = (why: string): Said => ({ peer: { kind: 'unread', why }, doubt: why });

function endpointPeers(item: unknown, place: Place): readonly Said[] {
  const found = peerEndpoints(item, place.home);
  if (found === undefined) {
    refuse(place, 'no selector of labels');
    return [];
  }
  const { namespaces, pods, doubt, reserved, asksReserved, speaksOfPods } = found;
  const [label, ...more] = reserved;
  if (label === undefined)
    return [
      { peer: { kind: 'pods', namespaces, pods }, ...(doubt === undefined ? {} : { doubt }) },
    ];
  const entity = Object.hasOwn(entities, label) ? entities[label] : undefined;
  const isEntity = asksReserved && !speaksOfPods && more.length === 0 && !groupNames.has(label);
  return isEntity && entity !== undefined
    ? entity
    : [unread('it selects by labels that Cilium reserves for entities')];
}

/** Entities that are several labels in one, and so no label themselves. */
const groupNames: ReadonlySet<string> = new Set(['all', 'cluster']);

/** Without an option that no file tells, Cilium refuses a policy with such a rule. */
function nodePeers(_: unknown, place: Place): readonly Said[] {
  refuse(place, 'nodes by label, unless an option is on');
  return [];
}

function entityPeers(item: unknown, place: Place): readonly Said[] {
  const name = textOf(item) ?? '';
  const found = Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (found === undefined) refuse(place, 'no entity that it knows');
  return found ?? [];
}

/** A block that means neither pods nor nodes: those have identities, and blocks mean what has none. */
function block(range: Prefix, except: readonly Prefix[] = []): Said {
  const peer = { kind: 'addresses', block: range, except } as const;
  return { peer: { ...peer, matchesPods: false, matchesNodes: false } };
}

function cidrPeers(item: unknown, place: Place): readonly Said[] {
  const range = rangeOf(item, 'addressToo');
  if (range !== undefined) return [block(range)];
  refuse(place, 'no range of addresses');
  return [];
}

function cidrSetPeers(item: unknown, place: Place): readonly Said[] {
  const said = wordsOf(item, ['cidr', 'except', 'cidrGroupRef', 'cidrGroupSelector']);
  if (said === undefined) return [unread('the range holds words that are not known')];
  if (said['cidr'] === undefined) {
    const isGroup = said['cidrGroupRef'] !== undefined || said['cidrGroupSelector'] !== undefined;
    if (!isGroup) refuse(place, 'neither a range nor a group');
    const doubt = 'what a CiliumCIDRGroup holds is not read';
    return isGroup ? [{ peer: { kind: 'outside' }, doubt }] : [];
  }
  const range = rangeOf(said['cidr']);
  const holes = listOf(said['except'] ?? [])?.map((hole) => rangeOf(hole));
  const except = (holes ?? []).flatMap((hole) => hole ?? []);
  const isInside = except.every((hole) => range !== undefined && contains(range, hole));
  if (range !== undefined && isInside && except.length === holes?.length)
    return [block(range, except)];
  refuse(place, 'no range of addresses, or an exception outside of it');
  return [];
}

/**
 * A Service stands for the pods that its selector selects (layer3.rst "Services based"), since Cilium 1.17;
 * one without a selector for the addresses of its endpoints, which are not read.
 */
function servicePeers(item: unknown, place: Place): readonly Said[] {
  const { services, dialect } = place.reading;
  const said = wordsOf(item, ['k8sService', 'k8sServiceSelector']);
  const byName = wordsOf(said?.['k8sService'] ?? {}, ['serviceName', 'namespace']);
  const byLabel = wordsOf(said?.['k8sServiceSelector'] ?? {}, ['selector', 'namespace']);
  if (said === undefined || byName === undefined || byLabel === undefined)
    return [unread('the Service is named in words that are not known')];
  const namespace = textOf(byName['namespace'] ?? byLabel['namespace']);
  const selector = labelSelectorOf(byLabel['selector']);
  const name = textOf(byName['serviceName']);
  if (namespace === undefined) return [unread('the Service is named without its namespace')];
  if ((name === undefined) === (selector === undefined))
    return [unread('the Service is named neither by name nor by labels')];
  const found = services.filter(
    (service) =>
      (service.namespace ?? 'default') === namespace &&
      (selector === undefined
        ? service.name === name
        : selects(selector, asMap(service.labels)) === 'yes'),
  );
  if (name !== undefined && found.length === 0)
    return [unread('the Service is in none of the files')];
  // Both came with Cilium 1.17, so an engine that does not read the one does not read the other.
  const isOld = dialect.endPort !== 'honoured';
  return found.map((service) => backends(service, isOld));
}

function backends({ selector, namespace = 'default' }: Service, isOld: boolean): Said {
  if (selector === undefined || Object.keys(selector).length === 0)
    return { peer: { kind: 'outside' }, doubt: 'endpoints of a Service without selector' };
  const namespaces = { kind: 'own', namespace } as const;
  const peer = { kind: 'pods', namespaces, pods: { matchLabels: selector } } as const;
  return isOld ? { peer, doubt: 'Cilium reads selectors of Services since 1.17' } : { peer };
}

const plainName = /^[-a-zA-Z0-9_.]+$/;
const starName = /^[-a-zA-Z0-9_.*]+$/;

/** Names of the outside: what they stand for inside the cluster is not meant (layer3.rst "DNS based"). */
function namePeers(item: unknown, place: Place): readonly Said[] {
  if (!place.reading.dialect.names) {
    const says = 'without name rules this engine lets nothing pass by name';
    place.remarks.push(remark('namesUnread', says, ...place.path));
    return [];
  }
  const said = wordsOf(item, ['matchName', 'matchPattern']);
  if (said === undefined) return [unread('the name is given in words that are not known')];
  const patterns = [nameOf(said['matchName'], place), patternOf(said['matchPattern'], place)];
  const found = patterns.flatMap((pattern) => pattern ?? []);
  return found.length === 0 ? [] : [{ peer: { kind: 'names', patterns: found } }];
}

function nameOf(value: unknown, place: Place): NamePattern | undefined {
  if (value === undefined) return undefined;
  const text = textOf(value);
  if (text !== undefined && plainName.test(text)) return { text, star: 'none' };
  refuse(into(place, 'matchName'), 'no name');
  return undefined;
}

/** `**.` at the front stands for one or more labels; any other star stays within its label. */
function patternOf(value: unknown, place: Place): NamePattern | undefined {
  if (value === undefined) return undefined;
  const text = textOf(value);
  if (text === undefined || !starName.test(text)) {
    refuse(into(place, 'matchPattern'), 'no pattern of names');
    return undefined;
  }
  const isDeep = text.startsWith('**.') && !text.slice(2).includes('*');
  return isDeep ? { text: text.slice(1), star: 'labels' } : { text, star: 'withinLabel' };
}

/** Whom a list of peers names, in order. */
export const peersIn = (value: unknown, word: PeerWord, place: Place): readonly Said[] =>
  withNodesJoined(itemsOf(value).flatMap((item, i) => word.read(item, into(place, i))));

/**
 * A pod's own node and all others are every node. Asked one by one, both would be open for a pod of which
 * nobody knows where it runs, although one of them is sure to match.
 */
function withNodesJoined(said: readonly Said[]): readonly Said[] {
  const isOf = ({ peer, doubt }: Said, which: 'own' | 'other'): boolean =>
    peer.kind === 'nodes' && peer.which === which && doubt === undefined;
  if (!said.some((one) => isOf(one, 'own')) || !said.some((one) => isOf(one, 'other'))) return said;
  const others = said.filter((one) => !isOf(one, 'own') && !isOf(one, 'other'));
  return [...others, { peer: { kind: 'nodes', which: 'any' } }];
}

/** The list below a word of a rule; undefined where the word is not there. */
export function peerListOf(
  rule: unknown,
  key: string,
  place: Place,
): readonly unknown[] | undefined {
  const value = fieldOf(rule, key);
  if (value === undefined) return undefined;
  const list = listOf(value);
  if (list === undefined) refuse(into(place, key), 'no list');
  return list ?? [];
}
