import type { RuleCode, Severity } from '../../evidence/finding.ts';
import type { Missing } from '../../evidence/knowable.ts';
import type { Prose } from '../../evidence/prose.ts';
import type { ElementId, Path, Source } from '../../evidence/source.ts';
import type { Citation } from '../../facts/citation.ts';
import type { Field } from './field.ts';
import type { Repair } from './repair.ts';
import type { Witness } from './witness.ts';

/** What a question finds wrong with a policy, or with a namespace or a pod that policies should be about. */
export interface LintFault {
  readonly subject: ElementId;
  /** The object that holds the fault; absent where it lies in what is not there. */
  readonly source?: Source;
  /** Where in its document, below the object. */
  readonly path: Path;
  /** Weaker or stronger than the question's own severity, for this case. */
  readonly severity?: Severity;
  readonly says: Prose;
  readonly evidence?: readonly Prose[];
  readonly fix: Prose;
  /** A connection that shows it; absent where no two ends among the inputs could. */
  readonly witness?: Witness;
  /** Changes that repair it; empty where it lies outside of policies. */
  readonly repair: Repair;
}

/** A question's word on a subject; subjects without one passed. */
export type LintVerdict =
  | ({ readonly kind: 'finding' } & LintFault)
  | {
      readonly kind: 'undetermined';
      readonly subject: ElementId;
      readonly missing: readonly Missing[];
    };

/** What a question's page says beside its constants, in Markdown. */
export interface LintPage {
  readonly what: string;
  readonly why: string;
  readonly judged: string;
  readonly undetermined: string;
  readonly fix: string;
}

/** A question about the policies of one cluster: one entry in the list of questions. */
export interface LintQuestion {
  readonly code: RuleCode;
  /** What is wrong when it speaks, as a short sentence without a full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** What it is asked of, each of which passes unless it speaks. */
  readonly about: 'policies' | 'namespaces' | 'pods';
  readonly judge: (field: Field) => Iterable<LintVerdict>;
  readonly cite: readonly Citation[];
  readonly page: LintPage;
}
