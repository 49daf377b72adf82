/** Rules over an Estate: findings, open questions, the checklist, and the pages of the rules. */
export { type CheckOptions, type CheckResult, check } from '../check/check.ts';
export { type ChecklistPoint, checklist } from '../check/checklist.ts';
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
export type { RuleCode } from '../evidence/finding.ts';
