import type { Address, Prefix } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** Next hop types that a user route can have; `VirtualApplianceEcmp` has several addresses. */
export type NextHopType =
  | 'VirtualAppliance'
  | 'VirtualApplianceEcmp'
  | 'VirtualNetworkGateway'
  | 'VnetLocal'
  | 'Internet'
  | 'None';

/** A user route. */
export interface Route {
  readonly name: string;
  /**
   * A prefix, a service tag such as `AzureCloud.southeastasia`, or the public address or prefix of an exit
   * that does not exist before it is deployed.
   */
  readonly destination: Knowable<
    | { readonly kind: 'prefix'; readonly prefix: Prefix }
    | { readonly kind: 'tag'; readonly tag: string }
    | { readonly kind: 'exit'; readonly of: Id<'publicIp'> | Id<'publicIpPrefix'> }
  >;
  readonly nextHop: Knowable<NextHopType>;
  readonly nextHopAddresses: Knowable<readonly Address[]>;
  /** The firewall that the next hop stands for: its address may not exist before it is deployed. */
  readonly via?: Id<'firewall'>;
}

/** Microsoft.Network/routeTables. */
export interface RouteTable extends Element<'routeTable'> {
  readonly routes: Knowable<readonly Route[]>;
  /** Whether routes of the virtual network gateway are spread to the subnets. */
  readonly propagateGatewayRoutes: Knowable<boolean>;
}
