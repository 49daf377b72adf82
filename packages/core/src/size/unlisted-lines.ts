import type { Estate } from '../estate/estate.ts';
import type { Id } from '../estate/id.ts';
import { arePoolsListed } from '../estate/pools-of.ts';
import { unknown } from '../evidence/knowable.ts';
import type { Line } from '../evidence/ledger.ts';
import { prose } from '../evidence/prose.ts';
import { line } from './line.ts';

/** Pools that the cluster may have beside those among the inputs. */
export const unlistedLines = (estate: Estate, id: Id<'cluster'>): readonly Line[] =>
  arePoolsListed(estate, id)
    ? []
    : [
        line({
          role: 'unlisted',
          what: prose`pools that are not among the inputs`,
          amount: unknown({ kind: 'notListed', what: 'agentPool', within: id }),
          from: id,
        }),
      ];
