import type { AssumptionName } from '../facts/assumptions.ts';
import type { Citation } from '../facts/citation.ts';
import type { Prose } from './prose.ts';
import type { ElementId } from './source.ts';

/** An alternative that was not chosen, and why. */
export interface Loser<Option extends string = string> {
  readonly option: Option;
  /** `impossible`: Azure refuses it here. `unfit`: a requirement forbids it. `worse`: it fits, but less well. */
  readonly verdict: 'impossible' | 'unfit' | 'worse';
  readonly because: readonly Prose[];
}

/** What was chosen, from which requirement, which alternatives lost and why, and what a change costs. */
export interface Decision<Option extends string = string> {
  /** Name of the catalogue entry that asked, e.g. `cniMode`. */
  readonly decision: string;
  readonly question: string;
  readonly about: readonly ElementId[];
  readonly chosen: Option;
  /** How the chosen option is called by Azure. */
  readonly label: string;
  readonly because: readonly Prose[];
  readonly lost: readonly Loser<Option>[];
  readonly change: {
    readonly how: 'inPlace' | 'newPool' | 'newCluster' | 'newSubnet' | 'never';
    readonly price: Prose;
  };
  readonly assumes: readonly AssumptionName[];
  readonly cite: readonly Citation[];
}
