import { type Address, containsAddress, type Prefix } from '@aksnet/net';
import { type Citation, documented, type Fact } from '../citation.ts';
import { azurePage, derived, networkModels } from '../documents.ts';

const udrPage = azurePage(
  'articles/virtual-network/virtual-networks-udr-overview.md',
  '2023-05-27',
);

/** Next hop types of user routes, in ARM's words. */
export type UserNextHop =
  | 'VirtualNetworkGateway'
  | 'VnetLocal'
  | 'Internet'
  | 'VirtualAppliance'
  | 'VirtualApplianceEcmp'
  | 'None';

/** Next hop types of effective routes; the three beside those of users come with features. */
export type NextHop =
  | UserNextHop
  | 'VNetPeering'
  | 'VirtualNetworkServiceEndpoint'
  | 'InterfaceEndpoint';

/** Who brought an effective route, in ARM's words; `Default` is a system route. */
export type RouteSource = 'User' | 'VirtualNetworkGateway' | 'Default' | 'Unknown';

/** A system route that every subnet has. */
export interface SystemRoute {
  readonly prefix: string;
  readonly nextHop: NextHop;
  readonly cite: readonly Citation[];
}

const noneRoute = (prefix: string): SystemRoute => ({ prefix, nextHop: 'None', cite: [udrPage] });

/**
 * System routes of every subnet beside those to the VNet's own ranges. A route to None becomes
 * VnetLocal where a VNet range equals it, and disappears where a VNet range lies inside it. Whether
 * they stay under a user default route is the assumption `routes.privateNoneUnderUserDefault`.
 */
export const systemRoutes: readonly SystemRoute[] = [
  { prefix: '0.0.0.0/0', nextHop: 'Internet', cite: [udrPage] },
  noneRoute('10.0.0.0/8'),
  noneRoute('172.16.0.0/12'),
  noneRoute('192.168.0.0/16'),
  noneRoute('100.64.0.0/10'),
];

/** A family of system routes that appear with a feature. */
export interface FeatureRoute {
  readonly of: 'vnetRange' | 'peering' | 'gateway' | 'serviceEndpoint' | 'privateEndpoint';
  readonly nextHop: NextHop;
  /** Which subnets get them. */
  readonly reach: string;
  readonly confidence: Fact<unknown>['confidence'];
  readonly cite: readonly Citation[];
}

/** System routes that come with ranges, peerings, gateways and endpoints. */
export const featureRoutes: readonly FeatureRoute[] = [
  {
    of: 'vnetRange',
    nextHop: 'VnetLocal',
    reach: 'all subnets; one route per address range of the VNet',
    confidence: 'documented',
    cite: [udrPage],
  },
  {
    of: 'peering',
    nextHop: 'VNetPeering',
    reach: 'all subnets; never passed on to further peers',
    confidence: 'documented',
    cite: [udrPage],
  },
  {
    of: 'gateway',
    nextHop: 'VirtualNetworkGateway',
    reach: 'all subnets whose route table does not switch propagation off',
    confidence: 'documented',
    cite: [udrPage],
  },
  {
    of: 'serviceEndpoint',
    nextHop: 'VirtualNetworkServiceEndpoint',
    reach: 'subnets with the service endpoint only',
    confidence: 'documented',
    cite: [udrPage],
  },
  {
    of: 'privateEndpoint',
    nextHop: 'InterfaceEndpoint',
    reach: 'the own VNet and directly peered ones, one /32 each',
    confidence: 'uncertain',
    cite: [
      azurePage(
        'articles/private-link/private-endpoint-overview.md',
        undefined,
        'the name of the next hop is not confirmed',
      ),
    ],
  },
];

/** Sources from strongest to weakest, for routes of equal prefix. */
export const routePrecedence: Fact<readonly RouteSource[]> = documented(
  ['User', 'VirtualNetworkGateway', 'Default', 'Unknown'],
  udrPage,
);

/** System routes with these next hops beat learnt routes even of longer prefix. */
export const strongerThanLearnt: Fact<readonly NextHop[]> = documented(
  ['VnetLocal', 'VNetPeering', 'VirtualNetworkServiceEndpoint'],
  udrPage,
);

/** A route to choose from. */
export interface RouteCandidate {
  readonly prefix: Prefix;
  /** Absent: a system route. */
  readonly source?: RouteSource;
  readonly nextHop?: NextHop;
}

/**
 * The route that carries a packet: longest prefix, then User before learnt before system. Learnt
 * routes stand back altogether where a system route to the VNet, a peering or a service endpoint
 * covers the destination. Of equals the first wins. O(routes).
 */
export function routeSelect<Route extends RouteCandidate>(
  routes: readonly Route[],
  destination: Address,
): Route | undefined {
  const covering = routes.filter((route) => containsAddress(route.prefix, destination));
  const keepsLearntBack = covering.some(beatsLearnt);
  return covering
    .filter((route) => !(keepsLearntBack && sourceOf(route) === 'VirtualNetworkGateway'))
    .reduce<Route | undefined>(
      (best, route) => (best === undefined || isBetter(route, best) ? route : best),
      undefined,
    );
}

function sourceOf(route: RouteCandidate): RouteSource {
  return route.source ?? 'Default';
}

function beatsLearnt(route: RouteCandidate): boolean {
  const hop = route.nextHop;
  return (
    sourceOf(route) === 'Default' && hop !== undefined && strongerThanLearnt.value.includes(hop)
  );
}

function isBetter(route: RouteCandidate, best: RouteCandidate): boolean {
  if (route.prefix.length !== best.prefix.length) return route.prefix.length > best.prefix.length;
  return rank(route) < rank(best);
}

function rank(route: RouteCandidate): number {
  return routePrecedence.value.indexOf(sourceOf(route));
}

/** Where the choice of a route is documented. */
export const routingCite: readonly Citation[] = [udrPage, networkModels];

/** Order in which routes with service tags stand against each other; explicit prefixes beat all. */
export const serviceTagRouteOrder: Fact<readonly string[]> = documented(
  ['regional tag', 'top-level tag', 'AzureCloud regional', 'AzureCloud'],
  udrPage,
);

/** Next hops that a route table cannot set. */
export const notSettableByUsers: Fact<readonly NextHop[]> = documented(
  ['VNetPeering', 'VirtualNetworkServiceEndpoint'],
  udrPage,
);

/** Values of privateEndpointNetworkPolicies that let user routes and security rules count. */
export const privateEndpointPolicies: Fact<{
  readonly routesCount: readonly string[];
  readonly rulesCount: readonly string[];
  readonly default: string;
}> = documented(
  {
    routesCount: ['Enabled', 'RouteTableEnabled'],
    rulesCount: ['Enabled', 'NetworkSecurityGroupEnabled'],
    default: 'Disabled',
  },
  azurePage('articles/private-link/disable-private-endpoint-network-policy.md'),
  networkModels,
);

/** Rules of route tables that no route by itself shows. */
export const routeTableRules: Fact<readonly string[]> = documented(
  [
    'an appliance must be reachable in the VNet or a direct peer, outside the subnet of the table, with IP forwarding on',
    'GatewaySubnet: no 0.0.0.0/0, and propagation stays on',
    '168.63.129.16 ignores route tables',
    'a 0.0.0.0/0 to an appliance also takes Azure service addresses, except where a service endpoint left a longer route',
  ],
  udrPage,
  derived('the last follows from longest prefix'),
);
