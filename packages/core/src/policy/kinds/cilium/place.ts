import type { Path } from '../../../evidence/source.ts';
import type { Direction, PolicyRemark } from '../../rule.ts';
import { type Reading, remark } from '../reading.ts';

/** Where in a Cilium policy something is read, and what is noted on the way. */
export interface Place {
  readonly reading: Reading;
  /** The namespace of the policy; undefined for one of the whole cluster. */
  readonly home: string | undefined;
  readonly direction: Direction;
  readonly path: Path;
  readonly remarks: PolicyRemark[];
  /**
   * Words for which Cilium refuses the whole object. Whether an older form of it stays in force, or
   * none, no file tells, so whoever it selects is undetermined.
   */
  readonly refusals: PolicyRemark[];
}

/** The place of a word or an item below. */
export const into = (place: Place, ...path: Path): Place => ({
  ...place,
  path: [...place.path, ...path],
});

/** Notes that Cilium refuses what is written here. */
export function refuse({ refusals, path }: Place, says: string): void {
  refusals.push(remark('notRead', `Cilium refuses it: ${says}`, ...path));
}
