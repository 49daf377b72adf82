import { type Estate, lookUp } from '../estate/estate.ts';
import type { Finding, RuleCode, Severity, Undetermined } from '../evidence/finding.ts';
import { type Causes, withCauses } from './root-cause.ts';
import type { FindingJudgement, Judgement, Rule } from './rule.ts';
import { rules as everyRule } from './rules.ts';

/** Which rules are asked. */
export interface CheckOptions {
  /** Absent: every rule there is. */
  readonly rules?: readonly Rule[];
  /** Only these codes. */
  readonly only?: readonly RuleCode[];
  /** All but these codes. */
  readonly ignore?: readonly RuleCode[];
}

/** What the rules say of an Estate. */
export interface CheckResult {
  /** The gravest first, then by code and subject. */
  readonly findings: readonly Finding[];
  /** Questions that an input would have to answer. */
  readonly undetermined: readonly Undetermined[];
  /** How many subjects passed, per rule that was asked. */
  readonly passed: Readonly<Record<RuleCode, number>>;
  /** Every judgement by rule, for views such as the checklist. */
  readonly judgements: ReadonlyMap<RuleCode, readonly Judgement[]>;
}

/** Asks every rule about an Estate: designed, planned or observed alike. */
export function check(estate: Estate, options: CheckOptions = {}): CheckResult {
  const asked = askedRules(options);
  const judged = asked.map((rule) => ({ rule, judgements: [...rule.judge(estate)] }));
  const causes: Causes = new Map(asked.map(({ code, causedBy }) => [code, causedBy ?? []]));
  const findings = judged.flatMap(({ rule, judgements }) =>
    judgements.flatMap((one) => (one.kind === 'finding' ? [findingOf(estate, rule, one)] : [])),
  );
  return {
    findings: withCauses(estate, findings, causes).toSorted(byGravity),
    undetermined: judged.flatMap(({ rule, judgements }) =>
      judgements.flatMap((one) => (one.kind === 'undetermined' ? [openOf(rule, one)] : [])),
    ),
    passed: Object.fromEntries(
      judged.map(({ rule, judgements }) => [
        rule.code,
        judgements.filter((one) => one.kind === 'pass').length,
      ]),
    ),
    judgements: new Map(judged.map(({ rule, judgements }) => [rule.code, judgements])),
  };
}

function askedRules({ rules = everyRule, only, ignore = [] }: CheckOptions): readonly Rule[] {
  return rules.filter(
    ({ code }) => (only === undefined || only.includes(code)) && !ignore.includes(code),
  );
}

function findingOf(estate: Estate, rule: Rule, judgement: FindingJudgement): Finding {
  const { subject, field, severity, says, evidence, fix, assumes } = judgement;
  const source = lookUp(estate, subject)?.source;
  return {
    code: rule.code,
    title: rule.title,
    severity: severity ?? rule.severity,
    topic: rule.topic,
    subject,
    ...(field === undefined ? {} : { field }),
    ...(source === undefined ? {} : { source }),
    says,
    evidence,
    fix,
    cite: rule.cite,
    assumes: assumes ?? [],
    causedBy: [],
  };
}

const openOf = (
  { code, title }: Rule,
  { subject, missing }: Pick<Undetermined, 'subject' | 'missing'>,
): Undetermined => ({ code, title, subject, missing });

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Stable, so that findings of one rule on one subject keep the order in which they were found. */
const byGravity = (a: Finding, b: Finding): number =>
  gravity[a.severity] - gravity[b.severity] ||
  compareTexts(a.code, b.code) ||
  compareTexts(a.subject, b.subject);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
