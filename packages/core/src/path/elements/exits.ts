import type { AgentPool, Cluster } from '../../estate/elements/cluster.ts';
import type { Firewall } from '../../estate/elements/firewall.ts';
import type { Subnet } from '../../estate/elements/network.ts';
import { type Estate, find } from '../../estate/estate.ts';
import { isUnknown, type Missing } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { outboundTypes } from '../../facts/outbound.ts';

/** Who shows its public address to the internet. */
export type Exit =
  | {
      readonly kind: 'exit';
      readonly of: ElementId;
      readonly as: 'natGateway' | 'nodeAddress' | 'loadBalancer' | 'default' | 'firewall';
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/** Something that leaves for the internet from a subnet, without an appliance before it. */
export interface Leaver {
  /** Absent in a VNet that AKS manages. */
  readonly subnet?: Subnet;
  readonly cluster?: Cluster;
  readonly pool?: AgentPool;
}

const nobody: Exit = { kind: 'none' };

/**
 * The public face of what leaves with next hop Internet: NAT gateway of the subnet, then the public
 * address of the machine, then outbound rules of the cluster's load balancer, then the platform's
 * default access. Every one that cannot be told stands in the way of those behind it.
 */
export function exitOf({ subnet, cluster, pool }: Leaver): Exit {
  const nat = subnet?.natGateway;
  if (isUnknown(nat)) return { kind: 'unsure', missing: nat.unknown };
  if (nat !== undefined) return { kind: 'exit', of: nat, as: 'natGateway' };
  const type = cluster?.network.outboundType;
  if (type !== undefined && isUnknown(type)) return { kind: 'unsure', missing: type.unknown };
  const owner = type === undefined ? undefined : outboundTypes[type];
  if (cluster !== undefined && owner?.owner === 'natGateway' && owner.builds.length > 0)
    return { kind: 'exit', of: cluster.id, as: 'natGateway' };
  const ip = pool?.nodePublicIp ?? false;
  if (isUnknown(ip)) return { kind: 'unsure', missing: ip.unknown };
  if (ip && pool !== undefined) return { kind: 'exit', of: pool.id, as: 'nodeAddress' };
  if (cluster !== undefined && owner?.owner === 'loadBalancer')
    return { kind: 'exit', of: cluster.id, as: 'loadBalancer' };
  const fallback = subnet?.defaultOutboundAccess ?? false;
  if (isUnknown(fallback)) return { kind: 'unsure', missing: fallback.unknown };
  return fallback && subnet !== undefined ? { kind: 'exit', of: subnet.id, as: 'default' } : nobody;
}

/** The public face of a firewall: a NAT gateway of its subnet, else its own addresses. */
export function exitOfFirewall(estate: Estate, firewall: Firewall): Exit {
  const { subnet: id, publicIps, hubPublicIpCount } = firewall;
  const subnet = isUnknown(id) || id === undefined ? id : find(estate, 'subnet', id);
  if (subnet !== undefined) {
    if (isUnknown(subnet)) return { kind: 'unsure', missing: subnet.unknown };
    const nat = subnet.natGateway;
    if (isUnknown(nat)) return { kind: 'unsure', missing: nat.unknown };
    if (nat !== undefined) return { kind: 'exit', of: nat, as: 'natGateway' };
  }
  if (firewall.virtualHub !== undefined && hubPublicIpCount !== 0)
    return { kind: 'exit', of: firewall.id, as: 'firewall' };
  if (isUnknown(publicIps)) return { kind: 'unsure', missing: publicIps.unknown };
  return publicIps.length > 0 ? { kind: 'exit', of: firewall.id, as: 'firewall' } : nobody;
}
