import type { Prefix } from '@aksnet/net';
import type { Knowable } from '../../evidence/knowable.ts';
import type { Id } from '../id.ts';
import type { Element } from './element.ts';

/** Microsoft.Network/localNetworkGateways: what stands at the other end of a VPN. */
export interface LocalNetworkGateway extends Element<'localNetworkGateway'> {
  /** Ranges behind it that were written down; more may be learnt over BGP. */
  readonly prefixes: Knowable<readonly Prefix[]>;
}

/** The other end of a connection: a site, a gateway of another VNet, a circuit, or single clients. */
export type OtherEnd =
  | { readonly kind: 'site'; readonly id: Id<'localNetworkGateway'> }
  | { readonly kind: 'gateway'; readonly id: Id<'virtualNetworkGateway'> }
  | { readonly kind: 'circuit'; readonly id: Id<'expressRouteCircuit'> }
  | { readonly kind: 'clients' };

/** Microsoft.Network/connections: a gateway of a VNet, and what it is joined with. */
export interface GatewayConnection extends Element<'gatewayConnection'> {
  readonly gateway: Knowable<Id<'virtualNetworkGateway'>>;
  readonly to: Knowable<OtherEnd>;
  /** Whether routes are exchanged, so that nothing written down says them all. */
  readonly bgp: Knowable<boolean>;
}

/** A peering of an ExpressRoute circuit. */
export interface CircuitPeering {
  readonly name: string;
  readonly type: Knowable<'AzurePrivatePeering' | 'AzurePublicPeering' | 'MicrosoftPeering'>;
  readonly enabled: Knowable<boolean>;
}

/** Microsoft.Network/expressRouteCircuits. What is behind one is told by BGP and by no document. */
export interface ExpressRouteCircuit extends Element<'expressRouteCircuit'> {
  readonly peerings: Knowable<readonly CircuitPeering[]>;
  /** e.g. `Standard` and `MeteredData`. */
  readonly sku?: Knowable<{ readonly tier: string; readonly family: string }>;
}

/** Microsoft.Network/vpnSites: a branch that a Virtual WAN hub has a VPN to. */
export interface VpnSite extends Element<'vpnSite'> {
  /** Ranges behind it that were written down; more may be learnt over BGP. */
  readonly prefixes: Knowable<readonly Prefix[]>;
  readonly virtualWan: Knowable<Id<'virtualWan'> | undefined>;
}
