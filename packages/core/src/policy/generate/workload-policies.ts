import type { PolicyPeer, PolicyRule } from '../../estate/elements/kubernetes.ts';
import { joined, prose } from '../../evidence/prose.ts';
import { noPorts, type PortSetId, PortSets } from '../port-set.ts';
import { abilitiesOf } from './abilities.ts';
import { type CiliumRule, ciliumPolicy, lookUpRules } from './cilium.ts';
import { endKey, nameOf } from './connection.ts';
import type { Connection, PodsEnd } from './connection-ends.ts';
import { ciliumRule, portNotes, type Side, sides } from './connection-policies.ts';
import { objectName } from './name.ts';
import { networkPolicy } from './object.ts';
import { spelledPorts, wantedSet } from './ports.ts';
import type { Piece, PolicyElement, PolicyNote, PolicyRequest } from './request.ts';
import { spell } from './spelling.ts';

/** A peer and the ports on which it is let through; `key` tells peers apart. */
interface Opened<P> {
  readonly peer: P;
  readonly ports: PortSetId;
}

/** What one side of a workload lets through, by peer. */
interface OpenSide {
  readonly peers: Map<string, Opened<PolicyPeer>>;
  readonly cilium: Map<string, Opened<CiliumRule>>;
}

/** The pods that a policy will select, and all that is let through to and from them. */
interface Selected {
  readonly own: PodsEnd;
  readonly open: Readonly<Record<Side['type'], OpenSide>>;
  readonly reasons: Set<string>;
}

/**
 * One policy for each workload, closed on a side or both: peers with the same ports share a rule, equal
 * peers one entry, and what NetworkPolicy has no words for goes to one policy of Cilium's kind beside it.
 */
export function workloadPolicies(
  connections: readonly Connection[],
  request: PolicyRequest,
): Piece {
  const sets = new PortSets();
  const selected = new Map<string, Selected>();
  const notes: PolicyNote[] = [];
  for (const connection of connections) {
    notes.push(...portNotes(connection, request));
    for (const side of sides) {
      const own = connection[side.own];
      if (own.kind !== 'pods' || !request.isolated.includes(own.namespace)) continue;
      const far = spell(connection, side.far, request);
      notes.push(...far.notes);
      const at = selectedAt(selected, own);
      const ports = wantedSet(connection.ports, sets);
      const { peers, cilium } = at.open[side.type];
      for (const peer of far.peers) add(peers, { peer, ports }, sets);
      if (far.cilium !== undefined) add(cilium, { peer: far.cilium, ports }, sets);
      for (const reason of connection.reasons) at.reasons.add(reason);
    }
  }
  const pieces = [...selected]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => policiesOf(one, request, sets));
  return {
    elements: pieces.flatMap((piece) => piece.elements),
    notes: [...notes, ...pieces.flatMap((piece) => piece.notes)],
  };
}

function selectedAt(selected: Map<string, Selected>, own: PodsEnd): Selected {
  const key = endKey({ kind: 'pods', namespace: own.namespace, pods: own.pods });
  const known = selected.get(key);
  if (known !== undefined) return known;
  const open = {
    Egress: { peers: new Map(), cilium: new Map() },
    Ingress: { peers: new Map(), cilium: new Map() },
  };
  const made: Selected = { own, open, reasons: new Set() };
  selected.set(key, made);
  return made;
}

function add<P>(into: Map<string, Opened<P>>, { peer, ports }: Opened<P>, sets: PortSets): void {
  const key = JSON.stringify(peer);
  const before = into.get(key)?.ports ?? noPorts;
  into.set(key, { peer, ports: sets.union(before, ports) });
}

function policiesOf(selected: Selected, request: PolicyRequest, sets: PortSets): Piece {
  const { own, open } = selected;
  const name = objectName(nameOf(own));
  const reasons = [...selected.reasons].sort().join('; ');
  const annotations = reasons === '' ? {} : { annotations: { 'aksnet/reason': reasons } };
  const place = { namespace: own.namespace, name, ...annotations };
  const types = (['Ingress', 'Egress'] as const).filter((type) => open[type].peers.size > 0);
  const standard: readonly PolicyElement[] =
    types.length === 0
      ? []
      : [
          networkPolicy(request, place, {
            podSelector: own.pods,
            policyTypes: types,
            ingress: rulesOf(open.Ingress.peers, request, sets),
            egress: rulesOf(open.Egress.peers, request, sets),
          }),
        ];
  return {
    elements: [...standard, ...extraOf(selected, place, { request, sets })],
    notes: widenings(selected, request, sets),
  };
}

/** Peers with the same ports become one rule. */
function rulesOf(
  peers: OpenSide['peers'],
  request: PolicyRequest,
  sets: PortSets,
): readonly PolicyRule[] {
  const { endPort } = abilitiesOf(request);
  const byPorts = new Map<PortSetId, string[]>();
  for (const key of [...peers.keys()].sort()) {
    const ports = peers.get(key)?.ports ?? noPorts;
    byPorts.set(ports, [...(byPorts.get(ports) ?? []), key]);
  }
  return [...byPorts].map(([ports, keys]) => ({
    peers: keys.flatMap((key) => peers.get(key)?.peer ?? []),
    ports: spelledPorts(ports, sets, endPort).ports,
  }));
}

interface Making {
  readonly request: PolicyRequest;
  readonly sets: PortSets;
}

function extraOf(
  { own: subject, open }: Selected,
  place: { readonly namespace: string; readonly name: string },
  { request, sets }: Making,
): readonly PolicyElement[] {
  const rules = sides.map((side) => {
    const found = open[side.type].cilium;
    const { endPort } = abilitiesOf(request);
    return {
      side,
      rules: [...found.keys()].sort().flatMap((key): readonly CiliumRule[] => {
        const one = found.get(key);
        if (one === undefined) return [];
        return [ciliumRule(side, one.peer, spelledPorts(one.ports, sets, endPort).ports)];
      }),
      named: [...found.values()].some(({ peer }) => 'FQDNs' in peer),
    };
  });
  if (rules.every((one) => one.rules.length === 0)) return [];
  const sections = rules
    .filter((one) => one.rules.length > 0)
    .map(({ side, rules: own, named }) => [
      side.rules,
      [...own, ...(named ? lookUpRules(request) : [])],
    ]);
  return [
    ciliumPolicy(request, place, {
      pods: subject.pods,
      ...Object.fromEntries(sections),
    }),
  ];
}

/** Ranges of ports that an engine would not honour, and that are too long to be spelled out. */
function widenings(
  { own, open }: Selected,
  request: PolicyRequest,
  sets: PortSets,
): readonly PolicyNote[] {
  const { endPort } = abilitiesOf(request);
  const opened = sides.flatMap((side) => [
    ...open[side.type].peers.values(),
    ...open[side.type].cilium.values(),
  ]);
  const widened = new Set(
    opened.flatMap(({ ports }) =>
      spelledPorts(ports, sets, endPort).widened.map(
        ({ protocol, first, last }) => `${protocol} ${first}-${last}`,
      ),
    ),
  );
  if (widened.size === 0) return [];
  const ranges = joined([...widened].sort().map((text) => prose`${text}`));
  const says = prose`Not every engine of this cluster honours ranges of ports: for ${nameOf(own)} in ${own.namespace} every port of the protocol is open, not only ${ranges}.`;
  return [{ kind: 'wider', about: request.cluster, says }];
}
