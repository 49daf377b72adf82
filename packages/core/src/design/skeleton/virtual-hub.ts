import { contains, type Prefix, prefix } from '@aksnet/net';
import type { Firewall, FirewallPolicy } from '../../estate/elements/firewall.ts';
import type {
  HubConnection,
  VirtualHub,
  VirtualNetwork,
  VirtualWan,
} from '../../estate/elements/network.ts';
import { canonical, nameInId } from '../../estate/id.ts';
import type { HubGateway } from '../../estate/neighbours.ts';
import { notStated, toBeAllocated } from '../../evidence/knowable.ts';
import { intentRoutes } from '../../facts/virtual-wan.ts';
import type { Requirements } from '../../requirements/schema.ts';
import type { RegionAsk } from '../ask.ts';
import { existingFirewall, existingHubGateway, existingIn } from '../existing.ts';
import { firewallName } from '../exit-scale.ts';
import type { Place, Places } from '../places.ts';
import { domainOf } from './externals.ts';
import type { Hub, HubScale } from './hub.ts';
import { announced, outsideOf, zonesIn } from './region.ts';
import { bastionParts, resolverParts, type Tenant } from './tenants.ts';

/**
 * A Virtual WAN hub with routing intent: the firewall is the next hop of internet and private traffic.
 * Nothing of ours can live in it, so a resolver or Bastion gets a VNet for shared services beside it.
 */
export function virtualHubSkeleton(places: Places, ask: RegionAsk, scale: HubScale): Hub {
  const { requirements, region } = ask;
  const place = places.hub(region.name);
  const hub = hubElement(places, ask, place);
  const gateways = gatewaysOf(places, ask, { hub, place });
  const firewall = firewallParts(places, ask, { hub, place, publicIps: scale.firewallPublicIps });
  const shared = sharedNetwork(places, ask, place);
  const elements = shared === undefined ? [] : sharedParts(shared, ask, hub);
  return {
    virtualHub: hub.id,
    gateway: gateways.length > 0,
    ...(shared === undefined ? {} : { network: shared.network }),
    ...(firewall === undefined ? {} : { firewall: firewall.firewall.id }),
    elements: [
      ...wanOf(places, ask, hub),
      { ...hub, firewall: firewall?.firewall.id, routingDomain: domainOf(requirements, region) },
      ...(firewall === undefined
        ? []
        : [firewall.policy, firewall.firewall].flatMap((e) => (e === undefined ? [] : [e]))),
      ...gateways,
      ...elements,
    ],
  };
}

function hubElement(places: Places, ask: RegionAsk, place: Place): VirtualHub {
  const { requirements, region } = ask;
  const [there] = existingIn(requirements, 'virtualHub', region.name);
  const [wan] = existingIn(requirements, 'virtualWan', region.name);
  if (there !== undefined)
    return {
      kind: 'virtualHub',
      id: canonical(there.id),
      name: nameInId(canonical(there.id)),
      spelled: there.id,
      layer: 'hub',
      existing: true,
      location: region.name,
      prefix: there.range ?? notStated('range'),
      virtualWan: wan === undefined ? notStated('virtualWan') : canonical(wan.id),
      firewall: undefined,
      routingIntent: there.routingIntent ?? notStated('routingIntent'),
      privatePrefixes: notStated('private prefixes of the default route table'),
      source: { document: 'design', path: ['existing'] },
    };
  return {
    ...places.head({
      kind: 'virtualHub',
      type: 'Microsoft.Network/virtualHubs',
      names: [`vhub-${region.name}`],
      place,
    }),
    prefix: toBeAllocated,
    virtualWan: wan === undefined ? plannedWan(places, requirements).id : canonical(wan.id),
    firewall: undefined,
    routingIntent: { internet: true, private: true },
    privatePrefixes: beyondIntent(requirements),
  };
}

/** Routed ranges that an intent for private traffic does not cover by itself: every hub must list them. */
function beyondIntent({ addresses }: Requirements): readonly Prefix[] {
  const covered = intentRoutes.value['_policy_PrivateTraffic'].map((text) => prefix(text));
  const routed = [
    ...addresses.domains.flatMap(({ pools }) => pools),
    ...addresses.inUse.filter((range) => announced.has(range.as)).flatMap(({ ranges }) => ranges),
  ];
  return routed.filter(
    (range) => range.family === 4 && !covered.some((each) => contains(each, range)),
  );
}

/** The one WAN that joins the hubs of all regions, when none is there: it stands beside the first of them. */
function plannedWan(places: Places, { regions }: Requirements): VirtualWan {
  const [first] = regions;
  if (first === undefined) throw new Error('invariant: a design has a region');
  return {
    ...places.head({
      kind: 'virtualWan',
      type: 'Microsoft.Network/virtualWans',
      names: ['vwan'],
      place: places.hub(first.name),
    }),
    type: 'Standard',
  };
}

/** The WAN, with the first of the hubs that refer to it. */
function wanOf(
  places: Places,
  { requirements, region }: RegionAsk,
  hub: VirtualHub,
): readonly VirtualWan[] {
  const wan = plannedWan(places, requirements);
  const first = requirements.regions.find(
    ({ name }) =>
      existingIn(requirements, 'virtualHub', name).length === 0 &&
      existingIn(requirements, 'virtualWan', name).length === 0,
  );
  return first?.name === region.name && hub.virtualWan === wan.id ? [wan] : [];
}

/**
 * The gateways of the hub: those that are there; in a new hub those that are asked for. Into a hub that
 * is there none is put, for which it has already only its owners know.
 */
function gatewaysOf(
  places: Places,
  ask: RegionAsk,
  { hub, place }: { readonly hub: VirtualHub; readonly place: Place },
): readonly HubGateway[] {
  const { requirements, region } = ask;
  const plan = { hub: hub.id, learned: outsideOf(ask) };
  const there = [
    ...existingIn(requirements, 'expressRouteGateway', region.name),
    ...existingIn(requirements, 'vpnGateway', region.name),
  ].map((entry) => existingHubGateway(entry, plan));
  if (there.length > 0 || hub.existing === true) return there;
  const wished = requirements.hub.gateway;
  const head = <K extends HubGateway['kind']>(kind: K, type: string, name: string) =>
    places.head({ kind, type: `Microsoft.Network/${type}`, names: [name], place });
  const expressRoute: HubGateway = {
    ...head('expressRouteGateway', 'expressRouteGateways', `ergw-${region.name}`),
    ...plan,
  };
  const vpn: HubGateway = { ...head('vpnGateway', 'vpnGateways', `vpng-${region.name}`), ...plan };
  return {
    none: [],
    expressRoute: [expressRoute],
    vpn: [vpn],
    both: [expressRoute, vpn],
  }[wished];
}

interface HubFirewallPlan {
  readonly hub: VirtualHub;
  readonly place: Place;
  readonly publicIps: number;
}

function firewallParts(
  places: Places,
  ask: RegionAsk,
  plan: HubFirewallPlan,
): { readonly firewall: Firewall; readonly policy?: FirewallPolicy } | undefined {
  const { requirements, region } = ask;
  const wanted = requirements.hub.firewall;
  const [there] = existingIn(requirements, 'firewall', region.name);
  if (there !== undefined)
    return {
      firewall: { ...existingFirewall(requirements, there, region.name), virtualHub: plan.hub.id },
    };
  if (wanted === undefined || wanted.kind === 'nva') return undefined;
  const { place, hub } = plan;
  const policy: FirewallPolicy = {
    ...places.head({
      kind: 'firewallPolicy',
      type: 'Microsoft.Network/firewallPolicies',
      names: [`afwp-${region.name}`],
      place,
    }),
    tier: wanted.tier,
    base: undefined,
    // The Basic tier has no DNS proxy, and no document at hand lets it deny by threat intelligence.
    dnsProxy: wanted.tier !== 'Basic',
    dnsServers: [],
    privateRanges: undefined,
    threatIntelligence: wanted.tier === 'Basic' ? 'Alert' : 'Deny',
  };
  const firewall: Firewall = {
    ...places.head({
      kind: 'firewall',
      type: 'Microsoft.Network/azureFirewalls',
      names: [firewallName(region.name)],
      place,
    }),
    privateAddress: notStated('privateAddress'),
    subnet: undefined,
    virtualHub: hub.id,
    publicIps: [],
    policy: policy.id,
    tier: wanted.tier,
    zones: zonesIn(ask),
    hubPublicIpCount: plan.publicIps,
  };
  return { firewall, policy };
}

function sharedNetwork(places: Places, ask: RegionAsk, place: Place): Tenant | undefined {
  const { hub } = ask.requirements;
  if (!hub.bastion && !hub.resolver) return undefined;
  const network: VirtualNetwork = {
    ...places.head({
      kind: 'virtualNetwork',
      type: 'Microsoft.Network/virtualNetworks',
      names: [`vnet-shared-${place.region}`],
      place,
    }),
    prefixes: toBeAllocated,
    dnsServers: [],
    routingDomain: domainOf(ask.requirements, ask.region),
  };
  return { places, place, network, outside: outsideOf(ask), zones: zonesIn(ask) };
}

function sharedParts(
  tenant: Tenant,
  { requirements }: RegionAsk,
  hub: VirtualHub,
): Hub['elements'] {
  const { hub: wish } = requirements;
  return [
    tenant.network,
    hubConnection(tenant.places, { hub, network: tenant.network, place: tenant.place }),
    ...(wish.bastion ? bastionParts(tenant) : []),
    ...(wish.resolver ? resolverParts(tenant) : []),
  ];
}

/** The connection of a VNet to the hub: it learns the default route, and so the way through the firewall. */
export function hubConnection(
  places: Places,
  plan: {
    readonly hub: Pick<VirtualHub, 'id' | 'name' | 'spelled'>;
    readonly network: VirtualNetwork;
    readonly place: Place;
  },
): HubConnection {
  return {
    ...places.childHead({
      kind: 'hubConnection',
      of: plan.hub,
      type: 'hubVirtualNetworkConnections',
      name: `conn-${plan.network.name}`,
      place: plan.place,
    }),
    hub: plan.hub.id,
    virtualNetwork: plan.network.id,
    internetSecurity: true,
  };
}
