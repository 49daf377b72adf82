import { addressCount } from '@aksnet/net';
import type { Cluster } from '../estate/elements/cluster.ts';
import { type Estate, find } from '../estate/estate.ts';
import { type Id, nameInId } from '../estate/id.ts';
import { clusterMode } from '../estate/modes-of.ts';
import { suppliedPools } from '../estate/pools-of.ts';
import { viewOf } from '../estate/view-of.ts';
import { isUnknown, type Knowable, mapKnown } from '../evidence/knowable.ts';
import type { Ledger, Line } from '../evidence/ledger.ts';
import { element, type Prose, prose } from '../evidence/prose.ts';
import { assumed } from '../facts/assumptions.ts';
import type { Mode } from '../facts/modes.ts';
import { overlayMaxNodes } from '../facts/sizing/pod-range.ts';
import { type Amount, product } from './amount.ts';
import { line } from './line.ts';
import { type Asked, atPeak, today } from './moment.ts';
import { noPlanning, type Planning } from './planning.ts';
import { planningLines } from './planning-lines.ts';
import { podsFormulaNotes } from './pods-formula.ts';
import { peakLines } from './pool-lines.ts';
import type { PoolSize } from './pools.ts';
import { type NodePart, provisionedTake } from './provisioned-nodes.ts';
import { unlistedLines } from './unlisted-lines.ts';

/** How the pod range of a mode is counted. */
interface PodRangeMeasure {
  readonly unit: 'node blocks' | 'addresses';
  readonly perNode: (size: PoolSize) => Amount;
  readonly part: NodePart;
  /** What a range of that length holds. */
  readonly holds: (prefixLength: number) => number;
}

/** Modes in which each node takes whole blocks, whatever its maxPods. */
const inBlocks: PodRangeMeasure = {
  unit: 'node blocks',
  perNode: (size) => mapKnown(size.perNode, (need) => need.podRangeBlocks),
  part: (need) => need.podRangeBlocks,
  holds: overlayMaxNodes,
};

/** Modes that leave the division of the range to somebody else: at least an address for each pod. */
const inAddresses: PodRangeMeasure = {
  unit: 'addresses',
  perNode: (size) => size.maxPods,
  part: (_, maxPods) => maxPods,
  holds: (prefixLength) => addressCount({ family: 4, first: 0, length: prefixLength }),
};

const measureOf = (mode: Knowable<Mode>): PodRangeMeasure =>
  isUnknown(mode) || mode.needPerNode(0).podRangeBlocks > 0 ? inBlocks : inAddresses;

/**
 * What a cluster needs of its pod range. Undefined when its pods live in subnets. The notes tell
 * where the common formula (nodes × maxPods × growth) would have undersized it.
 */
export const podRangeLedger = (
  estate: Estate,
  id: Id<'cluster'>,
  planning: Planning = noPlanning,
): Ledger | undefined => ledgerAt(estate, id, { planning, moment: atPeak });

/** What the nodes of today have of the pod range, with no upgrade under way. */
export const podRangeLedgerToday: (estate: Estate, id: Id<'cluster'>) => Ledger | undefined =
  viewOf((estate, id) => ledgerAt(estate, id, { planning: noPlanning, moment: today }));

function ledgerAt(
  estate: Estate,
  id: Id<'cluster'>,
  { planning, moment }: Asked,
): Ledger | undefined {
  const cluster = find(estate, 'cluster', id);
  const mode = mapKnown<Cluster, Knowable<Mode>>(cluster, (known) => clusterMode(estate, known));
  if (!isUnknown(mode) && mode.podRange === 'none') return undefined;
  const { unit, perNode, part, holds } = measureOf(mode);
  const provisioned = { nodes: moment.provisioned(estate, id), part };
  const sizes = suppliedPools(estate, id).map((pool) => moment.sizeOf(estate, pool));
  const lines = sizes.flatMap((size) =>
    peakLines(size, 'nodes', (nodes) => product(nodes, perNode(size))),
  );
  const edited = moment.isEdited ? sizes : [];
  const ledger: Ledger = {
    subject: id,
    title: prose`pod range of ${nameOf(id, cluster)}`,
    unit,
    supply: mapKnown<Cluster, Amount>(cluster, (known) => supplyOf(known, holds)),
    lines: [
      ...lines,
      ...edited.flatMap((size) => admissionLines(estate, size, perNode)),
      ...unlistedLines(estate, id),
      ...provisionedLines(estate, id, provisioned),
      ...planningLines({ planning, subject: id, sizes, perNode, lines }),
    ],
  };
  const formula = { growthFactor: planning.growthFactor, provisioned: provisioned.nodes };
  return { ...ledger, notes: podsFormulaNotes(ledger, sizes, formula) };
}

/** What the IPv4 ranges of the cluster hold. */
const supplyOf = (cluster: Cluster, holds: (prefixLength: number) => number): Amount =>
  mapKnown(cluster.network.podRanges, (ranges) =>
    ranges
      .filter((range) => range.family === 4)
      .reduce((total, range) => total + holds(range.length), 0),
  );

/**
 * AKS is seen to refuse an edit of a pool unless one block more than its maximum fits. A pool that
 * surges has counted it already.
 */
function admissionLines(
  estate: Estate,
  size: PoolSize,
  perNode: (size: PoolSize) => Amount,
): readonly Line[] {
  const surges = size.surge !== 0 || size.blueGreen !== 0;
  if (surges || assumed('overlay.admission', estate.assume) === 'actualNodes') return [];
  return [
    line({
      role: 'admission',
      what: prose`one node more of ${element(size.pool.id, size.pool.name)}, wanted before it can be edited`,
      amount: perNode(size),
      from: size.pool.id,
      assumes: ['overlay.admission'],
    }),
  ];
}

function provisionedLines(
  estate: Estate,
  id: Id<'cluster'>,
  provisioned: Parameters<typeof provisionedTake>[2],
): readonly Line[] {
  const amount = provisionedTake(estate, id, provisioned);
  const name = element(id, estate.elements.cluster.get(id)?.name);
  const what = prose`nodes that autoprovisioning may add to ${name}`;
  return amount === 0 ? [] : [line({ role: 'provisionedNodes', what, amount, from: id })];
}

const nameOf = (id: Id<'cluster'>, cluster: Knowable<Cluster>): Prose => [
  element(id, isUnknown(cluster) ? nameInId(id) : cluster.name),
];
