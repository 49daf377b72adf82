import type { Cluster } from '../../estate/elements/cluster.ts';
import type { PrivateEndpoint } from '../../estate/elements/private-link.ts';
import { all, type Estate, find } from '../../estate/estate.ts';
import { suppliedPools } from '../../estate/pools-of.ts';
import { view } from '../../estate/view.ts';
import { isUnknown, type Missing, missingOf } from '../../evidence/knowable.ts';
import { cloudOf } from '../../facts/cloud-of.ts';
import { clouds } from '../../facts/clouds.ts';
import { apiServerEndpoint } from '../../facts/private-dns-zones.ts';
import { slotOf } from '../packet.ts';
import type { Place } from '../place.ts';
import { endpointPlace } from './private-endpoint.ts';

/** Where the API server of a cluster answers. */
export type ApiServer =
  | {
      readonly kind: 'at';
      readonly place: Place;
      readonly private: boolean;
      /** Nodes must look its name up; with VNet integration they know the address. */
      readonly byName: boolean;
    }
  | { readonly kind: 'unsure'; readonly missing: readonly Missing[] };

/** Where the API server is: in a subnet, behind a private endpoint, or on the internet. */
export function apiServerOf(estate: Estate, cluster: Cluster): ApiServer {
  const { private: isPrivate, vnetIntegration, subnet } = cluster.access;
  const missing = missingOf(isPrivate, vnetIntegration);
  if (isUnknown(isPrivate) || isUnknown(vnetIntegration)) return { kind: 'unsure', missing };
  if (vnetIntegration) {
    if (isUnknown(subnet)) return { kind: 'unsure', missing: subnet.unknown };
    return inSubnet(estate, cluster, isPrivate);
  }
  if (isPrivate) return behindEndpoint(estate, cluster);
  return {
    kind: 'at',
    place: { kind: 'internet', address: { kind: 'public', of: cluster.id }, of: cluster.id },
    private: false,
    byName: true,
  };
}

function inSubnet(estate: Estate, cluster: Cluster, isPrivate: boolean): ApiServer {
  const { subnet: id } = cluster.access;
  if (id === undefined || isUnknown(id))
    return {
      kind: 'unsure',
      missing: [{ kind: 'notModelled', feature: 'an API server in a subnet that AKS manages' }],
    };
  const subnet = find(estate, 'subnet', id);
  if (isUnknown(subnet)) return { kind: 'unsure', missing: subnet.unknown };
  if (isUnknown(subnet.prefixes)) return { kind: 'unsure', missing: subnet.prefixes.unknown };
  const [range] = subnet.prefixes;
  if (range === undefined) return { kind: 'unsure', missing: [] };
  return {
    kind: 'at',
    place: {
      kind: 'subnet',
      subnet: id,
      network: subnet.virtualNetwork,
      address: { kind: 'range', range, slot: slotOf(cluster.id), of: cluster.id },
      of: cluster.id,
    },
    private: isPrivate,
    byName: false,
  };
}

const endpointsByTarget = view(
  (estate: Estate) =>
    new Map(
      all(estate, 'privateEndpoint').flatMap((endpoint) =>
        isUnknown(endpoint.target) ? [] : [[endpoint.target, endpoint] as const],
      ),
    ),
);

/** AKS puts the endpoint into the subnet of the first pool, unless it is itself among the inputs. */
function behindEndpoint(estate: Estate, cluster: Cluster): ApiServer {
  const [pool] = suppliedPools(estate, cluster.id);
  const written = endpointsByTarget(estate).get(cluster.id);
  if (pool === undefined && written === undefined)
    return {
      kind: 'unsure',
      missing: [{ kind: 'notListed', what: 'agentPool', within: cluster.id }],
    };
  if (written === undefined && pool?.subnet === undefined) return managed;
  const id: string = cluster.id;
  const endpoint: PrivateEndpoint = written ?? {
    kind: 'privateEndpoint',
    id,
    name: cluster.name,
    source: cluster.source,
    subnet: pool?.subnet ?? ofAks,
    target: cluster.id,
    targetType: apiServerEndpoint.value.resourceType,
    groupIds: [apiServerEndpoint.value.groupId],
    state: 'Approved',
    addresses: { unknown: [{ kind: 'notStated', field: 'addresses' }] },
    zones: [],
  };
  const place = endpointPlace(estate, endpoint);
  if ('missing' in place) return { kind: 'unsure', missing: place.missing };
  return {
    kind: 'at',
    place: { kind: 'endpoint', place, address: place.address, of: cluster.id },
    private: true,
    byName: true,
  };
}

const ofAks = { unknown: [{ kind: 'notModelled', feature: 'VNets that AKS manages' }] } as const;
const managed: ApiServer = { kind: 'unsure', missing: ofAks.unknown };

/** The public name of an API server; a star stands for what AKS adds. */
export function apiServerName(cluster: Cluster): string {
  const pattern = clouds[cloudOf(cluster.location)].apiServerFqdn;
  return pattern
    .replace('*', cluster.dnsPrefix ?? cluster.name)
    .replace('<region>', cluster.location ?? '*')
    .toLowerCase();
}
