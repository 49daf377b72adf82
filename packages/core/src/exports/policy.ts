/** Who may reach whom: the policies of a cluster as its engine reads them, single connections, assertions. */
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
export { type Exposure, exposures, type WorkloadExposure } from '../policy/exposure.ts';
export type { Party } from '../policy/match.ts';
export { isReadingChoice, type ReadingChoice, readingChoices } from '../policy/of-estate.ts';
export { type PartiesFound, partiesOf } from '../policy/parties.ts';
export { type Grain, grains } from '../policy/pod-groups.ts';
export { type Protocol, protocols } from '../policy/port-set.ts';
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
