import type { OutboundTypeName } from '../../estate/elements/cluster.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { Subnet } from '../../estate/elements/network.ts';
import type { DdosProtectionPlan } from '../../estate/elements/protection.ts';
import type { Id } from '../../estate/id.ts';
import { prose } from '../../evidence/prose.ts';
import { type ApiAccess, apiAccessKinds, isApiAccessId } from '../../facts/api-access.ts';
import { automaticSubnets } from '../../facts/automatic.ts';
import { isModeId } from '../../facts/modes.ts';
import { isOutboundTypeId } from '../../facts/outbound.ts';
import { specialSubnets } from '../../facts/special-subnets.ts';
import type { Requirements } from '../../requirements/schema.ts';
import { noPlanning, type Planning } from '../../size/planning.ts';
import type { ClusterAsk } from '../ask.ts';
import type { Decided } from '../decide.ts';
import { existingDdosPlan, existingIn, existingNetwork, existingSubnet } from '../existing.ts';
import type { ExitScale } from '../exit-scale.ts';
import type { SubnetPlanning } from '../needs.ts';
import type { Places } from '../places.ts';
import { type ClusterGround, clusterSkeleton } from './cluster.ts';
import { entrySkeleton, type Site } from './entries.ts';
import { domainOf, externals } from './externals.ts';
import { flowLogs } from './flow-logs.ts';
import { forwardingSkeleton } from './forwarding.ts';
import { type Hub, hubSkeleton } from './hub.ts';
import { nameSkeleton } from './names.ts';
import { newDdosPlan } from './protection.ts';
import { type DecidedCluster, type Spoke, spokeSkeleton, spokeSubnet } from './spoke.ts';
import { virtualHubSkeleton } from './virtual-hub.ts';

/** Elements of a design whose ranges are still to be found, and what planning adds to its subnets. */
export interface Skeleton {
  readonly elements: readonly AnyElement[];
  readonly planning: SubnetPlanning;
}

/** Lays out everything that was decided. */
export function skeleton(
  requirements: Requirements,
  decided: Decided,
  ground: { readonly places: Places; readonly exits: ExitScale },
): Skeleton {
  const { places, exits } = ground;
  const planning = new Map<Id<'subnet'>, Planning>();
  const regions = requirements.regions.map((region): LaidOutRegion => {
    const make = hubMakers[decided.topology.get(region.name) ?? 'none'];
    const hub = make?.(
      places,
      { requirements, region },
      { firewallPublicIps: exits.firewall(region.name) },
    );
    const own = decided.clusters.filter((cluster) => cluster.ask.region.name === region.name);
    const spokes = spokesOf(own).map((clusters) =>
      layOutSpoke({ places, exits, planning, hub }, clusters),
    );
    return { region: region.name, hub, spokes };
  });
  const names = nameSkeleton(requirements, places, regions);
  const clusters = regions.flatMap(({ spokes }) =>
    spokes.flatMap((spoke) =>
      spoke.clusters.flatMap((cluster) => {
        const parts = clusterParts(
          { places, exits, spoke, apiZone: names.apiZones.get(cluster.ask.name) },
          cluster,
        );
        planNodes(requirements, parts, planning);
        return parts;
      }),
    ),
  );
  const laidOut = [
    ...externals(requirements),
    ...regions.flatMap(({ hub, spokes }) => [
      ...(hub?.elements ?? []),
      ...spokes.flatMap((spoke) => spoke.elements),
    ]),
    ...names.elements,
    ...forwardingSkeleton(requirements, places, regions),
    ...clusters,
  ];
  const around = [
    ...joinedPlans(requirements, places, laidOut),
    ...flowLogs(requirements, laidOut),
  ];
  return { elements: [...laidOut, ...around], planning };
}

/** DDoS plans that VNets of the design join, those that are there and the one that is made. */
function joinedPlans(
  requirements: Requirements,
  places: Places,
  laidOut: readonly AnyElement[],
): readonly DdosProtectionPlan[] {
  const joined = new Set(
    laidOut.flatMap((e) => (e.kind === 'virtualNetwork' ? [e.ddosProtectionPlan] : [])),
  );
  const there = requirements.existing.flatMap((entry) =>
    entry.kind === 'ddosProtectionPlan' ? [existingDdosPlan(entry)] : [],
  );
  return [...there, newDdosPlan(requirements, places)].filter(({ id }) => joined.has(id));
}

/** What each topology lays out in a region; one that is not named lays out nothing. */
const hubMakers: Readonly<Record<string, typeof hubSkeleton>> = {
  hubVnet: hubSkeleton,
  virtualWan: virtualHubSkeleton,
};

/** A spoke with its subnets for what is not nodes. */
interface LaidOutSpoke {
  readonly spoke: Spoke;
  readonly clusters: readonly DecidedCluster[];
  /** By cluster name, as the next. */
  readonly apiSubnets: ReadonlyMap<string, Id<'subnet'>>;
  readonly endpointSubnets: ReadonlyMap<string, Id<'subnet'>>;
  readonly elements: readonly AnyElement[];
}

interface LaidOutRegion {
  readonly region: string;
  readonly hub: Hub | undefined;
  readonly spokes: readonly LaidOutSpoke[];
}

interface RegionGround {
  readonly places: Places;
  readonly exits: ExitScale;
  readonly planning: Map<Id<'subnet'>, Planning>;
  readonly hub: Hub | undefined;
}

function layOutSpoke(
  { places, exits, planning, hub }: RegionGround,
  clusters: readonly DecidedCluster[],
): LaidOutSpoke {
  const [first] = clusters;
  if (first === undefined) throw new Error('invariant: a spoke is laid out for clusters');
  const { region, environment, requirements } = first.ask;
  const domain = domainOf(requirements, region);
  const [there] = existingIn(requirements, 'virtualNetwork', region.name).filter(
    (entry) =>
      entry.use === 'clusters' &&
      (entry.environment === undefined || entry.environment === environment.name),
  );
  const existing = there === undefined ? undefined : existingNetwork(there, domain);
  const spoke = spokeSkeleton(places, {
    environment: environment.name,
    region: region.name,
    domain,
    ...(existing === undefined ? {} : { existing }),
    clusters,
    hub,
    natPublicIps: exits.nat(environment.name, region.name),
  });
  const site: Site = { places, spoke, planning };
  const api = partsByCluster(clusters, (cluster) => apiSubnet(site, cluster));
  const endpoints = partsByCluster(clusters, (cluster) => endpointSubnet(site, cluster));
  return {
    spoke,
    clusters,
    apiSubnets: api.ids,
    endpointSubnets: endpoints.ids,
    elements: [
      ...spoke.elements,
      ...existingIn(requirements, 'subnet', region.name)
        .map(existingSubnet)
        .filter((subnet) => subnet.virtualNetwork === existing?.id),
      ...api.elements,
      ...endpoints.elements,
      ...clusters.flatMap((cluster) => entrySkeleton(site, cluster)),
    ],
  };
}

interface ClusterSite {
  readonly places: Places;
  readonly exits: ExitScale;
  readonly spoke: LaidOutSpoke;
  readonly apiZone: Id<'privateDnsZone'> | undefined;
}

function clusterParts(
  { places, exits, spoke, apiZone }: ClusterSite,
  cluster: DecidedCluster,
): readonly AnyElement[] {
  const api = spoke.apiSubnets.get(cluster.ask.name);
  return clusterSkeleton(places, cluster, {
    spoke: spoke.spoke,
    mode: settled(optionOf(cluster, 'cniMode', isModeId)),
    outboundType: settled(optionOf<OutboundTypeName>(cluster, 'outboundType', isOutboundTypeId)),
    dataPlane: settled(optionOf(cluster, 'dataPlane', isDataPlane)),
    policyEngine: settled(optionOf(cluster, 'policyEngine', isEngine)),
    privateApi: accessOf(cluster).private,
    vnetIntegration: accessOf(cluster).integrated,
    balancerIps: exits.balancer(cluster.ask.name),
    ...(api === undefined ? {} : { apiSubnet: api }),
    ...zoneOf(cluster, apiZone),
  });
}

/** The zone of the API server, and whether its public name stays. */
function zoneOf(
  cluster: DecidedCluster,
  own: Id<'privateDnsZone'> | undefined,
): Pick<ClusterGround, 'apiZone' | 'publicFqdn'> {
  const picked = cluster.picked['apiZone'];
  const zone = own ?? (picked === 'system' || picked === 'none' ? picked : undefined);
  return {
    ...(zone === undefined ? {} : { apiZone: zone }),
    publicFqdn: picked === 'none' || picked === 'public',
  };
}

function settled<T>(option: T | undefined): T {
  if (option === undefined)
    throw new Error('invariant: every question about a decided cluster is answered');
  return option;
}

const accessOf = (cluster: DecidedCluster): ApiAccess =>
  apiAccessKinds[settled(optionOf(cluster, 'apiAccess', isApiAccessId))];

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

/** Subnets by the name of their cluster, and all their elements. */
function partsByCluster(
  clusters: readonly DecidedCluster[],
  make: (cluster: DecidedCluster) => SubnetParts | undefined,
): { readonly ids: ReadonlyMap<string, Id<'subnet'>>; readonly elements: readonly AnyElement[] } {
  const made = clusters.flatMap((cluster) => {
    const parts = make(cluster);
    return parts === undefined ? [] : [{ name: cluster.ask.name, parts }];
  });
  return {
    ids: new Map(made.map(({ name, parts }) => [name, parts.subnet.id])),
    elements: made.flatMap(({ parts }) => parts.elements),
  };
}

/**
 * A subnet for the API server. It could be shared by the clusters of the VNet, but a subnet in use cannot
 * be enlarged: one for each lets a further cluster come without moving anything.
 */
function apiSubnet({ places, spoke }: Site, cluster: DecidedCluster): SubnetParts | undefined {
  return accessOf(cluster).integrated
    ? spokeSubnet(places, spoke, {
        name: `snet-${cluster.ask.cluster.name}-apiserver`,
        purpose: 'apiServerSubnet',
        delegations: specialSubnets.apiServer.delegations,
      })
    : undefined;
}

/** The private endpoints of a cluster, apart from its nodes. */
function endpointSubnet(
  { places, spoke, planning }: Site,
  cluster: DecidedCluster,
): SubnetParts | undefined {
  const wanted = endpointsOf(cluster.ask);
  if (wanted === 0 || cluster.picked['endpointPlacement'] !== 'spokeSubnet') return undefined;
  const parts = spokeSubnet(places, spoke, {
    name: `snet-${cluster.ask.cluster.name}-private-endpoints`,
    purpose: 'privateEndpointSubnet',
    privateEndpointPolicies: 'NetworkSecurityGroupEnabled',
  });
  const { factor } = cluster.ask.requirements.growth;
  planning.set(parts.subnet.id, { ...noPlanning, privateEndpoints: Math.ceil(wanted * factor) });
  return parts;
}

/** Private endpoints that a cluster needs: as stated, at least one per private dependency. */
export const endpointsOf = (ask: ClusterAsk): number =>
  Math.max(
    ask.cluster.privateEndpoints ?? 0,
    ask.cluster.dependencies
      .filter((d) => d.access === 'private')
      .reduce((sum, d) => sum + d.count, 0),
  );

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
  const hosted = new Set(
    parts.flatMap((part) => (part.kind === 'agentPool' && part.hosted === true ? part.subnet : [])),
  );
  const all = parts.filter((part) => part.kind === 'subnet');
  const subnets = all.filter((subnet) => !hosted.has(subnet.id));
  for (const { id } of all) if (hosted.has(id)) planning.set(id, hostedPlanning);
  subnets.forEach((subnet, i) => {
    planning.set(subnet.id, {
      ...noPlanning,
      growthFactor: growth.factor,
      migrationOverlap: growth.migrationOverlap,
      emergencyNodes: i === 0 || subnet.purpose === 'podSubnet' ? growth.emergencyNodes : 0,
    });
  });
}

/** Azure tells how many nodes it hosts nowhere, so their subnet is as large as one that it makes itself. */
const hostedPlanning: Planning = hostedPlan();

function hostedPlan(): Planning {
  const system = automaticSubnets.value.find((subnet) => subnet.for === 'systemNodes');
  const [cite] = automaticSubnets.cite;
  const length = system?.managedLength;
  if (length === undefined || cite === undefined) return noPlanning;
  const says = prose`rest of the size that AKS gives such a subnet in a VNet of its own (/${length})`;
  return { ...noPlanning, least: { length, cite, says } };
}
