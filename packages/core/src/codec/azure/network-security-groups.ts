import type {
  NetworkSecurityGroup,
  RuleProtocol,
  SecurityRule,
} from '../../estate/elements/security-group.ts';
import { parentId } from '../../estate/id.ts';
import { type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue, Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { readPeers, readPorts, spellSide } from './peers.ts';
import { absentIs, absentIsUnknown, allKnown, each, identity, isGiven, textOr } from './reading.ts';
import { fields, frame, ifGiven } from './writing.ts';

const kind = {
  kind: 'networkSecurityGroup',
  spelledAs: 'Microsoft.Network/networkSecurityGroups',
  apiVersion: apiVersions.network,
} as const;

const rulesType = `${kind.spelledAs}/securityRules` as const;
const protocols: readonly RuleProtocol[] = ['Tcp', 'Udp', 'Icmp', 'Esp', 'Ah', '*'];

/** Network security groups with their own rules; default rules are facts and not read. */
export const networkSecurityGroups: Codec<'networkSecurityGroup'> = {
  ...kind,
  decode: (at) => {
    const element: NetworkSecurityGroup = {
      ...identity(at, kind),
      rules: absentIs(each(at, 'securityRules', securityRule), []),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      securityRules: ifGiven(element.rules, (rules) => rules.map(spellRule)),
    }),
  }),
  parts: [
    {
      spelledAs: rulesType,
      decode: (at) => {
        const own = identity(at, { kind: kind.kind, spelledAs: rulesType });
        const group: NetworkSecurityGroup = {
          kind: kind.kind,
          id: parentId(own.id),
          name: '',
          source: own.source,
          rules: mapKnown(securityRule(at), (rule) => [rule]),
        };
        return [group];
      },
    },
  ],
  nests: ['rules'],
  needs: ['rules'],
  fields: { rules: 'properties.securityRules' },
};

/** Reads a rule; one part of it that is not known makes the rule not known. */
export function securityRule(at: Cursor): Knowable<SecurityRule> {
  const name = textOr(at.string('name'), '');
  const description = at.string('description');
  const priority = absentIsUnknown(at.number('priority'), 'priority');
  const direction = absentIsUnknown(at.enumOf('direction', ruleDirections), 'direction');
  const access = absentIsUnknown(at.enumOf('access', ruleAccesses), 'access');
  const protocol = absentIsUnknown(at.enumOf('protocol', protocols), 'protocol');
  const sources = readPeers(at, 'source');
  const destinations = readPeers(at, 'destination');
  const sourcePorts = readPorts(at, 'source');
  const destinationPorts = readPorts(at, 'destination');
  const parts = [priority, direction, access, protocol, sources, destinations];
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
    const why = allKnown<unknown>([...parts, sourcePorts, destinationPorts]);
    return isGiven(why) ? absentIsUnknown<SecurityRule>(undefined, name) : why;
  }
  return {
    name,
    ...(typeof description === 'string' && description !== '' ? { description } : {}),
    priority,
    direction,
    access,
    protocol,
    sources,
    sourcePorts,
    destinations,
    destinationPorts,
  };
}

/** Directions of security rules. */
export const ruleDirections = ['Inbound', 'Outbound'] as const;
/** What security rules do; groups themselves have no `AlwaysAllow`. */
export const ruleAccesses = ['Allow', 'Deny', 'AlwaysAllow'] as const;

function spellRule(rule: SecurityRule): ArmValue {
  return {
    name: rule.name,
    properties: fields({
      description: rule.description,
      priority: rule.priority,
      direction: rule.direction,
      access: rule.access,
      protocol: rule.protocol,
      ...spellSide('source', rule.sources, rule.sourcePorts),
      ...spellSide('destination', rule.destinations, rule.destinationPorts),
    }),
  };
}
