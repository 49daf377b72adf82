import type { AssumptionName } from '../facts/assumptions.ts';
import type { Citation } from '../facts/citation.ts';
import type { Missing } from './knowable.ts';
import type { Ledger } from './ledger.ts';
import type { Prose } from './prose.ts';
import type { ElementId, Source } from './source.ts';

/** Stable code of a rule, e.g. `AKS-IP-003`. */
export type RuleCode = `AKS-${string}-${string}`;

/**
 * `error`: it breaks, now or at the next upgrade, or a document forbids it. `warning`: it holds
 * today but a named event breaks it. `note`: worth knowing, nothing to repair.
 */
export type Severity = 'error' | 'warning' | 'note';

/** What a finding rests on. */
export type Evidence =
  | { readonly kind: 'ledger'; readonly ledger: Ledger }
  | { readonly kind: 'ranges'; readonly ranges: readonly RangeEvidence[] }
  | { readonly kind: 'facts'; readonly says: readonly Prose[] };

/** A range in evidence: its text, who holds it, and as what. */
export interface RangeEvidence {
  readonly range: string;
  readonly of: ElementId;
  readonly as: string;
}

/** A judgement about the user's network that asks for something to be done. Data, never thrown. */
export interface Finding {
  readonly code: RuleCode;
  readonly title: string;
  readonly severity: Severity;
  readonly topic: string;
  readonly subject: ElementId;
  /** Name of the field of the subject that is to blame. */
  readonly field?: string;
  readonly source?: Source;
  readonly says: Prose;
  readonly evidence: Evidence;
  readonly fix: Prose;
  readonly cite: readonly Citation[];
  readonly assumes: readonly AssumptionName[];
  /** Codes and subjects of findings that cause this one: those are to be repaired first. */
  readonly causedBy: readonly { readonly code: RuleCode; readonly subject: ElementId }[];
}

/** A question that a rule could not answer, and what would answer it. */
export interface Undetermined {
  readonly code: RuleCode;
  readonly title: string;
  readonly subject: ElementId;
  readonly missing: readonly Missing[];
}
