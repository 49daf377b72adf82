import type { AnyElement } from '../estate/elements/kinds.ts';
import type { Peering, Subnet, VirtualNetwork } from '../estate/elements/network.ts';
import type { PrivateEndpoint } from '../estate/elements/private-link.ts';
import { type Id, ownId } from '../estate/id.ts';
import { isKnown, notStated } from '../evidence/knowable.ts';
import { spaceKinds } from '../facts/space-kinds.ts';
import type { PlannedEndpoints, PlannedNetwork } from './address-plan-schema.ts';
import { type PlanContext, planned } from './plan-context.ts';

/** A VNet of a plan with its subnets and its halves of peerings. */
export function networkElements(
  context: PlanContext,
  network: PlannedNetwork,
  index: number,
): readonly AnyElement[] {
  const path = ['virtualNetworks', index] as const;
  const location = network.region ?? context.plan.region;
  const id: Id<'virtualNetwork'> = context.names.idOf(
    'Microsoft.Network/virtualNetworks',
    network.name,
  );
  const element: VirtualNetwork = {
    ...planned('virtualNetwork', id, {
      name: network.name,
      source: context.sourceOf(path),
      location,
    }),
    prefixes: network.ranges.length > 0 ? network.ranges : notStated('ranges'),
    dnsServers: notStated('dnsServers'),
  };
  const subnets = network.subnets.map((subnet, i): Subnet => {
    const type = 'Microsoft.Network/virtualNetworks/subnets';
    const source = context.sourceOf([...path, 'subnets', i]);
    return {
      ...planned('subnet', context.names.idOf<'subnet'>(type, network.name, subnet.name), {
        name: subnet.name,
        source,
        location,
      }),
      virtualNetwork: id,
      prefixes: subnet.ranges.length > 0 ? subnet.ranges : notStated('ranges'),
      ...(subnet.purpose === undefined ? {} : { purpose: subnet.purpose }),
      routeTable: notStated('routeTable'),
      securityGroup: notStated('securityGroup'),
      natGateway: notStated('natGateway'),
      delegations: notStated('delegations'),
      serviceEndpoints: notStated('serviceEndpoints'),
      privateEndpointPolicies: notStated('privateEndpointPolicies'),
      defaultOutboundAccess: notStated('defaultOutboundAccess'),
    };
  });
  const peers = network.peers.flatMap((peer, i) => {
    const to = context.networkAt([...path, 'peers', i], peer);
    if (!isKnown(to)) return [];
    const source = context.sourceOf([...path, 'peers', i]);
    return [
      half(context, [network.name, peer], source),
      half(context, [peer, network.name], source),
    ];
  });
  return [element, ...subnets, ...peers];
}

/**
 * One half of a peering. Who writes that two networks are peers says that they are connected; what
 * the peering lets through is another matter, and not stated.
 */
function half(
  context: PlanContext,
  [from, to]: readonly [string, string],
  source: Peering['source'],
): Peering {
  const vnet = 'Microsoft.Network/virtualNetworks';
  const type = `${vnet}/virtualNetworkPeerings`;
  return {
    ...planned('peering', context.names.idOf<'peering'>(type, from, `to-${to}`), {
      name: `to-${to}`,
      source,
      location: undefined,
    }),
    from: context.names.idOf(vnet, from),
    to: context.names.idOf(vnet, to),
    state: 'Connected',
    allowVirtualNetworkAccess: notStated('allowVirtualNetworkAccess'),
    allowForwardedTraffic: notStated('allowForwardedTraffic'),
    allowGatewayTransit: notStated('allowGatewayTransit'),
    useRemoteGateways: notStated('useRemoteGateways'),
    remotePrefixes: notStated('remotePrefixes'),
  };
}

/** A firewall of a plan. Its subnet follows from its network: Azure gives it a fixed name. */
export function firewallElement(context: PlanContext, index: number): readonly AnyElement[] {
  const firewall = context.plan.firewalls[index];
  if (firewall === undefined) return [];
  const path = ['firewalls', index] as const;
  const network = context.networkAt([...path, 'virtualNetwork'], firewall.virtualNetwork);
  const { fixedName = '' } = spaceKinds.firewallSubnet;
  const type = 'Microsoft.Network/azureFirewalls';
  const subnetType = 'Microsoft.Network/virtualNetworks/subnets';
  return [
    {
      ...planned('firewall', context.names.idOf<'firewall'>(type, firewall.name), {
        name: firewall.name,
        source: context.sourceOf(path),
        location: context.plan.region,
      }),
      privateAddress: firewall.privateAddress ?? notStated('privateAddress'),
      subnet: isKnown(network)
        ? context.names.idOf(subnetType, firewall.virtualNetwork ?? '', fixedName)
        : network,
      publicIps: notStated('publicIps'),
      policy: notStated('policy'),
      tier: notStated('tier'),
      zones: notStated('zones'),
    },
  ];
}

/**
 * Private endpoints of a plan. Where their number is not stated one stands for all, and the subnet
 * has others of unknown number.
 */
export function endpointElements(
  context: PlanContext,
  wish: PlannedEndpoints,
  index: number,
): readonly AnyElement[] {
  const path = ['privateEndpoints', index] as const;
  const subnet = context.subnetAt([...path, 'subnet'], wish.subnet);
  const source = context.sourceOf(path);
  const names =
    wish.count === undefined
      ? [wish.name]
      : Array.from({ length: wish.count }, (_, i) => `${wish.name}-${i + 1}`);
  return names.map(
    (name): PrivateEndpoint => ({
      ...planned(
        'privateEndpoint',
        context.names.idOf<'privateEndpoint'>('Microsoft.Network/privateEndpoints', name),
        { name, source, location: context.plan.region },
      ),
      subnet,
      target: notStated('target'),
      targetType: notStated('targetType'),
      groupIds: notStated('groupIds'),
      state: notStated('state'),
      addresses: notStated('addresses'),
      zones: notStated('zones'),
    }),
  );
}

/** Ranges of others. */
export function outsideElement(context: PlanContext, index: number): readonly AnyElement[] {
  const outside = context.plan.outside[index];
  if (outside === undefined) return [];
  const { name, as, ranges, note } = outside;
  return [
    {
      ...planned('externalRange', ownId('externalRange', name), {
        name,
        source: context.sourceOf(['outside', index]),
        location: undefined,
      }),
      prefixes: ranges,
      as,
      ...(note === undefined ? {} : { note }),
    },
  ];
}
