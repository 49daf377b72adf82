import { type AssumptionChoices, assumed } from './assumptions.ts';
import { type ClusterLimitId, clusterLimits } from './limits/cluster.ts';
import type { Limit } from './limits/limit.ts';
import { type NetworkLimitId, networkLimits } from './limits/network.ts';

export type { Limit } from './limits/limit.ts';

/** The name of a limit of AKS or of Azure networking. */
export type LimitId = ClusterLimitId | NetworkLimitId;

/** A limit that Azure raised for one organisation. */
export interface RaisedLimit {
  readonly limit: LimitId;
  readonly value: number;
  /** Who says so: a person, a support request. */
  readonly by: string;
  /** When it was granted, ISO date. */
  readonly when: string;
}

/** Every limit, by id. */
export const limits: Readonly<Record<LimitId, Limit>> = { ...clusterLimits, ...networkLimits };

/**
 * The value of a limit for one organisation: the greatest value granted to it, else the published
 * one, or the one that was assumed where pages disagree. A grant for a limit that Azure does not
 * raise, or one below the published value, changes nothing.
 */
export function limitValue(
  id: LimitId,
  raised: readonly RaisedLimit[] = [],
  choices: AssumptionChoices = {},
): number {
  const limit = limits[id];
  const published =
    limit.assumption === undefined ? limit.value : Number(assumed(limit.assumption, choices));
  if (!limit.raisable) return published;
  return raised
    .filter((grant) => grant.limit === id)
    .reduce((greatest, grant) => Math.max(greatest, grant.value), published);
}

/** Whether a text names a limit; safe for `__proto__` and the like. */
export function isLimitId(text: string): text is LimitId {
  return Object.hasOwn(limits, text);
}
