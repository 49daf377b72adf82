import type { KubernetesObject } from '../../estate/elements/kubernetes.ts';
import type { Path } from '../../evidence/source.ts';
import type {
  Direction,
  NamePattern,
  Peer,
  Policy,
  PolicyRemark,
  PortTerm,
  Rule,
  Side,
  Subject,
} from '../rule.ts';
import { headOf, type Reading, remark } from './reading.ts';
import {
  fieldOf,
  itemsOf,
  labelSelectorOf,
  listOf,
  onlyWordOf,
  rangeOf,
  textOf,
  wordsOf,
} from './value.ts';

/** How one kind of the admin and baseline tiers writes what they all say. */
export interface TierForm {
  readonly objectKind: string;
  readonly tier: 'admin' | 'baseline';
  readonly actions: Readonly<Record<string, Rule['action']>>;
  /** Words of its `spec` beside subject and rules. */
  readonly words: readonly string[];
  /** The word for ports in a rule. */
  readonly portsWord: string;
  readonly readPort: (value: unknown, reading: Reading) => PortTerm | undefined;
  /** Most rules in a direction, peers in a rule and ports in a rule. */
  readonly most: number;
}

/** What an object says for itself in place of its form. */
export interface TierPlace {
  /** Undefined: no number that the API takes. */
  readonly priority: number | undefined;
  readonly remarks?: readonly PolicyRemark[];
}

/**
 * A policy of the admin or baseline tier as rules in order. Such kinds isolate nobody. Their API asks
 * engines to fail closed where they meet a word that they do not know: an Accept that holds one matches
 * nothing, a Deny or Pass denies everything (`clusternetworkpolicy_types.go` of kubernetes-sigs/
 * network-policy-api). Where not even the subject or the place in the order can be read, nobody can tell
 * what an engine makes of the object, so whoever it may select is undetermined.
 */
export function readTiered(
  object: KubernetesObject,
  form: TierForm,
  { reading, place }: { readonly reading: Reading; readonly place: TierPlace },
): Policy {
  const { tier, objectKind } = form;
  const spec = fieldOf(object.body, 'spec');
  const subject = subjectOf(fieldOf(spec, 'subject'));
  const head = {
    ...headOf(object),
    objectKind,
    tier,
    priority: place.priority ?? 0,
    subjects: [subject ?? everyPod],
  } as const;
  const remarks = [...(place.remarks ?? [])];
  const doubt = unreadable({ spec, form, place, subject });
  if (doubt !== undefined)
    return { ...head, unread: doubt, remarks: [...remarks, remark('notRead', doubt, 'spec')] };
  const side = (direction: Direction): Side | undefined => {
    const rules = itemsOf(fieldOf(spec, direction));
    if (rules.length === 0) return undefined;
    const path: Path = ['spec', direction];
    const at = { form, reading, direction, remarks };
    countItems(rules, at, path);
    const read = rules.map((rule, i) => readRule(rule, { ...at, path: [...path, i] }));
    return { isolates: false, rules: read, path };
  };
  const ingress = side('ingress');
  const egress = side('egress');
  return {
    ...head,
    ...(ingress === undefined ? {} : { ingress }),
    ...(egress === undefined ? {} : { egress }),
    remarks,
  };
}

interface Whole {
  readonly spec: unknown;
  readonly form: TierForm;
  readonly place: TierPlace;
  readonly subject: Subject | undefined;
}

/** Why the policy as a whole cannot be read. */
function unreadable({ spec, form, place, subject }: Whole): string | undefined {
  const words = [...form.words, 'subject', 'ingress', 'egress'];
  if (wordsOf(spec, words) === undefined) return 'its spec holds words that are not known';
  if (place.priority === undefined) return 'its place in the order is not one that the API takes';
  if (subject === undefined) return 'its subject is not one that the API takes';
  const isListed = (word: string): boolean => listOf(fieldOf(spec, word) ?? []) !== undefined;
  return isListed('ingress') && isListed('egress') ? undefined : 'its rules are no list';
}

const everyPod: Subject = { namespaces: { kind: 'matching', selector: {} }, pods: {} };

function subjectOf(value: unknown): Subject | undefined {
  const [word, said] = onlyWordOf(value, ['namespaces', 'pods']) ?? [];
  if (word === undefined) return undefined;
  return word === 'namespaces' ? allPodsOf(said) : podsOf(said);
}

/** All pods of the namespaces that a selector selects. */
function allPodsOf(value: unknown): Subject | undefined {
  const selector = labelSelectorOf(value);
  return selector && { namespaces: { kind: 'matching', selector }, pods: {} };
}

/** Pods by both selectors, neither of which may be left out. */
function podsOf(value: unknown): Subject | undefined {
  const said = wordsOf(value, ['namespaceSelector', 'podSelector']);
  const selector = labelSelectorOf(said?.['namespaceSelector']);
  const pods = labelSelectorOf(said?.['podSelector']);
  if (selector === undefined || pods === undefined) return undefined;
  return { namespaces: { kind: 'matching', selector }, pods };
}

interface At {
  readonly form: TierForm;
  readonly reading: Reading;
  readonly direction: Direction;
  readonly remarks: PolicyRemark[];
}

const farWord = { ingress: 'from', egress: 'to' } as const;

function readRule(value: unknown, at: At & { readonly path: Path }): Rule {
  const { form, direction, path, remarks } = at;
  const peersWord = farWord[direction];
  const known = ['name', 'action', peersWord, form.portsWord];
  const name = textOf(fieldOf(value, 'name'));
  const head = { path, ...(name === undefined ? {} : { name }) };
  const spoken = textOf(fieldOf(value, 'action')) ?? '';
  const action = Object.hasOwn(form.actions, spoken) ? form.actions[spoken] : undefined;
  const close = (kind: PolicyRemark['kind'], why: string): Rule => {
    const isAllow = action === 'allow';
    const outcome = isAllow ? 'so the rule matches nothing' : 'so the rule denies everything';
    remarks.push(remark(kind, `${why}, ${outcome}`, ...path));
    return { ...head, action: isAllow ? 'allow' : 'deny', peers: isAllow ? [] : everybody };
  };
  if (action === undefined) return close('ruleClosed', 'the action is not one that the API knows');
  const listed = itemsOf(fieldOf(value, peersWord));
  const ports = listOf(fieldOf(value, form.portsWord) ?? []);
  if (wordsOf(value, known) === undefined || ports === undefined || listed.length === 0)
    return close('ruleClosed', 'the rule holds words that are not known, or no peers');
  countItems(listed, at, [...path, peersWord]);
  countItems(ports, at, [...path, form.portsWord]);
  const peers = listed.map((peer) => peersOf(peer, direction));
  if (peers.some((peer) => peer === undefined))
    return close('ruleClosed', 'a peer is not one that is known');
  const found = peers.flatMap((peer) => peer ?? []);
  if (found.some(({ kind }) => kind === 'names')) {
    if (action !== 'allow') return close('ruleClosed', 'names can only be accepted');
    if (!at.reading.dialect.names) return close('namesUnread', 'this engine does not read names');
  }
  const terms = ports.map((port) => form.readPort(port, at.reading));
  if (terms.some((term) => term === undefined))
    return close('ruleClosed', 'a port is not one that is known');
  const read = terms.flatMap((term) => term ?? []);
  return { ...head, action, peers: found, ...(read.length === 0 ? {} : { ports: read }) };
}

const everybody: readonly Peer[] = [{ kind: 'everyone' }];

/** What one item of a list of peers means; undefined where it holds anything but one known word. */
function peersOf(value: unknown, direction: Direction): readonly Peer[] | undefined {
  const words = Object.keys(peerKinds).filter(
    (word) => direction === 'egress' || !egressOnly.has(word),
  );
  const [word, said] = onlyWordOf(value, words) ?? [];
  return word === undefined ? undefined : peerKinds[word]?.(said);
}

const egressOnly: ReadonlySet<string> = new Set(['nodes', 'networks', 'domainNames']);

/** Kinds of peers. A new kind is one entry. */
const peerKinds: Readonly<Record<string, (value: unknown) => readonly Peer[] | undefined>> = {
  namespaces: (value) => podPeer(allPodsOf(value)),
  pods: (value) => podPeer(podsOf(value)),
  nodes: (value) => {
    const selector = labelSelectorOf(value);
    return selector && [{ kind: 'nodes', which: 'any', selector }];
  },
  // Unlike the blocks of NetworkPolicy these mean pods and nodes too, whatever the engine.
  networks: (value) =>
    everyItem(value, (text) => {
      const block = rangeOf(text);
      if (block === undefined) return undefined;
      return { kind: 'addresses', block, except: [], matchesPods: true, matchesNodes: true };
    }),
  domainNames: (value) => {
    const patterns = everyItem(value, patternOf);
    return patterns && [{ kind: 'names', patterns }];
  },
};

const podPeer = (pods: Subject | undefined): readonly Peer[] | undefined =>
  pods && [{ kind: 'pods', ...pods }];

/** A list of texts, each read; undefined where one cannot be, or there is none. */
function everyItem<T>(value: unknown, read: (text: string) => T | undefined): T[] | undefined {
  const items = itemsOf(value);
  const found = items.flatMap((item) => (typeof item === 'string' ? (read(item) ?? []) : []));
  return items.length > 0 && found.length === items.length ? found : undefined;
}

const domainName = /^(\*\.)?([a-z0-9]([-a-z0-9_]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9_]*[a-z0-9])?\.?$/i;

/** A star stands for one or more whole labels at the front, and stands nowhere else. */
function patternOf(text: string): NamePattern | undefined {
  if (text.length > 255 || !domainName.test(text)) return undefined;
  return { text, star: text.startsWith('*') ? 'labels' : 'none' };
}

function countItems(items: readonly unknown[], { form, remarks }: At, path: Path): void {
  if (items.length <= form.most) return;
  const says = `the API takes at most ${form.most} here, these are ${items.length}`;
  remarks.push(remark('overLimit', says, ...path));
}
