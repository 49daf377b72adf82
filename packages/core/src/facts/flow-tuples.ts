import { type Citation, documented, type Fact } from './citation.ts';
import { azurePage } from './documents.ts';

const vnetPage = azurePage('articles/network-watcher/vnet-flow-logs-overview.md', '2024-08');
const nsgPage = azurePage('articles/network-watcher/nsg-flow-logs-overview.md', '2024-10');

/** State of a flow: it began, went on, ended, or was denied. */
export type FlowState = 'begin' | 'continue' | 'end' | 'denied';

/** One line of a flow log of Azure. Counters are deltas since the previous line of the flow. */
export interface FlowTuple {
  /** Milliseconds since 1970 for VNet flow logs, seconds for those of security groups. */
  readonly time: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: 'TCP' | 'UDP' | number;
  readonly direction: 'in' | 'out';
  readonly state: FlowState;
  readonly allowed: boolean;
  /** Sent and received, 0 where the log leaves them out. */
  readonly packets: number;
  readonly bytes: number;
}

/** Fields of a line of a VNet flow log, version 4. */
export const vnetTupleFields: Fact<number> = documented(13, vnetPage);

/** Fields of a line of a security group flow log, version 1. */
export const nsgTupleFields: Fact<number> = documented(8, nsgPage);

const protocols: ReadonlyMap<string, 'TCP' | 'UDP'> = new Map([
  ['6', 'TCP'],
  ['17', 'UDP'],
  ['T', 'TCP'],
  ['U', 'UDP'],
]);
const directions: ReadonlyMap<string, 'in' | 'out'> = new Map([
  ['I', 'in'],
  ['O', 'out'],
]);
const states: ReadonlyMap<string, FlowState> = new Map([
  ['B', 'begin'],
  ['C', 'continue'],
  ['E', 'end'],
  ['D', 'denied'],
]);

/** Reads one line of a VNet flow log; undefined when it has not the documented shape. */
export function parseVnetFlowTuple(line: string): FlowTuple | undefined {
  const fields = line.split(',');
  if (fields.length !== vnetTupleFields.value) return undefined;
  const state = states.get(fields[7] ?? '');
  const sent = { packets: counter(fields[9]), bytes: counter(fields[10]) };
  const received = { packets: counter(fields[11]), bytes: counter(fields[12]) };
  return tuple(fields, {
    state,
    packets: sent.packets + received.packets,
    bytes: sent.bytes + received.bytes,
  });
}

/** Reads one line of a security group flow log, version 1 or 2; undefined when it is neither. */
export function parseNsgFlowTuple(line: string): FlowTuple | undefined {
  const fields = line.split(',');
  const verdict = fields[7];
  if (verdict !== 'A' && verdict !== 'D') return undefined;
  if (fields.length === nsgTupleFields.value) {
    return tuple(fields, { state: verdict === 'D' ? 'denied' : 'begin', packets: 0, bytes: 0 });
  }
  if (fields.length !== nsgTupleFields.value + 5) return undefined;
  return tuple(fields, {
    state: verdict === 'D' ? 'denied' : states.get(fields[8] ?? ''),
    packets: counter(fields[9]) + counter(fields[11]),
    bytes: counter(fields[10]) + counter(fields[12]),
  });
}

interface Rest {
  readonly state: FlowState | undefined;
  readonly packets: number;
  readonly bytes: number;
}

function tuple(fields: readonly string[], rest: Rest): FlowTuple | undefined {
  const [time, source, destination, sourcePort, destinationPort, protocol, way] = fields;
  const direction = directions.get(way ?? '');
  const numbers = [time, sourcePort, destinationPort].map(whole);
  const [at, from, to] = numbers;
  const isWhole = at !== undefined && from !== undefined && to !== undefined;
  if (!isWhole || source === undefined || destination === undefined) return undefined;
  const known = protocols.get(protocol ?? '') ?? whole(protocol);
  if (direction === undefined || rest.state === undefined || known === undefined) return undefined;
  return {
    time: at,
    source,
    destination,
    sourcePort: from,
    destinationPort: to,
    protocol: known,
    direction,
    state: rest.state,
    allowed: rest.state !== 'denied',
    packets: rest.packets,
    bytes: rest.bytes,
  };
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Counters may be empty in the first line of a flow. */
function counter(text: string | undefined): number {
  return whole(text) ?? 0;
}

/** Packets and bytes of the lines of one flow, both ways together. */
export function sumOfFlow(tuples: Iterable<FlowTuple>): {
  readonly packets: number;
  readonly bytes: number;
} {
  let packets = 0;
  let bytes = 0;
  for (const each of tuples) {
    packets += each.packets;
    bytes += each.bytes;
  }
  return { packets, bytes };
}

/** Where the lines are documented. */
export const flowTupleCite: readonly Citation[] = [vnetPage, nsgPage];

/** The watcher that keeps the flow logs of a region: its group, and its name in front of the region's. */
export const networkWatcher: Fact<{ readonly resourceGroup: string; readonly name: string }> =
  documented({ resourceGroup: 'NetworkWatcherRG', name: 'NetworkWatcher_' }, vnetPage);
