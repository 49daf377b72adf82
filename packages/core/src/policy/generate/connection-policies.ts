import type { PolicyPort, PolicyRule } from '../../estate/elements/kubernetes.ts';
import { prose } from '../../evidence/prose.ts';
import { type CiliumRule, ciliumPolicy, lookUpRules, onPorts } from './cilium.ts';
import { nameOf } from './connection.ts';
import type { Connection, End, PodsEnd } from './connection-ends.ts';
import { objectName } from './name.ts';
import { networkPolicy, type ObjectPlace } from './object.ts';
import type { Piece, PolicyElement, PolicyNote, PolicyRequest } from './request.ts';
import { type Spelling, spell } from './spelling.ts';

/** The two sides on which a connection needs leave, and how each is spelled. */
export const sides = [
  { own: 'from', far: 'to', type: 'Egress', rules: 'egress' },
  { own: 'to', far: 'from', type: 'Ingress', rules: 'ingress' },
] as const;

/** One of the two sides. */
export type Side = (typeof sides)[number];

/**
 * The policies of one connection: egress where the sender is closed, ingress where the receiver is.
 * A side that is open gets none: a policy would close it for everything else.
 */
export function connectionPolicies(connection: Connection, request: PolicyRequest): Piece {
  const pieces = sides.flatMap((side) => {
    const own = connection[side.own];
    if (own.kind !== 'pods' || !request.isolated.includes(own.namespace)) return [];
    return [sidePiece({ connection, side, own }, request)];
  });
  return {
    elements: pieces.flatMap((piece) => piece.elements),
    notes: [...pieces.flatMap((piece) => piece.notes), ...portNotes(connection, request)],
  };
}

interface OneSide {
  readonly connection: Connection;
  readonly side: Side;
  readonly own: PodsEnd;
}

function sidePiece(one: OneSide, request: PolicyRequest): Piece {
  const far = spell(one.connection, one.side.far, request);
  return {
    elements: [...standardPolicy(one, far, request), ...extraPolicy(one, far, request)],
    notes: far.notes,
  };
}

function standardPolicy(
  one: OneSide,
  far: Spelling,
  request: PolicyRequest,
): readonly PolicyElement[] {
  if (far.peers.length === 0) return [];
  const rules: readonly PolicyRule[] = [{ peers: far.peers, ports: one.connection.ports }];
  return [
    networkPolicy(request, placeOf(one), {
      podSelector: one.own.pods,
      policyTypes: [one.side.type],
      ingress: [],
      egress: [],
      [one.side.rules]: rules,
    }),
  ];
}

/** A rule in Cilium's words for a peer that NetworkPolicy has none for, on one side. */
export function ciliumRule(side: Side, far: CiliumRule, ports: readonly PolicyPort[]): CiliumRule {
  const peers = Object.entries(far).map(([key, value]) => [`${side.far}${key}`, value]);
  return { ...Object.fromEntries(peers), ...onPorts(ports) };
}

/** What NetworkPolicy has no words for, in Cilium's own kind; names bring their look-ups with them. */
function extraPolicy(
  one: OneSide,
  far: Spelling,
  request: PolicyRequest,
): readonly PolicyElement[] {
  if (far.cilium === undefined) return [];
  const { connection, side, own } = one;
  const rule = ciliumRule(side, far.cilium, connection.ports);
  const lookUp = 'FQDNs' in far.cilium ? lookUpRules(request) : [];
  return [
    ciliumPolicy(request, placeOf(one), {
      pods: own.pods,
      [side.rules]: [rule, ...lookUp],
    }),
  ];
}

/** Policies live beside the pods that they select and are named after both ends. */
function placeOf({ connection, side, own }: OneSide): ObjectPlace & { readonly namespace: string } {
  const far = connection[side.far];
  const name = objectName(nameOf(own), side.far, ...farWords(far, own.namespace));
  const reasons = connection.reasons.join('; ');
  const annotations = reasons === '' ? {} : { annotations: { 'aksnet/reason': reasons } };
  return { namespace: own.namespace, name, ...annotations };
}

const farWords = (far: End, here: string): readonly string[] =>
  far.kind === 'pods' && far.namespace !== here && far.workload !== undefined
    ? [far.namespace, far.workload]
    : [nameOf(far)];

/** What is to be said about the ports of a connection. */
export function portNotes(connection: Connection, request: PolicyRequest): readonly PolicyNote[] {
  const { about, ports } = connection;
  const sctp = ports.some((port) => port.protocol === 'SCTP');
  return [
    ...(ports.length > 0
      ? []
      : [{ kind: 'wider', about, says: prose`No port is stated: every port is open.` } as const]),
    ...(sctp && request.engines.some((engine) => engine.sctp !== true)
      ? [
          {
            kind: 'condition',
            about,
            says: prose`Not every engine of this cluster is known to filter SCTP.`,
          } as const,
        ]
      : []),
  ];
}
