import { formatAddress, formatPrefix, type Prefix, parseAddress } from '@aksnet/net';
import type { FirewallRule, FirewallSources } from '../../estate/elements/firewall.ts';
import type { PortRange } from '../../estate/elements/security-group.ts';
import type { Id } from '../../estate/id.ts';
import { type Knowable, mapKnown, notStated, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type ArmValue, reference } from '../codec.ts';
import { formatPorts, parsePorts } from './peers.ts';
import {
  absentIs,
  absentIsUnknown,
  allKnown,
  each,
  idHere,
  isGiven,
  prefixOrAddress,
  textOr,
} from './reading.ts';
import { fields, ifGiven, noneIfEmpty } from './writing.ts';

/** A rule of a rule collection group; what is not known in it makes it not known. */
export function readFirewallRule(at: Cursor): Knowable<FirewallRule> {
  const type = textOr(at.string('ruleType'), '').toLowerCase();
  const read = readers.get(type);
  return read === undefined
    ? unknown({ kind: 'notModelled', feature: `rule type ${type}` })
    : read(at);
}

/** Writes a rule with the discriminator that ARM asks for. */
export function spellFirewallRule(rule: FirewallRule): ArmValue {
  const from = {
    name: rule.name,
    sourceAddresses: noneIfEmpty(
      rule.from.any === true ? ['*'] : rule.from.prefixes.map(formatPrefix),
    ),
    sourceIpGroups: noneIfEmpty(rule.from.ipGroups.map((id) => reference(id))),
  };
  switch (rule.kind) {
    case 'network':
      return fields({
        ruleType: 'NetworkRule',
        ...from,
        ipProtocols: rule.protocols,
        destinationAddresses: noneIfEmpty(rule.to),
        destinationFqdns: noneIfEmpty(rule.toFqdns),
        destinationIpGroups: noneIfEmpty(rule.toIpGroups.map((id) => reference(id))),
        destinationPorts: rule.ports.map(formatPorts),
      });
    case 'application':
      return fields({
        ruleType: 'ApplicationRule',
        ...from,
        protocols: rule.protocols.map(({ type, port }) => ({ protocolType: type, port })),
        targetFqdns: noneIfEmpty(rule.fqdns),
        fqdnTags: noneIfEmpty(rule.fqdnTags),
        webCategories: noneIfEmpty(rule.webCategories),
      });
    case 'dnat':
      return fields({
        ruleType: 'NatRule',
        ...from,
        ipProtocols: rule.protocols,
        destinationAddresses: rule.to,
        destinationPorts: rule.ports.map(formatPorts),
        translatedAddress: ifGiven(rule.translatedAddress, formatAddress),
        translatedFqdn: rule.translatedFqdn,
        translatedPort: String(rule.translatedPort),
      });
  }
}

type Reader = (at: Cursor) => Knowable<FirewallRule>;

/** By discriminator, in lower case. */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['networkrule', readNetwork],
  ['applicationrule', readApplication],
  ['natrule', readNat],
]);

function readNetwork(at: Cursor): Knowable<FirewallRule> {
  const from = sources(at);
  const protocols = enums(at, 'ipProtocols', ['TCP', 'UDP', 'ICMP', 'Any'] as const);
  const ports = absentIs(at.parsedList('destinationPorts', parsePorts), []);
  const to = texts(at, 'destinationAddresses');
  const toFqdns = texts(at, 'destinationFqdns');
  const toIpGroups = ids(at, 'destinationIpGroups');
  if (!isGiven(from)) return from;
  if (!isGiven(protocols)) return protocols;
  if (!isGiven(ports)) return ports;
  if (!isGiven(to)) return to;
  if (!isGiven(toFqdns)) return toFqdns;
  return mapKnown(toIpGroups, (groups) => ({
    kind: 'network',
    name: nameOf(at),
    from,
    protocols,
    to,
    toFqdns,
    toIpGroups: groups,
    ports,
  }));
}

const applicationTypes = ['Http', 'Https', 'Mssql'] as const;

function readApplication(at: Cursor): Knowable<FirewallRule> {
  const from = sources(at);
  const protocols = absentIs(
    each(at, 'protocols', (item) => {
      const type = absentIsUnknown(item.enumOf('protocolType', applicationTypes), 'protocolType');
      const port = absentIsUnknown(item.number('port'), 'port');
      return isGiven(type) ? mapKnown(port, (known) => ({ type, port: known })) : type;
    }),
    [],
  );
  const fqdns = texts(at, 'targetFqdns');
  const fqdnTags = texts(at, 'fqdnTags');
  const webCategories = texts(at, 'webCategories');
  if (!isGiven(from)) return from;
  if (!isGiven(protocols)) return protocols;
  if (!isGiven(fqdns)) return fqdns;
  if (!isGiven(fqdnTags)) return fqdnTags;
  return mapKnown(webCategories, (categories) => ({
    kind: 'application',
    name: nameOf(at),
    from,
    protocols,
    fqdns,
    fqdnTags,
    webCategories: categories,
  }));
}

function readNat(at: Cursor): Knowable<FirewallRule> {
  const from = sources(at);
  const protocols = enums(at, 'ipProtocols', ['TCP', 'UDP'] as const);
  const to = texts(at, 'destinationAddresses');
  const ports: Knowable<readonly PortRange[]> = absentIs(
    at.parsedList('destinationPorts', parsePorts),
    [],
  );
  const address = at.parsed('translatedAddress', parseAddress);
  const fqdn = at.string('translatedFqdn');
  const port = absentIsUnknown(at.number('translatedPort'), 'translatedPort');
  if (!isGiven(from)) return from;
  if (!isGiven(protocols)) return protocols;
  if (!isGiven(to)) return to;
  if (!isGiven(ports)) return ports;
  return mapKnown(port, (translatedPort) => ({
    kind: 'dnat',
    name: nameOf(at),
    from,
    protocols,
    to,
    ports,
    ...(isGiven(address) ? { translatedAddress: address } : {}),
    ...(isGiven(fqdn) && fqdn !== '' ? { translatedFqdn: fqdn } : {}),
    translatedPort,
  }));
}

const nameOf = (at: Cursor): string => textOr(at.string('name'), '');

const texts = (at: Cursor, key: string): Knowable<readonly string[]> =>
  absentIs(at.stringList(key), []);

const ids = (at: Cursor, key: string): Knowable<readonly Id<'ipGroup'>[]> =>
  absentIs(
    each(at, key, (item) => idHere<'ipGroup'>(item)),
    [],
  );

function enums<const T extends string>(
  at: Cursor,
  key: string,
  values: readonly T[],
): Knowable<readonly T[]> {
  return mapKnown(texts(at, key), (all) =>
    allKnown(
      all.map((text): Knowable<T> => {
        const lower = text.toLowerCase();
        return values.find((value) => value.toLowerCase() === lower) ?? notStated(`${key} ${text}`);
      }),
    ),
  );
}

function sources(at: Cursor): Knowable<FirewallSources> {
  const written = texts(at, 'sourceAddresses');
  const groups = ids(at, 'sourceIpGroups');
  if (!isGiven(written)) return written;
  if (!isGiven(groups)) return groups;
  if (written.includes('*')) return { prefixes: [], ipGroups: groups, any: true };
  const parsed = written.map((text): Knowable<Prefix> => {
    const answer = prefixOrAddress(text);
    if (answer.ok) return answer.value;
    at.remark(
      { severity: 'warning', code: 'unreadable-value', message: answer.reason },
      'sourceAddresses',
    );
    return unknown({ kind: 'notEvaluable', expression: text, source: at.source });
  });
  return mapKnown(allKnown(parsed), (prefixes) => ({ prefixes, ipGroups: groups }));
}
