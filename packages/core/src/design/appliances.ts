import { type Address, containsAddress, formatAddress } from '@aksnet/net';
import { type Prose, prose, words } from '../evidence/prose.ts';
import type { Requirements } from '../requirements/schema.ts';
import type { RegionAsk } from './ask.ts';
import { existingIn } from './existing.ts';

/** Addresses of another maker's appliances that serve a region, the one that routes name first. */
export function appliancesIn({ hub }: Requirements, region: string): readonly Address[] {
  if (hub.firewall?.kind !== 'nva') return [];
  return hub.firewall.appliances
    .filter((one) => one.region === undefined || one.region === region)
    .map(({ address }) => address);
}

/**
 * Why no route can lead to the appliance of a region. It is there already, so the VNet that it stands in
 * is there too: a next hop must be reached within the VNet or over one peering.
 */
export function unreachable({ requirements, region }: RegionAsk): readonly Prose[] {
  const [address] = appliancesIn(requirements, region.name);
  if (address === undefined)
    return [
      prose`no appliance of ${region.name} is named: write its private address under hub.firewall.appliances`,
    ];
  if (address.family !== 4)
    return [words('the default route of AKS is 0.0.0.0/0, and its next hop needs an IPv4 address')];
  const hub = existingIn(requirements, 'virtualNetwork', region.name).find(
    ({ use }) => use === 'hub',
  );
  if (hub === undefined || requirements.hub.topology !== 'hubVnet')
    return [
      prose`the appliance at ${formatAddress(address)} is there, so the hub VNet that it stands in is there too: name it under existing with use: hub`,
    ];
  return hub.ranges === undefined || hub.ranges.some((range) => containsAddress(range, address))
    ? []
    : [
        prose`${formatAddress(address)} lies outside the ranges of the hub VNet, and a next hop must be reached directly`,
      ];
}
