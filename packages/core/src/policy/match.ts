import {
  type Address,
  contains,
  containsAddress,
  type Family,
  meets,
  type Prefix,
  prefix,
  sameAddress,
} from '@aksnet/net';
import { supportedPodSpace } from '../facts/reserved-ranges.ts';
import type { PolicyPod } from './pods.ts';
import type { NamePattern, NamespaceTerm, Peer } from './rule.ts';
import { both, type Certainty, oneOf, selects } from './selector.ts';
import { namespaceOf, type PolicyNode, type PolicyWorld } from './world.ts';

/** One end of a connection, as policies at the other end see it. */
export type Party =
  | { readonly kind: 'pod'; readonly pod: PolicyPod }
  /** A process on a node. */
  | { readonly kind: 'node'; readonly node: PolicyNode }
  /** Outside of the cluster. */
  | { readonly kind: 'address'; readonly address: Address }
  /** Outside of the cluster, by name. */
  | { readonly kind: 'name'; readonly name: string };

/** What decides beside the two: how the pod that is judged sees the other. */
export interface Meeting {
  readonly world: PolicyWorld;
  readonly family: Family;
  /** The pod whose policies are asked. */
  readonly near: PolicyPod;
}

/** Whether a peer of a rule means the party. */
export function matches(peer: Peer, party: Party, meeting: Meeting): Certainty {
  switch (peer.kind) {
    case 'everyone':
      return 'yes';
    case 'unread':
      return 'maybe';
    case 'pods':
      return party.kind === 'pod' ? matchesPod(peer, party.pod, meeting) : 'no';
    case 'addresses':
      return matchesAddresses(peer, party, meeting);
    case 'nodes':
      return matchesNode(peer, party, meeting);
    case 'outside':
      return party.kind === 'address' || party.kind === 'name' ? 'yes' : 'no';
    case 'names':
      return matchesName(peer.patterns, party);
    case 'apiServer':
      return matchesApiServer(party, meeting.world);
  }
}

/** Whether a pod is seen as its node: it then is nobody's subject and no selector's pod. */
export const isSeenAsNode = (pod: PolicyPod, { dialects }: PolicyWorld): boolean =>
  pod.hostNetwork && dialects[pod.dialect]?.hostNetworkIsPod !== true;

/** Whether a term holds the namespace. */
export function holdsNamespace(
  term: NamespaceTerm,
  name: string,
  world: Pick<PolicyWorld, 'namespaces'>,
): Certainty {
  if (term.kind === 'own') return term.namespace === name ? 'yes' : 'no';
  return selects(term.selector, namespaceOf(world, name).labels);
}

function matchesPod(
  peer: Extract<Peer, { kind: 'pods' }>,
  pod: PolicyPod,
  { world }: Meeting,
): Certainty {
  if (isSeenAsNode(pod, world)) return 'no';
  const inNamespace = holdsNamespace(peer.namespaces, pod.namespace, world);
  return inNamespace === 'no' ? 'no' : both(inNamespace, selects(peer.pods, pod.labels));
}

type AddressPeer = Extract<Peer, { kind: 'addresses' }>;

function matchesAddresses(peer: AddressPeer, party: Party, meeting: Meeting): Certainty {
  switch (party.kind) {
    case 'address':
      return blockHolds(peer, party.address) ? 'yes' : 'no';
    case 'node':
      return peer.matchesNodes ? matchesOneOf(peer, party.node.addresses, meeting.family) : 'no';
    case 'name':
      return isWhole(peer) ? 'yes' : 'maybe';
    case 'pod': {
      const { pod } = party;
      const isAsked = isSeenAsNode(pod, meeting.world) ? peer.matchesNodes : peer.matchesPods;
      return isAsked ? matchesAddressesOf(peer, pod, meeting.family) : 'no';
    }
  }
}

/** Whether the block holds the pod's address of the family; its range decides where no file tells it. */
export function matchesAddressesOf(
  peer: AddressPeer,
  { addresses, within }: Pick<PolicyPod, 'addresses' | 'within'>,
  family: Family,
): Certainty {
  if (addresses !== undefined) return matchesOneOf(peer, addresses, family);
  const ranges = (within ?? (family === 4 ? podSpace : anywhere6)).filter(
    (range) => range.family === family,
  );
  const answers = ranges.map((range) => blockHoldsRange(peer, range));
  const [first = 'no'] = answers;
  return answers.every((answer) => answer === first) ? first : 'maybe';
}

/** Pods have private addresses: public space is not supported for them. */
const podSpace: readonly Prefix[] = supportedPodSpace.map((space) => space.prefix);
const anywhere6: readonly Prefix[] = [prefix('::/0')];

function matchesOneOf(peer: AddressPeer, addresses: readonly Address[], family: Family): Certainty {
  const own = addresses.filter((address) => address.family === family);
  return own.reduce<Certainty>(
    (answer, address) => oneOf(answer, blockHolds(peer, address) ? 'yes' : 'no'),
    'no',
  );
}

const blockHolds = ({ block, except }: AddressPeer, address: Address): boolean =>
  containsAddress(block, address) && !except.some((hole) => containsAddress(hole, address));

function blockHoldsRange({ block, except }: AddressPeer, range: Prefix): Certainty {
  if (!meets(block, range)) return 'no';
  if (except.some((hole) => contains(hole, range))) return 'no';
  const isCut = except.some((hole) => meets(hole, range));
  return contains(block, range) && !isCut ? 'yes' : 'maybe';
}

const isWhole = ({ block, except }: AddressPeer): boolean =>
  block.length === 0 && except.length === 0;

function matchesNode(
  peer: Extract<Peer, { kind: 'nodes' }>,
  party: Party,
  { world, near }: Meeting,
): Certainty {
  const name = nodeNameOf(party, world);
  if (name === undefined) return 'no';
  const chosen =
    peer.selector === undefined
      ? 'yes'
      : name === ''
        ? 'maybe'
        : selects(peer.selector, world.nodes.get(name)?.labels ?? new Map());
  if (peer.which === 'any') return chosen;
  return both(chosen, peer.which === 'own' ? isOwn(name, near) : not(isOwn(name, near)));
}

/** The node that the party is, or is seen as; empty where no file tells which. */
export function nodeNameOf(party: Party, world: PolicyWorld): string | undefined {
  if (party.kind === 'node') return party.node.name;
  if (party.kind !== 'pod' || !isSeenAsNode(party.pod, world)) return undefined;
  return party.pod.node ?? '';
}

/** Whether the node is the one that the pod runs on. */
export function isOwn(node: string, near: PolicyPod): Certainty {
  if (node === '' || near.node === undefined) return 'maybe';
  return node === near.node ? 'yes' : 'no';
}

const not = (answer: Certainty): Certainty =>
  answer === 'maybe' ? 'maybe' : answer === 'yes' ? 'no' : 'yes';

/** Azure runs the API server: no node and no pod of the cluster is one, but any address outside may be. */
function matchesApiServer(party: Party, { apiServer }: PolicyWorld): Certainty {
  if (party.kind === 'name') return 'maybe';
  if (party.kind !== 'address') return 'no';
  if (apiServer.length === 0) return 'maybe';
  return apiServer.some((known) => sameAddress(known, party.address)) ? 'yes' : 'no';
}

function matchesName(patterns: readonly NamePattern[], party: Party): Certainty {
  // An address may be what the name stands for at that moment.
  if (party.kind === 'address') return 'maybe';
  if (party.kind !== 'name') return 'no';
  return patterns.some((pattern) => nameFits(pattern, party.name)) ? 'yes' : 'no';
}

/** Whether a name fits the pattern; letters of either case are the same. */
export function nameFits({ text, star }: NamePattern, name: string): boolean {
  const pattern = bare(text);
  const asked = bare(name);
  if (star === 'none' || !pattern.includes('*')) return pattern === asked;
  if (star === 'labels') {
    const tail = pattern.slice(1);
    return asked.length > tail.length && asked.endsWith(tail) && !asked.startsWith('.');
  }
  const expected = pattern.split('.');
  const labels = asked.split('.');
  if (pattern === '*') return true;
  return (
    expected.length === labels.length &&
    expected.every((label, i) => labelFits(label, labels[i] ?? ''))
  );
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Stars within one label: the pieces between them follow one another. */
function labelFits(pattern: string, label: string): boolean {
  const pieces = pattern.split('*');
  const [head = ''] = pieces;
  const tail = pieces.at(-1) ?? '';
  if (pieces.length === 1) return pattern === label;
  if (!label.startsWith(head) || label.length < head.length + tail.length) return false;
  if (!label.endsWith(tail)) return false;
  let at = head.length;
  const end = label.length - tail.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = label.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
