import type { ApiServerAccess, Cluster } from '../estate/elements/cluster.ts';
import type { VirtualNetwork } from '../estate/elements/network.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isListedFor } from '../estate/listed.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { clusterPools } from '../estate/pools-of.ts';
import { view } from '../estate/view.ts';
import {
  isUnknown,
  type Knowable,
  type Missing,
  mapKnown,
  missingOf,
  unknown,
} from '../evidence/knowable.ts';
import { type ApiAccessId, apiAccessKinds } from '../facts/api-access.ts';
import { cloudOf } from '../facts/cloud-of.ts';
import type { Combination } from '../facts/compatibility.ts';
import { isIngressId } from '../facts/ingress.ts';
import { outboundTypes } from '../facts/outbound.ts';
import { clusterNodes } from '../size/cluster-nodes.ts';
import { vnetOf } from './cluster-networks.ts';
import { defaultRouteOf } from './default-route.ts';

/** Each field of a combination: its value, that it is absent, or why it is not known. */
export type KnowableCombination = {
  readonly [Field in keyof Combination]: Knowable<Combination[Field] | undefined>;
};

/**
 * What an Estate says of one cluster, in the words of the compatibility table. Fields that no Estate
 * carries (machine images, meshes) are left out; the rules that ask for them keep silent.
 */
export function combinationOf(estate: Estate, cluster: Cluster): KnowableCombination {
  const { network, access } = cluster;
  const mode = clusterMode(estate, cluster);
  const where = vnetOf(estate, cluster.id);
  return {
    sku: mapKnown(cluster.sku, (sku) => (sku === 'Automatic' ? 'automatic' : 'standard')),
    tier: cluster.tier,
    cloud: cloudOf(cluster.location),
    kubernetesVersion: cluster.kubernetesVersion,
    mode: mapKnown(mode, ({ id }) => id),
    podSubnet: podSubnets(estate, cluster),
    dataPlane: network.dataPlane,
    policyEngine: network.policyEngine,
    osTypes: osTypes(estate, cluster),
    vnet: mapKnown(where, (id) => (id === undefined ? 'managed' : 'byo')),
    vnetEncryption: ofVnet(estate, where, (vnet) => vnet.encryption),
    ipFamilies: network.ipFamilies,
    outbound: network.outboundType,
    staticEgressGateway: network.staticEgressGateway,
    networkIsolated: isIsolated(cluster),
    virtualWan: isBehindWan(estate, where),
    explicitDefaultRoute: hasDefaultRoute(estate, cluster),
    identity: cluster.identity,
    apiAccess: apiAccessOf(access),
    authorizedRanges: mapKnown(access.authorizedRanges, (ranges) => ranges.length > 0),
    privateDnsZone: mapKnown(access.privateDnsZone, zoneWord),
    publicFqdn: access.publicFqdn,
    fqdnSubdomain: access.fqdnSubdomain !== undefined,
    customDns: hasCustomDns(estate, where),
    ingress: mapKnown(cluster.ingress, (ids) => ids.filter(isIngressId)),
    nodeProvisioning: cluster.nodeProvisioning,
    localDns: localDnsOf(estate, cluster),
    advancedPolicies: mapKnown(network.advanced, ({ policies }) => policies),
    encryption: mapKnown(network.advanced, ({ encryption }) => encryption),
    httpProxy: mapKnown(cluster.httpProxy, (proxy) => proxy !== undefined),
    addOns: cluster.addOns,
    nodeCount: clusterNodes(estate, cluster.id).maximum,
  };
}

/** How the API server is reached, in the words of the facts. */
export function apiAccessOf(access: ApiServerAccess): Knowable<ApiAccessId> {
  const { private: isPrivate, vnetIntegration, authorizedRanges } = access;
  if (isUnknown(isPrivate)) return isPrivate;
  if (isUnknown(vnetIntegration)) return vnetIntegration;
  const kinds = Object.values(apiAccessKinds).filter(
    (kind) => kind.private === isPrivate && kind.integrated === vnetIntegration,
  );
  const [only, ...others] = kinds;
  if (only !== undefined && others.length === 0) return only.id;
  return mapKnown(authorizedRanges, (ranges) => (ranges.length > 0 ? 'publicRanges' : 'public'));
}

const zoneWord = (zone: string | undefined): 'system' | 'none' | 'own' | undefined =>
  zone === undefined || zone === 'system' || zone === 'none' ? zone : 'own';

function podSubnets(estate: Estate, { id }: Cluster): Knowable<boolean> {
  return mapKnown<readonly { readonly podSubnet: unknown }[], Knowable<boolean>>(
    clusterPools(estate, id),
    (pools) => {
      if (pools.some(({ podSubnet }) => typeof podSubnet === 'string')) return true;
      return firstMissing(pools.flatMap(({ podSubnet }) => missingOf(podSubnet))) ?? false;
    },
  );
}

/** Every operating system of a cluster; not known while a pool may be missing among the inputs. */
export function osTypes(
  estate: Estate,
  { id }: Cluster,
): Knowable<readonly ('Linux' | 'Windows')[]> {
  const pools = clusterPools(estate, id);
  if (isUnknown(pools)) return pools;
  const missing = [
    ...pools.flatMap(({ os }) => missingOf(os)),
    ...(isListedFor(estate, 'agentPool', id)
      ? []
      : [{ kind: 'notListed', what: 'agentPool', within: id } as const]),
  ];
  return (
    firstMissing(missing) ?? [...new Set(pools.flatMap(({ os }) => (isUnknown(os) ? [] : [os])))]
  );
}

function firstMissing(missing: readonly Missing[]): ReturnType<typeof unknown> | undefined {
  const [first, ...more] = missing;
  return first === undefined ? undefined : unknown(first, ...more);
}

type Where = Knowable<Id<'virtualNetwork'> | undefined>;

function ofVnet<T>(
  estate: Estate,
  where: Where,
  ask: (vnet: VirtualNetwork) => Knowable<T> | undefined,
): Knowable<T | undefined> {
  if (isUnknown(where) || where === undefined) return where;
  const there = find(estate, 'virtualNetwork', where);
  return isUnknown(there) ? there : ask(there);
}

/** DNS servers of one's own: those of the VNet, or a firewall that stands for them. */
const hasCustomDns = (estate: Estate, where: Where): Knowable<boolean | undefined> =>
  ofVnet(estate, where, (vnet) =>
    vnet.dnsVia !== undefined ? true : mapKnown(vnet.dnsServers, (servers) => servers.length > 0),
  );

/** Network isolated: no way out by its type, and images from a cached registry. */
function isIsolated({ network, artifactSource }: Cluster): Knowable<boolean> {
  const { outboundType } = network;
  if (isUnknown(outboundType)) return outboundType;
  if (!outboundTypes[outboundType].needs.includes('networkIsolation')) return false;
  return mapKnown(artifactSource, (source) => source === 'Cache');
}

const connectedToWan = view(
  (estate: Estate): ReadonlySet<Id<'virtualNetwork'>> =>
    new Set(all(estate, 'hubConnection').map(({ virtualNetwork }) => virtualNetwork)),
);

function isBehindWan(estate: Estate, where: Where): Knowable<boolean> {
  if (isUnknown(where)) return where;
  if (where === undefined) return false;
  if (connectedToWan(estate).has(where)) return true;
  return isListedFor(estate, 'hubConnection', where)
    ? false
    : unknown({ kind: 'notListed', what: 'hubConnection', within: where });
}

/** Whether every node subnet has a table with a route for 0.0.0.0/0. */
function hasDefaultRoute(estate: Estate, { id }: Cluster): Knowable<boolean> {
  const pools = clusterPools(estate, id);
  if (isUnknown(pools)) return pools;
  const missing: Missing[] = [];
  for (const { subnet } of pools) {
    const route =
      isUnknown(subnet) || subnet === undefined ? subnet : defaultRouteOf(estate, subnet);
    if (isUnknown(route)) missing.push(...route.unknown);
    else if (route === undefined) return false;
  }
  return firstMissing(missing) ?? true;
}

/** LocalDNS as the strictest pool asks for it. */
function localDnsOf(estate: Estate, { id }: Cluster): Knowable<Combination['localDns']> {
  const pools = clusterPools(estate, id);
  if (isUnknown(pools)) return pools;
  const modes = pools.map(({ localDns }) => localDns);
  if (modes.includes('Required')) return 'Required';
  const missing = firstMissing(modes.flatMap((mode) => missingOf(mode)));
  if (missing !== undefined) return missing;
  return modes.find((mode) => mode !== undefined && !isUnknown(mode));
}

/** A combination, and which of its unknown fields somebody asked for. */
export interface Watched {
  readonly combination: Combination;
  /** The reasons why the fields asked for since the last call are not known. */
  readonly asked: () => readonly Missing[];
}

/**
 * The combination with a watch on what is not known: it reads as absent, and that it was read is
 * remembered. A predicate that said no without asking for anything unknown said no for certain.
 */
export function watched(knowable: KnowableCombination): Watched {
  const asked = new Set<Missing>();
  const combination: Combination = {};
  for (const [field, value] of Object.entries(knowable)) {
    const get = (): unknown => {
      if (!isUnknown(value)) return value;
      for (const missing of value.unknown) asked.add(missing);
      return undefined;
    };
    Object.defineProperty(combination, field, { get, enumerable: true });
  }
  return {
    combination,
    asked: () => {
      const since = [...asked];
      asked.clear();
      return since;
    },
  };
}
