/** Where a number or a rule was read: the document, its date, and what to know about it. */
export interface Citation {
  /** `owner/repository:path`, `owner/repository#issue`, a package with version, or `derived`. */
  readonly document: string;
  /** The date the page states, or the date of the snapshot read. Absent when neither is known. */
  readonly date?: string;
  /** What the document says differently, or how a derived figure was derived. */
  readonly note?: string;
}

/**
 * How firmly a fact stands. `conflicting`: documents contradict each other; `derived`: follows by
 * arithmetic or logic from documented facts; `uncertain`: no page confirms it.
 */
export type Confidence = 'documented' | 'conflicting' | 'derived' | 'uncertain';

/** A value of Azure or Kubernetes together with its sources. */
export interface Fact<T> {
  readonly value: T;
  readonly cite: readonly Citation[];
  readonly confidence: Confidence;
}

/** A documented fact in one line. */
export function documented<T>(value: T, ...cite: readonly Citation[]): Fact<T> {
  return { value, cite, confidence: 'documented' };
}
