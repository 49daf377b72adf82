import type { AdminRuleCollection } from '../../estate/elements/admin-rules.ts';
import type { Peer, RuleProtocol, SecurityRule } from '../../estate/elements/security-group.ts';
import { parentId } from '../../estate/id.ts';
import { type Knowable, mapKnown, notStated, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type ArmValue, type Codec, type ResourceBody, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { ruleAccesses, ruleDirections } from './network-security-groups.ts';
import { addressTexts, formatPorts, parsePorts, peersOf, type Side } from './peers.ts';
import { absentIs, absentIsUnknown, allKnown, each, idAt, identity, isGiven } from './reading.ts';
import { bareFrame, fields, given, ifGiven } from './writing.ts';

const kind = {
  kind: 'adminRuleCollection',
  spelledAs: 'Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections',
  apiVersion: apiVersions.network,
} as const;

const rulesType = `${kind.spelledAs}/rules` as const;

/** Collections of security admin rules; each rule is a resource of its own. */
export const adminRuleCollections: Codec<'adminRuleCollection'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: AdminRuleCollection = {
      ...own,
      appliesTo: absentIsUnknown(
        each(at, 'appliesToGroups', (item) => idAt<'networkGroup'>(item, 'networkGroupId')),
        'appliesToGroups',
      ),
      rules: unknown({ kind: 'notListed', what: 'security admin rules', within: own.id }),
    };
    return [element];
  },
  encode(element) {
    const collection = bareFrame(kind, element);
    const rules = given(element.rules) ?? [];
    const children = rules.map((rule) => spellRule(rule, collection.names));
    return {
      ...collection,
      properties: fields({
        appliesToGroups: ifGiven(element.appliesTo, (groups) =>
          groups.map((id) => ({ networkGroupId: reference(id) })),
        ),
      }),
      ...(children.length === 0 ? {} : { children }),
    };
  },
  parts: [
    {
      spelledAs: rulesType,
      decode: (at) => {
        const own = identity(at, { kind: kind.kind, spelledAs: rulesType });
        const collection: AdminRuleCollection = {
          kind: kind.kind,
          id: parentId(own.id),
          name: '',
          source: own.source,
          appliesTo: notStated('appliesToGroups'),
          rules: mapKnown(adminRule(at, own.name), (rule) => [rule]),
        };
        return [collection];
      },
    },
  ],
  needs: ['appliesTo', 'rules'],
  fields: { appliesTo: 'properties.appliesToGroups', rules: 'properties' },
};

const protocols = ['Tcp', 'Udp', 'Icmp', 'Esp', 'Ah', 'Any'] as const;

/** Reads a rule; one part of it that is not known makes the rule not known. */
function adminRule(at: Cursor, name: string): Knowable<SecurityRule> {
  const description = at.string('description');
  const priority = absentIsUnknown(at.number('priority'), 'priority');
  const direction = absentIsUnknown(at.enumOf('direction', ruleDirections), 'direction');
  const access = absentIsUnknown(at.enumOf('access', ruleAccesses), 'access');
  const protocol = absentIsUnknown(at.enumOf('protocol', protocols), 'protocol');
  const [sources, destinations] = [peers(at, 'source'), peers(at, 'destination')];
  const [sourcePorts, destinationPorts] = [ports(at, 'source'), ports(at, 'destination')];
  if (
    !isGiven(priority) ||
    !isGiven(direction) ||
    !isGiven(access) ||
    !isGiven(protocol) ||
    !isGiven(sources) ||
    !isGiven(destinations) ||
    !isGiven(sourcePorts) ||
    !isGiven(destinationPorts)
  ) {
    const why = allKnown<unknown>([
      priority,
      direction,
      access,
      protocol,
      sources,
      destinations,
      sourcePorts,
      destinationPorts,
    ]);
    return isGiven(why) ? notStated(name) : why;
  }
  return {
    name,
    ...(isGiven(description) && description !== '' ? { description } : {}),
    priority,
    direction,
    access,
    protocol: protocol === 'Any' ? '*' : protocol,
    sources,
    sourcePorts,
    destinations,
    destinationPorts,
  };
}

/** No document says what a side without a word about its addresses or ports means. */
function peers(at: Cursor, side: Side): Knowable<readonly Peer[]> {
  const groups: Peer[] = [];
  const texts = each(at, `${side}s`, (item) => {
    const text = item.string('addressPrefix');
    const type = item.string('addressPrefixType');
    if (typeof text !== 'string' || type !== 'NetworkGroup') return text;
    groups.push({ kind: 'networkGroup', id: text.toLowerCase() });
    return undefined;
  });
  return unlessEmpty(
    mapKnown(texts, (known) => [...peersOf(known ?? []), ...groups]),
    `${side}s`,
  );
}

const ports = (at: Cursor, side: Side): Knowable<SecurityRule['sourcePorts']> =>
  unlessEmpty(absentIs(at.parsedList(`${side}PortRanges`, parsePorts), []), `${side}PortRanges`);

const unlessEmpty = <T>(list: Knowable<readonly T[]>, field: string): Knowable<readonly T[]> =>
  mapKnown(list, (known) => (known.length === 0 ? notStated(field) : known));

const protocolWord = (protocol: RuleProtocol): string => (protocol === '*' ? 'Any' : protocol);

function spellRule(rule: SecurityRule, collection: readonly string[]): ResourceBody {
  return {
    type: rulesType,
    apiVersion: kind.apiVersion,
    names: [...collection, rule.name],
    kind: 'Custom',
    properties: fields({
      description: rule.description,
      priority: rule.priority,
      direction: rule.direction,
      access: rule.access,
      protocol: protocolWord(rule.protocol),
      sources: rule.sources.flatMap(spellPeer),
      sourcePortRanges: rule.sourcePorts.map(formatPorts),
      destinations: rule.destinations.flatMap(spellPeer),
      destinationPortRanges: rule.destinationPorts.map(formatPorts),
    }),
  };
}

/** Rules of a network manager know no application security groups. */
function spellPeer(peer: Peer): readonly ArmValue[] {
  if (peer.kind === 'networkGroup')
    return [{ addressPrefix: reference(peer.id), addressPrefixType: 'NetworkGroup' }];
  const addressPrefixType = peer.kind === 'tag' ? 'ServiceTag' : 'IPPrefix';
  return addressTexts(peer).map((addressPrefix) => ({ addressPrefix, addressPrefixType }));
}
