import { formatAddress, formatPrefix } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { Estate } from '../estate/estate.ts';
import { isUnknown, knownOr } from '../evidence/knowable.ts';
import { code, element, type Part, type Prose, prose } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import { snatExit } from '../size/snat-exit.ts';

/** By which public addresses the new cluster is seen, as far as anything tells before it is built. */
export function exitAddresses(estate: Estate, target: Cluster): readonly Part[] {
  const exit = snatExit(estate, target);
  if (exit === undefined || isUnknown(exit)) return [];
  const { ips, prefixes } = publicOf(estate, exit.element);
  return [
    ...ips.map((id) => addressPart(estate, id)),
    ...prefixes.map((id) => prefixPart(estate, id)),
  ];
}

/** The public addresses of a firewall, a NAT gateway or a cluster's own load balancer. */
function publicOf(
  estate: Estate,
  id: ElementId,
): { readonly ips: readonly ElementId[]; readonly prefixes: readonly ElementId[] } {
  const firewall = estate.elements.firewall.get(id);
  if (firewall !== undefined) return { ips: knownOr(firewall.publicIps, []), prefixes: [] };
  const gateway = estate.elements.natGateway.get(id);
  if (gateway !== undefined)
    return {
      ips: knownOr(gateway.publicIps, []),
      prefixes: knownOr(gateway.publicIpPrefixes, []),
    };
  const profile = knownOr(estate.elements.cluster.get(id)?.network.loadBalancer, undefined);
  return { ips: profile?.outboundIps ?? [], prefixes: profile?.outboundIpPrefixes ?? [] };
}

function addressPart(estate: Estate, id: ElementId): Part {
  const ip = estate.elements.publicIp.get(id);
  const address = knownOr(ip?.address, undefined);
  return address === undefined
    ? element(id, ip?.name)
    : { kind: 'range', text: formatAddress(address) };
}

function prefixPart(estate: Estate, id: ElementId): Part {
  const found = estate.elements.publicIpPrefix.get(id);
  const prefix = knownOr(found?.prefix, undefined);
  return prefix === undefined
    ? element(id, found?.name)
    : { kind: 'range', text: formatPrefix(prefix) };
}

/** Where to read the addresses when no element tells them. */
export const readExit = (target: Cluster): Prose =>
  prose`the public addresses by which ${element(target.id, target.name)} is seen: read them with ${code('az aks show')} when it is built`;
