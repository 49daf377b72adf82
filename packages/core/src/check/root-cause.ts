import type { Estate } from '../estate/estate.ts';
import type { Finding, RuleCode } from '../evidence/finding.ts';
import type { ElementId } from '../evidence/source.ts';
import { grounds } from './hangs-on.ts';

/** For each rule, the rules that explain it. */
export type Causes = ReadonlyMap<RuleCode, readonly RuleCode[]>;

/**
 * Names the causes of each finding: findings of the rules that explain its own, on the same subject
 * or on one that this hangs on. O(findings × causes of a rule).
 */
export function withCauses(
  estate: Estate,
  findings: readonly Finding[],
  causes: Causes,
): readonly Finding[] {
  const present = new Set(findings.map(({ code, subject }) => keyOf(code, subject)));
  return findings.map((finding) => {
    const codes = causes.get(finding.code) ?? [];
    if (codes.length === 0) return finding;
    const subjects = [...grounds(estate, finding.subject)];
    const causedBy = codes.flatMap((code) =>
      subjects
        .filter((subject) => present.has(keyOf(code, subject)))
        .map((subject) => ({ code, subject })),
    );
    return { ...finding, causedBy };
  });
}

const keyOf = (code: RuleCode, subject: ElementId): string => `${code} ${subject}`;

/** A finding with those that follow from it. */
export interface Folded {
  readonly finding: Finding;
  readonly consequences: readonly Finding[];
}

/**
 * Folds findings under their causes, so that only what is to be repaired first stands alone. A
 * finding with several causes is folded under the first one that stands; one whose causes stand on
 * each other in a circle stands for itself. Nothing is lost: each finding appears once.
 */
export function folded(findings: readonly Finding[]): readonly Folded[] {
  const roots = new Map<Finding, Finding[]>();
  const byKey = new Map<string, Finding>();
  for (const finding of findings) {
    const key = keyOf(finding.code, finding.subject);
    if (!byKey.has(key)) byKey.set(key, finding);
  }
  for (const finding of findings) {
    const root = rootOf(finding, byKey);
    const consequences = roots.get(root) ?? [];
    if (root !== finding) consequences.push(finding);
    roots.set(root, consequences);
  }
  return findings
    .filter((finding) => roots.has(finding))
    .map((finding) => ({ finding, consequences: roots.get(finding) ?? [] }));
}

/** Walks up the first causes; a circle ends the walk at the finding it began with. */
function rootOf(finding: Finding, byKey: ReadonlyMap<string, Finding>): Finding {
  const passed = new Set<Finding>([finding]);
  let here = finding;
  for (;;) {
    const cause = here.causedBy
      .map(({ code, subject }) => byKey.get(keyOf(code, subject)))
      .find((found) => found !== undefined);
    if (cause === undefined) return here;
    if (passed.has(cause)) return finding;
    passed.add(cause);
    here = cause;
  }
}
