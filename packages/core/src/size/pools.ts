import type { AgentPool } from '../estate/elements/cluster.ts';
import type { Estate } from '../estate/estate.ts';
import { maxPodsOf, poolMode } from '../estate/modes-of.ts';
import { viewOf } from '../estate/view-of.ts';
import { isUnknown, type Knowable, mapKnown, unknown } from '../evidence/knowable.ts';
import { type AssumptionName, assumed } from '../facts/assumptions.ts';
import { limitValue } from '../facts/limits.ts';
import type { Mode, NodeNeed } from '../facts/modes.ts';
import {
  blueGreenUpgrade,
  defaultSurge,
  parseSurge,
  type Surge,
  surgeNodes,
} from '../facts/surge.ts';
import { type Amount, scaledUp } from './amount.ts';

/** How large a pool gets, and what each of its nodes takes. */
export interface PoolSize {
  readonly pool: AgentPool;
  /** Nodes at most: maxCount with the autoscaler, else the count. */
  readonly maximum: Amount;
  /** Nodes beyond the maximum while it is upgraded node by node; 0 for blue/green. */
  readonly surge: Amount;
  /** Nodes beyond the maximum while it is upgraded blue/green; 0 for node by node. */
  readonly blueGreen: Amount;
  readonly mode: Knowable<Mode>;
  readonly maxPods: Amount;
  /** What a node takes when it runs as many pods as it may. */
  readonly perNode: Knowable<NodeNeed>;
  readonly assumes: {
    readonly surge: readonly AssumptionName[];
    readonly perNode: readonly AssumptionName[];
  };
}

/** At which moment a pool is measured. */
export type SizeOf = (estate: Estate, pool: AgentPool) => PoolSize;

/** The size of a pool at its peak, each part known or not on its own. */
export const poolSize: SizeOf = viewOf((estate, pool: AgentPool): PoolSize => {
  const maximum = maximumOf(pool);
  const mode = poolMode(estate, pool);
  const { value: maxPods, assumes } = maxPodsOf(estate, pool);
  const perNode = perNodeOf(estate, mode, maxPods);
  return {
    pool,
    maximum,
    ...upgradeNodes(estate, pool, maximum),
    mode,
    maxPods,
    perNode,
    assumes: {
      surge: surgeAssumes(pool),
      perNode: [...assumes, ...extraAssumes(mode)],
    },
  };
});

/** The size of a pool as it is now, with no upgrade under way. */
export const sizeToday: SizeOf = (estate, pool) => ({
  ...poolSize(estate, pool),
  maximum: pool.count,
  surge: 0,
  blueGreen: 0,
});

/**
 * The size that Azure's own check counts before it touches a pool: the maximum of the autoscaler even
 * when few nodes run, and one surge node or the configured surge, as assumed.
 */
export const sizeChecked: SizeOf = (estate, pool) => {
  const size = poolSize(estate, pool);
  if (assumed('subnet.validatorSurge', estate.assume) === 'maxSurge') return size;
  const surge = mapKnown(size.surge, (nodes) => Math.min(nodes, 1));
  const assumes = [...size.assumes.surge, 'subnet.validatorSurge'] as const;
  return { ...size, surge, assumes: { ...size.assumes, surge: assumes } };
};

/** Nodes that a pool has at most. */
export function maximumOf(pool: AgentPool): Amount {
  const { autoscaling, count, maxCount } = pool;
  if (isUnknown(autoscaling)) return count === maxCount ? count : autoscaling;
  return autoscaling ? maxCount : count;
}

/** Nodes beyond those of the pool while that many are upgraded. */
export function upgradeNodes(
  estate: Estate,
  pool: AgentPool,
  nodes: Amount,
): { readonly surge: Amount; readonly blueGreen: Amount } {
  if (pool.upgrade.strategy === 'blueGreen')
    return { surge: 0, blueGreen: scaledUp(nodes, blueGreenUpgrade.value.extraShare) };
  return { surge: rollingSurge(estate, pool, nodes), blueGreen: 0 };
}

/** Where an unknown maxUnavailable would lead: none may be missing, or some. */
const unavailableOrNot: readonly (Surge | undefined)[] = [undefined, { kind: 'nodes', nodes: 1 }];

function rollingSurge(estate: Estate, pool: AgentPool, nodes: Amount): Amount {
  const maxSurge = surgeOf(estate, pool);
  const maxUnavailable = pool.upgrade.maxUnavailable;
  if (isUnknown(maxSurge)) return maxSurge;
  if (isUnknown(nodes)) return nodes;
  const surge = (unavailable: Surge | undefined): number =>
    surgeNodes({
      nodes,
      maxSurge,
      ...(unavailable === undefined ? {} : { maxUnavailable: unavailable }),
    });
  if (isUnknown(maxUnavailable)) {
    const [least, ...others] = new Set(unavailableOrNot.map(surge));
    return least !== undefined && others.length === 0 ? least : maxUnavailable;
  }
  const stated = maxUnavailable === undefined ? undefined : parseSurge(maxUnavailable);
  return maxUnavailable !== undefined && stated === undefined
    ? notReadable('upgrade.maxUnavailable')
    : surge(stated);
}

/** maxSurge of a pool as stated, else Azure's default. */
export function surgeOf(estate: Estate, pool: AgentPool): Knowable<Surge> {
  const stated = pool.upgrade.maxSurge;
  if (isUnknown(stated)) return stated;
  if (stated === undefined) return defaultSurge(estate.assume);
  return parseSurge(stated) ?? notReadable('upgrade.maxSurge');
}

const notReadable = (field: string): Knowable<never> =>
  unknown({ kind: 'notModelled', feature: `this value of ${field}` });

const surgeAssumes = (pool: AgentPool): readonly AssumptionName[] =>
  pool.upgrade.maxSurge === undefined && pool.upgrade.strategy !== 'blueGreen'
    ? ['surge.default']
    : [];

function perNodeOf(estate: Estate, mode: Knowable<Mode>, maxPods: Amount): Knowable<NodeNeed> {
  if (isUnknown(mode)) return mode;
  if (isUnknown(maxPods)) return dependsOnPods(mode) ? maxPods : mode.needPerNode(0);
  const need = mode.needPerNode(maxPods);
  if (!isBatched(mode)) return need;
  const extra = Number(assumed('podSubnet.extraAddressPerNode', estate.assume));
  return { ...need, podSubnet: need.podSubnet + extra };
}

const maxPodsLimit = limitValue('max-pods-per-node');

/** Whether what a node takes changes with its maxPods; least and greatest tell it. */
const dependsOnPods = (mode: Mode): boolean => {
  const [few, many] = [mode.needPerNode(0), mode.needPerNode(maxPodsLimit)];
  return few.nodeSubnet !== many.nodeSubnet || few.podSubnet !== many.podSubnet;
};

/** Whether nodes take addresses of the pod subnet one batch after the other, as pods come. */
const isBatched = (mode: Mode): boolean =>
  mode.needPerNode(0).podSubnet > 0 && mode.needPerNode(0).contiguous === 0;

const extraAssumes = (mode: Knowable<Mode>): readonly AssumptionName[] =>
  !isUnknown(mode) && isBatched(mode) ? ['podSubnet.extraAddressPerNode'] : [];

/** Every node that a pool can have at one moment: its maximum and what an upgrade adds. */
export const peakOf = (size: PoolSize): readonly Amount[] => [
  size.maximum,
  size.surge,
  size.blueGreen,
];
