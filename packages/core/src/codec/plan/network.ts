import type * as network from '../../estate/elements/network.ts';
import type * as interfaces from '../../estate/elements/network-interface.ts';
import type { Route, RouteTable } from '../../estate/elements/routing.ts';
import { type SpaceKindId, spaceKinds } from '../../facts/space-kinds.ts';
import { knowable } from './evidence.ts';
import { head } from './head.ts';
import {
  address,
  addresses,
  boolean,
  number,
  oneOf,
  prefix,
  prefixes,
  text,
  texts,
  textThat,
} from './scalars.ts';
import { byKind, list, maybe, object, optional, type Shape } from './shape.ts';

const isSpaceKind = (value: string): value is SpaceKindId => Object.hasOwn(spaceKinds, value);

/** What a range is for. */
const spaceKind: Shape<SpaceKindId> = textThat(isSpaceKind, 'a kind of range');

/** Where routed ranges never overlap. */
export const routingDomain: Shape<network.RoutingDomain> = object<network.RoutingDomain>({
  ...head('routingDomain'),
  pools: prefixes,
});

/** VNets. */
export const virtualNetwork: Shape<network.VirtualNetwork> = object<network.VirtualNetwork>({
  ...head('virtualNetwork'),
  prefixes: knowable(prefixes),
  dnsServers: knowable(addresses),
  dnsVia: optional(text),
  routingDomain: optional(text),
  heldFor: optional(prefixes),
  encryption: optional(knowable(boolean)),
  ddosProtectionPlan: optional(knowable(maybe(text))),
});

/** Subnets. */
export const subnet: Shape<network.Subnet> = object<network.Subnet>({
  ...head('subnet'),
  virtualNetwork: text,
  prefixes: knowable(prefixes),
  purpose: optional(spaceKind),
  routeTable: knowable(maybe(text)),
  securityGroup: knowable(maybe(text)),
  natGateway: knowable(maybe(text)),
  delegations: knowable(texts),
  serviceEndpoints: knowable(texts),
  privateEndpointPolicies: knowable(
    oneOf('Disabled', 'Enabled', 'NetworkSecurityGroupEnabled', 'RouteTableEnabled'),
  ),
  defaultOutboundAccess: knowable(boolean),
  usedAddresses: optional(knowable(number)),
});

/** Peerings. */
export const peering: Shape<network.Peering> = object<network.Peering>({
  ...head('peering'),
  from: text,
  to: text,
  state: knowable(oneOf('Initiated', 'Connected', 'Disconnected')),
  allowVirtualNetworkAccess: knowable(boolean),
  allowForwardedTraffic: knowable(boolean),
  allowGatewayTransit: knowable(boolean),
  useRemoteGateways: knowable(boolean),
  remotePrefixes: knowable(prefixes),
});

/** Virtual WANs. */
export const virtualWan: Shape<network.VirtualWan> = object<network.VirtualWan>({
  ...head('virtualWan'),
  type: knowable(oneOf('Basic', 'Standard')),
});

/** Hubs of a Virtual WAN. */
export const virtualHub: Shape<network.VirtualHub> = object<network.VirtualHub>({
  ...head('virtualHub'),
  prefix: knowable(prefix),
  virtualWan: knowable(maybe(text)),
  firewall: knowable(maybe(text)),
  routingIntent: knowable(object({ internet: boolean, private: boolean })),
  privatePrefixes: knowable(prefixes),
  routingDomain: optional(text),
});

/** Connections to such hubs. */
export const hubConnection: Shape<network.HubConnection> = object<network.HubConnection>({
  ...head('hubConnection'),
  hub: text,
  virtualNetwork: text,
  internetSecurity: knowable(boolean),
});

/** Ranges that others hold. */
export const externalRange: Shape<network.ExternalRange> = object<network.ExternalRange>({
  ...head('externalRange'),
  prefixes,
  as: spaceKind,
  routingDomain: optional(text),
  note: optional(text),
});

type Destination = Extract<Route['destination'], { readonly kind: string }>;

const route: Shape<Route> = object<Route>({
  name: text,
  destination: knowable(
    byKind<Destination>({ prefix: { prefix }, tag: { tag: text }, exit: { of: text } }),
  ),
  nextHop: knowable(
    oneOf(
      'VirtualAppliance',
      'VirtualApplianceEcmp',
      'VirtualNetworkGateway',
      'VnetLocal',
      'Internet',
      'None',
    ),
  ),
  nextHopAddresses: knowable(addresses),
  via: optional(text),
});

/** Route tables. */
export const routeTable: Shape<RouteTable> = object<RouteTable>({
  ...head('routeTable'),
  routes: knowable(list(route)),
  propagateGatewayRoutes: knowable(boolean),
});

/** Network interfaces of machines. */
export const networkInterface: Shape<interfaces.NetworkInterface> =
  object<interfaces.NetworkInterface>({
    ...head('networkInterface'),
    addresses: knowable(
      list(
        object<interfaces.InterfaceAddress>({
          name: text,
          subnet: knowable(text),
          address: knowable(address),
          publicIp: knowable(maybe(text)),
        }),
      ),
    ),
    groups: knowable(texts),
    securityGroup: knowable(maybe(text)),
    forwards: knowable(boolean),
    machine: knowable(maybe(text)),
  });
