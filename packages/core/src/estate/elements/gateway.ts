import type { Address, Prefix } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** Microsoft.Network/virtualNetworkGateways: ExpressRoute or VPN. */
export interface VirtualNetworkGateway extends Element<'virtualNetworkGateway'> {
  readonly type: Knowable<'Vpn' | 'ExpressRoute'>;
  readonly subnet: Knowable<Id<'subnet'>>;
  /** Prefixes learnt from the other side, when given; what connections tell is a view (`estate/learned`). */
  readonly learned: Knowable<readonly Prefix[]>;
  /** e.g. `VpnGw2AZ`, `ErGw1AZ`. */
  readonly sku?: Knowable<string>;
  readonly publicIps?: Knowable<readonly Id<'publicIp'>[]>;
  /** Ranges from which single clients get their addresses. */
  readonly clientPrefixes?: Knowable<readonly Prefix[]>;
}

/** A gateway inside a hub of a Virtual WAN. Azure places it there, so it has no subnet of ours. */
interface InHub {
  readonly hub: Knowable<Id<'virtualHub'>>;
  /** Prefixes learnt from the other side, when given. */
  readonly learned: Knowable<readonly Prefix[]>;
  /** How much it carries, in the units that are bought. */
  readonly scaleUnits?: Knowable<number>;
}

/** A connection of a hub's VPN gateway to a branch. */
export interface SiteConnection {
  readonly name: string;
  readonly site: Knowable<Id<'vpnSite'>>;
  /** Whether routes are exchanged, so that nothing written down says them all. */
  readonly bgp: Knowable<boolean>;
}

/** Microsoft.Network/vpnGateways: the VPN gateway of a Virtual WAN hub. */
export interface VpnGateway extends Element<'vpnGateway'>, InHub {
  readonly sites?: Knowable<readonly SiteConnection[]>;
}

/** Microsoft.Network/expressRouteGateways: the ExpressRoute gateway of a Virtual WAN hub. */
export interface ExpressRouteGateway extends Element<'expressRouteGateway'>, InHub {}

/** Microsoft.Network/bastionHosts. */
export interface BastionHost extends Element<'bastionHost'> {
  readonly subnet: Knowable<Id<'subnet'>>;
  readonly publicIp: Knowable<Id<'publicIp'> | undefined>;
  readonly sku: Knowable<string>;
}

/** Microsoft.Network/applicationGateways. */
export interface ApplicationGateway extends Element<'applicationGateway'> {
  readonly subnet: Knowable<Id<'subnet'>>;
  readonly publicIps: Knowable<readonly Id<'publicIp'>[]>;
  /** Private frontend address; undefined: there is none. */
  readonly privateAddress: Knowable<Address | undefined>;
  readonly sku: Knowable<string>;
  readonly minInstances: Knowable<number>;
  readonly maxInstances: Knowable<number>;
  readonly firewallPolicy: Knowable<string | undefined>;
  readonly zones: Knowable<readonly string[]>;
}

/** Microsoft.ServiceNetworking/trafficControllers (Application Gateway for Containers). */
export interface GatewayForContainers extends Element<'gatewayForContainers'> {
  readonly subnet: Knowable<Id<'subnet'>>;
}
