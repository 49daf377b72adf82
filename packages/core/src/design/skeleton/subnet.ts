import type { Subnet, VirtualNetwork } from '../../estate/elements/network.ts';
import type { Id } from '../../estate/id.ts';
import { toBeAllocated } from '../../evidence/knowable.ts';
import type { SpaceKindId } from '../../facts/space-kinds.ts';
import type { Place, Places } from '../places.ts';

/** What is decided about a subnet before its range is known. */
export interface SubnetPlan {
  readonly name: string;
  readonly purpose: SpaceKindId;
  readonly network: VirtualNetwork;
  readonly place: Place;
  readonly routeTable?: Id<'routeTable'>;
  readonly securityGroup?: Id<'networkSecurityGroup'>;
  readonly natGateway?: Id<'natGateway'>;
  readonly delegations?: readonly string[];
  readonly privateEndpointPolicies?:
    | 'Disabled'
    | 'Enabled'
    | 'NetworkSecurityGroupEnabled'
    | 'RouteTableEnabled';
}

/** A subnet whose range is to be allocated. */
export function plannedSubnet(places: Places, plan: SubnetPlan): Subnet {
  return {
    ...places.childHead({
      kind: 'subnet',
      of: plan.network,
      type: 'subnets',
      name: plan.name,
      place: plan.place,
    }),
    virtualNetwork: plan.network.id,
    prefixes: toBeAllocated,
    purpose: plan.purpose,
    routeTable: plan.routeTable,
    securityGroup: plan.securityGroup,
    natGateway: plan.natGateway,
    delegations: plan.delegations ?? [],
    serviceEndpoints: [],
    privateEndpointPolicies: plan.privateEndpointPolicies ?? 'Disabled',
    defaultOutboundAccess: false,
  };
}
