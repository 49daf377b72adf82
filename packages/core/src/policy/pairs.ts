import { commonFamily } from './judge.ts';
import type { Party } from './match.ts';

/** Two ends of a connection. */
export interface Pair {
  readonly from: Party;
  readonly to: Party;
}

/**
 * Every sender with every receiver, as far as they could ever talk: no recorded pod with itself, and no two
 * without a common address family. Where none of them could, all are kept, so that this can be told.
 */
export function pairsOf(from: readonly Party[], to: readonly Party[]): readonly Pair[] {
  const every = from.flatMap((one) => to.map((other): Pair => ({ from: one, to: other })));
  const talking = every.filter((pair) => !isItself(pair) && commonFamily(pair.from, pair.to));
  return talking.length > 0 ? talking : every;
}

/** The stand-in of a template is many pods, which may well talk to each other. */
const isItself = ({ from, to }: Pair): boolean =>
  from.kind === 'pod' &&
  to.kind === 'pod' &&
  from.pod === to.pod &&
  from.pod.workload.workloadKind === 'Pod';
