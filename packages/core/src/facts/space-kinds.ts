import type { Citation } from './citation.ts';
import { aksPage, azurePage, derived } from './documents.ts';

/** A kind of address range, by what it is for. */
export type SpaceKindId =
  | 'vnet'
  | 'nodeSubnet'
  | 'podSubnet'
  | 'overlayPods'
  | 'service'
  | 'apiServerSubnet'
  | 'ingressSubnet'
  | 'agcSubnet'
  | 'internalLoadBalancerSubnet'
  | 'privateEndpointSubnet'
  | 'firewallSubnet'
  | 'firewallManagementSubnet'
  | 'gatewaySubnet'
  | 'bastionSubnet'
  | 'routeServerSubnet'
  | 'dnsResolverInbound'
  | 'dnsResolverOutbound'
  | 'otherSubnet'
  | 'vwanHub'
  | 'onPremises'
  | 'vpn'
  | 'expressRoute'
  | 'otherCloud'
  | 'peer'
  | 'docker';

/**
 * How far an address of the range means something.
 * `routed`: networks that are connected must agree on it.
 * `clusterLocal`: it never leaves its cluster as a source or destination.
 * `nodeLocal`: it never leaves the machine.
 */
export type Scope = 'routed' | 'clusterLocal' | 'nodeLocal';

/** Who decides about the range and holds it. */
export type SpaceOwner = 'network' | 'cluster' | 'elsewhere';

/** One kind of range. */
export interface SpaceKind {
  readonly id: SpaceKindId;
  /** In words, for a sentence: "node subnet". */
  readonly title: string;
  readonly owner: SpaceOwner;
  readonly scope: Scope;
  /** Kinds that such a range lies within, when it must lie within one. */
  readonly liesWithin: readonly SpaceKindId[];
  /** The fixed name that Azure demands, for subnets that have one. */
  readonly fixedName?: string;
  readonly cite: readonly Citation[];
}

const overlayPage = aksPage('concepts-network-azure-cni-overlay.md');
const planningPage = aksPage('concepts-network-ip-address-planning.md');
const overviewPage = aksPage('concepts-network-cni-overview.md');
const vnetPage = azurePage('articles/virtual-network/virtual-networks-faq.md');

interface SubnetWords {
  readonly title: string;
  readonly cite: readonly Citation[];
  readonly fixedName?: string;
}

function subnetKind(id: SpaceKindId, words: SubnetWords): SpaceKind {
  return { id, owner: 'network', scope: 'routed', liesWithin: ['vnet'], ...words };
}

function outsideKind(id: SpaceKindId, title: string): SpaceKind {
  const cite = [planningPage, overlayPage];
  return { id, title, owner: 'elsewhere', scope: 'routed', liesWithin: [], cite };
}

/** Every kind of range, by id. */
export const spaceKinds: Readonly<Record<SpaceKindId, SpaceKind>> = {
  vnet: {
    id: 'vnet',
    title: 'VNet range',
    owner: 'network',
    scope: 'routed',
    liesWithin: [],
    cite: [vnetPage],
  },
  nodeSubnet: subnetKind('nodeSubnet', { title: 'node subnet', cite: [planningPage] }),
  podSubnet: subnetKind('podSubnet', {
    title: 'pod subnet',
    cite: [aksPage('concepts-network-azure-cni-pod-subnet.md')],
  }),
  overlayPods: {
    id: 'overlayPods',
    title: 'pod range',
    owner: 'cluster',
    scope: 'clusterLocal',
    liesWithin: [],
    cite: [overlayPage, aksPage('plan-pod-networking.md')],
  },
  service: {
    id: 'service',
    title: 'Service range',
    owner: 'cluster',
    scope: 'clusterLocal',
    liesWithin: [],
    cite: [planningPage, aksPage('concepts-network-legacy-cni.md')],
  },
  apiServerSubnet: subnetKind('apiServerSubnet', {
    title: 'API server subnet',
    cite: [aksPage('api-server-vnet-integration.md')],
  }),
  ingressSubnet: subnetKind('ingressSubnet', {
    title: 'application gateway subnet',
    cite: [azurePage('articles/application-gateway/configuration-infrastructure.md', '2023-07-05')],
  }),
  agcSubnet: subnetKind('agcSubnet', {
    title: 'subnet of Application Gateway for Containers',
    cite: [
      azurePage(
        'articles/application-gateway/for-containers/container-networking.md',
        '2025-03-24',
      ),
    ],
  }),
  internalLoadBalancerSubnet: subnetKind('internalLoadBalancerSubnet', {
    title: 'internal load balancer subnet',
    cite: [aksPage('internal-lb.md')],
  }),
  privateEndpointSubnet: subnetKind('privateEndpointSubnet', {
    title: 'private endpoint subnet',
    cite: [azurePage('articles/private-link/private-endpoint-overview.md')],
  }),
  firewallSubnet: subnetKind('firewallSubnet', {
    title: 'firewall subnet',
    fixedName: 'AzureFirewallSubnet',
    cite: [azurePage('articles/firewall/firewall-faq.yml')],
  }),
  firewallManagementSubnet: subnetKind('firewallManagementSubnet', {
    title: 'firewall management subnet',
    fixedName: 'AzureFirewallManagementSubnet',
    cite: [azurePage('articles/firewall/management-nic.md', '2024-11')],
  }),
  gatewaySubnet: subnetKind('gatewaySubnet', {
    title: 'gateway subnet',
    fixedName: 'GatewaySubnet',
    cite: [azurePage('articles/vpn-gateway/vpn-gateway-about-vpn-gateway-settings.md')],
  }),
  bastionSubnet: subnetKind('bastionSubnet', {
    title: 'Bastion subnet',
    fixedName: 'AzureBastionSubnet',
    cite: [azurePage('articles/bastion/bastion-faq.md', '2023-01')],
  }),
  routeServerSubnet: subnetKind('routeServerSubnet', {
    title: 'route server subnet',
    fixedName: 'RouteServerSubnet',
    cite: [azurePage('articles/route-server/route-server-faq.md', '2022-07')],
  }),
  dnsResolverInbound: subnetKind('dnsResolverInbound', {
    title: 'subnet of a DNS resolver inbound endpoint',
    cite: [azurePage('articles/dns/dns-private-resolver-overview.md', '2022-12')],
  }),
  dnsResolverOutbound: subnetKind('dnsResolverOutbound', {
    title: 'subnet of a DNS resolver outbound endpoint',
    cite: [azurePage('articles/dns/dns-private-resolver-overview.md', '2022-12')],
  }),
  otherSubnet: subnetKind('otherSubnet', { title: 'other subnet', cite: [vnetPage] }),
  vwanHub: {
    id: 'vwanHub',
    title: 'Virtual WAN hub range',
    owner: 'network',
    scope: 'routed',
    liesWithin: [],
    cite: [azurePage('articles/virtual-wan/hub-settings.md', '2023-08')],
  },
  onPremises: outsideKind('onPremises', 'on-premises range'),
  vpn: outsideKind('vpn', 'VPN client range'),
  expressRoute: outsideKind('expressRoute', 'range behind ExpressRoute'),
  otherCloud: outsideKind('otherCloud', 'range in another cloud'),
  peer: outsideKind('peer', 'range of a peered network'),
  docker: {
    id: 'docker',
    title: 'container bridge range',
    owner: 'cluster',
    scope: 'nodeLocal',
    liesWithin: [],
    cite: [overviewPage, derived('no current page gives the bridge a field or a default')],
  },
};

/**
 * How two ranges stand to each other.
 * `sameCluster`: both belong to one cluster, or the second is a network this cluster lives in.
 * `connected`: packets can pass between their networks (peering, hub, gateway).
 * `unconnected`: nothing routes between them.
 */
export type Relation = 'sameCluster' | 'connected' | 'unconnected';

/** Whether two ranges may hold the same addresses, and why. */
export type Sharing =
  | { readonly kind: 'allowed'; readonly because: string }
  | { readonly kind: 'nests'; readonly because: string }
  | { readonly kind: 'remark'; readonly because: string }
  | { readonly kind: 'refused'; readonly because: string };

/**
 * Whether ranges of two kinds may meet. Pod and Service ranges of independent clusters may be
 * equal, even in one VNet, because neither leaves its cluster; towards anything routed to the
 * cluster they must be free. Routed ranges that are connected must differ, except that a subnet
 * lies in its VNet. Clusters joined in one mesh are the exception to the first rule and count as
 * `sameCluster`.
 */
export function mayShare(a: SpaceKindId, b: SpaceKindId, relation: Relation): Sharing {
  const first = spaceKinds[a];
  const second = spaceKinds[b];
  if (first.scope === 'nodeLocal' || second.scope === 'nodeLocal') {
    return { kind: 'remark', because: 'the container bridge exists inside each node only' };
  }
  if (relation === 'unconnected') {
    return { kind: 'allowed', because: 'nothing routes between the two' };
  }
  if (first.liesWithin.includes(b) || second.liesWithin.includes(a)) {
    return { kind: 'nests', because: 'a subnet lies within its VNet' };
  }
  const bothLocal = first.scope === 'clusterLocal' && second.scope === 'clusterLocal';
  if (bothLocal && relation === 'connected') {
    return { kind: 'allowed', because: 'neither range leaves its cluster' };
  }
  return { kind: 'refused', because: refusal(first, second) };
}

function refusal(first: SpaceKind, second: SpaceKind): string {
  const local = [first, second].filter((kind) => kind.scope === 'clusterLocal');
  const [inCluster] = local;
  if (inCluster === undefined) return 'connected networks cannot route to equal addresses';
  if (local.length > 1) return 'within one cluster every address means one thing';
  return `an address inside the ${inCluster.title} is answered in the cluster and never leaves it`;
}

/** The kind of a subnet that Azure recognises by its name, if it is one. */
export function spaceKindOfSubnetName(name: string): SpaceKindId | undefined {
  const wanted = name.toLowerCase();
  return Object.values(spaceKinds).find((kind) => kind.fixedName?.toLowerCase() === wanted)?.id;
}

/** Whether a text names a kind of range; safe for `__proto__` and the like. */
export function isSpaceKindId(text: string): text is SpaceKindId {
  return Object.hasOwn(spaceKinds, text);
}
