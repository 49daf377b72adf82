/** Who may reach whom: the policies of a cluster as its engine reads them, single connections, assertions. */
export {
  type Asserted,
  type AssertionGround,
  type AssertionResult,
  decideAssertions,
  type Outcome,
} from '../policy/assertions.ts';
export { isLost, type LifelineChange, lifelineChanges } from '../policy/diff/broken.ts';
export type { PolicyChange } from '../policy/diff/change.ts';
export { type EditedEstate, editPolicies, type PolicyEdit } from '../policy/diff/overlay.ts';
export { type PolicyCause, policyCauses } from '../policy/diff/policy-causes.ts';
export { type EngineReason, engineReasons } from '../policy/diff/why-engines.ts';
export { type PolicyDiff, policyDiff } from '../policy/diff.ts';
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
export type { Party } from '../policy/match.ts';
export { isReadingChoice, type ReadingChoice, readingChoices } from '../policy/of-estate.ts';
export { type PartiesFound, partiesOf } from '../policy/parties.ts';
export { type Protocol, protocols } from '../policy/port-set.ts';
