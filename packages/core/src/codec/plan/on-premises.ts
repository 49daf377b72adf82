import type * as onPremises from '../../estate/elements/on-premises.ts';
import { knowable } from './evidence.ts';
import { head } from './head.ts';
import { boolean, oneOf, prefixes, text } from './scalars.ts';
import { byKind, list, maybe, object, optional, type Shape } from './shape.ts';

/** Other ends of VPNs. */
export const localNetworkGateway: Shape<onPremises.LocalNetworkGateway> =
  object<onPremises.LocalNetworkGateway>({
    ...head('localNetworkGateway'),
    prefixes: knowable(prefixes),
  });

/** What gateways are joined with. */
export const gatewayConnection: Shape<onPremises.GatewayConnection> =
  object<onPremises.GatewayConnection>({
    ...head('gatewayConnection'),
    gateway: knowable(text),
    to: knowable(
      byKind<onPremises.OtherEnd>({
        site: { id: text },
        gateway: { id: text },
        circuit: { id: text },
        clients: {},
      }),
    ),
    bgp: knowable(boolean),
  });

/** ExpressRoute circuits. */
export const expressRouteCircuit: Shape<onPremises.ExpressRouteCircuit> =
  object<onPremises.ExpressRouteCircuit>({
    ...head('expressRouteCircuit'),
    sku: optional(knowable(object({ tier: text, family: text }))),
    peerings: knowable(
      list(
        object<onPremises.CircuitPeering>({
          name: text,
          type: knowable(oneOf('AzurePrivatePeering', 'AzurePublicPeering', 'MicrosoftPeering')),
          enabled: knowable(boolean),
        }),
      ),
    ),
  });

/** Branches of Virtual WANs. */
export const vpnSite: Shape<onPremises.VpnSite> = object<onPremises.VpnSite>({
  ...head('vpnSite'),
  prefixes: knowable(prefixes),
  virtualWan: knowable(maybe(text)),
});
