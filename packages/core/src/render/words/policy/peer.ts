import { code, joined, type Prose, prose, range, words } from '../../../evidence/prose.ts';
import type { PortSets } from '../../../policy/port-set.ts';
import type { NamespaceTerm, Peer, PortTerm, Rule } from '../../../policy/rule.ts';
import { selectorText } from './selector.ts';

/** Whom a peer of a rule means. */
export function peerProse(peer: Peer): Prose {
  switch (peer.kind) {
    case 'everyone':
      return words('everybody');
    case 'pods':
      return podsProse(peer.pods, peer.namespaces);
    case 'addresses': {
      const holes = peer.except.map(range);
      return [range(peer.block), ...(holes.length === 0 ? [] : [' but ', ...joined(holes)])];
    }
    case 'nodes': {
      const which = { any: 'nodes', own: "the pod's own node", other: 'other nodes' } as const;
      return peer.selector === undefined
        ? words(which[peer.which])
        : prose`${words(which[peer.which])} with ${selectorText(peer.selector)}`;
    }
    case 'outside':
      return words('everybody outside of the cluster');
    case 'names':
      return joined(peer.patterns.map(({ text }) => code(text)));
    case 'apiServer':
      return words('the API server');
    case 'unread':
      return prose`whom ${peer.why} means is not read`;
  }
}

function podsProse(pods: Extract<Peer, { kind: 'pods' }>['pods'], term: NamespaceTerm): Prose {
  const selector = selectorText(pods);
  const whom: Prose = selector === '' ? words('all pods') : prose`pods with ${selector}`;
  if (term.kind === 'own') return prose`${whom} in ${term.namespace}`;
  const namespaces = selectorText(term.selector);
  return namespaces === ''
    ? prose`${whom} in any namespace`
    : prose`${whom} in namespaces with ${namespaces}`;
}

/** Everyone that a rule means; a rule without peers means nobody. */
export const peersProse = ({ peers }: Pick<Rule, 'peers'>): Prose =>
  peers.length === 0 ? words('nobody') : joined(peers.map(peerProse), ' or ');

/** The ports of a rule. */
export const portsProse = ({ ports: terms }: Pick<Rule, 'ports'>, sets: PortSets): Prose =>
  terms === undefined
    ? words('all ports')
    : terms.length === 0
      ? words('no port')
      : joined(terms.flatMap((term) => termTexts(term, sets)).map(code));

function termTexts(term: PortTerm, sets: PortSets): readonly string[] {
  if (term.kind === 'named')
    return [term.protocol === undefined ? term.name : `${term.protocol} ${term.name}`];
  return sets.intervals(term.ports).map(({ protocol, first, last }) => {
    if (first === 1 && last === 65535) return `${protocol} all ports`;
    return first === last ? `${protocol} ${first}` : `${protocol} ${first}-${last}`;
  });
}
