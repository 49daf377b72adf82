import type { Subnet } from '../../estate/elements/network.ts';
import type {
  NetworkSecurityGroup,
  Peer,
  RuleProtocol,
  SecurityRule,
} from '../../estate/elements/security-group.ts';
import { type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { adminRuleEffects, defaultSecurityRules } from '../../facts/platform/security-rules.ts';
import { firstMatch, type Ordered } from '../first-match.ts';
import {
  type Cut,
  inTurn,
  isCut,
  type Match,
  maybe,
  type Packet,
  type Protocol,
  portsIn,
  some,
  type Where,
  when,
  whereIn,
  whole,
} from '../packet.ts';
import { type FilterKind, type Ruling, unsure } from '../step.ts';
import { adminRulesFor, inNetworkGroup } from './admin-rules.ts';
import { inTag } from './tags.ts';

/** A filter that was asked, and what it said. */
export interface Asked {
  readonly filter: FilterKind;
  readonly at: ElementId;
  readonly direction: 'in' | 'out';
  readonly ruling: Ruling;
  /** It was asked for the look-up of the name. */
  readonly ofLookUp?: true;
}

/** Where a packet passes the filters of a subnet. */
export interface Gate {
  readonly subnet: Id<'subnet'>;
  readonly direction: 'in' | 'out';
}

type Direction = SecurityRule['direction'];

const directions: Readonly<Record<Gate['direction'], Direction>> = {
  in: 'Inbound',
  out: 'Outbound',
};

/** A rule with its name, ready to be asked. */
interface Line {
  readonly name: string;
  readonly access: SecurityRule['access'];
  readonly protocol: RuleProtocol;
  readonly sources: readonly Peer[];
  readonly destinations: readonly Peer[];
  readonly sourcePorts: SecurityRule['sourcePorts'];
  readonly destinationPorts: SecurityRule['destinationPorts'];
}

const anyPort = [{ first: 0, last: 65535 }];

/** The default rules of a direction, as any other rules. */
const defaultLines: Readonly<Record<Direction, readonly Line[]>> = {
  Inbound: defaultsOf('Inbound'),
  Outbound: defaultsOf('Outbound'),
};

function defaultsOf(direction: Direction): readonly Line[] {
  return defaultSecurityRules
    .filter((rule) => rule.direction === direction)
    .toSorted((a, b) => a.priority - b.priority)
    .map(({ name, access, source, destination }) => ({
      name,
      access,
      protocol: '*',
      sources: [endOf(source)],
      destinations: [endOf(destination)],
      sourcePorts: anyPort,
      destinationPorts: anyPort,
    }));
}

function endOf(text: string): Peer {
  return text.includes('/') ? { kind: 'any' } : { kind: 'tag', tag: text };
}

/** The rules of a group by direction, in the order in which they are looked at; compiled once. */
const linesOf: (group: NetworkSecurityGroup) => Readonly<Record<Direction, readonly Line[]>> = view(
  (group) => {
    const rules = isUnknown(group.rules) ? [] : group.rules;
    const of = (direction: Direction): readonly Line[] => [
      ...sorted(rules.filter((rule) => rule.direction === direction)),
      ...defaultLines[direction],
    ];
    return { Inbound: of('Inbound'), Outbound: of('Outbound') };
  },
);

const sorted = (rules: readonly SecurityRule[]): readonly SecurityRule[] =>
  rules.toSorted((a, b) => a.priority - b.priority);

/**
 * Admin rules of the VNet, then the group of the subnet; a group that is not there lets pass. Groups
 * of network interfaces are AKS's own and not asked: they hold no rule against the cluster itself.
 */
export function subnetFilters(estate: Estate, packet: Packet, gate: Gate): readonly Asked[] | Cut {
  const subnet = find(estate, 'subnet', gate.subnet);
  const { direction } = gate;
  if (isUnknown(subnet))
    return [
      { filter: 'securityGroup', at: gate.subnet, direction, ruling: unsure(...subnet.unknown) },
    ];
  const first = adminRuling(estate, packet, { subnet, direction });
  if (first !== undefined && 'kind' in first) return first;
  if (first?.isFinal === true) return [first.asked];
  const group = groupRuling(estate, packet, { subnet, direction });
  if (group !== undefined && 'kind' in group) return group;
  // A rule that may be final would keep the group from being asked at all.
  const doubts = first?.doubts ?? [];
  const isDoubtful = doubts.length > 0 && group?.ruling.kind === 'stops';
  const asked = isDoubtful ? { ...group, ruling: unsure(...doubts) } : group;
  return [first?.asked, asked].flatMap((each) => each ?? []);
}

interface AtSubnet {
  readonly subnet: Subnet;
  readonly direction: Gate['direction'];
}

function groupRuling(
  estate: Estate,
  packet: Packet,
  { subnet, direction }: AtSubnet,
): Asked | Cut | undefined {
  const { securityGroup } = subnet;
  if (securityGroup === undefined) return undefined;
  const group = isUnknown(securityGroup)
    ? securityGroup
    : find(estate, 'networkSecurityGroup', securityGroup);
  const at = isUnknown(securityGroup) ? subnet.id : securityGroup;
  const missing = isUnknown(group)
    ? group.unknown
    : isUnknown(group.rules)
      ? group.rules.unknown
      : [];
  if (isUnknown(group) || missing.length > 0)
    return { filter: 'securityGroup', at, direction, ruling: unsure(...missing) };
  const lines = linesOf(group)[directions[direction]];
  const ask = asking(estate, packet, subnet.id);
  const ruling = firstMatch(ordered(lines, ask), 'stops');
  return isCut(ruling) ? ruling : { filter: 'securityGroup', at, direction, ruling };
}

function* ordered(lines: readonly Line[], ask: (line: Line) => Match): IterableIterator<Ordered> {
  for (const line of lines)
    yield {
      name: line.name,
      access: accessOf(line),
      match: () => ask(line),
    };
}

const accessOf = ({ access }: Pick<Line, 'access'>): Ordered['access'] =>
  access === 'Deny' ? 'stops' : 'passes';

const asking =
  (estate: Estate, packet: Packet, subnet: Id<'subnet'>) =>
  (line: Line): Match =>
    inTurn(
      () => when(line.protocol === '*' || line.protocol === protocols[packet.protocol]),
      () => portsIn(packet.ports, line.destinationPorts),
      () => someEnd(line.sources, (peer) => inPeer(estate, subnet, { peer, where: packet.src })),
      () =>
        someEnd(line.destinations, (peer) =>
          inPeer(estate, subnet, { peer, where: packet.dst, name: packet.name }),
        ),
      () => sourcePort(line.sourcePorts),
    );

const protocols: Readonly<Record<Protocol, RuleProtocol | undefined>> = {
  TCP: 'Tcp',
  UDP: 'Udp',
  SCTP: undefined,
};

const someEnd = (peers: readonly Peer[], match: (peer: Peer) => Match): Match =>
  some(peers.map(match));

/** Senders choose their port freely: a rule on some of them may match or not. */
const sourcePort = (ranges: Line['sourcePorts']): Match =>
  ranges.some((range) => range.first <= 1024 && range.last === 65535)
    ? whole
    : maybe({ kind: 'notStated', field: 'source port' });

interface PeerQuestion {
  readonly peer: Peer;
  readonly where: Where;
  readonly name?: string | undefined;
}

function inPeer(estate: Estate, subnet: Id<'subnet'>, { peer, where, name }: PeerQuestion): Match {
  switch (peer.kind) {
    case 'any':
      return whole;
    case 'prefixes':
      return whereIn(where, peer.prefixes);
    case 'tag':
      return inTag(estate, subnet, { tag: peer.tag, where, name });
    case 'group':
      return maybe({ kind: 'notModelled', feature: 'members of application security groups' });
    case 'networkGroup':
      return inNetworkGroup(estate, peer.id, where);
  }
}

interface AdminAnswer {
  readonly asked: Asked;
  /** What they said holds, whatever the groups say. */
  readonly isFinal: boolean;
  /** Why the groups may count or not, against what `isFinal` says. */
  readonly doubts: readonly Missing[];
}

/** What security admin rules say; undefined where there are none. */
function adminRuling(
  estate: Estate,
  packet: Packet,
  { subnet, direction }: AtSubnet,
): AdminAnswer | Cut | undefined {
  const { collections, missing } = adminRulesFor(estate, subnet.id);
  const [first] = collections;
  const at = first?.collection.id ?? subnet.virtualNetwork;
  const asked = (ruling: Ruling): Asked => ({ filter: 'adminRules', at, direction, ruling });
  const open = (ruling: Ruling): AdminAnswer => ({
    asked: asked(ruling),
    isFinal: false,
    doubts: [],
  });
  if (missing.length > 0) return open(unsure(...missing));
  if (first === undefined) return undefined;
  const lines = collections
    .flatMap(({ collection: { rules }, unless }) =>
      isUnknown(rules) ? [] : rules.map((rule) => ({ ...rule, unless })),
    )
    .filter((rule) => rule.direction === directions[direction])
    .toSorted((a, b) => a.priority - b.priority);
  const ask = asking(estate, packet, subnet.id);
  const doubts = new Map<Line, readonly Missing[]>();
  const match = (line: (typeof lines)[number]) => (): Match => {
    const found = inTurn(
      () => ask(line),
      () => (line.unless.length > 0 ? maybe(...line.unless) : whole),
    );
    if (found.kind === 'maybe') doubts.set(line, found.missing);
    return found;
  };
  const ruling = firstMatch(
    lines.map((line) => ({ name: line.name, access: accessOf(line), match: match(line) })),
    'passes',
  );
  if (isCut(ruling)) return ruling;
  if (ruling.kind === 'unsure') return open(ruling);
  const decided = lines.find((line) => line.name === ruling.decidedBy);
  const effect = decided === undefined ? 'askGroups' : adminRuleEffects.value[decided.access];
  const others = [...doubts].filter(([line]) => adminRuleEffects.value[line.access] !== effect);
  return {
    asked: asked(ruling),
    isFinal: effect !== 'askGroups' && others.length === 0,
    doubts: others.flatMap(([, each]) => each),
  };
}
