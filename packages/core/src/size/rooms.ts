import type { AgentPool } from '../estate/elements/cluster.ts';
import { type Estate, find } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { isUnknown, type Knowable, mapKnown, type Unknown } from '../evidence/knowable.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { element, prose } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import { type LimitId, limitValue } from '../facts/limits.ts';
import type { NodeNeed } from '../facts/modes.ts';
import type { Amount } from './amount.ts';
import { clusterNodes } from './cluster-nodes.ts';
import { line } from './line.ts';
import { podRangeLedgerToday } from './pod-space-ledger.ts';
import { type PoolSize, poolSize } from './pools.ts';
import { portAllotment } from './snat-ledger.ts';
import { subnetLedgerToday } from './subnet-ledger.ts';

/** What bounds the nodes that can be added to a pool. */
export type RoomId = 'nodeSubnet' | 'podSubnet' | 'podRange' | 'poolSize' | 'clusterSize' | 'ports';

/** Something of which every added node takes a part. */
export interface Room {
  readonly id: RoomId;
  /** What is taken before any node is added. */
  readonly ledger: Ledger;
  /** What an added node takes, in the unit of the ledger. */
  readonly perNode: Amount;
  /** Whether Azure refuses the upgrade at once; otherwise it begins and stalls. */
  readonly refuses: boolean;
}

type FindRoom = (estate: Estate, size: PoolSize) => readonly Room[];

const findRooms: readonly FindRoom[] = [
  (estate, size) => subnetRoom(estate, size, { id: 'nodeSubnet', subnet: size.pool.subnet }),
  (estate, size) => subnetRoom(estate, size, { id: 'podSubnet', subnet: size.pool.podSubnet }),
  podRangeRoom,
  poolRoom,
  clusterRoom,
  portsRoom,
];

/** Everything that bounds the nodes that can be added to a pool today. */
export function roomsFor(estate: Estate, pool: AgentPool): readonly Room[] {
  const size = poolSize(estate, pool);
  return findRooms.flatMap((find) => find(estate, size));
}

/** The part of a node's need that each kind of room bounds. */
const parts = {
  nodeSubnet: (need: NodeNeed): number => need.nodeSubnet,
  podSubnet: (need: NodeNeed): number => need.podSubnet,
  podRange: (need: NodeNeed): number => need.podRangeBlocks,
} as const;

/** What a node takes to join, before it runs pods. */
function toJoin({ mode, maxPods }: PoolSize, part: (need: NodeNeed) => number): Amount {
  if (isUnknown(mode)) return mode;
  if (!isUnknown(maxPods)) return part(mode.needToJoin(maxPods));
  const fewest = part(mode.needToJoin(0));
  return fewest === part(mode.needToJoin(limitValue('max-pods-per-node'))) ? fewest : maxPods;
}

function subnetRoom(
  estate: Estate,
  size: PoolSize,
  of: {
    readonly id: 'nodeSubnet' | 'podSubnet';
    readonly subnet: Knowable<Id<'subnet'> | undefined>;
  },
): readonly Room[] {
  const { id, subnet } = of;
  const perNode = toJoin(size, parts[id]);
  if (subnet === undefined || perNode === 0) return [];
  const ledger = isUnknown(subnet)
    ? noSupply(size.pool.id, 'addresses', subnet)
    : withoutMinimum(subnetLedgerToday(estate, subnet));
  return [{ id, ledger, perNode, refuses: false }];
}

/** The rest of the smallest legal size is free: nobody has taken it. */
const withoutMinimum = (ledger: Ledger): Ledger => ({
  ...ledger,
  lines: ledger.lines.filter(({ role }) => role !== 'minimum'),
});

function podRangeRoom(estate: Estate, size: PoolSize): readonly Room[] {
  const perNode = toJoin(size, parts.podRange);
  const ledger = podRangeLedgerToday(estate, size.pool.cluster);
  return ledger === undefined || perNode === 0
    ? []
    : [{ id: 'podRange', ledger, perNode, refuses: false }];
}

function poolRoom(estate: Estate, { pool }: PoolSize): readonly Room[] {
  const what = prose`nodes of ${element(pool.id, pool.name)} today`;
  const ledger: Ledger = {
    subject: pool.id,
    title: prose`nodes of one pool`,
    unit: 'nodes',
    supply: limitValue('nodes-per-pool', estate.raised, estate.assume),
    lines: [line({ role: 'nodes', what, amount: pool.count, from: pool.id })],
  };
  return [{ id: 'poolSize', ledger, perNode: 1, refuses: true }];
}

function clusterRoom(estate: Estate, { pool, mode }: PoolSize): readonly Room[] {
  const from = pool.cluster;
  const name = element(from, estate.elements.cluster.get(from)?.name);
  const limit = (id: LimitId): number => limitValue(id, estate.raised, estate.assume);
  const { today: amount } = clusterNodes(estate, from);
  const ledger: Ledger = {
    subject: from,
    title: prose`nodes of one cluster`,
    unit: 'nodes',
    supply: mapKnown(mode, ({ nodeLimit }) => limit(nodeLimit)),
    lines: [line({ role: 'nodes', what: prose`nodes of ${name} today`, amount, from })],
  };
  return [{ id: 'clusterSize', ledger, perNode: 1, refuses: true }];
}

/** Ports given out by hand are checked for every pool at its maximum, surge on top. */
function portsRoom(estate: Estate, { pool }: PoolSize): readonly Room[] {
  const cluster = find(estate, 'cluster', pool.cluster);
  const allotment = isUnknown(cluster) ? cluster : portAllotment(estate, cluster);
  if (allotment === undefined) return [];
  const [ledger, perNode] = isUnknown(allotment)
    ? [noSupply(pool.cluster, 'ports', allotment), allotment]
    : [allotment.atMaximum, allotment.perNode];
  return [{ id: 'ports', ledger, perNode, refuses: true }];
}

/** A room of which nothing is known. */
const noSupply = (subject: ElementId, unit: Ledger['unit'], supply: Unknown): Ledger => ({
  subject,
  title: prose`${unit} for ${element(subject)}`,
  unit,
  supply,
  lines: [],
});
