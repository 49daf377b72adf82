import type { SpaceKindId } from '../../../facts/space-kinds.ts';
import type { Hatch } from '../drawing.ts';
import type { Role } from '../palette.ts';

/** How a range looks: colours, and a hatch for what must not be taken for an ordinary one. */
export interface Look {
  readonly role: Role;
  readonly hatch?: Hatch;
  /** The word for it in the legend. */
  readonly legend: string;
}

const subnet: Look = { role: 'nodes', legend: 'node subnet' };
const entry: Look = { role: 'entry', legend: 'subnet for ways in' };
const guard: Look = { role: 'guard', legend: 'firewall subnet' };
const gateway: Look = { role: 'gateway', legend: 'gateway, DNS, API server subnet' };
const other: Look = { role: 'other', legend: 'other subnet' };
const outside: Look = { role: 'outside', hatch: 'outside', legend: 'in use elsewhere' };

/** The look of every kind of range, and of those that are none: pools, room for growth, reserved. */
export const kindLooks: Readonly<Record<SpaceKindId | 'pool' | 'held' | 'reserved', Look>> = {
  pool: { role: 'pool', legend: 'pool' },
  held: { role: 'held', hatch: 'held', legend: 'kept free for growth' },
  reserved: { role: 'forbidden', hatch: 'forbidden', legend: 'reserved by Azure or AKS' },
  vnet: { role: 'hub', legend: 'VNet' },
  vwanHub: { role: 'hub', legend: 'VNet' },
  nodeSubnet: subnet,
  podSubnet: { role: 'pods', legend: 'pods' },
  overlayPods: { role: 'pods', legend: 'pods' },
  service: { role: 'services', legend: 'Services' },
  apiServerSubnet: gateway,
  ingressSubnet: entry,
  agcSubnet: entry,
  internalLoadBalancerSubnet: entry,
  privateEndpointSubnet: { role: 'private', legend: 'private endpoint subnet' },
  firewallSubnet: guard,
  firewallManagementSubnet: guard,
  gatewaySubnet: gateway,
  bastionSubnet: gateway,
  routeServerSubnet: gateway,
  dnsResolverInbound: gateway,
  dnsResolverOutbound: gateway,
  otherSubnet: other,
  onPremises: outside,
  vpn: outside,
  expressRoute: outside,
  otherCloud: outside,
  peer: outside,
  docker: outside,
};
