import type { PrivateDnsLink, PrivateDnsZone } from '../../estate/elements/dns.ts';
import type { AnyElement } from '../../estate/elements/kinds.ts';
import type { PrivateEndpoint } from '../../estate/elements/private-link.ts';
import { canonical, type Id, nameInId, spelledArmId } from '../../estate/id.ts';
import { notStated } from '../../evidence/knowable.ts';
import { apiAccessKinds, isApiAccessId } from '../../facts/api-access.ts';
import { type PaasService, paasService } from '../../facts/paas-services.ts';
import { apiServerZone, fillZone, privateZonesOf } from '../../facts/private-dns-zones.ts';
import type { Dependency } from '../../requirements/dependencies.ts';
import type { Requirements } from '../../requirements/schema.ts';
import type { Place, Places } from '../places.ts';
import type { Hub } from './hub.ts';
import type { DecidedCluster, Spoke } from './spoke.ts';

/** A region whose names are laid out: its hub and its spokes with their clusters. */
export interface NamedRegion {
  readonly region: string;
  readonly hub: Hub | undefined;
  readonly spokes: readonly {
    readonly spoke: Spoke;
    readonly clusters: readonly DecidedCluster[];
    /** By cluster name. */
    readonly endpointSubnets: ReadonlyMap<string, Id<'subnet'>>;
  }[];
}

/** Zones, links and endpoints, and which zone each private API server writes to. */
export interface Names {
  readonly elements: readonly AnyElement[];
  /** Cluster name → zone of its API server. */
  readonly apiZones: ReadonlyMap<string, Id<'privateDnsZone'>>;
}

/**
 * Private names of all regions. Zones are kept beside the hub (or the network, without one) of their
 * region, or once for all regions, as decided; each is linked to the hub, whose resolver and firewall
 * answer for others, and to every spoke that asks Azure DNS itself.
 */
export function nameSkeleton(
  requirements: Requirements,
  places: Places,
  regions: readonly NamedRegion[],
): Names {
  const zones = new Map<string, PrivateDnsZone>();
  const links = new Map<string, PrivateDnsLink>();
  const endpoints: PrivateEndpoint[] = [];
  const apiZones = new Map<string, Id<'privateDnsZone'>>();
  const zoneFor = (name: string, at: Place, near: NamedRegion): PrivateDnsZone => {
    const zone = existingZone(requirements, name) ?? zoneElement(places, name, at);
    zones.set(zone.id, zone);
    for (const network of [
      ...(near.hub?.network === undefined ? [] : [near.hub.network]),
      ...near.spokes.map((s) => s.spoke.network),
    ]) {
      if (zone.existing === true && network.existing === true) continue;
      const link = linkElement(places, {
        zone,
        network: { id: network.id, name: network.name },
        at,
      });
      links.set(link.id, link);
    }
    return zone;
  };
  for (const near of regions) {
    for (const { spoke, clusters, endpointSubnets } of near.spokes) {
      for (const cluster of clusters) {
        const endpointSubnet = endpointSubnets.get(cluster.ask.name);
        const at = zonePlace(places, requirements, { regions, near, cluster });
        const api = apiZoneName(cluster);
        if (api !== undefined) apiZones.set(cluster.ask.name, zoneFor(api, at, near).id);
        for (const entry of cluster.ask.cluster.ingress)
          if (entry.exposure === 'private' && entry.dns !== undefined)
            zoneFor(entry.dns.zone, at, near);
        for (const dependency of cluster.ask.cluster.dependencies) {
          if (dependency.access !== 'private') continue;
          const service = paasService(dependency.service);
          if (service === undefined) continue;
          const ids = zoneNames(service, cluster).map((name) => zoneFor(name, at, near).id);
          if (endpointSubnet !== undefined)
            endpoints.push(
              ...endpointElements(places, {
                spoke,
                cluster,
                dependency,
                service,
                subnet: endpointSubnet,
                zones: ids,
              }),
            );
        }
      }
    }
  }
  return { elements: [...zones.values(), ...links.values(), ...distinct(endpoints)], apiZones };
}

interface ZoneHome {
  readonly regions: readonly NamedRegion[];
  readonly near: NamedRegion;
  readonly cluster: DecidedCluster;
}

/**
 * Where zones of a region are kept: with the hub that is made here, else with its first spoke. A hub
 * that is there belongs to others. Never one zone per spoke: a VNet links to one zone of a name only.
 */
function zonePlace(
  places: Places,
  requirements: Requirements,
  { regions, near, cluster }: ZoneHome,
): Place {
  const shared =
    cluster.picked['zoneSets'] === 'shared' ? requirements.regions[0]?.name : undefined;
  const home = regions.find((region) => region.region === shared) ?? near;
  const [first] = home.spokes;
  const isOurs = home.hub !== undefined && home.hub.network?.existing !== true;
  return isOurs || first === undefined ? places.hub(home.region) : first.spoke.place;
}

function zoneNames(service: PaasService, { ask }: DecidedCluster): readonly string[] {
  const rows = privateZonesOf({
    cloud: ask.requirements.cloud,
    resourceType: service.resourceType,
    groupId: service.groupId,
  });
  return (rows[0]?.zones ?? []).map((zone) => fillZone(zone, { region: ask.region.name }));
}

/** Zone of the API server of a private cluster; undefined for a public one. */
function apiZoneName(cluster: DecidedCluster): string | undefined {
  const access = cluster.picked['apiAccess'];
  if (access === undefined || cluster.picked['apiZone'] !== 'own') return undefined;
  return apiServerZone({
    cloud: cluster.ask.requirements.cloud,
    region: cluster.ask.region.name,
    integrated: isApiAccessId(access) && apiAccessKinds[access].integrated,
  });
}

function existingZone(requirements: Requirements, name: string): PrivateDnsZone | undefined {
  const found = requirements.existing.find(
    (e) => e.kind === 'privateDnsZone' && nameInId(canonical(e.id)) === name.toLowerCase(),
  );
  return found === undefined
    ? undefined
    : {
        kind: 'privateDnsZone',
        id: canonical(found.id),
        name,
        spelled: found.id,
        layer: 'hub',
        existing: true,
        records: notStated('records'),
        source: { document: 'design', path: ['existing'] },
      };
}

const zoneElement = (places: Places, name: string, place: Place): PrivateDnsZone => ({
  ...places.head({
    kind: 'privateDnsZone',
    type: 'Microsoft.Network/privateDnsZones',
    names: [name],
    place,
  }),
  records: [],
});

interface LinkPlan {
  readonly zone: PrivateDnsZone;
  readonly network: { readonly id: Id<'virtualNetwork'>; readonly name: string };
  readonly at: Place;
}

const linkElement = (places: Places, { zone, network, at }: LinkPlan): PrivateDnsLink => ({
  ...places.childHead({
    kind: 'privateDnsLink',
    of: zone,
    type: 'virtualNetworkLinks',
    name: `link-${network.name}`,
    place: at,
  }),
  zone: zone.id,
  virtualNetwork: network.id,
  registration: false,
  resolutionPolicy: 'Default',
});

interface EndpointPlan {
  readonly spoke: Spoke;
  readonly cluster: DecidedCluster;
  readonly dependency: Dependency;
  readonly service: PaasService;
  readonly subnet: Id<'subnet'>;
  readonly zones: readonly Id<'privateDnsZone'>[];
}

function endpointElements(places: Places, plan: EndpointPlan): readonly PrivateEndpoint[] {
  const { spoke, dependency, service } = plan;
  const given = dependency.ids.map((id) => ({
    name: nameInId(canonical(id)),
    target: canonical(id),
  }));
  const named = dependency.names.map((name) => ({ name, target: plannedTarget(plan, name) }));
  return [...given, ...named].map(({ name, target }) => ({
    ...places.head({
      kind: 'privateEndpoint',
      type: 'Microsoft.Network/privateEndpoints',
      names: [`pe-${name}`],
      place: spoke.place,
    }),
    subnet: plan.subnet,
    target,
    targetType: service.resourceType,
    groupIds: [service.groupId],
    state: 'Approved',
    addresses: notStated('addresses'),
    zones: plan.zones,
    ...publicAccessOf(plan),
  }));
}

/** What somebody vouches for; a wish that nobody guarantees is no fact of the network. */
function publicAccessOf({
  cluster,
  dependency,
}: EndpointPlan): Pick<PrivateEndpoint, 'publicAccess'> {
  const { publicPaasAccess, publicPaasGuarantee: by } = cluster.ask.requirements.security;
  if (dependency.publicAccess !== undefined) return { publicAccess: dependency.publicAccess };
  return publicPaasAccess === 'forbidden' && by !== undefined
    ? { publicAccess: { is: 'disabled', by } }
    : {};
}

/** The id that the service is expected to have: in the subscription and group of the cluster. */
function plannedTarget({ cluster, service }: EndpointPlan, name: string): string {
  const subscription = cluster.ask.requirements.subscriptions.cluster;
  return canonical(
    spelledArmId({
      ...(subscription === undefined ? {} : { subscription }),
      resourceGroup: `rg-${cluster.ask.cluster.name}-services-${cluster.ask.environment.name}`,
      type: service.resourceType,
      names: [name],
    }),
  );
}

/** Clusters of one spoke that depend on one service share the endpoint of the first. */
const distinct = (endpoints: readonly PrivateEndpoint[]): readonly PrivateEndpoint[] =>
  [
    ...new Map([...endpoints].reverse().map((endpoint) => [endpoint.id, endpoint])).values(),
  ].reverse();
