import type { Estate } from '../estate/estate.ts';
import { isUnknown, type Missing, missingOf } from '../evidence/knowable.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import { type LimitId, limits, limitValue } from '../facts/limits.ts';
import { type Amount, sum } from './amount.ts';
import { clusterMeasures } from './limits/cluster.ts';
import { networkMeasures } from './limits/network.ts';

/** How far an element is from a limit, at its peak: every pool at its maximum, with surge. */
export interface LimitUse {
  readonly limit: LimitId;
  readonly of: ElementId;
  /** Not known when a part of it is not. */
  readonly used: Amount;
  /** The part that is known: enough to exceed, never enough to stay within. */
  readonly atLeast: number;
  /** The limit of this organisation. */
  readonly value: number;
  /** Set when Azure raised the limit for this organisation: the published one. */
  readonly published?: number;
  /** The number that the pages advise to stay at, where it is less. */
  readonly advised?: number;
  readonly verdict: 'within' | 'aboveAdvice' | 'exceeded' | 'undetermined';
  readonly missing: readonly Missing[];
  readonly assumes: readonly AssumptionName[];
}

/** Every limit of the platform that something in the estate counts towards. */
export function limitUses(estate: Estate): readonly LimitUse[] {
  return [...clusterMeasures, ...networkMeasures].flatMap((measure) =>
    [...measure(estate)].map(({ limit, of, parts, assumes }) => {
      const entry = limits[limit];
      const value = limitValue(limit, estate.raised, estate.assume);
      const published = limitValue(limit, [], estate.assume);
      const atLeast = parts.reduce<number>((sum, part) => sum + (isUnknown(part) ? 0 : part), 0);
      const missing = parts.flatMap((part) => missingOf(part));
      const assumed = entry.assumption === undefined ? [] : [entry.assumption];
      return {
        limit,
        of,
        used: sum(parts),
        atLeast,
        value,
        ...(published === value ? {} : { published }),
        ...(entry.advised === undefined ? {} : { advised: entry.advised }),
        verdict: verdictOf(atLeast, {
          value,
          advised: entry.advised,
          isWhole: missing.length === 0,
        }),
        missing,
        assumes: [...assumed, ...(assumes ?? [])],
      };
    }),
  );
}

interface Bounds {
  readonly value: number;
  readonly advised: number | undefined;
  readonly isWhole: boolean;
}

function verdictOf(atLeast: number, { value, advised, isWhole }: Bounds): LimitUse['verdict'] {
  if (atLeast > value) return 'exceeded';
  if (advised !== undefined && atLeast > advised && isWhole) return 'aboveAdvice';
  return isWhole ? 'within' : 'undetermined';
}
