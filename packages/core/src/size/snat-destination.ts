import type { Cluster } from '../estate/elements/cluster.ts';
import { isUnknown, mapKnown, type Unknown } from '../evidence/knowable.ts';
import type { Ledger, Line } from '../evidence/ledger.ts';
import { code, element, prose } from '../evidence/prose.ts';
import { type AssumptionChoices, type AssumptionName, assumed } from '../facts/assumptions.ts';
import { derived } from '../facts/documents.ts';
import { type PortExit, portHolds } from '../facts/port-hold.ts';
import { type Amount, product, sum } from './amount.ts';
import { acceptedBlocking, erlangB, loadFor, portsFor } from './erlang.ts';
import { line } from './line.ts';
import type { SnatDemand } from './snat-demand.ts';
import type { SnatExit } from './snat-exit.ts';

/** What is not in any model: how evenly load spreads, and how connections end. */
export interface SnatHabits {
  /** Connections of the busiest node by those of a mean one. */
  readonly busiest: number;
  /** What ends most connections: an orderly close holds the port longer than a reset. */
  readonly closedBy: 'fin' | 'rst';
}

/** Load spread evenly, connections closed in order. */
export const usualHabits: SnatHabits = { busiest: 1, closedBy: 'fin' };

/** One destination and what it costs, where its connections compete for ports. */
export interface SnatDestination {
  readonly destination: string;
  /** Ports that it needs beside those there are, on one node or at the whole exit. */
  readonly ledger: Ledger;
  /** Ports held on average. */
  readonly load: Amount;
  /** Connections open at a time, on average. */
  readonly open: Amount;
  /** Share of new connections that find no port. */
  readonly blocking: Amount;
  /** Factor on the load at which more than one connection in a thousand is refused. */
  readonly headroom: Amount;
}

/** What a destination is reckoned from. */
export interface SnatBase {
  readonly cluster: Cluster;
  readonly exit: SnatExit;
  readonly habits: SnatHabits;
  readonly assume: AssumptionChoices;
  /** Ports for one destination, on one node or at the whole exit. */
  readonly ports: Amount;
}

/** A demand, and why it may not be one at this exit at all. */
export interface SharedDemand extends SnatDemand {
  readonly doubt?: Unknown;
}

/** Supply and demand of one destination. */
export function snatDestination(
  base: SnatBase,
  destination: string,
  demands: readonly SharedDemand[],
): SnatDestination {
  const { cluster, exit, ports } = base;
  const hold = holdOf(base);
  const loads = demands.map((demand) => portsHeld(base, demand, hold.seconds));
  const open = sum(demands.map((demand) => portsHeld(base, demand, 0)));
  const load = sum(loads);
  const lines = demands.map((demand, i) =>
    line({
      role: 'connections',
      what: prose`connections to ${code(destination)}, open or closed less than ${hold.seconds} s ago`,
      amount: mapKnown(loads[i] ?? 0, Math.ceil),
      from: demand.flow.id,
      assumes: hold.assumes,
    }),
  );
  return {
    destination,
    ledger: {
      subject: exit.element,
      title: prose`outbound ports of ${element(cluster.id, cluster.name)} to ${code(destination)}, ${exit.portsPerIp === undefined ? 'of each node' : 'of all nodes'}`,
      unit: 'ports',
      supply: ports,
      lines: [...lines, ...spareLines(lines, load), ...openLines(exit, open, load)],
    },
    load,
    open,
    blocking: both(load, ports, erlangB),
    headroom: both(load, ports, (held, all) => loadFor(all) / Math.max(held, 1)),
  };
}

/** Seconds that a port is held after its connection, and the assumption behind the figure. */
function holdOf({ exit, habits, assume }: SnatBase): {
  readonly seconds: number;
  readonly assumes: readonly AssumptionName[];
} {
  const { afterFin, afterRst, assumes } = portHolds[exit.exit];
  const seconds = isHoldOff[exit.exit](assume)
    ? 0
    : { fin: afterFin, rst: afterRst }[habits.closedBy];
  return { seconds, assumes: assumes === undefined ? [] : [assumes] };
}

/** Whether the user chose to assume that the exit gives ports back at once. */
const isHoldOff: Readonly<Record<PortExit, (assume: AssumptionChoices) => boolean>> = {
  loadBalancer: (assume) => assumed('loadBalancer.portHold', assume) === 'immediate',
  natGateway: () => false,
  azureFirewall: (assume) => assumed('firewall.portHold', assume) === '0',
};

/**
 * Ports that a demand holds on average, where it competes: at the exit, or on the busiest of the nodes
 * over which its senders spread.
 */
function portsHeld({ exit, habits }: SnatBase, demand: SharedDemand, hold: number): Amount {
  if (demand.doubt !== undefined) return demand.doubt;
  const whole = product(
    demand.rate,
    mapKnown(demand.duration, (seconds) => seconds + hold),
  );
  return exit.portsPerIp === undefined
    ? both(whole, demand.nodes, (ports, nodes) => (ports * habits.busiest) / Math.max(nodes, 1))
    : whole;
}

/** Chance makes the number of open connections swing, so that more ports are needed than are held. */
function spareLines(lines: readonly Line[], load: Amount): readonly Line[] {
  const held = sum(lines.map((each) => each.amount));
  if (isUnknown(load) || isUnknown(held)) return [];
  const spare = portsFor(load) - held;
  return spare <= 0
    ? []
    : [
        line({
          role: 'swing',
          what: prose`room for chance: at most ${acceptedBlocking * 100} % of connections are refused`,
          amount: spare,
          from: derived('Erlang B, which needs only the mean time that a port is held'),
        }),
      ];
}

/**
 * Some exits carry fewer open connections to one destination than they have ports. Counted in ports,
 * an open connection there weighs more than one.
 */
function openLines(exit: SnatExit, open: Amount, load: Amount): readonly Line[] {
  const { portsPerIp, connectionsPerIp } = exit;
  if (portsPerIp === undefined || connectionsPerIp === undefined) return [];
  if (isUnknown(open) || isUnknown(load)) return [];
  const weight = Math.ceil((open * portsPerIp) / connectionsPerIp) - portsFor(load);
  return weight <= 0
    ? []
    : [
        line({
          role: 'openConnections',
          what: prose`each address carries ${connectionsPerIp} open connections to one destination`,
          amount: weight,
          from: exit.element,
        }),
      ];
}

/** A function of two amounts; not known when one of them is not. */
function both(a: Amount, b: Amount, f: (a: number, b: number) => number): Amount {
  return mapKnown<number, Amount>(a, (first) => mapKnown(b, (second) => f(first, second)));
}
