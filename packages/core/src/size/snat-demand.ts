import { contains, parsePrefix, prefix } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { Flow, FlowEnd } from '../estate/elements/flow.ts';
import { all, type Estate } from '../estate/estate.ts';
import { push } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { suppliedPools } from '../estate/pools-of.ts';
import { view } from '../estate/view.ts';
import { notStated } from '../evidence/knowable.ts';
import { firewallUntranslated } from '../facts/snat.ts';
import type { Amount } from './amount.ts';
import { clusterNodes } from './cluster-nodes.ts';
import { maximumOf } from './pools.ts';

/** Connections of a cluster to one destination outside. */
export interface SnatDemand {
  readonly flow: Flow;
  /** Name and port: only connections to the same destination compete for ports. */
  readonly destination: string;
  /** New connections a second at the peak. */
  readonly rate: Amount;
  /** Mean seconds that a connection stays open. */
  readonly duration: Amount;
  /** Nodes on which the senders may run. */
  readonly nodes: Amount;
}

/**
 * The wanted connections of a cluster that leave through its exit, one for each destination port. A
 * flow with several ports counts with its whole rate at each, for nothing tells how it divides.
 * Private ranges and services behind endpoints take no outbound ports and are left out.
 */
export function snatDemands(estate: Estate, cluster: Cluster): readonly SnatDemand[] {
  const flows = flowsOut(estate);
  const name = cluster.name.toLowerCase();
  return [flows.ofCluster.get(cluster.id), flows.ofName.get(name), flows.ofAny]
    .flatMap((some) => some ?? [])
    .flatMap((flow) => demandsOf(estate, cluster, flow));
}

function demandsOf(estate: Estate, cluster: Cluster, flow: Flow): readonly SnatDemand[] {
  const name = destinationOf(flow.to);
  if (name === undefined) return [];
  const ports = flow.ports.length === 0 ? [''] : flow.ports.map(({ port }) => `:${port}`);
  return ports.map((port) => ({
    flow,
    destination: `${name}${port}`,
    rate: flow.rate ?? notStated('rate'),
    duration: flow.duration ?? notStated('duration'),
    nodes: sendingNodes(estate, cluster, flow.from),
  }));
}

/** Flows by what they say about their cluster: its id, its name, or nothing. */
interface FlowsOut {
  readonly ofCluster: ReadonlyMap<Id<'cluster'>, readonly Flow[]>;
  readonly ofName: ReadonlyMap<string, readonly Flow[]>;
  /** Of a workload that may run in any cluster. */
  readonly ofAny: readonly Flow[];
}

const flowsOut: (estate: Estate) => FlowsOut = view((estate) => {
  const ofCluster = new Map<Id<'cluster'>, Flow[]>();
  const ofName = new Map<string, Flow[]>();
  const ofAny: Flow[] = [];
  for (const flow of all(estate, 'flow')) {
    if (!flow.wanted) continue;
    if (flow.from.kind === 'pool') push(ofCluster, flow.from.cluster, flow);
    if (flow.from.kind !== 'workload') continue;
    if (flow.from.cluster === undefined) ofAny.push(flow);
    else if (flow.from.cluster.startsWith('/')) push(ofCluster, flow.from.cluster, flow);
    else push(ofName, flow.from.cluster.toLowerCase(), flow);
  }
  return { ofCluster, ofName, ofAny };
});

function destinationOf(to: FlowEnd): string | undefined {
  switch (to.kind) {
    case 'fqdn':
      return to.name.toLowerCase();
    case 'range':
      return isPrivate(to.cidr) ? undefined : to.cidr;
    case 'internet':
      return 'internet';
    default:
      return undefined;
  }
}

const privateSpace = firewallUntranslated.value.map(prefix);

function isPrivate(cidr: string): boolean {
  const parsed = parsePrefix(cidr);
  return parsed.ok && privateSpace.some((space) => contains(space, parsed.value));
}

function sendingNodes(estate: Estate, cluster: Cluster, from: FlowEnd): Amount {
  const pool =
    from.kind === 'pool' && from.pool !== undefined
      ? suppliedPools(estate, cluster.id).find(({ name }) => name === from.pool)
      : undefined;
  return pool === undefined ? clusterNodes(estate, cluster.id).maximum : maximumOf(pool);
}
