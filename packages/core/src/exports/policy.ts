/** Who may reach whom: the policies of a cluster as its engine reads them, single connections, assertions. */

export type { WantedEnd, WantedFlow } from '../estate/wanted-flow.ts';
export {
  type Asserted,
  type AssertionGround,
  type AssertionResult,
  decideAssertions,
  type Outcome,
} from '../policy/assertions.ts';
export type { Difference } from '../policy/differences.ts';
export {
  type EstateModel,
  estateModels,
  type ModelFound,
  type ModelWish,
} from '../policy/estate-models.ts';
export { type AlikeAnswers, evaluate, evaluateEach, type ManyAsked } from '../policy/evaluate.ts';
export type {
  Because,
  ConnectionAsked,
  Evaluation,
  PolicyWalk,
  PortAsked,
  Role,
  RuleWalk,
  SideEvaluation,
  Verdict,
} from '../policy/evaluation.ts';
export { generateWanted, type WantedPolicies } from '../policy/generate-wanted.ts';
export { findQuestion, questionPage, questionTitles } from '../policy/lint/page.ts';
export {
  type LintFinding,
  type LintOptions,
  type LintResult,
  lintPolicies,
} from '../policy/lint.ts';
export type { Party } from '../policy/match.ts';
export {
  type ObservedLog,
  readObserved,
  readObservedTable,
} from '../policy/observed/read-observed.ts';
export {
  type ObservedChoice,
  type SetAside,
  wantedOfLogs,
  withSeenWorkloads,
} from '../policy/observed/wanted-of-observed.ts';
export { isReadingChoice, type ReadingChoice, readingChoices } from '../policy/of-estate.ts';
export { type PartiesFound, partiesOf } from '../policy/parties.ts';
export { type Grain, grains } from '../policy/pod-groups.ts';
export { type Protocol, protocols } from '../policy/port-set.ts';
export type { ProofDifference, ProofEnd, ProofReason } from '../policy/proof/difference.ts';
export type { Proof } from '../policy/proof/proof.ts';
export { type Asked, type AskedFound, askedBy, portsAsked } from '../policy/reach-ends.ts';
export {
  pairsAsked,
  type ReachAsk,
  type ReachEnd,
  type ReachLink,
  type ReachTable,
  reachTable,
} from '../policy/reach-table.ts';
export { type Relation, relationOf } from '../policy/relation.ts';
export type { WantedOptions } from '../policy/wanted/wanted-request.ts';
