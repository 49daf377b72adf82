import { contains, type Prefix, parsePrefix } from '@aksnet/net';
import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { FlowEnd } from '../estate/elements/flow.ts';
import type { Labels, Namespace, Workload } from '../estate/elements/kubernetes.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import { type Id, nameInId } from '../estate/id.ts';
import { poolMode } from '../estate/modes-of.ts';
import { arePoolsListed, suppliedPools } from '../estate/pools-of.ts';
import { view } from '../estate/view.ts';
import {
  isUnknown,
  type Knowable,
  type Missing,
  missingOf,
  unknown,
} from '../evidence/knowable.ts';
import { paasService } from '../facts/paas-services.ts';
import { fillZone, privateZonesOf } from '../facts/private-dns-zones.ts';
import { cloudOf } from './cloud-of.ts';
import { apiServerOf } from './elements/api-server.ts';
import { nameLabel } from './elements/selector.ts';
import { unlessListed } from './network-of.ts';
import { isPrivate, type Where } from './packet.ts';
import type { InternetPlace, NodesPlace, Place, PodsPlace } from './place.ts';

/** Which side of a connection an end is: both may be pods of one cluster and must stay apart. */
export type Side = 'from' | 'to';

/** Whom a packet is for: a place, or what a name leads to. */
export type Target =
  | { readonly kind: 'place'; readonly place: Place; readonly name?: string }
  | {
      readonly kind: 'name';
      readonly name: string;
      /** The name is meant to lead to a private address. */
      readonly private: boolean;
      /** The service behind it, as far as one is known by the estate. */
      readonly of: string;
    }
  | { readonly kind: 'apiServer'; readonly cluster: Cluster };

/** Ends that were found, and why there may be others. */
export interface Found<T> {
  readonly ends: readonly T[];
  readonly missing: readonly Missing[];
}

const found = <T>(...ends: readonly T[]): Found<T> => ({ ends, missing: [] });
const lacking = <T>(...missing: readonly Missing[]): Found<T> => ({ ends: [], missing });
const notModelled = (feature: string): Missing => ({ kind: 'notModelled', feature });

/** Places from which an end sends. */
export function senders(estate: Estate, end: FlowEnd): Found<Place> {
  return places(estate, end, 'from');
}

/** Targets that an end stands for as receiver, seen from a cluster's network where names hang on it. */
export function receivers(
  estate: Estate,
  end: FlowEnd,
  near: Id<'virtualNetwork'> | undefined,
): Found<Target> {
  switch (end.kind) {
    case 'fqdn':
      return found({ kind: 'name', name: end.name, private: false, of: end.name });
    case 'paas':
      return serviceNames(estate, end, near);
    case 'apiServer': {
      const cluster = find(estate, 'cluster', end.cluster);
      return isUnknown(cluster)
        ? lacking(...cluster.unknown)
        : found({ kind: 'apiServer', cluster });
    }
    default: {
      const { ends, missing } = places(estate, end, 'to');
      return { ends: ends.map((place) => ({ kind: 'place', place })), missing };
    }
  }
}

function places(estate: Estate, end: FlowEnd, side: Side): Found<Place> {
  switch (end.kind) {
    case 'workload':
      return podsOf(estate, end, side);
    case 'pool':
      return nodesOf(estate, end.cluster, {
        side,
        ...(end.pool === undefined ? {} : { pool: end.pool }),
      });
    case 'internet':
      return found(internet);
    case 'fqdn':
      return found({ ...internet, of: end.name });
    case 'range': {
      const parsed = parsePrefix(end.cidr);
      return parsed.ok
        ? locate(estate, parsed.value, side)
        : lacking({ kind: 'notStated', field: 'cidr' });
    }
    case 'people':
      return peopleNamed(estate, end.name, side);
    case 'apiServer': {
      const cluster = find(estate, 'cluster', end.cluster);
      if (isUnknown(cluster)) return lacking(...cluster.unknown);
      const server = apiServerOf(estate, cluster);
      return server.kind === 'at' ? found(server.place) : lacking(...server.missing);
    }
    case 'ingress':
      return lacking(notModelled(`the ${end.exposure} way in as an end of a connection`));
    case 'paas':
      return lacking(notModelled('a service of Azure as sender'));
  }
}

const internet: InternetPlace = { kind: 'internet', address: { kind: 'public' }, of: 'internet' };

/** Where people are is not part of an estate, unless a range outside bears their name. */
function peopleNamed(estate: Estate, name: string, side: Side): Found<Place> {
  const range = all(estate, 'externalRange').find((each) => each.name === name);
  return range === undefined
    ? lacking({ kind: 'notStated', field: `where ${name} are` })
    : outsideRange(range.id, range.prefixes, side);
}

/** The ends of a range outside. */
export const outsideRange = (
  id: string,
  prefixes: readonly Prefix[],
  side: Side,
): Found<Place> => ({
  ends: prefixes.map((range) => ({
    kind: 'outside',
    address: { kind: 'range', range, slot: `${side} ${id} ${range.first}` },
    of: id,
  })),
  missing: [],
});

/** The subnet, VNet or site in which a range lies. */
export function locate(estate: Estate, range: Prefix, side: Side): Found<Place> {
  const address: Where = { kind: 'range', range, slot: `${side} ${range.first}/${range.length}` };
  const holds = (prefixes: Knowable<readonly Prefix[]>): boolean =>
    !isUnknown(prefixes) && prefixes.some((each) => contains(each, range));
  const subnet = all(estate, 'subnet').find((each) => holds(each.prefixes));
  if (subnet !== undefined)
    return found({
      kind: 'subnet',
      subnet: subnet.id,
      network: subnet.virtualNetwork,
      address,
      of: subnet.id,
    });
  const network = all(estate, 'virtualNetwork').find((each) => holds(each.prefixes));
  if (network !== undefined)
    return found({ kind: 'network', network: network.id, address, of: network.id });
  const outside = all(estate, 'externalRange').find((each) => holds(each.prefixes));
  if (outside !== undefined) return found({ kind: 'outside', address, of: outside.id });
  const gateway = all(estate, 'virtualNetworkGateway').find((each) => holds(each.learned));
  if (gateway !== undefined) return found({ kind: 'outside', address, of: gateway.id });
  return isPrivate(range)
    ? lacking({ kind: 'notStated', field: 'who has this private range' })
    : found({ kind: 'internet', address, of: 'internet' });
}

/** Pools of a cluster that differ in where they stand, one of each kind. */
function distinctPools(
  estate: Estate,
  cluster: Id<'cluster'>,
  named?: string,
): { readonly pools: readonly AgentPool[]; readonly missing: readonly Missing[] } {
  const pools = suppliedPools(estate, cluster).filter(
    (pool) => pool.mode !== 'Gateway' && (named === undefined || pool.name === named),
  );
  const key = (pool: AgentPool): string =>
    JSON.stringify([pool.subnet, pool.podSubnet, pool.os, pool.nodePublicIp]);
  const missing: readonly Missing[] = arePoolsListed(estate, cluster)
    ? []
    : [{ kind: 'notListed', what: 'agentPool', within: cluster }];
  return { pools: [...new Map(pools.map((pool) => [key(pool), pool])).values()], missing };
}

interface SubnetRanges {
  readonly subnet: Id<'subnet'> | undefined;
  readonly network: Id<'virtualNetwork'> | undefined;
  readonly ranges: readonly Prefix[];
  readonly missing: readonly Missing[];
}

/** The ranges of a subnet; of a VNet that AKS manages nothing is known but that it is private. */
function rangesOfSubnet(estate: Estate, id: Knowable<Id<'subnet'> | undefined>): SubnetRanges {
  const none = { subnet: undefined, network: undefined, ranges: [] };
  if (isUnknown(id)) return { ...none, missing: id.unknown };
  if (id === undefined) return { ...none, missing: [notModelled('VNets that AKS manages')] };
  const subnet = find(estate, 'subnet', id);
  if (isUnknown(subnet)) return { ...none, missing: subnet.unknown };
  const { virtualNetwork: network, prefixes } = subnet;
  if (isUnknown(prefixes)) return { subnet: id, network, ranges: [], missing: prefixes.unknown };
  return { subnet: id, network, ranges: ofOneFamily(prefixes), missing: [] };
}

/** IPv4 where there is any: a second family goes the same ways by routes of its own. */
const ofOneFamily = (prefixes: readonly Prefix[]): readonly Prefix[] => {
  const four = prefixes.filter((prefix) => prefix.family === 4);
  return four.length > 0 ? four : prefixes;
};

function nodesOf(
  estate: Estate,
  id: Id<'cluster'>,
  { side, pool: named }: { readonly side: Side; readonly pool?: string },
): Found<NodesPlace> {
  const cluster = find(estate, 'cluster', id);
  if (isUnknown(cluster)) return lacking(...cluster.unknown);
  const { pools, missing } = distinctPools(estate, id, named);
  const made = pools.map((pool) => {
    const { subnet, network, ranges, missing: more } = rangesOfSubnet(estate, pool.subnet);
    const ends = ranges.map(
      (range): NodesPlace => ({
        kind: 'nodes',
        cluster,
        pool,
        subnet,
        network,
        address: { kind: 'range', range, slot: `${side} nodes ${pool.id}` },
        of: pool.id,
      }),
    );
    return { ends, missing: more };
  });
  return {
    ends: made.flatMap((each) => each.ends),
    missing: [...missing, ...made.flatMap((each) => each.missing)],
  };
}

const workloadsIn = view((estate: Estate) =>
  grouped(all(estate, 'workload'), (each) => `${each.cluster ?? ''} ${each.namespace ?? ''}`),
);
const namespacesIn = view(
  (estate: Estate) =>
    new Map(all(estate, 'namespace').map((each) => [`${each.cluster ?? ''} ${each.name}`, each])),
);

/** Labels of a namespace; unknown when it is not among the inputs and may be there. */
export function namespaceLabels(
  estate: Estate,
  cluster: Id<'cluster'>,
  name: string,
): Knowable<Labels> {
  const known: Namespace | undefined = namespacesIn(estate).get(`${cluster} ${name}`);
  if (known === undefined) {
    const [first] = unlessListed(estate, 'namespace', cluster);
    if (first !== undefined) return unknown(first);
  }
  return { ...known?.labels, [nameLabel]: name };
}

function podsOf(
  estate: Estate,
  end: Extract<FlowEnd, { kind: 'workload' }>,
  side: Side,
): Found<PodsPlace> {
  const [only, ...others] = all(estate, 'cluster');
  const id = end.cluster ?? (others.length === 0 ? only?.id : undefined);
  if (id === undefined) return lacking({ kind: 'notStated', field: 'cluster' });
  const cluster = find(estate, 'cluster', id);
  if (isUnknown(cluster)) return lacking(...cluster.unknown);
  const there = (workloadsIn(estate).get(`${id} ${end.namespace}`) ?? []).filter(
    (each) => end.workload === undefined || each.name === end.workload,
  );
  if (there.length === 0)
    return lacking({ kind: 'notListed', what: `workloads of ${end.namespace}`, within: id });
  const { pools, missing } = distinctPools(estate, id);
  const made = there.flatMap((workload) =>
    pools.map((pool) => podsOn(estate, { cluster, pool, workload, side })),
  );
  return {
    ends: made.flatMap((each) => each.ends),
    missing: [...missing, ...made.flatMap((each) => each.missing)],
  };
}

interface PodsOn {
  readonly cluster: Cluster;
  readonly pool: AgentPool;
  readonly workload: Workload;
  readonly side: Side;
}

function podsOn(estate: Estate, { cluster, pool, workload, side }: PodsOn): Found<PodsPlace> {
  const mode = poolMode(estate, pool);
  if (isUnknown(mode)) return lacking(...mode.unknown);
  const nodes = rangesOfSubnet(estate, pool.subnet);
  const own =
    mode.podTrafficLeavesBy === 'podSubnet' ? rangesOfSubnet(estate, pool.podSubnet) : nodes;
  const { podRanges } = cluster.network;
  const isRange = mode.podRange !== 'none';
  const missing = [...nodes.missing, ...own.missing, ...(isRange ? missingOf(podRanges) : [])];
  const ranges = isRange ? (isUnknown(podRanges) ? [] : ofOneFamily(podRanges)) : own.ranges;
  const [nodeRange] = nodes.ranges;
  if (missing.length > 0 || nodeRange === undefined) return lacking(...missing);
  const namespace = workload.namespace ?? 'default';
  return found(
    ...ranges.map((range): PodsPlace => {
      const address: Where = { kind: 'range', range, slot: `${side} pods ${pool.id}` };
      return {
        kind: 'pods',
        cluster,
        pool,
        subnet: own.subnet,
        network: own.network,
        address,
        nodes: { kind: 'range', range: nodeRange, slot: `${side} nodes ${pool.id}` },
        of: workload.id,
        party: {
          kind: 'pod',
          namespace,
          labels: workload.podLabels,
          namespaceLabels: namespaceLabels(estate, cluster.id, namespace),
          ports: workload.ports,
          hostNetwork: workload.hostNetwork,
          address,
        },
      };
    }),
  );
}

/** Names of a service: of those with an endpoint near the asker, else of any that have one. */
function serviceNames(
  estate: Estate,
  end: Extract<FlowEnd, { kind: 'paas' }>,
  near: Id<'virtualNetwork'> | undefined,
): Found<Target> {
  const service = paasService(end.service);
  if (service === undefined) return lacking(notModelled(`service ${end.service}`));
  const region =
    near === undefined ? undefined : estate.elements.virtualNetwork.get(near)?.location;
  const [row] = privateZonesOf({ cloud: cloudOf(region), ...service });
  const suffix = row?.publicSuffixes[0];
  if (suffix === undefined) return lacking(notModelled(`names of ${service.title}`));
  const filled = fillZone(suffix, region === undefined ? {} : { region });
  const named = (label: string, isKept: boolean): Target => ({
    kind: 'name',
    name: `${label.toLowerCase()}.${filled}`,
    private: isKept,
    of: label,
  });
  const endpoints = all(estate, 'privateEndpoint').filter(
    ({ targetType, groupIds, target }) =>
      !isUnknown(targetType) &&
      targetType.toLowerCase() === service.resourceType.toLowerCase() &&
      (isUnknown(groupIds) ||
        groupIds.some((id) => id.toLowerCase() === service.groupId.toLowerCase())) &&
      (end.name === undefined ||
        (!isUnknown(target) && nameInId(target) === end.name.toLowerCase())),
  );
  const close = endpoints.filter(
    ({ subnet }) =>
      !isUnknown(subnet) && estate.elements.subnet.get(subnet)?.virtualNetwork === near,
  );
  const doubts = all(estate, 'privateEndpoint').flatMap(({ targetType, target }) =>
    missingOf(targetType, target),
  );
  const missing = [...doubts, ...unlessListed(estate, 'privateEndpoint', near ?? end.service)];
  const usable = close.length > 0 ? close : endpoints;
  const labels = new Set(
    usable.flatMap(({ target }) => (isUnknown(target) ? [] : nameInId(target))),
  );
  if (labels.size > 0) return { ends: [...labels].map((label) => named(label, true)), missing };
  if (missing.length > 0) return lacking(...missing);
  return end.name === undefined
    ? lacking({ kind: 'notStated', field: `name of ${service.title}` })
    : found(named(end.name, false));
}
