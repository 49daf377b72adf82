import { type Address, containsAddress, sameAddress } from '@aksnet/net';
import { all, type Estate, find } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { viewOf } from '../../estate/view-of.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import { networkOfFirewall } from '../network-of.ts';

/** In the name of which VNet the platform is asked: only zones linked to that one are seen. */
export type Asker =
  | { readonly kind: 'asks'; readonly network: Id<'virtualNetwork'> | undefined }
  | { readonly kind: 'refused'; readonly by: string }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/**
 * Who asks Azure for names of a VNet: the VNet itself, or where its DNS servers stand when they pass
 * questions on (a firewall's DNS proxy, a private resolver). What any other server answers is not known.
 */
export const askerOf: (estate: Estate, network: Id<'virtualNetwork'>) => Asker = viewOf(
  (estate, id) => {
    const network = find(estate, 'virtualNetwork', id);
    if (isUnknown(network)) return { kind: 'unsure', missing: network.unknown };
    if (network.dnsVia !== undefined) return throughFirewall(estate, network.dnsVia);
    const { dnsServers } = network;
    if (isUnknown(dnsServers)) return { kind: 'unsure', missing: dnsServers.unknown };
    const [first, ...more] = dnsServers;
    if (first === undefined) return { kind: 'asks', network: id };
    const asker = throughServer(estate, first);
    const others = more.map((server) => throughServer(estate, server));
    return others.every((other) => sameAsker(asker, other)) ? asker : differing;
  },
);

const differing: Asker = {
  kind: 'unsure',
  missing: [{ kind: 'notModelled', feature: 'DNS servers that answer differently' }],
};

const sameAsker = (a: Asker, b: Asker): boolean =>
  a.kind === 'asks' && b.kind === 'asks' ? a.network === b.network : a.kind === b.kind;

/** A firewall with DNS proxy asks in the name of its own VNet, unless its policy names servers. */
function throughFirewall(estate: Estate, id: Id<'firewall'>): Asker {
  const firewall = find(estate, 'firewall', id);
  if (isUnknown(firewall)) return { kind: 'unsure', missing: firewall.unknown };
  const policy =
    isUnknown(firewall.policy) || firewall.policy === undefined
      ? firewall.policy
      : find(estate, 'firewallPolicy', firewall.policy);
  if (policy === undefined) return { kind: 'refused', by: id };
  if (isUnknown(policy)) return { kind: 'unsure', missing: policy.unknown };
  const { dnsProxy, dnsServers } = policy;
  if (isUnknown(dnsProxy)) return { kind: 'unsure', missing: dnsProxy.unknown };
  if (!dnsProxy) return { kind: 'refused', by: policy.id };
  if (isUnknown(dnsServers)) return { kind: 'unsure', missing: dnsServers.unknown };
  const [first] = dnsServers;
  if (first !== undefined) return throughServer(estate, first);
  const network = networkOfFirewall(estate, id);
  return isUnknown(network)
    ? { kind: 'unsure', missing: network.unknown }
    : { kind: 'asks', network };
}

/** Where a question ends that is sent to an address: an inbound endpoint or a firewall, else unknown. */
export function throughServer(estate: Estate, server: Address): Asker {
  for (const resolver of all(estate, 'dnsResolver')) {
    const { inbound, virtualNetwork } = resolver;
    if (isUnknown(inbound)) continue;
    const hit = inbound.some(({ address, subnet }) => {
      if (address !== undefined) return sameAddress(address, server);
      const prefixes = estate.elements.subnet.get(subnet)?.prefixes;
      return (
        prefixes !== undefined &&
        !isUnknown(prefixes) &&
        prefixes.some((range) => containsAddress(range, server))
      );
    });
    if (!hit) continue;
    return isUnknown(virtualNetwork)
      ? { kind: 'unsure', missing: virtualNetwork.unknown }
      : { kind: 'asks', network: virtualNetwork };
  }
  const firewall = all(estate, 'firewall').find(
    ({ privateAddress }) => !isUnknown(privateAddress) && sameAddress(privateAddress, server),
  );
  if (firewall !== undefined) return throughFirewall(estate, firewall.id);
  return {
    kind: 'unsure',
    missing: [{ kind: 'notModelled', feature: 'answers of an own DNS server' }],
  };
}
