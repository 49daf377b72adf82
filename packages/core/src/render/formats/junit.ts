import type { FindingJudgement, Judgement } from '../../check/rule.ts';
import { findRule } from '../../check/rules.ts';
import type { RuleCode, Severity } from '../../evidence/finding.ts';
import { plain } from '../../evidence/prose.ts';
import { printShape, type Shape, shape } from '../draw/svg.ts';
import { missingProse } from '../words/missing.ts';
import { nameOf } from '../words/shown.ts';
import type { FindingFormat, FindingsReport } from './report.ts';

/**
 * Findings as JUnit XML: a suite per rule, a case per subject that it judged. Errors and warnings
 * fail, notes pass with a word of output, open questions are skipped.
 */
export const junitFormat: FindingFormat = {
  id: 'junit',
  title: 'JUnit XML, for test reports',
  print: (report) => `<?xml version="1.0" encoding="UTF-8"?>\n${printShape(suites(report))}\n`,
};

function suites(report: FindingsReport): Shape {
  const inside = [...report.result.judgements]
    .filter(([, judgements]) => judgements.length > 0)
    .map(([code, judgements]) => suite(report, code, judgements));
  const sum = (name: string): number =>
    inside.reduce((total, one) => total + Number(one.attributes[name] ?? 0), 0);
  return shape(
    'testsuites',
    { name: 'aksnet', tests: sum('tests'), failures: sum('failures'), skipped: sum('skipped') },
    inside,
  );
}

function suite(report: FindingsReport, code: RuleCode, judgements: readonly Judgement[]): Shape {
  const rule = findRule(code);
  const cases = judgements.map((one) =>
    testCase(report, { code, severity: rule?.severity ?? 'error' }, one),
  );
  const count = (tag: string): number =>
    cases.filter((one) =>
      one.inside.some((child) => typeof child !== 'string' && child.tag === tag),
    ).length;
  return shape(
    'testsuite',
    {
      name: rule === undefined ? code : `${code} ${rule.title}`,
      tests: cases.length,
      failures: count('failure'),
      errors: 0,
      skipped: count('skipped'),
    },
    cases,
  );
}

interface Judge {
  readonly code: RuleCode;
  readonly severity: Severity;
}

const testCase = (report: FindingsReport, judge: Judge, judgement: Judgement): Shape =>
  shape(
    'testcase',
    { classname: judge.code, name: nameOf(report.estate, judgement.subject) },
    outcome(judge, judgement),
  );

function outcome(judge: Judge, judgement: Judgement): readonly Shape[] {
  switch (judgement.kind) {
    case 'pass':
      return [];
    case 'undetermined':
      return [shape('skipped', { message: plain(missingProse(judgement.missing)) })];
    case 'finding':
      return [failure(judgement.severity ?? judge.severity, judgement)];
  }
}

function failure(severity: Severity, finding: FindingJudgement): Shape {
  const says = plain(finding.says);
  const text = `${says}\nFix: ${plain(finding.fix)}\n${finding.subject}`;
  return severity === 'note'
    ? shape('system-out', {}, [text])
    : shape('failure', { type: severity, message: says }, [text]);
}
