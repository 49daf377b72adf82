import type { OutboundTypeName } from '../../estate/elements/cluster.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Subnet } from '../../estate/elements/network.ts';
import type { Id } from '../../estate/id.ts';
import { ingressOptions, isIngressId } from '../../facts/ingress.ts';
import { isModeId } from '../../facts/modes.ts';
import { isOutboundTypeId } from '../../facts/outbound.ts';
import type { Requirements } from '../../requirements/schema.ts';
import { noPlanning, type Planning } from '../../size/planning.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Decided } from '../decide.ts';
import type { SubnetPlanning } from '../needs.ts';
import type { Places } from '../places.ts';
import { clusterSkeleton } from './cluster.ts';
import { domainOf, externals } from './externals.ts';
import { type Hub, hubSkeleton } from './hub.ts';
import { type DecidedCluster, type Spoke, spokeSkeleton, spokeSubnet } from './spoke.ts';

/** Elements of a design whose ranges are still to be found, and what planning adds to its subnets. */
export interface Skeleton {
  readonly elements: readonly AnyElement[];
  readonly planning: SubnetPlanning;
}

/** Public addresses that exits need, as sizing found out. */
export interface ExitScale {
  /** Addresses of a region's firewall. */
  readonly firewall: (region: string) => number;
  /** Addresses of a spoke's NAT gateway. */
  readonly nat: (environment: string, region: string) => number;
}

/** Lays out everything that was decided. */
export function skeleton(
  requirements: Requirements,
  decided: Decided,
  ground: { readonly places: Places; readonly exits: ExitScale },
): Skeleton {
  const { places, exits } = ground;
  const hubs = new Map<string, Hub>();
  for (const region of requirements.regions) {
    if (decided.topology.get(region.name) !== 'hubVnet') continue;
    hubs.set(
      region.name,
      hubSkeleton(
        places,
        { requirements, region },
        { firewallPublicIps: exits.firewall(region.name) },
      ),
    );
  }
  const elements: AnyElement[] = [
    ...externals(requirements),
    ...[...hubs.values()].flatMap((hub) => hub.elements),
  ];
  const planning = new Map<Id<'subnet'>, Planning>();
  for (const group of spokesOf(decided.clusters)) {
    const [first] = group;
    if (first === undefined) continue;
    const { region, environment } = first.ask;
    const spoke = spokeSkeleton(places, {
      environment: environment.name,
      region: region.name,
      domain: domainOf(requirements, region),
      clusters: group,
      hub: hubs.get(region.name),
      natPublicIps: exits.nat(environment.name, region.name),
    });
    elements.push(...spoke.elements);
    const api = apiSubnet(places, spoke, group);
    elements.push(...(api?.elements ?? []), ...endpointSubnet({ places, spoke, planning }, group));
    for (const cluster of group) {
      elements.push(...ingressSubnets({ places, spoke, planning }, cluster));
      const parts = clusterSkeleton(places, cluster, {
        spoke,
        mode: optionOf(cluster, 'cniMode', isModeId) ?? 'overlay',
        outboundType:
          optionOf<OutboundTypeName>(cluster, 'outboundType', isOutboundTypeId) ?? 'loadBalancer',
        dataPlane: optionOf(cluster, 'dataPlane', isDataPlane) ?? 'azure',
        policyEngine: optionOf(cluster, 'policyEngine', isEngine) ?? 'none',
        privateApi: cluster.picked['apiAccess']?.startsWith('private') ?? false,
        vnetIntegration: isIntegrated(cluster),
        ...(isIntegrated(cluster) && api !== undefined ? { apiSubnet: api.subnet.id } : {}),
      });
      elements.push(...parts);
      planNodes(requirements, parts, planning);
    }
  }
  return { elements, planning };
}

const isIntegrated = (cluster: DecidedCluster): boolean =>
  cluster.picked['apiAccess'] === 'privateIntegrated';

const isDataPlane = (text: string): text is 'azure' | 'cilium' => dataPlanes.has(text);
const dataPlanes: ReadonlySet<string> = new Set(['azure', 'cilium']);
const isEngine = (text: string): text is 'none' | 'azure' | 'calico' | 'cilium' =>
  engines.has(text);
const engines: ReadonlySet<string> = new Set(['none', 'azure', 'calico', 'cilium']);

function optionOf<T extends string>(
  cluster: DecidedCluster,
  question: string,
  is: (text: string) => text is T,
): T | undefined {
  const picked = cluster.picked[question];
  return picked !== undefined && is(picked) ? picked : undefined;
}

/** Clusters of one environment in one region share a spoke. */
function spokesOf(clusters: readonly DecidedCluster[]): readonly (readonly DecidedCluster[])[] {
  const groups = new Map<string, DecidedCluster[]>();
  for (const cluster of clusters) {
    const key = `${cluster.ask.environment.name}/${cluster.ask.region.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cluster]);
    else group.push(cluster);
  }
  return [...groups.values()];
}

interface SubnetParts {
  readonly subnet: Subnet;
  readonly elements: readonly AnyElement[];
}

/** One subnet for the API servers of all clusters of the spoke: nine addresses each. */
function apiSubnet(
  places: Places,
  spoke: Spoke,
  group: readonly DecidedCluster[],
): SubnetParts | undefined {
  return group.some(isIntegrated)
    ? spokeSubnet(places, spoke, {
        name: 'snet-apiserver',
        purpose: 'apiServerSubnet',
        delegations: ['Microsoft.ContainerService/managedClusters'],
      })
    : undefined;
}

/** A spoke under construction, with where planning is written down. */
interface Site {
  readonly places: Places;
  readonly spoke: Spoke;
  readonly planning: Map<Id<'subnet'>, Planning>;
}

/** Private endpoints of all clusters of the spoke, apart from nodes. */
function endpointSubnet(site: Site, group: readonly DecidedCluster[]): readonly AnyElement[] {
  const wanted = group.reduce((sum, cluster) => sum + endpointsOf(cluster.ask), 0);
  if (
    wanted === 0 ||
    group.every((cluster) => cluster.picked['endpointPlacement'] !== 'spokeSubnet')
  )
    return [];
  const parts = spokeSubnet(site.places, site.spoke, {
    name: 'snet-private-endpoints',
    purpose: 'privateEndpointSubnet',
    privateEndpointPolicies: 'NetworkSecurityGroupEnabled',
  });
  const growth = group[0]?.ask.requirements.growth;
  site.planning.set(parts.subnet.id, {
    ...noPlanning,
    privateEndpoints: Math.ceil(wanted * (growth?.factor ?? 1)),
  });
  return parts.elements;
}

/** Private endpoints that a cluster needs: as stated, at least one per private dependency. */
export const endpointsOf = (ask: ClusterAsk): number =>
  Math.max(
    ask.cluster.privateEndpoints ?? 0,
    ask.cluster.dependencies
      .filter((d) => d.access === 'private')
      .reduce((sum, d) => sum + d.count, 0),
  );

/** Subnets of gateways, and of the internal load balancers that in-cluster gateways stand behind. */
function ingressSubnets(site: Site, cluster: DecidedCluster): readonly AnyElement[] {
  const options = Object.values(cluster.ingress)
    .filter(isIngressId)
    .map((id) => ingressOptions[id]);
  const gateways = [
    ...new Set(options.flatMap((option) => (option.subnet === undefined ? [] : [option]))),
  ].flatMap((option) => {
    const name = `snet-${cluster.ask.cluster.name}-${option.id}`;
    const delegations = option.delegation === undefined ? [] : [option.delegation];
    return option.subnet === undefined
      ? []
      : spokeSubnet(site.places, site.spoke, { name, purpose: option.subnet, delegations })
          .elements;
  });
  const inside = options.filter((option) => option.subnet === undefined).length;
  if (inside === 0) return gateways;
  const parts = spokeSubnet(site.places, site.spoke, {
    name: `snet-${cluster.ask.cluster.name}-internal-lb`,
    purpose: 'internalLoadBalancerSubnet',
  });
  site.planning.set(parts.subnet.id, {
    ...noPlanning,
    internalLoadBalancers: Math.max(spareFrontends, inside * 2),
  });
  return [...gateways, ...parts.elements];
}

/** Frontends that a subnet for internal load balancers has room for at least. */
const spareFrontends = 8;

/**
 * What growth, an emergency and a migration add to the subnets of nodes and pods: a subnet in use
 * cannot be resized, so the room must be in it from the first day.
 */
function planNodes(
  requirements: Requirements,
  parts: readonly AnyElement[],
  planning: Map<Id<'subnet'>, Planning>,
): void {
  const { growth } = requirements;
  const subnets = parts.filter((part) => part.kind === 'subnet');
  subnets.forEach((subnet, i) => {
    planning.set(subnet.id, {
      ...noPlanning,
      growthFactor: growth.factor,
      migrationOverlap: growth.migrationOverlap,
      emergencyNodes: i === 0 || subnet.purpose === 'podSubnet' ? growth.emergencyNodes : 0,
    });
  });
}
