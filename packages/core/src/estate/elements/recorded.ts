import type { Day, ElementId } from '../../evidence/source.ts';
import type { Element } from './element.ts';

/** What Azure itself answered (effective routes, effective groups, a connectivity check): evidence to compare with. */
export interface RecordedAnswer extends Element<'recordedAnswer'> {
  readonly question: string;
  readonly about: ElementId | undefined;
  readonly body: unknown;
}

/** What a person states and signs, where no file can tell: a rehearsed drill, a reviewed list. */
export interface Attestation extends Element<'attestation'> {
  /** Which point of the checklist, or which rule, it speaks for. */
  readonly point: string;
  readonly by: string;
  readonly on: Day;
  readonly until?: Day;
  readonly evidence: string;
}
