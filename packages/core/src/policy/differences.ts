import { type Address, containsAddress, type Prefix } from '@aksnet/net';
import type { LabelSelector } from '../estate/elements/kubernetes.ts';
import { isSeenAsNode, type Meeting, matches, type Party } from './match.ts';
import type { Peer } from './rule.ts';
import { type Certainty, type KnownLabels, selects } from './selector.ts';
import { namespaceOf } from './world.ts';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/** One reason why a peer of a rule does not, or may not, mean the other end. */
export type Difference =
  | { readonly kind: 'namespace'; readonly wanted: string; readonly has: string }
  | {
      readonly kind: 'label';
      readonly of: 'pod' | 'namespace';
      readonly key: string;
      readonly operator: Expression['operator'];
      readonly values: readonly string[];
      /** Its value; `chosen`: a controller sets it, and no file tells the value. */
      readonly has: { readonly is: string } | 'absent' | 'chosen';
    }
  | { readonly kind: 'notInBlock'; readonly block: Prefix; readonly addresses: readonly Address[] }
  | { readonly kind: 'excepted'; readonly hole: Prefix }
  /** No file tells the address, and the block holds only some of those that it may get. */
  | { readonly kind: 'addressUnknown'; readonly block: Prefix }
  /** Blocks do not mean pods, or nodes, where policies are read so. */
  | { readonly kind: 'blockSkips'; readonly what: 'pods' | 'nodes' }
  /** A pod on its node's network is seen as the node, and no selector of pods means it. */
  | { readonly kind: 'seenAsNode' }
  | { readonly kind: 'otherSort'; readonly has: Party['kind']; readonly wanted: Peer['kind'] }
  | { readonly kind: 'otherNode'; readonly which: 'any' | 'own' | 'other' }
  /** No file tells on which node one of both runs. */
  | { readonly kind: 'nodeUnknown' }
  | { readonly kind: 'otherName'; readonly patterns: readonly string[] }
  | { readonly kind: 'unread'; readonly why: string };

/** Why the peer does not mean the party, or may not; empty where it surely does. */
export function differences(peer: Peer, party: Party, meeting: Meeting): readonly Difference[] {
  switch (peer.kind) {
    case 'everyone':
      return [];
    case 'unread':
      return [{ kind: 'unread', why: peer.why }];
    case 'pods':
      return party.kind === 'pod' ? podDifferences(peer, party, meeting) : [otherSort(peer, party)];
    case 'addresses':
      return addressDifferences(peer, party, meeting);
    case 'nodes': {
      const isNode =
        party.kind === 'node' || (party.kind === 'pod' && isSeenAsNode(party.pod, meeting.world));
      if (!isNode) return [otherSort(peer, party)];
      const isOpen = matches(peer, party, meeting) === 'maybe';
      return [isOpen ? { kind: 'nodeUnknown' } : { kind: 'otherNode', which: peer.which }];
    }
    case 'outside':
    case 'apiServer':
      return [otherSort(peer, party)];
    case 'names':
      return party.kind === 'name' || party.kind === 'address'
        ? [{ kind: 'otherName', patterns: peer.patterns.map(({ text }) => text) }]
        : [otherSort(peer, party)];
  }
}

const otherSort = (peer: Peer, party: Party): Difference => ({
  kind: 'otherSort',
  has: party.kind,
  wanted: peer.kind,
});

function podDifferences(
  peer: Extract<Peer, { kind: 'pods' }>,
  { pod }: Extract<Party, { kind: 'pod' }>,
  { world }: Meeting,
): readonly Difference[] {
  if (isSeenAsNode(pod, world)) return [{ kind: 'seenAsNode' }];
  const { namespaces } = peer;
  const ofNamespace: readonly Difference[] =
    namespaces.kind === 'matching'
      ? labelDifferences(namespaces.selector, namespaceOf(world, pod.namespace).labels, 'namespace')
      : namespaces.namespace === pod.namespace
        ? []
        : [{ kind: 'namespace', wanted: namespaces.namespace, has: pod.namespace }];
  return [...ofNamespace, ...labelDifferences(peer.pods, pod.labels, 'pod')];
}

/** Each requirement of the selector is one of its own, so each is held against the labels alone. */
function labelDifferences(
  selector: LabelSelector,
  labels: KnownLabels,
  of: 'pod' | 'namespace',
): readonly Difference[] {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const asked: readonly Expression[] = [
    ...Object.entries(matchLabels).map(
      ([key, value]): Expression => ({
        key,
        operator: 'In',
        values: [value],
      }),
    ),
    ...matchExpressions,
  ];
  return asked.flatMap((expression): readonly Difference[] => {
    const answer: Certainty = selects({ matchExpressions: [expression] }, labels);
    if (answer === 'yes') return [];
    const { key, operator, values = [] } = expression;
    const value = labels.get(key);
    const has = value !== undefined ? { is: value } : labels.has(key) ? 'chosen' : 'absent';
    return [{ kind: 'label', of, key, operator, values, has }];
  });
}

function addressDifferences(
  peer: Extract<Peer, { kind: 'addresses' }>,
  party: Party,
  { world, family }: Meeting,
): readonly Difference[] {
  const { block, except } = peer;
  if (party.kind === 'name') return [{ kind: 'addressUnknown', block }];
  const isNode = party.kind === 'node' || (party.kind === 'pod' && isSeenAsNode(party.pod, world));
  if (isNode && !peer.matchesNodes) return [{ kind: 'blockSkips', what: 'nodes' }];
  if (party.kind === 'pod' && !isNode && !peer.matchesPods)
    return [{ kind: 'blockSkips', what: 'pods' }];
  const all =
    party.kind === 'address'
      ? [party.address]
      : party.kind === 'node'
        ? party.node.addresses
        : party.pod.addresses;
  if (all === undefined) return [{ kind: 'addressUnknown', block }];
  const addresses = all.filter((address) => address.family === family);
  const inside = addresses.filter((address) => containsAddress(block, address));
  if (inside.length === 0) return [{ kind: 'notInBlock', block, addresses }];
  return except
    .filter((hole) => inside.some((address) => containsAddress(hole, address)))
    .map((hole) => ({ kind: 'excepted', hole }));
}
