/** Rules over an Estate: findings, open questions, the checklist, and the pages of the rules. */

export { type CheckOptions, type CheckResult, check } from '../check/check.ts';
export type { ChecklistQuestion, ChecklistTopic, Claim } from '../check/checklist/point.ts';
export { questions as checklistQuestions } from '../check/checklist/questions.ts';
export {
  type ChecklistEvidence,
  type ChecklistPoint,
  type ChecklistVerdict,
  checklist,
} from '../check/checklist.ts';
export { type Folded, folded } from '../check/root-cause.ts';
export type {
  Fault,
  FindingJudgement,
  Judgement,
  Rule,
  RuleExample,
  RulePage,
  Topic,
} from '../check/rule.ts';
export { ruleIndexPage, rulePage } from '../check/rule-page.ts';
export { findRule, rules } from '../check/rules.ts';
