import type { Prefix } from '@aksnet/net';
import type { AgentPool, Cluster } from '../estate/elements/cluster.ts';
import type { FlowEnd } from '../estate/elements/flow.ts';
import type { Labels, Namespace, Workload } from '../estate/elements/kubernetes.ts';
import { all, type Estate, find } from '../estate/estate.ts';
import { grouped } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
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
import { nameLabel } from './elements/selector.ts';
import { type Found, found, lacking, notModelled, type Side } from './found.ts';
import { unlessListed } from './network-of.ts';
import type { Where } from './packet.ts';
import type { NodesPlace, PodsPlace } from './place.ts';

/** Pools of a cluster that differ in where they stand, one of each kind. */
function distinctPools(
  estate: Estate,
  cluster: Id<'cluster'>,
  named?: string,
): { readonly pools: readonly AgentPool[]; readonly missing: readonly Missing[] } {
  const provisioning = estate.elements.cluster.get(cluster)?.provisioningSubnet;
  const pools = suppliedPools(estate, cluster)
    .filter((pool) => pool.mode !== 'Gateway' && (named === undefined || pool.name === named))
    // Beside the nodes that AKS hosts stand those that it provisions, which no pool tells of.
    .flatMap((pool) =>
      pool.hosted === true && provisioning !== undefined
        ? [pool, { ...pool, subnet: provisioning }]
        : [pool],
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

/** Nodes of a cluster, one end for each kind of pool and range. */
export function nodesOf(
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
function namespaceLabels(estate: Estate, cluster: Id<'cluster'>, name: string): Knowable<Labels> {
  const known: Namespace | undefined = namespacesIn(estate).get(`${cluster} ${name}`);
  if (known === undefined) {
    const [first] = unlessListed(estate, 'namespace', cluster);
    if (first !== undefined) return unknown(first);
  }
  return { ...known?.labels, [nameLabel]: name };
}

/** Pods of a workload or namespace, on every kind of pool that they may run on. */
export function podsOf(
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
