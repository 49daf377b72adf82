import type * as dns from '../../estate/elements/dns.ts';
import type * as egress from '../../estate/elements/egress.ts';
import type * as gateways from '../../estate/elements/gateway.ts';
import type * as links from '../../estate/elements/private-link.ts';
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
} from './scalars.ts';
import { list, maybe, object, optional, type Shape } from './shape.ts';

/** Public addresses. */
export const publicIp: Shape<egress.PublicIp> = object<egress.PublicIp>({
  ...head('publicIp'),
  address: knowable(maybe(address)),
  sku: knowable(oneOf('Basic', 'Standard', 'StandardV2')),
  zones: knowable(texts),
  prefix: optional(text),
  dnsLabel: optional(text),
});

const sku = oneOf('Standard', 'StandardV2');

/** Public prefixes. */
export const publicIpPrefix: Shape<egress.PublicIpPrefix> = object<egress.PublicIpPrefix>({
  ...head('publicIpPrefix'),
  prefix: knowable(maybe(prefix)),
  length: knowable(number),
  sku: knowable(sku),
  zones: knowable(texts),
});

/** NAT gateways. */
export const natGateway: Shape<egress.NatGateway> = object<egress.NatGateway>({
  ...head('natGateway'),
  sku: knowable(sku),
  publicIps: knowable(texts),
  publicIpPrefixes: knowable(texts),
  idleTimeout: knowable(number),
  zones: knowable(texts),
});

const frontend = object<egress.Frontend>({
  name: text,
  subnet: optional(text),
  address: optional(address),
  publicIp: optional(text),
});

/** Load balancers. */
export const loadBalancer: Shape<egress.LoadBalancer> = object<egress.LoadBalancer>({
  ...head('loadBalancer'),
  sku: knowable(oneOf('Basic', 'Standard', 'Gateway')),
  frontends: knowable(list(frontend)),
  rules: knowable(
    list(
      object<egress.LoadBalancingRule>({
        name: text,
        frontend: text,
        protocol: oneOf('Tcp', 'Udp', 'All'),
        frontendPort: number,
        backendPort: number,
        floatingIp: boolean,
      }),
    ),
  ),
  outboundRules: knowable(
    list(
      object<egress.OutboundRule>({
        name: text,
        frontends: texts,
        allocatedPorts: number,
        idleTimeout: optional(number),
      }),
    ),
  ),
});

/** Private endpoints. */
export const privateEndpoint: Shape<links.PrivateEndpoint> = object<links.PrivateEndpoint>({
  ...head('privateEndpoint'),
  subnet: knowable(text),
  target: knowable(text),
  targetType: knowable(text),
  groupIds: knowable(texts),
  state: knowable(oneOf('Approved', 'Pending', 'Rejected', 'Disconnected')),
  addresses: knowable(addresses),
  zones: knowable(texts),
  publicAccess: optional(
    object<links.PublicAccess>({ is: oneOf('enabled', 'disabled'), by: text }),
  ),
});

/** Private link services. */
export const privateLinkService: Shape<links.PrivateLinkService> = object<links.PrivateLinkService>(
  {
    ...head('privateLinkService'),
    subnet: knowable(text),
    natAddressCount: knowable(number),
    frontends: optional(knowable(texts)),
  },
);

/** Private zones. */
export const privateDnsZone: Shape<dns.PrivateDnsZone> = object<dns.PrivateDnsZone>({
  ...head('privateDnsZone'),
  records: knowable(
    list(
      object<dns.DnsRecord>({
        name: text,
        type: oneOf('A', 'AAAA', 'CNAME', 'TXT', 'MX', 'PTR', 'SRV', 'SOA'),
        values: texts,
        ttl: optional(number),
      }),
    ),
  ),
});

/** Links of zones. */
export const privateDnsLink: Shape<dns.PrivateDnsLink> = object<dns.PrivateDnsLink>({
  ...head('privateDnsLink'),
  zone: text,
  virtualNetwork: knowable(text),
  registration: knowable(boolean),
  resolutionPolicy: knowable(oneOf('Default', 'NxDomainRedirect')),
});

type Inbound = Extract<dns.DnsResolver['inbound'], readonly unknown[]>[number];

/** Resolvers. */
export const dnsResolver: Shape<dns.DnsResolver> = object<dns.DnsResolver>({
  ...head('dnsResolver'),
  virtualNetwork: knowable(text),
  inbound: knowable(
    list(object<Inbound>({ name: text, subnet: text, address: optional(address) })),
  ),
  outbound: knowable(list(object({ name: text, subnet: text }))),
});

/** Forwarding rulesets. */
export const forwardingRuleset: Shape<dns.ForwardingRuleset> = object<dns.ForwardingRuleset>({
  ...head('forwardingRuleset'),
  resolver: knowable(maybe(text)),
  rules: knowable(
    list(
      object({
        name: text,
        domain: text,
        servers: list(object({ address, port: number })),
        enabled: boolean,
      }),
    ),
  ),
  links: knowable(texts),
});

/** VPN and ExpressRoute gateways. */
export const virtualNetworkGateway: Shape<gateways.VirtualNetworkGateway> =
  object<gateways.VirtualNetworkGateway>({
    ...head('virtualNetworkGateway'),
    type: knowable(oneOf('Vpn', 'ExpressRoute')),
    subnet: knowable(text),
    learned: knowable(prefixes),
    sku: optional(knowable(text)),
    publicIps: optional(knowable(texts)),
    clientPrefixes: optional(knowable(prefixes)),
  });

/** VPN gateways of Virtual WAN hubs. */
export const vpnGateway: Shape<gateways.VpnGateway> = object<gateways.VpnGateway>({
  ...head('vpnGateway'),
  hub: knowable(text),
  learned: knowable(prefixes),
  scaleUnits: optional(knowable(number)),
  sites: optional(
    knowable(
      list(
        object<gateways.SiteConnection>({
          name: text,
          site: knowable(text),
          bgp: knowable(boolean),
        }),
      ),
    ),
  ),
});

/** ExpressRoute gateways of Virtual WAN hubs. */
export const expressRouteGateway: Shape<gateways.ExpressRouteGateway> =
  object<gateways.ExpressRouteGateway>({
    ...head('expressRouteGateway'),
    hub: knowable(text),
    learned: knowable(prefixes),
    scaleUnits: optional(knowable(number)),
  });

/** Bastion hosts. */
export const bastionHost: Shape<gateways.BastionHost> = object<gateways.BastionHost>({
  ...head('bastionHost'),
  subnet: knowable(text),
  publicIp: knowable(maybe(text)),
  sku: knowable(text),
});

/** Application gateways. */
export const applicationGateway: Shape<gateways.ApplicationGateway> =
  object<gateways.ApplicationGateway>({
    ...head('applicationGateway'),
    subnet: knowable(text),
    publicIps: knowable(texts),
    privateAddress: knowable(maybe(address)),
    sku: knowable(text),
    minInstances: knowable(number),
    maxInstances: knowable(number),
    firewallPolicy: knowable(maybe(text)),
    zones: knowable(texts),
  });

/** Application Gateways for Containers. */
export const gatewayForContainers: Shape<gateways.GatewayForContainers> =
  object<gateways.GatewayForContainers>({
    ...head('gatewayForContainers'),
    subnet: knowable(text),
  });
