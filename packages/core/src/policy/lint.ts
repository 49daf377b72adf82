import type { Finding, RuleCode, Severity, Undetermined } from '../evidence/finding.ts';
import { words } from '../evidence/prose.ts';
import { type FieldParts, fieldOf } from './lint/field.ts';
import { lintQuestions } from './lint/list.ts';
import type { LintQuestion, LintVerdict } from './lint/question.ts';
import type { Repair } from './lint/repair.ts';
import { type Witness, witnessProse } from './lint/witness.ts';

/** A finding about policies, with a connection that shows it and changes that repair it. */
export interface LintFinding extends Finding {
  readonly witness?: Witness;
  readonly repair: Repair;
}

/** Which questions are asked. */
export interface LintOptions {
  /** Only these codes. */
  readonly only?: readonly RuleCode[];
  /** All but these codes. */
  readonly ignore?: readonly RuleCode[];
}

/** What the questions say of the policies of one cluster; findings in the shape that formats of findings take. */
export interface LintResult {
  /** The gravest first, then by code and subject. */
  readonly findings: readonly LintFinding[];
  readonly undetermined: readonly Undetermined[];
  /** How many subjects passed, per question that was asked. */
  readonly passed: Readonly<Record<RuleCode, number>>;
  readonly judgements: ReadonlyMap<RuleCode, readonly LintVerdict[]>;
}

/** Asks every question about the policies of one cluster. */
export function lintPolicies(
  parts: FieldParts,
  { only, ignore = [] }: LintOptions = {},
): LintResult {
  const field = fieldOf(parts);
  const asked = lintQuestions.filter(
    ({ code }) => (only === undefined || only.includes(code)) && !ignore.includes(code),
  );
  const judged = asked.map((question) => ({ question, verdicts: [...question.judge(field)] }));
  const counts = {
    policies: new Set(field.policies.map(({ id }) => id)).size,
    namespaces: field.ownNamespaces.length,
    pods: field.model.world.pods.length,
  };
  const passedOf = (verdicts: readonly LintVerdict[], { about }: LintQuestion): number =>
    Math.max(0, counts[about] - new Set(verdicts.map(({ subject }) => subject)).size);
  return {
    findings: judged
      .flatMap(({ question, verdicts }) => verdicts.flatMap((one) => findingOf(question, one)))
      .toSorted(byGravity),
    undetermined: judged.flatMap(({ question: { code, title }, verdicts }) =>
      verdicts.flatMap((one): readonly Undetermined[] =>
        one.kind === 'undetermined'
          ? [{ code, title, subject: one.subject, missing: one.missing }]
          : [],
      ),
    ),
    passed: Object.fromEntries(
      judged.map(({ question, verdicts }) => [question.code, passedOf(verdicts, question)]),
    ),
    judgements: new Map(judged.map(({ question, verdicts }) => [question.code, verdicts])),
  };
}

function findingOf(question: LintQuestion, verdict: LintVerdict): readonly LintFinding[] {
  if (verdict.kind !== 'finding') return [];
  const { subject, source, path, severity, says, evidence = [], fix, witness, repair } = verdict;
  const shown = witness === undefined ? [] : [[...words('connection: '), ...witnessProse(witness)]];
  return [
    {
      code: question.code,
      title: question.title,
      severity: severity ?? question.severity,
      topic: 'policy',
      subject,
      ...(source === undefined ? {} : { source: { ...source, path: [...source.path, ...path] } }),
      says,
      evidence: { kind: 'facts', says: [...shown, ...evidence] },
      fix,
      cite: question.cite,
      assumes: [],
      causedBy: [],
      ...(witness === undefined ? {} : { witness }),
      repair,
    },
  ];
}

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Stable, so that findings of one question on one subject keep their order. */
const byGravity = (a: Finding, b: Finding): number =>
  gravity[a.severity] - gravity[b.severity] ||
  compareTexts(a.code, b.code) ||
  compareTexts(a.subject, b.subject);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
