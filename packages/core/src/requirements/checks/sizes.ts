import { grouped } from '../../evidence/prose.ts';
import type { Path } from '../../evidence/source.ts';
import { isLimitId, type LimitId, limits, limitValue } from '../../facts/limits.ts';
import { surgeNodes } from '../../facts/surge.ts';
import type { ClusterWish } from '../cluster.ts';
import { isWindowsPool, type Pool } from '../pools.ts';
import type { Requirements } from '../schema.ts';
import type { Concern } from './concern.ts';

/** Numbers that contradict each other or that no cluster can have. */
export function* sizes(requirements: Requirements): IterableIterator<Concern> {
  const limit = (id: LimitId): number =>
    limitValue(id, requirements.raisedLimits, requirements.assumptions);
  for (const [i, cluster] of requirements.clusters.entries()) {
    const path = ['clusters', i] as const;
    yield* clusterSize(cluster, path, limit);
    for (const [j, pool] of cluster.pools.entries()) {
      yield* poolSize(pool, [...path, 'pools', j], limit);
    }
  }
}

type LimitOf = (id: LimitId) => number;

function* clusterSize(cluster: ClusterWish, path: Path, limit: LimitOf): IterableIterator<Concern> {
  const { pools, nodeProvisioning } = cluster;
  const ofPools = pools.reduce((sum, pool) => sum + pool.maxNodes, 0);
  const nodes = ofPools + (nodeProvisioning?.maxNodes ?? 0);
  const bound: LimitId =
    cluster.tier === 'Free' ? 'nodes-per-cluster-free-tier' : 'nodes-per-cluster';
  if (nodes > limit(bound)) {
    const parts = grouped(Math.ceil(nodes / limit(bound)));
    yield {
      severity: 'error',
      code: 'too-many-nodes',
      message: `the cluster ${cluster.name} asks for ${grouped(nodes)} nodes; ${grouped(limit(bound))} are the most ${limits[bound].what}`,
      path: [...path, ofPools > 0 ? 'pools' : 'nodeProvisioning'],
      hint: `spread them over ${parts} clusters${raiseHint(bound)}`,
    };
  }
  if (pools.length > limit('pools-per-cluster')) {
    yield {
      severity: 'error',
      code: 'too-many-pools',
      message: `the cluster ${cluster.name} has ${pools.length} pools; ${limit('pools-per-cluster')} are the most`,
      path: [...path, 'pools'],
      hint: 'merge pools that differ in labels only',
    };
  }
  if (cluster.sku === 'Standard' && !pools.some(({ purpose }) => purpose === 'system')) {
    yield {
      severity: 'error',
      code: 'no-system-pool',
      message: `the cluster ${cluster.name} has no pool for system services`,
      path,
      hint: 'add a pool with purpose: system',
    };
  }
}

const raiseHint = (id: LimitId): string =>
  limits[id].raisable ? `, or state under raisedLimits what Azure granted for ${id}` : '';

function* poolSize(pool: Pool, path: Path, limit: LimitOf): IterableIterator<Concern> {
  if (pool.maxNodes < pool.minNodes) {
    yield {
      severity: 'error',
      code: 'max-below-min',
      message: `the pool ${pool.name} has at most ${grouped(pool.maxNodes)} nodes and at least ${grouped(pool.minNodes)}`,
      path: [...path, 'maxNodes'],
      other: [...path, 'minNodes'],
      hint: 'swap the two, or raise maxNodes',
    };
  }
  yield* poolLimit(pool, path, limit);
  const least = limit('system-pool-nodes-minimum');
  if (pool.purpose === 'system' && pool.minNodes < least) {
    yield {
      severity: 'error',
      code: 'system-pool-too-small',
      message: `the system pool ${pool.name} may shrink to ${pool.minNodes} nodes; ${least} are the least`,
      path: [...path, 'minNodes'],
      hint: `write minNodes: ${limits['system-pool-nodes-minimum'].advised ?? least}`,
    };
  }
  if (pool.maxPods !== undefined) yield* podsPerNode(pool, pool.maxPods, { path, limit });
}

function* poolLimit(pool: Pool, path: Path, limit: LimitOf): IterableIterator<Concern> {
  const most = limit('nodes-per-pool');
  const surge =
    pool.surge === undefined ? 0 : surgeNodes({ nodes: pool.maxNodes, maxSurge: pool.surge });
  if (pool.maxNodes + surge <= most) return;
  const alone = pool.maxNodes > most;
  const pools = Math.ceil((pool.maxNodes + surge) / most);
  yield {
    severity: 'error',
    code: alone ? 'too-many-nodes' : 'no-room-for-surge',
    message: alone
      ? `the pool ${pool.name} asks for ${grouped(pool.maxNodes)} nodes; ${grouped(most)} are the most ${limits['nodes-per-pool'].what}`
      : `the pool ${pool.name} cannot be upgraded when it is full: ${grouped(pool.maxNodes)} nodes and ${grouped(surge)} of surge are more than ${grouped(most)}`,
    path: [...path, 'maxNodes'],
    hint: `spread the nodes over ${grouped(pools)} pools`,
  };
}

function* podsPerNode(
  pool: Pool,
  maxPods: number,
  { path, limit }: { readonly path: Path; readonly limit: LimitOf },
): IterableIterator<Concern> {
  const least = limit('max-pods-per-node-minimum');
  const most = limit(isWindowsPool(pool) ? 'max-pods-per-windows-node' : 'max-pods-per-node');
  const place = [...path, 'maxPods'];
  if (maxPods < least || maxPods > most) {
    yield {
      severity: 'error',
      code: 'max-pods',
      message: `the pool ${pool.name} asks for ${grouped(maxPods)} pods per node; ${least} to ${most} are allowed`,
      path: place,
      hint: `write maxPods: ${maxPods < least ? least : most}`,
    };
    return;
  }
  const together = limit('pods-per-pool-minimum');
  if (pool.maxNodes > 0 && maxPods * pool.maxNodes < together) {
    yield {
      severity: 'error',
      code: 'too-few-pods',
      message: `the pool ${pool.name} has room for ${maxPods * pool.maxNodes} pods; Azure asks for ${together} in each pool`,
      path: place,
      hint: `raise maxNodes to ${Math.ceil(together / maxPods)}, or maxPods`,
    };
  }
}

/** Grants that change nothing. */
export function* grants(requirements: Requirements): IterableIterator<Concern> {
  for (const [i, grant] of requirements.raisedLimits.entries()) {
    if (!isLimitId(grant.limit)) continue;
    const { raisable, value } = limits[grant.limit];
    if (raisable && grant.value > value) continue;
    yield {
      severity: 'warning',
      code: 'grant-without-effect',
      message: raisable
        ? `${grant.limit} is ${grouped(value)} for everybody, so a grant of ${grouped(grant.value)} changes nothing`
        : `${grant.limit} is not known to be raised for anybody; ${grouped(value)} is used`,
      path: ['raisedLimits', i, 'value'],
      hint: 'take the entry out, or check the number',
    };
  }
}
