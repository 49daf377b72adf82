import type { AgentPool } from '../estate/elements/cluster.ts';
import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { usersOf } from '../estate/users.ts';
import { isUnknown, mapKnown } from '../evidence/knowable.ts';
import type { Line } from '../evidence/ledger.ts';
import { element, type Prose, prose } from '../evidence/prose.ts';
import { derived } from '../facts/documents.ts';
import { limitValue } from '../facts/limits.ts';
import type { NodeNeed } from '../facts/modes.ts';
import { type Amount, product, sum } from './amount.ts';
import { line } from './line.ts';
import type { Asked } from './moment.ts';
import { planningLines } from './planning-lines.ts';
import { type PoolSize, peakOf } from './pools.ts';

/** One of the two ways in which pools take addresses of a subnet. */
interface PoolUse {
  readonly use: 'nodes' | 'pods';
  /** Addresses that a node takes here. */
  readonly part: (need: NodeNeed) => number;
  readonly lines: (size: PoolSize) => readonly Line[];
}

const poolUses: readonly PoolUse[] = [
  { use: 'nodes', part: (need) => need.nodeSubnet, lines: nodeLines },
  { use: 'pods', part: (need) => need.podSubnet, lines: podLines },
];

/** What pools take of a subnet as nodes and as pods, and what a plan adds to it. */
export const poolLines = (
  estate: Estate,
  id: Id<'subnet'>,
  { planning, moment }: Asked,
): readonly Line[] =>
  poolUses.flatMap(({ use, part, lines: linesOf }) => {
    const sizes = poolsUsing(estate, id, use).map((pool) => moment.sizeOf(estate, pool));
    const lines = sizes.flatMap(linesOf);
    const perNode = (size: PoolSize): Amount => mapKnown(size.perNode, part);
    return [
      ...lines,
      ...fragmentLines(estate, sizes, use),
      ...planningLines({ planning, subject: id, sizes, perNode, lines }),
    ];
  });

function poolsUsing(estate: Estate, id: Id<'subnet'>, use: PoolUse['use']): readonly AgentPool[] {
  return usersOf(estate, id).flatMap((user) => {
    const pool = user.use === use ? estate.elements.agentPool.get(user.element) : undefined;
    return pool === undefined ? [] : [pool];
  });
}

/** The lines of a pool at its peak: at its maximum, and what either kind of upgrade adds. */
export function peakLines(
  size: PoolSize,
  role: string,
  amountOf: (nodes: Amount) => Amount,
): readonly Line[] {
  const { pool, assumes } = size;
  const name = element(pool.id, pool.name);
  const of = role === 'pods' ? 'pods on the nodes' : 'nodes';
  const told = (what: Prose, nodes: Amount): Omit<Line, 'role'> => ({
    what,
    amount: amountOf(nodes),
    from: pool.id,
  });
  const upgrade = [
    line({
      role: 'surge',
      ...told([of, ...prose` that surge while ${name} is upgraded`], size.surge),
      assumes: assumes.surge,
    }),
    line({
      role: 'blueGreen',
      ...told(
        [of, ...prose` of the second half of ${name} in a blue/green upgrade`],
        size.blueGreen,
      ),
    }),
  ];
  return [
    line({ role, ...told([of, ...prose` of ${name} at its maximum`], size.maximum) }),
    ...upgrade.filter((each) => each.amount !== 0),
  ];
}

/** One part of what nodes take, times the nodes. */
const takes = (nodes: Amount, size: PoolSize, part: (need: NodeNeed) => number): Amount =>
  product(nodes, mapKnown(size.perNode, part));

function nodeLines(size: PoolSize): readonly Line[] {
  const all = takes(sum(peakOf(size)), size, (need) => need.nodeSubnet - 1);
  const pods = line({
    role: 'pods',
    what: prose`pods on every node of ${element(size.pool.id, size.pool.name)}, reserved when the node starts`,
    amount: all,
    from: size.pool.id,
    assumes: [...size.assumes.surge, ...size.assumes.perNode],
  });
  return [...peakLines(size, 'nodes', (nodes) => nodes), ...(all === 0 ? [] : [pods])];
}

function podLines(size: PoolSize): readonly Line[] {
  const pods = (nodes: Amount): Amount => takes(nodes, size, (need) => need.podSubnet);
  return peakLines(size, 'pods', pods).map((each) =>
    line({ ...each, assumes: [...(each.assumes ?? []), ...size.assumes.perNode] }),
  );
}

/**
 * Where nodes take whole aligned blocks, the first block of the subnet (which holds four reserved
 * addresses) and the last (which holds one) can be given to nobody.
 */
function fragmentLines(
  estate: Estate,
  sizes: readonly PoolSize[],
  use: PoolUse['use'],
): readonly Line[] {
  const blocks = sizes.flatMap(({ perNode }) => (isUnknown(perNode) ? [] : [perNode.contiguous]));
  const block = Math.max(0, ...blocks);
  if (use !== 'pods' || block === 0) return [];
  return [
    line({
      role: 'fragments',
      what: prose`rest of the first and the last block of ${block}, which hold reserved addresses`,
      amount: 2 * block - limitValue('reserved-ips-per-subnet', estate.raised, estate.assume),
      from: derived('blocks are aligned, so reserved addresses spoil the first and the last'),
    }),
  ];
}
