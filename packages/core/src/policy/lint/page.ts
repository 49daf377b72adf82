import type { RuleCode } from '../../evidence/finding.ts';
import { lintQuestions } from './list.ts';
import type { LintQuestion } from './question.ts';

/** The question with the code, in any case of letters; undefined when there is none. */
export const findQuestion = (code: string): LintQuestion | undefined =>
  lintQuestions.find((question) => question.code === code.trim().toUpperCase());

/** Codes and titles of all questions, in order. */
export const questionTitles: readonly { readonly code: RuleCode; readonly title: string }[] =
  lintQuestions.map(({ code, title }) => ({ code, title }));

/** The page of a question as Markdown, for `aksnet explain CODE`. */
export function questionPage({ code, title, severity, page, cite }: LintQuestion): string {
  const sources = cite.map(
    ({ document, date }) => `- \`${document}\`${date === undefined ? '' : ` (${date})`}`,
  );
  return [
    `# ${code}: ${title}`,
    `Severity: ${severity}. Asked by \`aksnet policy lint\`.`,
    page.what,
    `## Why\n\n${page.why}`,
    `## How it is judged\n\n${page.judged}`,
    `## When the answer stays open\n\n${page.undetermined}`,
    `## What to do\n\n${page.fix}`,
    `## Sources\n\n${[...new Set(sources)].join('\n')}\n`,
  ].join('\n\n');
}
