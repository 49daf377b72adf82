import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { arePoolsListed, suppliedPools } from '../estate/pools-of.ts';
import { viewOf } from '../estate/view-of.ts';
import { unknown } from '../evidence/knowable.ts';
import { type Amount, sum } from './amount.ts';
import { poolSize } from './pools.ts';
import { provisionedAtMost } from './provisioned-nodes.ts';

/** How many nodes a cluster has. */
export interface ClusterNodes {
  /** As counted or configured today. */
  readonly today: Amount;
  /** Every pool at its maximum, autoprovisioned nodes included. */
  readonly maximum: Amount;
  /** What upgrades add when every pool is upgraded at its maximum. */
  readonly surge: Amount;
}

/** How many nodes a cluster has; not known while pools may be missing among the inputs. */
export const clusterNodes: (estate: Estate, id: Id<'cluster'>) => ClusterNodes = viewOf(
  (estate, id) => {
    const sizes = suppliedPools(estate, id).map((pool) => poolSize(estate, pool));
    const unlisted: Amount = arePoolsListed(estate, id)
      ? 0
      : unknown({ kind: 'notListed', what: 'agentPool', within: id });
    return {
      today: sum([...sizes.map(({ pool }) => pool.count), unlisted]),
      maximum: sum([
        ...sizes.map(({ maximum }) => maximum),
        provisionedAtMost(estate, id),
        unlisted,
      ]),
      surge: sum([...sizes.flatMap(({ surge, blueGreen }) => [surge, blueGreen]), unlisted]),
    };
  },
);
