import type { Prefix } from '@aksnet/net';
import type { PublicIp } from '../../estate/elements/egress.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { VirtualNetwork } from '../../estate/elements/network.ts';
import type { Id } from '../../estate/id.ts';
import { notStated } from '../../evidence/knowable.ts';
import { type SpecialSubnetId, specialSubnets } from '../../facts/special-subnets.ts';
import type { Place, Places } from '../places.ts';
import { plannedSubnet } from './subnet.ts';

/** The name that Azure demands of a special subnet. */
export const fixedName = (id: SpecialSubnetId): string =>
  specialSubnets[id].fixedName ?? `snet-${id}`;

/** Whose network a part of the hub is put into. */
export interface Tenant {
  readonly outside: readonly Prefix[];
  readonly places: Places;
  readonly place: Place;
  readonly network: VirtualNetwork;
  /** Availability zones of the region, as far as the pools in it name them. */
  readonly zones: readonly string[];
}

/** A public address in the zones of the region. */
export function publicIp(
  { places, place, zones }: Tenant,
  name: string,
  prefix?: Id<'publicIpPrefix'>,
): PublicIp {
  return {
    ...places.head({
      kind: 'publicIp',
      type: 'Microsoft.Network/publicIPAddresses',
      names: [name],
      place,
    }),
    address: notStated('ipAddress'),
    sku: 'Standard',
    zones,
    ...(prefix === undefined ? {} : { prefix }),
  };
}

/** A Bastion with its subnet, group and address. */
export function bastionParts(tenant: Tenant): readonly AnyElement[] {
  const { places, place, network } = tenant;
  const group: AnyElement = {
    ...places.head({
      kind: 'networkSecurityGroup',
      type: 'Microsoft.Network/networkSecurityGroups',
      names: [`nsg-bastion-${place.region}`],
      place,
    }),
    rules: [],
  };
  const subnet = plannedSubnet(places, {
    name: fixedName('bastion'),
    purpose: 'bastionSubnet',
    network,
    place,
    securityGroup: group.id,
  });
  const ip = publicIp(tenant, `pip-bastion-${place.region}`);
  const bastion: AnyElement = {
    ...places.head({
      kind: 'bastionHost',
      type: 'Microsoft.Network/bastionHosts',
      names: [`bas-${place.region}`],
      place,
    }),
    subnet: subnet.id,
    publicIp: ip.id,
    sku: 'Standard',
  };
  return [group, subnet, ip, bastion];
}

/** A DNS private resolver with both of its subnets. */
export function resolverParts(tenant: Tenant): readonly AnyElement[] {
  const { places, place, network } = tenant;
  const delegations = specialSubnets.dnsResolverInbound.delegations;
  const inbound = plannedSubnet(places, {
    name: 'snet-dns-inbound',
    purpose: 'dnsResolverInbound',
    network,
    place,
    delegations,
  });
  const outbound = plannedSubnet(places, {
    name: 'snet-dns-outbound',
    purpose: 'dnsResolverOutbound',
    network,
    place,
    delegations,
  });
  const resolver: AnyElement = {
    ...places.head({
      kind: 'dnsResolver',
      type: 'Microsoft.Network/dnsResolvers',
      names: [`dnspr-${place.region}`],
      place,
    }),
    virtualNetwork: network.id,
    inbound: [{ name: 'inbound', subnet: inbound.id }],
    outbound: [{ name: 'outbound', subnet: outbound.id }],
  };
  return [inbound, outbound, resolver];
}
