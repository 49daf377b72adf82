import type { Line } from '../evidence/ledger.ts';

/** A line of a ledger; an empty list of assumptions is left out. */
export const line = ({ assumes = [], ...rest }: Line): Line =>
  assumes.length === 0 ? rest : { ...rest, assumes: [...new Set(assumes)] };
