import { formatAddress, formatPrefix, type Prefix } from '@aksnet/net';
import type { FirewallRule, FirewallSources } from '../../estate/elements/firewall.ts';
import { all, type Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { knownOr } from '../../evidence/knowable.ts';
import { externalRanges } from '../surroundings.ts';
import { firewallFor } from './routes.ts';

/**
 * Questions for names that pass a firewall: of a Virtual WAN hub with routing intent, between a resolver
 * in a VNet beside it and the networks outside. A resolver in a hub VNet meets none: its subnets have no
 * route table, and the gateway subnet reaches them directly.
 */
export function resolverRules(
  estate: Estate,
  firewalls: ReadonlySet<Id<'firewall'>>,
): readonly FirewallRule[] {
  const behindHubs = new Set(
    all(estate, 'hubConnection').map(({ virtualNetwork }) => virtualNetwork),
  );
  return all(estate, 'dnsResolver').flatMap((resolver) => {
    const network = knownOr(resolver.virtualNetwork, undefined);
    if (network === undefined || !behindHubs.has(network)) return [];
    const firewall = firewallFor(estate, network);
    if (firewall === undefined || !firewalls.has(firewall)) return [];
    const rangesOf = (ends: readonly { readonly subnet: Id<'subnet'> }[]): readonly Prefix[] =>
      ends.flatMap(({ subnet }) => knownOr(estate.elements.subnet.get(subnet)?.prefixes ?? [], []));
    const servers = all(estate, 'forwardingRuleset')
      .filter((ruleset) => ruleset.resolver === resolver.id)
      .flatMap(({ rules }) => knownOr(rules, []).flatMap((rule) => rule.servers))
      .map(({ address }) => formatAddress(address));
    const inbound = rangesOf(knownOr(resolver.inbound, [])).map(formatPrefix);
    return [
      ...dnsRule(`${resolver.name}-out`, rangesOf(knownOr(resolver.outbound, [])), servers),
      ...dnsRule(`${resolver.name}-in`, externalRanges(estate, network), inbound),
    ];
  });
}

function dnsRule(
  name: string,
  from: readonly Prefix[],
  to: readonly string[],
): readonly FirewallRule[] {
  if (from.length === 0 || to.length === 0) return [];
  const sources: FirewallSources = { prefixes: from, ipGroups: [] };
  return [
    {
      kind: 'network',
      name,
      from: sources,
      protocols: ['UDP', 'TCP'],
      to: [...new Set(to)],
      toFqdns: [],
      toIpGroups: [],
      ports: [{ first: 53, last: 53 }],
    },
  ];
}
