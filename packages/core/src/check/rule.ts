import type { AssumptionName } from '../facts/assumptions.ts';
import type { Citation } from '../facts/citation.ts';
import type { Estate } from '../estate/estate.ts';
import type { Evidence, RuleCode, Severity } from '../evidence/finding.ts';
import type { Missing } from '../evidence/knowable.ts';
import type { Prose } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';

/** What a rule is about; one folder of `rules/` each. */
export type Topic = 'addresses' | 'capacity' | 'mode' | 'egress' | 'access' | 'ingress' | 'names' | 'policy' | 'operations';

/** One judgement per subject, so that a checklist can tell passed from not looked at. */
export type Judgement =
  | { readonly kind: 'pass'; readonly subject: ElementId; readonly says?: Prose }
  | {
      readonly kind: 'finding';
      readonly subject: ElementId;
      /** The field of the subject that is to blame, for its position. */
      readonly field?: string;
      /** Weaker or stronger than the rule's own severity, where the facts say so for this case. */
      readonly severity?: Severity;
      readonly says: Prose;
      readonly evidence: Evidence;
      readonly fix: Prose;
      readonly assumes?: readonly AssumptionName[];
    }
  | { readonly kind: 'undetermined'; readonly subject: ElementId; readonly missing: readonly Missing[] };

/** A rule: constants that a page and SARIF can be made of, and a function from the Estate to judgements. */
export interface Rule {
  readonly code: RuleCode;
  /** What is wrong when it speaks, as a short sentence without a full stop. */
  readonly title: string;
  readonly severity: Severity;
  readonly topic: Topic;
  /** Rules whose finding on the same subject, or one it hangs on, explains this one. */
  readonly causedBy?: readonly RuleCode[];
  readonly judge: (estate: Estate) => Iterable<Judgement>;
  readonly cite: readonly Citation[];
}
