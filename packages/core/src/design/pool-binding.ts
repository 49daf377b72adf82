import { placementAnnotations, spotTaint } from '../facts/pod-placement.ts';
import type { ClusterWish } from '../requirements/cluster.ts';
import type { Pool } from '../requirements/pools.ts';

/**
 * Label of the nodes of a pool, and key of their taint, by which pods of a namespace are held on the pool
 * and all others off it. One of our own: those that AKS sets may not be set or changed by others.
 */
export const poolKey = 'aksnet.io/pool';

/** The taint of a pool that belongs to some namespaces. */
export const poolTaint = (pool: string): string => `${poolKey}=${pool}:NoSchedule`;

/** A pool that namespaces have to themselves. */
export interface BoundPool {
  readonly pool: Pool;
  readonly namespaces: readonly string[];
}

/** A system pool runs what belongs to no namespace of ours: a taint would leave that without a place. */
export const canBeBound = (pool: Pool): boolean => pool.purpose !== 'system';

/** Pools to which namespaces are bound, in the order of the pools. */
export const boundPools = (cluster: ClusterWish): readonly BoundPool[] =>
  cluster.pools.filter(canBeBound).flatMap((pool) => {
    const namespaces = cluster.namespaces
      .filter((wish) => wish.pool === pool.name)
      .map(({ name }) => name);
    return namespaces.length === 0 ? [] : [{ pool, namespaces }];
  });

/** Labels and taints of a pool, those of its namespaces with those that were asked for. */
export function poolMarks(
  cluster: ClusterWish,
  pool: Pool,
): { readonly labels: Readonly<Record<string, string>>; readonly taints: readonly string[] } {
  const isBound = boundPools(cluster).some((bound) => bound.pool === pool);
  return {
    labels: {
      ...pool.labels,
      'aksnet.io/purpose': pool.purpose,
      ...(isBound ? { [poolKey]: pool.name } : {}),
    },
    taints: [
      ...pool.taints,
      ...(isBound && !pool.taints.includes(poolTaint(pool.name)) ? [poolTaint(pool.name)] : []),
    ],
  };
}

/** A taint in its parts. */
export interface Taint {
  readonly written: string;
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** What pods on a pool must tolerate; the scheduler only prefers to keep pods off soft taints. */
export function hardTaints(pool: Pool): readonly Taint[] {
  const written = [
    poolTaint(pool.name),
    ...pool.taints,
    ...(pool.purpose === 'spot' ? [spotTaint.value] : []),
  ];
  return [...new Set(written)].flatMap((taint) => {
    const [, key = '', value = '', effect = ''] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(taint) ?? [];
    return hardEffects.has(effect) ? [{ written: taint, key, value, effect }] : [];
  });
}

const hardEffects: ReadonlySet<string> = new Set(['NoSchedule', 'NoExecute']);

/** Annotations by which the pods of a namespace get the selector and the tolerations of its pool. */
export function placementOf(
  cluster: ClusterWish,
  namespace: string,
): { readonly annotations?: Readonly<Record<string, string>> } {
  const bound = boundPools(cluster).find(({ namespaces }) => namespaces.includes(namespace));
  if (bound === undefined) return {};
  const { nodeSelector, tolerations } = placementAnnotations.value;
  return {
    annotations: {
      [nodeSelector]: `${poolKey}=${bound.pool.name}`,
      [tolerations]: JSON.stringify(
        hardTaints(bound.pool).map(({ key, value, effect }) => ({
          key,
          operator: 'Equal',
          value,
          effect,
        })),
      ),
    },
  };
}
