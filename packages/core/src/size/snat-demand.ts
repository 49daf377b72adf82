import { contains, parsePrefix, prefix } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import type { Flow, FlowEnd } from '../estate/elements/flow.ts';
import { all, type Estate } from '../estate/estate.ts';
import { suppliedPools } from '../estate/pools-of.ts';
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
export const snatDemands = (estate: Estate, cluster: Cluster): readonly SnatDemand[] =>
  all(estate, 'flow')
    .filter((flow) => flow.wanted && startsIn(flow.from, cluster))
    .flatMap((flow) => {
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
    });

/** A workload without a cluster may run in any. */
function startsIn(from: FlowEnd, cluster: Cluster): boolean {
  switch (from.kind) {
    case 'pool':
      return from.cluster === cluster.id;
    case 'workload':
      return (
        from.cluster === undefined || from.cluster.toLowerCase() === cluster.name.toLowerCase()
      );
    default:
      return false;
  }
}

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
