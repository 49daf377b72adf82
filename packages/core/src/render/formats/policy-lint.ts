import type { Judgement } from '../../check/rule.ts';
import type { AnyKubernetesElement } from '../../codec/kubernetes.ts';
import { decodeManifest, encodeManifest, isKubernetesElement } from '../../codec/kubernetes.ts';
import { type Estate, lookUp } from '../../estate/estate.ts';
import type { RuleCode } from '../../evidence/finding.ts';
import { designedHere } from '../../evidence/source.ts';
import { findQuestion } from '../../policy/lint/page.ts';
import type { LintVerdict } from '../../policy/lint/question.ts';
import { type Change, patched, pointerOf } from '../../policy/lint/repair.ts';
import { endText } from '../../policy/lint/witness.ts';
import type { LintFinding, LintResult } from '../../policy/lint.ts';
import { terminalText } from '../../write/escape.ts';
import { manifests } from '../../write/manifests.ts';
import { findingsJson } from './json.ts';
import type { FindingsReport } from './report.ts';

/** What formats of lint are made from. */
export interface LintReport extends Omit<FindingsReport, 'result'> {
  readonly result: LintResult;
}

/** The result of lint in the shape that formats of findings take. */
export const asFindings = ({ result, ...report }: LintReport): FindingsReport => ({
  ...report,
  result: {
    ...result,
    judgements: new Map(
      [...result.judgements].map(([code, verdicts]) => [code, verdicts.map(judgementOf(code))]),
    ),
  },
});

const judgementOf =
  (code: RuleCode) =>
  (verdict: LintVerdict): Judgement => {
    if (verdict.kind === 'undetermined') return verdict;
    const { kind, subject, says, fix, evidence = [] } = verdict;
    const severity = verdict.severity ?? findQuestion(code)?.severity ?? 'warning';
    return { kind, subject, says, fix, severity, evidence: { kind: 'facts', says: evidence } };
  };

/** As JSON of findings, each with its connection and the changes that repair it. */
export function lintJson(report: LintReport): Readonly<Record<string, unknown>> {
  const whole = findingsJson(asFindings(report));
  const listed: unknown = whole['findings'];
  const findings: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return {
    ...whole,
    findings: findings.map((one, i) => {
      const finding = report.result.findings[i];
      return typeof one === 'object' && finding !== undefined
        ? { ...one, ...moreOf(finding) }
        : one;
    }),
  };
}

const moreOf = ({ witness, repair }: LintFinding): Readonly<Record<string, unknown>> => ({
  ...(witness === undefined
    ? {}
    : { witness: { ...witness, from: endText(witness.from), to: endText(witness.to) } }),
  repair: repair.map((change) =>
    change.kind === 'patch'
      ? {
          ...change,
          operations: change.operations.map((one) => ({ ...one, path: pointerOf(one.path) })),
        }
      : change,
  ),
});

/** The repairs of all findings as differences of YAML; each stands by itself. */
export const repairsText = ({ estate, result }: LintReport): string =>
  result.findings
    .filter(({ repair }) => repair.length > 0)
    .map((finding) =>
      [
        `# ${finding.code} ${finding.title}`,
        ...finding.repair.flatMap((one) => changeLines(estate, one)),
      ]
        .map((line) => `${terminalText(line)}\n`)
        .join(''),
    )
    .join('\n');

function changeLines(estate: Estate, change: Change): readonly string[] {
  if (change.kind === 'add') {
    const made = yamlLines(elementOf(change.manifest));
    return ['--- /dev/null', '+++ a further object', ...made.map((line) => `+${line}`)];
  }
  const target = lookUp(estate, change.target);
  if (target === undefined || !isKubernetesElement(target)) return [];
  const title = `${target.namespace === undefined ? '' : `${target.namespace}/`}${target.name}`;
  const before = yamlLines(target);
  if (change.kind === 'remove')
    return [`--- ${title}`, '+++ /dev/null', ...before.map((line) => `-${line}`)];
  const after = yamlLines(elementOf(patched(written(target), change.operations)));
  return [`--- ${title}`, `+++ ${title}`, ...differenceOf(before, after)];
}

/** The object as it stands in a file. */
function written(element: AnyKubernetesElement): unknown {
  const { body, ...head } = encodeManifest(element);
  return { ...head, ...body };
}

function elementOf(manifest: unknown): AnyKubernetesElement | undefined {
  return decodeManifest(manifest, [], { document: designedHere, note: () => undefined });
}

const yamlLines = (element: AnyKubernetesElement | undefined): readonly string[] =>
  element === undefined ? [] : manifests([element]).trimEnd().split('\n');

/** Lines kept, taken and added, by the longest common part; objects are small. */
function differenceOf(before: readonly string[], after: readonly string[]): readonly string[] {
  const longest = before.map(() => new Int32Array(after.length + 1));
  longest.push(new Int32Array(after.length + 1));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const best =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      longest[i]?.fill(best, j, j + 1);
    }
  const found: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      found.push(` ${before[i]}`);
      i += 1;
      j += 1;
    } else if (i < before.length && (j >= after.length || at(i + 1, j) >= at(i, j + 1))) {
      found.push(`-${before[i]}`);
      i += 1;
    } else {
      found.push(`+${after[j]}`);
      j += 1;
    }
  }
  return found;
}
