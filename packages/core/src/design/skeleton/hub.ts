import type { PublicIpPrefix } from '../../estate/elements/egress.ts';
import type { Firewall } from '../../estate/elements/firewall.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { VirtualNetwork } from '../../estate/elements/network.ts';
import type { Id } from '../../estate/id.ts';
import { isKnown, notStated, toBeAllocated } from '../../evidence/knowable.ts';
import type { RegionAsk } from '../ask.ts';
import {
  type ExistingOf,
  existingFirewall,
  existingIn,
  existingNetwork,
  existingPolicy,
  existingResolver,
  existingSubnet,
} from '../existing.ts';
import { firewallName } from '../exit-scale.ts';
import type { Places } from '../places.ts';
import { domainOf } from './externals.ts';
import { joinedPlan } from './protection.ts';
import { outsideOf, zonesIn } from './region.ts';
import { plannedSubnet } from './subnet.ts';
import { bastionParts, fixedName, publicIp, resolverParts, type Tenant } from './tenants.ts';

/** The hub of a region with what lives in it. */
export interface Hub {
  /** The hub VNet; beside a Virtual WAN hub the VNet for shared services, if any is asked for. */
  readonly network?: VirtualNetwork;
  /** The hub of a Virtual WAN, instead of a hub VNet. */
  readonly virtualHub?: Id<'virtualHub'>;
  readonly firewall?: Id<'firewall'>;
  readonly firewallPolicy?: Id<'firewallPolicy'>;
  readonly firewallPrefix?: Id<'publicIpPrefix'>;
  readonly gatewayRoutes?: Id<'routeTable'>;
  /** Whether it has a way to networks outside Azure that spokes may use. */
  readonly gateway: boolean;
  readonly elements: readonly AnyElement[];
}

/** Address counts that the hub needs and that sizing found out. */
export interface HubScale {
  /** Public addresses of the firewall. */
  readonly firewallPublicIps: number;
}

/** The hub of a region: the one that is there, or one laid out anew. */
export function hubSkeleton(places: Places, ask: RegionAsk, scale: HubScale): Hub {
  const [there] = existingIn(ask.requirements, 'virtualNetwork', ask.region.name).filter(
    (entry) => entry.use === 'hub',
  );
  return there === undefined ? newHub(places, ask, scale) : hubThere(ask, there);
}

/**
 * A hub that is there, with the parts of it that were named. Nothing is put into it: which of its range is
 * free only its owners know. A firewall that is named beside it stands in its AzureFirewallSubnet, the only
 * place that Azure allows.
 */
function hubThere({ requirements, region }: RegionAsk, entry: ExistingOf<'virtualNetwork'>): Hub {
  const network = existingNetwork(entry, domainOf(requirements, region));
  const [firewall] = existingIn(requirements, 'firewall', region.name).map((e) =>
    existingFirewall(requirements, e, region.name),
  );
  const policies =
    firewall === undefined
      ? []
      : existingIn(requirements, 'firewallPolicy', region.name)
          .slice(0, 1)
          .map((e) => existingPolicy(e, region.name));
  const resolvers = existingIn(requirements, 'dnsResolver', region.name).map((e) =>
    existingResolver(e, network.id),
  );
  const subnets = existingIn(requirements, 'subnet', region.name)
    .map(existingSubnet)
    .filter((subnet) => subnet.virtualNetwork === network.id);
  const home =
    firewall === undefined || isKnown(firewall.subnet)
      ? undefined
      : existingSubnet({
          kind: 'subnet',
          id: `${entry.id}/subnets/${fixedName('firewall')}`,
          region: region.name,
          use: 'firewallSubnet',
        });
  return {
    network,
    ...(firewall === undefined ? {} : { firewall: firewall.id }),
    gateway: requirements.hub.gateway !== 'none',
    elements: [
      network,
      ...subnets,
      ...(home === undefined ? [] : [home]),
      ...(firewall === undefined
        ? []
        : [home === undefined ? firewall : { ...firewall, subnet: home.id }]),
      ...policies,
      ...resolvers,
    ],
  };
}

/** Lays out the hub VNet of a region. */
function newHub(places: Places, ask: RegionAsk, scale: HubScale): Hub {
  const place = places.hub(ask.region.name);
  const network: VirtualNetwork = {
    ...places.head({
      kind: 'virtualNetwork',
      type: 'Microsoft.Network/virtualNetworks',
      names: [`vnet-hub-${ask.region.name}`],
      place,
    }),
    prefixes: toBeAllocated,
    dnsServers: [],
    routingDomain: domainOf(ask.requirements, ask.region),
    ...joinedPlan(ask.requirements, places, {
      region: ask.region.name,
      clusters: ask.requirements.clusters.filter(({ regions }) =>
        regions.includes(ask.region.name),
      ),
      takes: (entry) => entry.behindFirewall,
    }),
  };
  const tenant: Tenant = {
    places,
    place,
    network,
    outside: outsideOf(ask),
    zones: zonesIn(ask),
  };
  const { hub } = ask.requirements;
  const firewall =
    hub.firewall === undefined || hub.firewall.kind === 'nva'
      ? undefined
      : firewallParts(tenant, {
          tier: hub.firewall.tier,
          publicIps: scale.firewallPublicIps,
        });
  const gateway =
    hub.gateway === 'none'
      ? undefined
      : gatewayParts(tenant, {
          types: hub.gateway === 'both' ? ['expressRoute', 'vpn'] : [hub.gateway],
          routed: firewall !== undefined,
        });
  const elements: readonly AnyElement[] = [
    network,
    ...(firewall?.elements ?? []),
    ...(gateway?.elements ?? []),
    ...(hub.bastion ? bastionParts(tenant) : []),
    ...(hub.resolver ? resolverParts(tenant) : []),
  ];
  return {
    network,
    ...(firewall === undefined
      ? {}
      : {
          firewall: firewall.id,
          firewallPolicy: firewall.policy,
          firewallPrefix: firewall.prefix,
        }),
    ...(gateway?.routes === undefined ? {} : { gatewayRoutes: gateway.routes }),
    gateway: gateway !== undefined,
    elements,
  };
}

function firewallParts(
  tenant: Tenant,
  plan: {
    readonly tier: 'Basic' | 'Standard' | 'Premium';
    readonly publicIps: number;
  },
): {
  readonly id: Id<'firewall'>;
  readonly policy: Id<'firewallPolicy'>;
  readonly prefix: Id<'publicIpPrefix'>;
  readonly elements: readonly AnyElement[];
} {
  const { places, place, network, zones } = tenant;
  const region = place.region;
  const subnet = plannedSubnet(places, {
    name: fixedName('firewall'),
    purpose: 'firewallSubnet',
    network,
    place,
  });
  const prefix: PublicIpPrefix = {
    ...places.head({
      kind: 'publicIpPrefix',
      type: 'Microsoft.Network/publicIPPrefixes',
      names: [`ippre-firewall-${region}`],
      place,
    }),
    prefix: notStated('ipPrefix'),
    length: 32 - Math.ceil(Math.log2(Math.max(1, plan.publicIps))),
    sku: 'Standard',
    zones,
  };
  const ips = Array.from({ length: plan.publicIps }, (_, i) =>
    publicIp(tenant, `pip-firewall-${region}-${String(i + 1).padStart(2, '0')}`, prefix.id),
  );
  const isBasic = plan.tier === basicTier;
  const management = isBasic ? managementParts(tenant) : undefined;
  const policyHead = places.head({
    kind: 'firewallPolicy',
    type: 'Microsoft.Network/firewallPolicies',
    names: [`afwp-${region}`],
    place,
  });
  const policy: AnyElement = {
    ...policyHead,
    tier: plan.tier,
    base: undefined,
    // The Basic tier has no DNS proxy, and no document at hand lets it deny by threat intelligence.
    dnsProxy: !isBasic,
    dnsServers: [],
    privateRanges: undefined,
    threatIntelligence: isBasic ? 'Alert' : 'Deny',
  };
  const head = places.head({
    kind: 'firewall',
    type: 'Microsoft.Network/azureFirewalls',
    names: [firewallName(region)],
    place,
  });
  const firewall: AnyElement = {
    ...head,
    privateAddress: toBeAllocated,
    subnet: subnet.id,
    publicIps: ips.map((ip) => ip.id),
    policy: policyHead.id,
    tier: plan.tier,
    zones,
    ...(management === undefined ? {} : { management: management.of }),
  };
  return {
    id: head.id,
    policy: policyHead.id,
    prefix: prefix.id,
    elements: [subnet, prefix, ...ips, ...(management?.elements ?? []), policy, firewall],
  };
}

const basicTier = 'Basic';

/** The management side, without which Azure makes no firewall of the Basic tier. */
function managementParts(tenant: Tenant): {
  readonly of: NonNullable<Firewall['management']>;
  readonly elements: readonly AnyElement[];
} {
  const { places, place, network } = tenant;
  const subnet = plannedSubnet(places, {
    name: fixedName('firewallManagement'),
    purpose: 'firewallManagementSubnet',
    network,
    place,
  });
  const ip = publicIp(tenant, `pip-firewall-management-${place.region}`);
  return { of: { subnet: subnet.id, publicIp: ip.id }, elements: [subnet, ip] };
}

function gatewayParts(
  tenant: Tenant,
  plan: { readonly types: readonly ('vpn' | 'expressRoute')[]; readonly routed: boolean },
): { readonly routes?: Id<'routeTable'>; readonly elements: readonly AnyElement[] } {
  const { places, place, network } = tenant;
  const table: AnyElement | undefined = plan.routed
    ? {
        ...places.head({
          kind: 'routeTable',
          type: 'Microsoft.Network/routeTables',
          names: [`rt-gateway-${place.region}`],
          place,
        }),
        routes: [],
        propagateGatewayRoutes: true,
      }
    : undefined;
  const subnet = plannedSubnet(places, {
    name: fixedName('gateway'),
    purpose: 'gatewaySubnet',
    network,
    place,
    ...(table === undefined ? {} : { routeTable: table.id }),
  });
  const gateways = plan.types.map(
    (type): AnyElement => ({
      ...places.head({
        kind: 'virtualNetworkGateway',
        type: 'Microsoft.Network/virtualNetworkGateways',
        names: [`vgw-${type.toLowerCase()}-${place.region}`],
        place,
      }),
      type: type === 'vpn' ? 'Vpn' : 'ExpressRoute',
      subnet: subnet.id,
      learned: tenant.outside,
    }),
  );
  return {
    ...(table === undefined ? {} : { routes: table.id }),
    elements: [...(table === undefined ? [] : [table]), subnet, ...gateways],
  };
}
