import type { Firewall, FirewallPolicy } from '../../estate/elements/firewall.ts';
import type { HubConnection, VirtualHub, VirtualNetwork } from '../../estate/elements/network.ts';
import { canonical, nameInId, spelledArmId } from '../../estate/id.ts';
import { notStated, toBeAllocated } from '../../evidence/knowable.ts';
import type { RegionAsk } from '../ask.ts';
import { existingFirewall, existingIn } from '../existing.ts';
import { firewallName } from '../exit-scale.ts';
import type { Place, Places } from '../places.ts';
import { domainOf } from './externals.ts';
import type { Hub, HubScale } from './hub.ts';
import { outsideOf, zonesIn } from './region.ts';
import { bastionParts, resolverParts, type Tenant } from './tenants.ts';

/**
 * A Virtual WAN hub with routing intent: the firewall is the next hop of internet and private traffic.
 * Nothing of ours can live in it, so a resolver or Bastion gets a VNet for shared services beside it.
 */
export function virtualHubSkeleton(places: Places, ask: RegionAsk, scale: HubScale): Hub {
  const { requirements, region } = ask;
  const place = places.hub(region.name);
  const hub = hubElement(places, ask, place);
  const firewall = firewallParts(places, ask, { hub, place, publicIps: scale.firewallPublicIps });
  const shared = sharedNetwork(places, ask, place);
  const elements = shared === undefined ? [] : sharedParts(shared, ask, hub);
  return {
    virtualHub: hub.id,
    gateway: false,
    ...(shared === undefined ? {} : { network: shared.network }),
    ...(firewall === undefined ? {} : { firewall: firewall.firewall.id }),
    elements: [
      { ...hub, firewall: firewall?.firewall.id, routingDomain: domainOf(requirements, region) },
      ...(firewall === undefined
        ? []
        : [firewall.policy, firewall.firewall].flatMap((e) => (e === undefined ? [] : [e]))),
      ...elements,
    ],
  };
}

function hubElement(places: Places, { requirements, region }: RegionAsk, place: Place): VirtualHub {
  const [there] = existingIn(requirements, 'virtualHub', region.name);
  const [wan] = existingIn(requirements, 'virtualWan', region.name);
  const common = {
    virtualWan:
      wan === undefined ? plannedWan(requirements.subscriptions.hub, place) : canonical(wan.id),
    firewall: undefined,
    routingIntent: { internet: true, private: true },
    privatePrefixes: [],
  };
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
      ...common,
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
    ...common,
  };
}

/** The WAN that joins the hubs, when none is there. */
const plannedWan = (subscription: string | undefined, place: Place): string =>
  canonical(
    spelledArmId({
      ...(subscription === undefined ? {} : { subscription }),
      resourceGroup: place.resourceGroup,
      type: 'Microsoft.Network/virtualWans',
      names: ['vwan'],
    }),
  );

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
