import type { Cluster } from '../estate/elements/cluster.ts';
import { all, type Estate } from '../estate/estate.ts';
import { grouped, push } from '../estate/grouped.ts';
import type { Id } from '../estate/id.ts';
import { suppliedPools } from '../estate/pools-of.ts';
import { view } from '../estate/view.ts';
import { isUnknown, type Knowable, knownOr, mapKnown } from '../evidence/knowable.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { element, prose } from '../evidence/prose.ts';
import { lbManualPorts, lbPortsPerFrontendIp } from '../facts/snat.ts';
import { type Amount, greatest, product, sum } from './amount.ts';
import { clusterNodes } from './cluster-nodes.ts';
import { portsFor } from './erlang.ts';
import { peakLines } from './pool-lines.ts';
import { type PoolSize, poolSize } from './pools.ts';
import { portsByTier, type TierCrossing, tierCrossings } from './port-tiers.ts';
import { snatDemands } from './snat-demand.ts';
import {
  type SharedDemand,
  type SnatBase,
  type SnatDestination,
  type SnatHabits,
  snatDestination,
  usualHabits,
} from './snat-destination.ts';
import { type SnatExit, snatExit } from './snat-exit.ts';
import { unlistedLines } from './unlisted-lines.ts';

/** Outbound ports of a cluster at its maximum with surge. */
export interface SnatReport {
  readonly exit: SnatExit;
  /** Ports for one destination: of each node of a load balancer, else of the whole exit. */
  readonly ports: Amount;
  /** Every declared destination, the one that saturates first at the head. */
  readonly destinations: readonly SnatDestination[];
  readonly crossings: readonly TierCrossing[];
  /** Public addresses that the declared load needs; for a load balancer with ports given by hand. */
  readonly ipsNeeded: Amount;
  /** Ports given out by hand against those of the public addresses: AKS refuses what does not fit. */
  readonly allotment?: Ledger;
}

/**
 * Supply of and demand for outbound ports of a cluster; undefined when it has no way out to the
 * internet. Clusters that share an exit share its ports, so that the demand of all is counted.
 */
export function snatReport(
  estate: Estate,
  cluster: Cluster,
  habits?: SnatHabits,
): Knowable<SnatReport | undefined> {
  return habits === undefined
    ? usualReport(estate)(cluster)
    : reportOf({ estate, cluster, habits });
}

const usualReport: (estate: Estate) => (cluster: Cluster) => Knowable<SnatReport | undefined> =
  view((estate) => view((cluster) => reportOf({ estate, cluster, habits: usualHabits })));

interface Reported {
  readonly estate: Estate;
  readonly cluster: Cluster;
  readonly habits: SnatHabits;
}

function reportOf({ estate, cluster, habits }: Reported): Knowable<SnatReport | undefined> {
  const exit = exitsOf(estate).get(cluster);
  if (exit === undefined || isUnknown(exit)) return exit;
  const nodes = clusterNodes(estate, cluster.id);
  const peak = sum([nodes.maximum, nodes.surge]);
  const ports = portsOf(exit, peak);
  const base: SnatBase = { cluster, exit, habits, assume: estate.assume, ports };
  const destinations = destinationsOf(estate, base).toSorted(fullestFirst);
  const { portsPerNode, portsPerIp } = exit;
  const allotment = portAllotment(estate, cluster);
  const automatic = portsPerNode === undefined && portsPerIp === undefined;
  return {
    exit,
    ports,
    destinations,
    crossings: automatic ? tierCrossings(nodes.today, nodes.maximum, peak) : [],
    ipsNeeded: greatest(destinations.map((each) => ipsFor(exit, each, peak))),
    ...(allotment === undefined || isUnknown(allotment) ? {} : { allotment: allotment.atPeak }),
  };
}

/** The exit of every cluster. */
const exitsOf: (estate: Estate) => ReadonlyMap<Cluster, Knowable<SnatExit | undefined>> = view(
  (estate) => new Map(all(estate, 'cluster').map((each) => [each, snatExit(estate, each)])),
);

function portsOf({ ips, portsPerIp, portsPerNode }: SnatExit, nodes: Amount): Amount {
  if (portsPerIp !== undefined) return product(ips, portsPerIp);
  return portsPerNode ?? portsByTier(nodes);
}

/** Demand at the exit by destination, that of other clusters which share it included. */
function destinationsOf(estate: Estate, base: SnatBase): readonly SnatDestination[] {
  const { cluster, exit } = base;
  const { atExit, somewhere } = sharedDemands(estate);
  const own = grouped(snatDemands(estate, cluster), ({ destination }) => destination);
  const isShared = exit.element !== cluster.id;
  return [...own].map(([destination, demands]) => {
    const others = isShared
      ? [
          ...(atExit.get(`${exit.element} ${destination}`) ?? []),
          ...(somewhere.get(destination) ?? []),
        ]
      : [];
    const theirs = others.filter((other) => other.of !== cluster.id);
    return snatDestination(base, destination, [...demands, ...theirs]);
  });
}

interface OthersDemand extends SharedDemand {
  readonly of: Id<'cluster'>;
}

interface SharedDemands {
  /** By exit and destination. */
  readonly atExit: ReadonlyMap<string, readonly OthersDemand[]>;
  /** Of clusters whose exit is not known, so that it may be any; by destination. */
  readonly somewhere: ReadonlyMap<string, readonly OthersDemand[]>;
}

const sharedDemands: (estate: Estate) => SharedDemands = view((estate) => {
  const atExit = new Map<string, OthersDemand[]>();
  const somewhere = new Map<string, OthersDemand[]>();
  for (const [cluster, exit] of exitsOf(estate)) {
    if (exit === undefined || (!isUnknown(exit) && exit.element === cluster.id)) continue;
    for (const demand of snatDemands(estate, cluster)) {
      const of = cluster.id;
      if (isUnknown(exit)) push(somewhere, demand.destination, { ...demand, of, doubt: exit });
      else push(atExit, `${exit.element} ${demand.destination}`, { ...demand, of });
    }
  }
  return { atExit, somewhere };
});

/** The destination with the least room first; what is not known last. */
const fullestFirst = (a: SnatDestination, b: SnatDestination): number =>
  knownOr(a.headroom, Number.MAX_VALUE) - knownOr(b.headroom, Number.MAX_VALUE);

/** Public addresses with which a destination gets all the ports it needs. */
function ipsFor(exit: SnatExit, { load, open }: SnatDestination, nodes: Amount): Amount {
  return mapKnown<number, Amount>(load, (held) => {
    const { portsPerIp, connectionsPerIp = Number.POSITIVE_INFINITY } = exit;
    const needed = portsFor(held);
    if (portsPerIp === undefined) {
      const { multipleOf } = lbManualPorts.value;
      const perNode = Math.ceil(needed / multipleOf) * multipleOf;
      return mapKnown(nodes, (count) => Math.ceil((count * perNode) / lbPortsPerFrontendIp.value));
    }
    return mapKnown(open, (connections) =>
      Math.max(Math.ceil(needed / portsPerIp), Math.ceil(connections / connectionsPerIp)),
    );
  });
}

/** Outbound ports given by hand: what each node gets, and what they come to. */
export interface PortAllotment {
  readonly perNode: number;
  /** Every pool at its maximum. */
  readonly atMaximum: Ledger;
  /** With the nodes that upgrades add: what does not fit is refused. */
  readonly atPeak: Ledger;
}

/** The ports given by hand to the nodes of a cluster; undefined when none are. */
export function portAllotment(
  estate: Estate,
  cluster: Cluster,
): Knowable<PortAllotment | undefined> {
  const exit = exitsOf(estate).get(cluster);
  if (exit === undefined || isUnknown(exit)) return exit;
  if (exit.portsPerNode === undefined) return undefined;
  const { ips, portsPerNode } = exit;
  const sizes = suppliedPools(estate, cluster.id).map((pool) => poolSize(estate, pool));
  const ledger = (pools: readonly PoolSize[]): Ledger => ({
    subject: cluster.id,
    title: prose`outbound ports given by hand to the nodes of ${element(cluster.id, cluster.name)}`,
    unit: 'ports',
    supply: product(ips, lbPortsPerFrontendIp.value),
    lines: [
      ...pools.flatMap((size) => peakLines(size, 'nodes', (nodes) => product(nodes, portsPerNode))),
      ...unlistedLines(estate, cluster.id),
    ],
  });
  return {
    perNode: portsPerNode,
    atMaximum: ledger(sizes.map((size) => ({ ...size, surge: 0, blueGreen: 0 }))),
    atPeak: ledger(sizes),
  };
}
