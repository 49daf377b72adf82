import type { Estate, Fragment, Frame } from '../estate/estate.ts';
import type { Evidence, RuleCode, Severity } from '../evidence/finding.ts';
import type { Missing } from '../evidence/knowable.ts';
import type { Prose } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import type { Citation } from '../facts/citation.ts';

/** What a rule is about; one folder of `rules/` each. */
export type Topic =
  | 'addresses'
  | 'capacity'
  | 'mode'
  | 'egress'
  | 'access'
  | 'ingress'
  | 'names'
  | 'policy'
  | 'operations';

/** One judgement per subject, so that a checklist can tell passed from not looked at. */
export type Judgement =
  | { readonly kind: 'pass'; readonly subject: ElementId; readonly says?: Prose }
  | FindingJudgement
  | {
      readonly kind: 'undetermined';
      readonly subject: ElementId;
      readonly missing: readonly Missing[];
    };

/** What a rule says of a subject that does not pass. */
export interface Fault {
  /** The field of the subject that is to blame, for its position. */
  readonly field?: string;
  /** Weaker or stronger than the rule's own severity, where the facts say so for this case. */
  readonly severity?: Severity;
  readonly says: Prose;
  readonly evidence: Evidence;
  readonly fix: Prose;
  readonly assumes?: readonly AssumptionName[];
}

/** A fault of a subject. */
export interface FindingJudgement extends Fault {
  readonly kind: 'finding';
  readonly subject: ElementId;
}

/**
 * What a rule's page says beside its constants, in Markdown. `aksnet explain CODE` and `docs/rules`
 * show it; the example is not written but made, by judging the elements given.
 */
export interface RulePage {
  /** What is wrong, in a sentence or two. */
  readonly what: string;
  /** What breaks, and when. */
  readonly why: string;
  /** What is compared with what; which case gets which severity. */
  readonly judged: string;
  /** Which missing inputs leave the question open. */
  readonly undetermined: string;
  /** The next steps, the best first. */
  readonly fix: string;
  readonly example: RuleExample;
}

/** A small network in which the rule finds something. */
export interface RuleExample {
  /** The network in a sentence. */
  readonly given: string;
  /** Where it differs from the sketched frame: a design in which everything is listed. */
  readonly frame?: Partial<Frame>;
  readonly elements: () => Fragment;
}

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
  readonly page: RulePage;
}
