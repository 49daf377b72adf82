import { contains } from '@aksnet/net';
import { implies } from '../implication.ts';
import type { NamespaceTerm, Peer, Rule, Subject } from '../rule.ts';
import { nameLabel } from '../world.ts';

/** Whether every namespace of one term is one of the other, whatever namespaces there will be. */
export function isWithinTerm(term: NamespaceTerm, wider: NamespaceTerm): boolean {
  if (wider.kind === 'own') return term.kind === 'own' && term.namespace === wider.namespace;
  const selector =
    term.kind === 'own' ? { matchLabels: { [nameLabel]: term.namespace } } : term.selector;
  return implies(selector, wider.selector) === 'yes';
}

/** Whether every pod that one subject is about is what the other is about, whatever pods there will be. */
export const isWithinSubject = (subject: Subject, wider: Subject): boolean =>
  isWithinTerm(subject.namespaces, wider.namespaces) && implies(subject.pods, wider.pods) === 'yes';

/** Whether all that one peer means is meant by the other, whoever comes. */
export function isWithinPeer(peer: Peer, wider: Peer): boolean {
  if (wider.kind === 'everyone') return true;
  if (peer.kind === 'pods' && wider.kind === 'pods')
    return (
      isWithinTerm(peer.namespaces, wider.namespaces) && implies(peer.pods, wider.pods) === 'yes'
    );
  if (peer.kind === 'addresses' && wider.kind === 'addresses')
    return (
      contains(wider.block, peer.block) &&
      wider.except.every((hole) => peer.except.some((own) => contains(own, hole))) &&
      (wider.matchesPods || !peer.matchesPods) &&
      (wider.matchesNodes || !peer.matchesNodes)
    );
  return false;
}

/** Whether all that one rule speaks of is spoken of by each other rule alone, ports left aside. */
export const isWithinPeers = (rule: Rule, wider: Rule): boolean =>
  rule.peers.every((peer) => wider.peers.some((other) => isWithinPeer(peer, other)));
