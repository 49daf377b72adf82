import type { AssertionResult } from '../../../policy/assertions.ts';
import type { Locate } from '../../words/place.ts';

/** What formats and the page of assertions are made from. */
export interface AssertionsReport {
  readonly results: readonly AssertionResult[];
  /** Whether what no input decides counts as passed. */
  readonly allowUndetermined: boolean;
  readonly locate: Locate;
  /** Version of this product, for formats that name their maker. */
  readonly version?: string;
}

/** A format of assertions for other tools. `print` gives the whole file. */
export interface AssertionFormat {
  readonly id: string;
  readonly title: string;
  readonly print: (report: AssertionsReport) => string;
}

/** What a result counts as. */
export type Counted = 'passed' | 'failed' | 'skipped';

/** An end that names nothing is a fault of the file, so it never passes. */
export function countedAs(
  { outcome }: AssertionResult,
  { allowUndetermined }: Pick<AssertionsReport, 'allowUndetermined'>,
): Counted {
  if (outcome === 'holds') return 'passed';
  return outcome === 'undetermined' && allowUndetermined ? 'skipped' : 'failed';
}

/** The name of a result: the assertion's, with the engine where several were asked. */
export const resultName = ({ assertion, engine }: AssertionResult): string =>
  assertion.engines.length > 0 && engine !== undefined
    ? `${assertion.name} (${engine})`
    : assertion.name;
