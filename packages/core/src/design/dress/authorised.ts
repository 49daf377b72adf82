import type { Cluster } from '../../estate/elements/cluster.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import { all, type Estate } from '../../estate/estate.ts';
import type { Id } from '../../estate/id.ts';
import { isKnown, knownOr } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import { snatExit } from '../../size/snat-exit.ts';

type ExitAddress = Id<'publicIp'> | Id<'publicIpPrefix'>;

/**
 * Lets the nodes of a public API server with authorised ranges in: they call it by the cluster's own way
 * out, so its public addresses are named among the ranges. They are named by themselves, for Azure gives
 * the numbers only when they are made (azure-aks-docs, api-server-authorized-ip-ranges.md). An open API
 * server needs none, and one in the VNet is called from inside.
 */
export const dressAuthorised = (estate: Estate): readonly AnyElement[] =>
  all(estate, 'cluster').flatMap((cluster) => {
    if (!hasGate(cluster)) return [];
    const exits = exitsOf(estate, cluster);
    return exits.length === 0
      ? []
      : [{ ...cluster, access: { ...cluster.access, authorizedExits: exits } }];
  });

/** Whether the nodes of the cluster must be on the list of who may call its API server. */
export const hasGate = ({ access }: Cluster): boolean =>
  access.private === false &&
  access.vnetIntegration === false &&
  knownOr(access.authorizedRanges, []).length > 0;

function exitsOf(estate: Estate, cluster: Cluster): readonly ExitAddress[] {
  const exit = snatExit(estate, cluster);
  return isKnown(exit) && exit !== undefined ? addressesOf(estate, exit.element) : [];
}

/** Addresses of an exit; all of one prefix are said by the prefix, so that more of them may join. */
function addressesOf(estate: Estate, exit: ElementId): readonly ExitAddress[] {
  const { firewall, natGateway, cluster } = estate.elements;
  const nat = natGateway.get(exit);
  const balancer = knownOr(cluster.get(exit)?.network.loadBalancer, undefined);
  const ips = firewall.get(exit)?.publicIps ?? nat?.publicIps ?? balancer?.outboundIps ?? [];
  const prefixes = nat?.publicIpPrefixes ?? balancer?.outboundIpPrefixes ?? [];
  const ofIps = knownOr(ips, []).map(
    (id): ExitAddress => estate.elements.publicIp.get(id)?.prefix ?? id,
  );
  return [...new Set([...ofIps, ...knownOr(prefixes, [])])];
}
