import { type Address, containsAddress, formatAddress, sameAddress } from '@aksnet/net';
import type { DnsResolver, PrivateDnsLink } from '../estate/elements/dns.ts';
import type { Firewall } from '../estate/elements/firewall.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { view } from '../estate/view.ts';
import {
  isKnown,
  isUnknown,
  type Knowable,
  knownOr,
  type Missing,
  unknown,
} from '../evidence/knowable.ts';
import { wellKnownAddresses } from '../facts/reserved-ranges.ts';

/*
 * Whose links count when a VNet asks for a private name: its own when Azure answers it, else those of
 * the VNet in which its DNS server stands, for that one asks Azure in its own VNet. Servers are taken
 * to ask Azure for private names; one that asks elsewhere cannot be seen here.
 */

type NetworkId = Id<'virtualNetwork'>;

/** Networks whose links decide, and what keeps the list from being whole. */
export interface AnsweringNetworks {
  readonly networks: readonly NetworkId[];
  readonly missing: readonly Missing[];
}

/** The networks in which lookups of a VNet are answered. */
export function answeringNetworks(estate: Estate, network: NetworkId): AnsweringNetworks {
  const there = find(estate, 'virtualNetwork', network);
  if (isUnknown(there)) return { networks: [], missing: there.unknown };
  if (there.dnsVia !== undefined) return throughFirewall(estate, there.dnsVia);
  const { dnsServers } = there;
  if (isUnknown(dnsServers)) return { networks: [], missing: dnsServers.unknown };
  if (dnsServers.length === 0) return { networks: [network], missing: [] };
  return joinedOf(dnsServers.map((server) => homeOf(estate, network, server)));
}

function joinedOf(parts: readonly AnsweringNetworks[]): AnsweringNetworks {
  return {
    networks: [...new Set(parts.flatMap((part) => part.networks))],
    missing: parts.flatMap((part) => part.missing),
  };
}

const azureDns = wellKnownAddresses.map(({ address }) => address);

/** Where a DNS server stands: a firewall, a resolver, or a VNet whose range holds its address. */
function homeOf(estate: Estate, asking: NetworkId, server: Address): AnsweringNetworks {
  if (azureDns.some((range) => containsAddress(range, server)))
    return { networks: [asking], missing: [] };
  const firewall = all(estate, 'firewall').find(
    ({ privateAddress }) => isKnown(privateAddress) && sameAddress(privateAddress, server),
  );
  if (firewall !== undefined) return throughFirewall(estate, firewall.id);
  const resolver = all(estate, 'dnsResolver').find((one) => hasInbound(one, server));
  if (resolver !== undefined)
    return isUnknown(resolver.virtualNetwork)
      ? { networks: [], missing: resolver.virtualNetwork.unknown }
      : { networks: [resolver.virtualNetwork], missing: [] };
  const home = all(estate, 'virtualNetwork').find(({ prefixes }) =>
    knownOr(prefixes, []).some((range) => containsAddress(range, server)),
  );
  if (home !== undefined) return { networks: [home.id], missing: [] };
  const feature = `whom the DNS server ${formatAddress(server)} asks`;
  return { networks: [], missing: [{ kind: 'notModelled', feature }] };
}

const hasInbound = ({ inbound }: DnsResolver, server: Address): boolean =>
  knownOr(inbound, []).some(({ address }) => address !== undefined && sameAddress(address, server));

/** A firewall with DNS proxy asks Azure in its own VNet, unless its policy names other servers. */
function throughFirewall(estate: Estate, id: Id<'firewall'>): AnsweringNetworks {
  const firewall = find(estate, 'firewall', id);
  if (isUnknown(firewall)) return { networks: [], missing: firewall.unknown };
  const home = networkOfFirewall(estate, firewall);
  if (isUnknown(home)) return { networks: [], missing: home.unknown };
  const { policy } = firewall;
  if (isUnknown(policy)) return { networks: [], missing: policy.unknown };
  const known = policy === undefined ? undefined : find(estate, 'firewallPolicy', policy);
  if (isUnknown(known)) return { networks: [], missing: known.unknown };
  const servers = known?.dnsServers ?? [];
  if (isUnknown(servers)) return { networks: [], missing: servers.unknown };
  const others = servers.filter(
    (server) => isUnknown(firewall.privateAddress) || !sameAddress(server, firewall.privateAddress),
  );
  return others.length === 0
    ? { networks: [home], missing: [] }
    : joinedOf(others.map((server) => homeOf(estate, home, server)));
}

function networkOfFirewall(estate: Estate, { subnet }: Firewall): Knowable<NetworkId> {
  if (isUnknown(subnet)) return subnet;
  if (subnet === undefined)
    return unknown({ kind: 'notModelled', feature: 'names answered in a virtual hub' });
  const there = find(estate, 'subnet', subnet);
  return isUnknown(there) ? there : there.virtualNetwork;
}

const linksByZone = view((estate: Estate) =>
  grouped(all(estate, 'privateDnsLink'), (link: PrivateDnsLink) => link.zone),
);

/** Whether a zone is linked to a VNet. */
export function isLinked(
  estate: Estate,
  zone: Id<'privateDnsZone'>,
  network: NetworkId,
): Knowable<boolean> {
  const links = linksByZone(estate).get(zone) ?? [];
  if (links.some((link) => link.virtualNetwork === network)) return true;
  const [first, ...more] = [
    ...links.flatMap((link) => (isUnknown(link.virtualNetwork) ? link.virtualNetwork.unknown : [])),
    ...(isListedFor(estate, 'privateDnsLink', zone)
      ? []
      : [{ kind: 'notListed', what: 'privateDnsLink', within: zone } as const]),
  ];
  return first === undefined ? false : unknown(first, ...more);
}

/** The networks that a zone is linked to, as far as known. */
export const linkedNetworks = (estate: Estate, zone: Id<'privateDnsZone'>): readonly NetworkId[] =>
  (linksByZone(estate).get(zone) ?? []).flatMap(({ virtualNetwork }) =>
    isUnknown(virtualNetwork) ? [] : [virtualNetwork],
  );
