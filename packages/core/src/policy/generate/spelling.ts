import {
  contains,
  formatPrefix,
  meets,
  type Prefix,
  prefix,
  prefixesOf,
  setOf,
  subtract,
} from '@aksnet/net';
import type { PolicyPeer } from '../../estate/elements/kubernetes.ts';
import { code, joined, type Prose, prose, range } from '../../evidence/prose.ts';
import { abilitiesOf } from './abilities.ts';
import type { CiliumRule } from './cilium.ts';
import type { Connection, End, LoadBalancerSource } from './connection-ends.ts';
import { podsOf } from './object.ts';
import type { PolicyNote, PolicyRequest } from './request.ts';

/** How an end is spelled in policies of this cluster's engine. */
export interface Spelling {
  /** Peers of a NetworkPolicy. */
  readonly peers: readonly PolicyPeer[];
  /** Peer of a CiliumNetworkPolicy, where NetworkPolicy has no word for it: keys without direction. */
  readonly cilium?: CiliumRule;
  readonly notes: readonly PolicyNote[];
}

type Said = Omit<PolicyNote, 'about'>;

/** Spells the far end of a connection, as seen from the side that the policy is for. */
export function spell(
  connection: Connection,
  side: 'from' | 'to',
  request: PolicyRequest,
): Spelling {
  const { peers, cilium, says } = spelled(connection[side], side, request);
  const notes = says.map((said) => ({ ...said, about: connection.about }));
  return { peers, notes, ...(cilium === undefined ? {} : { cilium }) };
}

interface Spelled {
  readonly peers: readonly PolicyPeer[];
  readonly cilium?: CiliumRule;
  readonly says: readonly Said[];
}

function spelled(end: End, side: 'from' | 'to', request: PolicyRequest): Spelled {
  switch (end.kind) {
    case 'pods':
      return { peers: [podsOf(end.namespace, end.pods)], says: [] };
    case 'ranges':
      return { peers: blocksOf(end.prefixes, request), says: unmatched(end.prefixes, request) };
    case 'name':
      return named(end.fqdn, request);
    case 'outside':
      return outside(request);
    case 'nodes':
      return nodes(side, request);
    case 'loadBalancer':
      return throughBalancer(end, request);
  }
}

const block = (p: Prefix): PolicyPeer => ({ kind: 'ipBlock', cidr: formatPrefix(p), except: [] });

/**
 * Ranges speak of addresses outside: pods and nodes that lie within are cut out where blocks would open
 * them too. A range that lies within those of pods or nodes means just them and stays as it is.
 */
function blocksOf(prefixes: readonly Prefix[], request: PolicyRequest): readonly PolicyPeer[] {
  const can = abilitiesOf(request);
  const own = setOf([
    ...(can.podsByAddress ? request.ranges.pods : []),
    ...(can.nodesByAddress ? request.ranges.nodes : []),
  ]);
  return [...prefixesOf(setOf(prefixes))].flatMap((wanted): readonly PolicyPeer[] => {
    const holes = [...prefixesOf(own)].filter((hole) => meets(hole, wanted));
    if (holes.length === 0 || holes.some((hole) => contains(hole, wanted))) return [block(wanted)];
    if (!can.except) return [...prefixesOf(subtract(setOf([wanted]), setOf(holes)))].map(block);
    const except = holes.map(formatPrefix);
    return [{ kind: 'ipBlock', cidr: formatPrefix(wanted), except }];
  });
}

/** Some engines never match their own pods or nodes by address: a range that holds such is cut there. */
function unmatched(prefixes: readonly Prefix[], request: PolicyRequest): readonly Said[] {
  const can = abilitiesOf(request);
  const own = [
    ...(can.podsByAddress ? [] : request.ranges.pods),
    ...(can.nodesByAddress ? [] : request.ranges.nodes),
  ];
  const hit = prefixes.filter((p) => own.some((o) => meets(o, p)));
  if (hit.length === 0) return [];
  const ranges = joined(hit.map(range));
  return [
    {
      kind: 'condition',
      says: prose`This engine never matches pods and nodes by address: within ${ranges} the policy opens other addresses only.`,
    },
  ];
}

/** A name, where names are understood; otherwise every address outside on those ports. */
function named(fqdn: string, request: PolicyRequest): Spelled {
  if (/\.(svc|svc\.cluster\.local|cluster\.local)\.?$/i.test(fqdn)) {
    const says = prose`${code(fqdn)} names a Service: declare the workload behind it instead.`;
    return { peers: [], says: [{ kind: 'omitted', says }] };
  }
  if (abilitiesOf(request).names) {
    const by = fqdn.includes('*') ? { matchPattern: fqdn } : { matchName: fqdn };
    return { peers: [], cilium: { FQDNs: [by] }, says: [] };
  }
  const says = prose`This engine knows no names: every address outside is open on these ports, not only ${code(fqdn)}. The firewall has to name it.`;
  const all = outside(request);
  return { peers: all.peers, says: [...all.says, { kind: 'wider', says }] };
}

const everything: { readonly [F in 4 | 6]: Prefix } = { 4: prefix('0.0.0.0/0'), 6: prefix('::/0') };

/**
 * All that is not inside: a block for everything with the inner ranges excepted, or, for engines that
 * drop policies with exceptions, the blocks that are left when those ranges are taken out.
 */
function outside(request: PolicyRequest): Spelled {
  const { pods, services, nodes: nodeRanges, internal } = request.ranges;
  const inner = setOf([...pods, ...services, ...nodeRanges, ...internal]);
  const exceptions = [...prefixesOf(inner)];
  const can = abilitiesOf(request);
  const peers = request.families.flatMap((family): readonly PolicyPeer[] => {
    const all = everything[family];
    if (!can.except) return [...prefixesOf(subtract(setOf([all]), inner))].map(block);
    const except = exceptions.filter((p) => p.family === family).map(formatPrefix);
    return [{ kind: 'ipBlock', cidr: formatPrefix(all), except }];
  });
  return { peers, says: [] };
}

/** Nodes by their addresses, or by the entities that stand for them. */
function nodes(side: 'from' | 'to', request: PolicyRequest): Spelled {
  const can = abilitiesOf(request);
  if (can.nodesByAddress) return { peers: request.ranges.nodes.map(block), says: [] };
  if (can.cilium) return { peers: [], cilium: { Entities: ['host', 'remote-node'] }, says: [] };
  const what: Prose = side === 'from' ? ['from nodes'] : ['to nodes'];
  const says = prose`No engine-wide spelling for connections ${what}: the engines of the pools differ.`;
  return { peers: [], says: [{ kind: 'omitted', says }] };
}

/** Clients behind a load balancer keep their address, or come as a node. */
function throughBalancer(end: LoadBalancerSource, request: PolicyRequest): Spelled {
  const clients = end.clients.map(block);
  if (end.keepsClientAddress) return { peers: clients, says: unmatched(end.clients, request) };
  const ways = new Set(request.engines.map((engine) => engine.throughLoadBalancer));
  const asNode =
    ways.has('byNodeAddress') || ways.has('filtered') ? nodes('from', request) : undefined;
  const says: readonly Said[] = [
    ...(asNode === undefined
      ? []
      : [
          wideBy(
            prose`Clients come with the address of a node: every node may open these ports, and clients cannot be told apart.`,
          ),
        ]),
    ...(ways.has('unfiltered')
      ? [
          wideBy(
            prose`This engine does not filter what comes through a load balancer with the policy ${code('Cluster')}: anybody whom the load balancer lets in passes.`,
          ),
        ]
      : []),
  ];
  return {
    peers: [...clients, ...(asNode?.peers ?? [])],
    ...(asNode?.cilium === undefined ? {} : { cilium: asNode.cilium }),
    says: [...says, ...(asNode?.says ?? [])],
  };
}

const wideBy = (says: Prose): Said => ({ kind: 'wider', says });
