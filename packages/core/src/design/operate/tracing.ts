import type { Estate } from '../../estate/estate.ts';
import { type Prose, prose } from '../../evidence/prose.ts';
import { questions, type TracingQuestion } from './tracing/questions.ts';
import { type TracingSource, tracingSources } from './tracing/sources.ts';

export type { TracingQuestion } from './tracing/questions.ts';
export type { SourceId, TracingSource } from './tracing/sources.ts';

/** Where packets leave traces, and which trace answers which question. */
export interface TracingPlan {
  readonly sources: readonly TracingSource[];
  readonly questions: readonly TracingQuestion[];
  /** How long to keep what is written. */
  readonly retention: Prose;
}

/** The tracing plan of an estate: only what its elements can write. */
export function tracingPlan(estate: Estate): TracingPlan {
  const sources = tracingSources(estate);
  return {
    sources,
    questions: questions(new Set(sources.map((source) => source.id))),
    retention: prose`how long logs are kept is for you to say: it follows from your duties and your budget, not from the network`,
  };
}
