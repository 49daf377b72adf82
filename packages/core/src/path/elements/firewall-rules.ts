import {
  type Prefix,
  parseAddress,
  parsePrefix,
  parseRange,
  prefixesOfRange,
  prefixOf,
} from '@aksnet/net';
import type {
  FirewallRule,
  FirewallSources,
  RuleCollection,
} from '../../estate/elements/firewall.ts';
import { type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { view } from '../../estate/view.ts';
import { isUnknown } from '../../evidence/knowable.ts';
import { firewallFqdnTag, requiredEgress } from '../../facts/required-egress.ts';
import type { Ordered } from '../first-match.ts';
import { nameMatches } from '../names-match.ts';
import {
  every,
  inTurn,
  type Match,
  maybe,
  nothing,
  type Packet,
  portsIn,
  some,
  type Where,
  when,
  whereIn,
  whole,
} from '../packet.ts';
import { inServiceTag } from './tags.ts';

/** Network rules in order. */
export function* networkRules(
  estate: Estate,
  packet: Packet,
  collections: readonly RuleCollection[],
): IterableIterator<Ordered> {
  for (const { action, rules } of collections)
    for (const rule of rules)
      if (rule.kind === 'network')
        yield {
          name: rule.name,
          access: action === 'Deny' ? 'stops' : 'passes',
          match: () => networkMatch(estate, packet, rule),
        };
}

function networkMatch(
  estate: Estate,
  packet: Packet,
  rule: Extract<FirewallRule, { kind: 'network' }>,
): Match {
  const protocols: readonly string[] = rule.protocols;
  return inTurn(
    () => when(protocols.includes('Any') || protocols.includes(packet.protocol)),
    () => portsIn(packet.ports, rule.ports),
    () => fromSources(estate, rule.from, packet.src),
    () =>
      some([
        ...written(rule).map((to) => toWritten(to, packet)),
        ...rule.toFqdns.map((name) => toName(name, packet)),
        ...rule.toIpGroups.map((group) => inIpGroup(estate, group, packet.dst)),
      ]),
  );
}

/** Application rules in order: they see the name that a client asks for, on web and SQL ports. */
export function* applicationRules(
  estate: Estate,
  packet: Packet,
  collections: readonly RuleCollection[],
): IterableIterator<Ordered> {
  for (const { action, rules } of collections)
    for (const rule of rules)
      if (rule.kind === 'application')
        yield {
          name: rule.name,
          access: action === 'Deny' ? 'stops' : 'passes',
          match: () => applicationMatch(estate, packet, rule),
        };
}

function applicationMatch(
  estate: Estate,
  packet: Packet,
  rule: Extract<FirewallRule, { kind: 'application' }>,
): Match {
  if (packet.protocol !== 'TCP') return nothing;
  const ports = rule.protocols.map(({ port }) => ({ first: port, last: port }));
  return inTurn(
    () => portsIn(packet.ports, ports),
    () => fromSources(estate, rule.from, packet.src),
    () =>
      some([
        ...rule.fqdns.map((name) => askedFor(name, packet)),
        ...rule.fqdnTags.map((tag) => inFqdnTag(tag, packet)),
        ...rule.webCategories.map((category) =>
          maybe({ kind: 'notModelled', feature: `web category ${category}` }),
        ),
      ]),
  );
}

/** Destination translations in order. */
export function* translations(
  estate: Estate,
  packet: Packet,
  collections: readonly RuleCollection[],
): IterableIterator<{
  readonly rule: Extract<FirewallRule, { kind: 'dnat' }>;
  readonly match: Match;
}> {
  for (const { rules } of collections)
    for (const rule of rules) {
      if (rule.kind !== 'dnat') continue;
      const protocols: readonly string[] = rule.protocols;
      yield {
        rule,
        match: every(
          when(protocols.includes(packet.protocol)),
          portsIn(packet.ports, rule.ports),
          fromSources(estate, rule.from, packet.src),
          some(written(rule).map((to) => toWritten(to, packet))),
        ),
      };
    }
}

const fromSources = (estate: Estate, from: FirewallSources, where: Where): Match =>
  from.any === true
    ? whole
    : some([
        whereIn(where, from.prefixes),
        ...from.ipGroups.map((group) => inIpGroup(estate, group, where)),
      ]);

function inIpGroup(estate: Estate, id: Id<'ipGroup'>, where: Where): Match {
  const group = find(estate, 'ipGroup', id);
  if (isUnknown(group)) return maybe(...group.unknown);
  return isUnknown(group.prefixes)
    ? maybe(...group.prefixes.unknown)
    : whereIn(where, group.prefixes);
}

/** A destination as written: `*`, an address, a prefix, a range, or a service tag. */
interface Written {
  readonly text: string;
  /** Absent for `*` and for tags. */
  readonly prefixes?: readonly Prefix[] | undefined;
}

/** Destinations of a rule, read once. */
const written: (rule: { readonly to: readonly string[] }) => readonly Written[] = view(({ to }) =>
  to.map((text) => ({ text, prefixes: prefixesIn(text) })),
);

function toWritten({ text, prefixes }: Written, { dst: where, name }: Packet): Match {
  if (text === '*') return whole;
  return prefixes === undefined
    ? inServiceTag({ tag: text, where, name })
    : whereIn(where, prefixes);
}

function prefixesIn(text: string): readonly Prefix[] | undefined {
  const written = parsePrefix(text);
  if (written.ok) return [written.value];
  const one = parseAddress(text);
  if (one.ok) return [prefixOf(one.value, one.value.family === 4 ? 32 : 128)];
  const range = parseRange(text);
  return range.ok ? [...prefixesOfRange(range.value)] : undefined;
}

/** Names in network rules stand for their addresses: another name may share one of them. */
const toName = (name: string, packet: Packet): Match =>
  packet.name !== undefined && nameMatches(name, packet.name)
    ? whole
    : packet.dst.kind === 'public' && packet.name === undefined
      ? maybe({ kind: 'notStated', field: 'name asked for' })
      : nothing;

function askedFor(pattern: string, packet: Packet): Match {
  if (pattern === '*') return whole;
  if (packet.name === undefined)
    return packet.dst.kind === 'public'
      ? maybe({ kind: 'notStated', field: 'name asked for' })
      : nothing;
  return when(nameMatches(pattern, packet.name));
}

/** Names behind the tag of AKS, for every cloud; placeholders stand for any text. */
const requiredNames: readonly string[] = [
  ...new Set(
    requiredEgress
      .filter((endpoint) => endpoint.group === 'core-fqdn')
      .flatMap((endpoint) => endpoint.destinations)
      .map((name) => name.replace(/<[^>]+>/g, '*')),
  ),
];

function inFqdnTag(tag: string, packet: Packet): Match {
  if (tag !== firewallFqdnTag.value)
    return maybe({ kind: 'notModelled', feature: `names of the FQDN tag ${tag}` });
  const { name } = packet;
  if (name === undefined)
    return packet.dst.kind === 'public'
      ? maybe({ kind: 'notStated', field: 'name asked for' })
      : nothing;
  if (requiredNames.some((required) => nameMatches(required, name))) return whole;
  return nothing;
}
