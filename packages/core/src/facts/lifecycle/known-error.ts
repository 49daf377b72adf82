import type { Citation } from '../citation.ts';

/** A failure that is known: what is seen, why, how to tell, what to do. */
export interface KnownError {
  /** The code as Azure spells it, or a name of ours for a trouble without one. */
  readonly code: string;
  /** `code`: Azure answers with it. `pattern`: told apart by its symptom. */
  readonly kind: 'code' | 'pattern';
  /** Exit status of the extension on the node, where there is one. */
  readonly exitStatus?: number;
  readonly symptom: string;
  readonly cause: string;
  readonly diagnose: string;
  readonly fix: string;
  readonly cite: readonly Citation[];
}
