import type { LintQuestion } from './question.ts';
import { redundant, shadowed } from './questions/redundant.ts';

/** Every question, by number. A new one is one line here. */
export const lintQuestions: readonly LintQuestion[] = [redundant, shadowed];
