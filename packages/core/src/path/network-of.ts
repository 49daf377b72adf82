import type { Prefix } from '@aksnet/net';
import type { Peering, Subnet, VirtualNetwork } from '../estate/elements/network.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { neighbourhood } from '../estate/neighbours.ts';
import { view } from '../estate/view.ts';
import { isUnknown, type Knowable, type Missing, unknown } from '../evidence/knowable.ts';

/**
 * Ranges of the VNet behind a peering: as it says itself, else as the peering saw them. No VNet is
 * without a range, so a peering that saw none has not looked.
 */
export function rangesBehind(estate: Estate, peering: Peering): Knowable<readonly Prefix[]> {
  const remote: VirtualNetwork | undefined = estate.elements.virtualNetwork.get(peering.to);
  if (remote !== undefined) return remote.prefixes;
  const { remotePrefixes } = peering;
  return !isUnknown(remotePrefixes) && remotePrefixes.length === 0
    ? unknown({ kind: 'notSupplied', what: peering.to })
    : remotePrefixes;
}

/** Peerings that start at the VNet and are not known to be cut. */
export const peeringsFrom = (estate: Estate, network: Id<'virtualNetwork'>): readonly Peering[] =>
  neighbourhood(estate).peers.get(network) ?? [];

/** Says that a list is not known to be whole, unless somebody said so. */
export const unlessListed = (
  estate: Estate,
  kind: Parameters<typeof isListedFor>[1],
  within: string,
): readonly Missing[] =>
  isListedFor(estate, kind, within) ? [] : [{ kind: 'notListed', what: kind, within }];

/** The VNet of a firewall; undefined for one in a Virtual WAN hub. */
export function networkOfFirewall(
  estate: Estate,
  id: Id<'firewall'>,
): Knowable<Id<'virtualNetwork'> | undefined> {
  const firewall = find(estate, 'firewall', id);
  if (isUnknown(firewall)) return firewall;
  if (firewall.virtualHub !== undefined) return undefined;
  const { subnet } = firewall;
  if (isUnknown(subnet) || subnet === undefined) return subnet;
  const there = find(estate, 'subnet', subnet);
  return isUnknown(there) ? there : there.virtualNetwork;
}

const byNetwork: (estate: Estate) => ReadonlyMap<Id<'virtualNetwork'>, readonly Subnet[]> = view(
  (estate) => grouped(all(estate, 'subnet'), (subnet) => subnet.virtualNetwork),
);

/** The subnets of a VNet that are among the inputs. */
export const subnetsOf = (estate: Estate, network: Id<'virtualNetwork'>): readonly Subnet[] =>
  byNetwork(estate).get(network) ?? [];
