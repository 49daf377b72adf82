import type { Family } from '@aksnet/net';
import type { LabelSelector } from '../estate/elements/kubernetes.ts';
import { fold, type Matched } from './fold.ts';
import { type Covers, implies, isContradiction, isEmpty, sameWords } from './implication.ts';
import { beyondFilter } from './judge.ts';
import { holdsNamespace, isSeenAsNode, matchesAddressesOf } from './match.ts';
import type { PolicyModel } from './model.ts';
import type { PolicyPod } from './pods.ts';
import type { Protocol } from './port-set.ts';
import { portsAt, type Step } from './profile.ts';
import type { Direction, NamespaceTerm, Peer } from './rule.ts';
import { both, type Certainty, selects } from './selector.ts';
import { open, type SpanId } from './span.ts';
import { nameLabel, type PolicyWorld } from './world.ts';

/** Pods that no file holds, by what is known of them: any pod with such labels in such namespaces. */
export interface Unseen {
  readonly namespaces: NamespaceTerm;
  readonly pods: LabelSelector;
}

/** Any pod in any namespace. */
export const anyPod: Unseen = { namespaces: { kind: 'matching', selector: {} }, pods: {} };

/** How pods that no file holds are met with rules. */
export interface Meaning {
  readonly covers: Covers;
  /**
   * What a rule does that means some of them only. `doubt`: it leaves the answer open, as for one pod of which
   * no more is known. `leftOut`: it opens nothing, as what is said must hold for each of them.
   */
  readonly partly: 'doubt' | 'leftOut';
}

/** What holds for each pod of a description, by logic. */
export const forEach: Meaning = { covers: implies, partly: 'leftOut' };

/** What may hold for one pod of a description. */
export const forOne: Meaning = { covers: implies, partly: 'doubt' };

/** As `netpol-analyzer` reads descriptions: by their words alone. To compare results with it. */
export const byWords: Meaning = { covers: sameWords, partly: 'leftOut' };

/** One side of a pod, towards pods that no file holds. */
export interface UnseenQuestion {
  readonly pod: PolicyPod;
  readonly direction: Direction;
  readonly far: Unseen;
  readonly family: Family;
}

/** A name of a port that a rule opens and that no receiver is there to resolve. */
export interface NamedPort {
  readonly name: string;
  /** Absent: of any protocol. */
  readonly protocol?: Protocol;
}

/** What is open towards pods that no file holds. */
export interface UnseenAnswer {
  readonly span: SpanId;
  readonly names: readonly NamedPort[];
}

/** What the policies of a pod let pass from or to pods that no file holds. */
export function judgeUnseen(
  model: PolicyModel,
  { pod, direction, far, family }: UnseenQuestion,
  meaning: Meaning,
): UnseenAnswer {
  const { world, profiles } = model;
  const profile = profiles.of(pod, direction);
  const names: NamedPort[] = [];
  const matched = profile.steps.flatMap((step): readonly Matched[] => {
    const { rule, policy } = step;
    const meant = meaning.partly === 'leftOut' && rule.action === 'allow';
    const met = rule.peers.reduce<Certainty>((answer, peer) => {
      const one = meets(peer, { world, far, near: pod, family }, meaning.covers);
      return answer === 'yes' || one === 'yes' ? 'yes' : one === 'no' ? answer : one;
    }, 'no');
    const certainty = both(meant && met === 'maybe' ? 'no' : met, step.certainty);
    if (certainty === 'no') return [];
    if (direction === 'egress' && rule.action === 'allow') names.push(...step.names.map(nameOf));
    const receiver = direction === 'ingress' ? pod.ports : undefined;
    const ports = portsAt(step, receiver, world.ports);
    return [{ tier: policy.tier, rule, certainty, ports }];
  });
  const filtered = fold(world.spans, profile.isolation, matched);
  const unfiltered = beyondFilter(model, profile, family);
  const span = world.spans.union(filtered, unfiltered);
  return { span, names: span === open ? [] : distinct(names) };
}

const nameOf = ({ name, protocol }: Step['names'][number]): NamedPort =>
  protocol === undefined ? { name } : { name, protocol };

const distinct = (names: readonly NamedPort[]): readonly NamedPort[] => [
  ...new Map(names.map((one) => [`${one.protocol ?? ''} ${one.name}`, one])).values(),
];

interface Encounter {
  readonly world: PolicyWorld;
  readonly far: Unseen;
  readonly near: PolicyPod;
  readonly family: Family;
}

/** Whether a peer of a rule means the pods: each of them, some, none. */
function meets(peer: Peer, { world, far, near, family }: Encounter, covers: Covers): Certainty {
  switch (peer.kind) {
    case 'everyone':
      return 'yes';
    case 'unread':
      return 'maybe';
    case 'pods': {
      const there = namespacesMeet(far.namespaces, peer.namespaces, { world, covers });
      return there === 'no' ? 'no' : both(there, covers(far.pods, peer.pods));
    }
    case 'addresses':
      return peer.matchesPods
        ? matchesAddressesOf(peer, { addresses: undefined, within: near.within }, family)
        : 'no';
    // They have a network of their own, and they are not outside.
    case 'nodes':
    case 'outside':
    case 'names':
    case 'apiServer':
      return 'no';
  }
}

interface Namespaces {
  readonly world: PolicyWorld;
  readonly covers: Covers;
}

function namespacesMeet(
  given: NamespaceTerm,
  wanted: NamespaceTerm,
  { world, covers }: Namespaces,
): Certainty {
  const name = onlyNameOf(given);
  // By words, a namespace of the input is no more than its name.
  if (name !== undefined && covers !== sameWords) return holdsNamespace(wanted, name, world);
  if (name !== undefined && onlyNameOf(wanted) === name) return 'yes';
  const meant = covers(selectorOf(given), selectorOf(wanted));
  if (meant !== 'maybe' || wanted.kind === 'matching' || given.kind === 'own') return meant;
  const known = world.namespaces.get(wanted.namespace);
  return known === undefined || known.invented || selects(given.selector, known.labels) !== 'no'
    ? meant
    : 'no';
}

/** The only namespace that a term can hold, if there is one. */
export function onlyNameOf(term: NamespaceTerm): string | undefined {
  return term.kind === 'own' ? term.namespace : term.selector.matchLabels?.[nameLabel];
}

const selectorOf = (term: NamespaceTerm): LabelSelector =>
  term.kind === 'own' ? { matchLabels: { [nameLabel]: term.namespace } } : term.selector;

/** Pods of the input that are of the description, as far as is known for sure. */
export function seenPods({ namespaces, pods }: Unseen, world: PolicyWorld): readonly PolicyPod[] {
  return world.pods.filter(
    (pod) =>
      !isSeenAsNode(pod, world) &&
      holdsNamespace(namespaces, pod.namespace, world) === 'yes' &&
      selects(pods, pod.labels) === 'yes',
  );
}

/** Whether a description holds any pod of any namespace. */
export const isAnyPod = ({ namespaces, pods }: Unseen): boolean =>
  namespaces.kind === 'matching' && isEmpty(namespaces.selector) && isEmpty(pods);

/** Whether nothing can be of the description. */
export const isNobody = ({ namespaces, pods }: Unseen): boolean =>
  isContradiction(pods) || (namespaces.kind === 'matching' && isContradiction(namespaces.selector));
