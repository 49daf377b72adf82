import type { Subnet } from '../../estate/elements/network.ts';
import type {
  AdminRuleCollection,
  NetworkSecurityGroup,
  Peer,
  RuleProtocol,
  SecurityRule,
} from '../../estate/elements/security-group.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { adminRuleEffects, defaultSecurityRules } from '../../facts/platform/security-rules.ts';
import { firstMatch, type Ordered } from '../first-match.ts';
import { unlessListed } from '../network-of.ts';
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
  if (first?.final === true) return [first.asked];
  const group = groupRuling(estate, packet, { subnet, direction });
  if (group !== undefined && 'kind' in group) return group;
  return [first?.asked, group].flatMap((asked) => asked ?? []);
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
      access: line.access === 'Deny' ? 'stops' : 'passes',
      match: () => ask(line),
    };
}

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
  }
}

interface AdminRules {
  readonly collections: readonly AdminRuleCollection[];
  readonly missing: readonly Missing[];
}

const adminRulesFor: (estate: Estate, network: Id<'virtualNetwork'>) => AdminRules = viewOf(
  (estate, network) => {
    const collections = all(estate, 'adminRuleCollection');
    const there = collections.filter(
      ({ appliesTo }) => isUnknown(appliesTo) || appliesTo.includes(network),
    );
    return {
      collections: there,
      missing: [
        ...unlessListed(estate, 'adminRuleCollection', network),
        ...there.flatMap(({ appliesTo, rules }) => [
          ...(isUnknown(appliesTo) ? appliesTo.unknown : []),
          ...(isUnknown(rules) ? rules.unknown : []),
        ]),
      ],
    };
  },
);

interface AdminAnswer {
  readonly asked: Asked;
  /** What they said holds, whatever the groups say. */
  readonly final: boolean;
}

/** What security admin rules say; undefined where there are none. */
function adminRuling(
  estate: Estate,
  packet: Packet,
  { subnet, direction }: AtSubnet,
): AdminAnswer | Cut | undefined {
  const { collections, missing } = adminRulesFor(estate, subnet.virtualNetwork);
  const [first] = collections;
  const at = first?.id ?? subnet.virtualNetwork;
  const answer = (ruling: Ruling, final: boolean): AdminAnswer => ({
    asked: { filter: 'adminRules', at, direction, ruling },
    final,
  });
  if (missing.length > 0) return answer(unsure(...missing), false);
  if (first === undefined) return undefined;
  const rules = collections
    .flatMap((each) => (isUnknown(each.rules) ? [] : each.rules))
    .filter((rule) => rule.direction === directions[direction]);
  const lines = sorted(rules);
  const ask = asking(estate, packet, subnet.id);
  const ruling = firstMatch(ordered(lines, ask), 'passes');
  if (isCut(ruling)) return ruling;
  if (ruling.kind === 'unsure') return answer(ruling, false);
  const decided = lines.find((line) => line.name === ruling.decidedBy);
  const effect = decided === undefined ? 'askGroups' : adminRuleEffects.value[decided.access];
  return answer(ruling, effect !== 'askGroups');
}
