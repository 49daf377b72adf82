import { formatAddress, parseAddress } from '@aksnet/net';
import type { ForwardingRuleset } from '../../estate/elements/dns.ts';
import { type Estate, find } from '../../estate/estate.ts';
import { nameInId, parentId } from '../../estate/id.ts';
import { isKnown, type Knowable, mapKnown, notStated, unknown } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import type { ArmValue, Codec, ResourceBody } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, absentIsUnknown, each, idAt, identity, isGiven, textOr } from './reading.ts';
import { fields, frame, given, idObject, partOf } from './writing.ts';

const kind = {
  kind: 'forwardingRuleset',
  spelledAs: 'Microsoft.Network/dnsForwardingRulesets',
  apiVersion: apiVersions.dnsResolver,
} as const;

const ruleType = `${kind.spelledAs}/forwardingRules` as const;
const linkType = `${kind.spelledAs}/virtualNetworkLinks` as const;

type Rule = Extract<ForwardingRuleset['rules'], readonly unknown[]>[number];

/** Forwarding rulesets; rules and links are resources of their own. */
export const forwardingRulesets: Codec<'forwardingRuleset'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const endpoints = absentIs(
      each(at, 'dnsResolverOutboundEndpoints', (item) => item.string('id')),
      [],
    );
    const element: ForwardingRuleset = {
      ...own,
      resolver: mapKnown(endpoints, ([first]) =>
        first === undefined ? undefined : parentId<'dnsResolver'>(first.toLowerCase()),
      ),
      rules: unknown({ kind: 'notListed', what: 'forwarding rules', within: own.id }),
      links: unknown({ kind: 'notListed', what: 'links', within: own.id }),
    };
    return [element];
  },
  encode(element, estate) {
    const children = [...ruleBodies(element), ...linkBodies(element)];
    return {
      ...frame(kind, element),
      properties: fields({ dnsResolverOutboundEndpoints: outboundEndpoints(element, estate) }),
      ...(children.length === 0 ? {} : { children }),
    };
  },
  parts: [
    { spelledAs: ruleType, decode: decodeRule },
    { spelledAs: linkType, decode: decodeLink },
  ],
  needs: ['resolver'],
  fields: {
    resolver: 'properties.dnsResolverOutboundEndpoints',
    rules: 'properties.domainName',
    links: 'properties.virtualNetwork.id',
  },
};

/** The ruleset serves every outbound endpoint of its resolver. */
function outboundEndpoints(element: ForwardingRuleset, estate: Estate): ArmValue | undefined {
  const { resolver } = element;
  if (!isGiven(resolver)) return undefined;
  const found = find(estate, 'dnsResolver', resolver);
  const endpoints = isKnown(found) ? given(found.outbound) : undefined;
  return endpoints?.map(({ name }) => partOf(resolver, 'outboundEndpoints', name));
}

const childOf = (element: ForwardingRuleset, type: string, name: string) => ({
  type,
  apiVersion: kind.apiVersion,
  names: [...frame(kind, element).names, name],
});

const ruleBodies = (element: ForwardingRuleset): readonly ResourceBody[] =>
  (given(element.rules) ?? []).map((rule) => ({
    ...childOf(element, ruleType, rule.name),
    properties: {
      domainName: rule.domain,
      targetDnsServers: rule.servers.map(({ address, port }) => ({
        ipAddress: formatAddress(address),
        port,
      })),
      forwardingRuleState: rule.enabled ? 'Enabled' : 'Disabled',
    },
  }));

const linkBodies = (element: ForwardingRuleset): readonly ResourceBody[] =>
  (given(element.links) ?? []).map((network) => ({
    ...childOf(element, linkType, `link-${nameInId(network)}`),
    properties: fields({ virtualNetwork: idObject(network) }),
  }));

function rulesetOf(at: Cursor, spelledAs: string): ForwardingRuleset {
  const own = identity(at, { kind: kind.kind, spelledAs });
  const id = parentId<'forwardingRuleset'>(own.id);
  return {
    kind: kind.kind,
    id,
    name: '',
    source: own.source,
    resolver: notStated('dnsResolverOutboundEndpoints'),
    rules: unknown({ kind: 'notListed', what: 'forwarding rules', within: id }),
    links: unknown({ kind: 'notListed', what: 'links', within: id }),
  };
}

function decodeRule(at: Cursor): readonly ForwardingRuleset[] {
  return [{ ...rulesetOf(at, ruleType), rules: mapKnown(readRule(at), (rule) => [rule]) }];
}

function decodeLink(at: Cursor): readonly ForwardingRuleset[] {
  const network = absentIsUnknown(
    idAt<'virtualNetwork'>(at, 'virtualNetwork'),
    'virtualNetwork.id',
  );
  return [{ ...rulesetOf(at, linkType), links: mapKnown(network, (id) => [id]) }];
}

const ruleStates = ['Enabled', 'Disabled'] as const;

function readRule(at: Cursor): Knowable<Rule> {
  const domain = absentIsUnknown(at.string('domainName'), 'domainName');
  const state = absentIs(at.enumOf('forwardingRuleState', ruleStates), 'Enabled');
  const servers = absentIs(
    each(at, 'targetDnsServers', (item) => {
      const address = absentIsUnknown(item.parsed('ipAddress', parseAddress), 'ipAddress');
      const port = absentIs(item.number('port'), 53);
      return isGiven(address) ? mapKnown(port, (known) => ({ address, port: known })) : address;
    }),
    [],
  );
  const name = textOr(at.string('name'), '').split('/').at(-1) ?? '';
  if (!isGiven(domain)) return domain;
  if (!isGiven(state)) return state;
  return mapKnown(servers, (known) => ({
    name,
    domain,
    servers: known,
    enabled: state === 'Enabled',
  }));
}
