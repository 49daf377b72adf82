import type { CheckResult } from '../../check/check.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Finding } from '../../evidence/finding.ts';
import { plain } from '../../evidence/prose.ts';
import { type Locate, type Place, placeOf } from '../words/place.ts';
import { nameOf } from '../words/shown.ts';

/** What formats and pages of findings are made from. */
export interface FindingsReport {
  readonly estate: Estate;
  readonly result: CheckResult;
  /** Line and column of what was read. */
  readonly locate: Locate;
  /** Version of this product, for formats that name their maker. */
  readonly version?: string;
}

/** Where a finding was written; undefined for what no document holds. */
export const placeOfFinding = (report: FindingsReport, finding: Finding): Place | undefined =>
  finding.source === undefined
    ? undefined
    : placeOf(
        { source: finding.source, element: finding.subject, field: finding.field },
        report.locate,
      );

/** The finding as one sentence and its repair: the same words in every format. */
export const messageOf = (report: FindingsReport, finding: Finding): string =>
  `${nameOf(report.estate, finding.subject)}: ${plain(finding.says)} Fix: ${plain(finding.fix)}`;

/** A format for other tools. `print` gives the whole file. */
export interface FindingFormat {
  readonly id: string;
  readonly title: string;
  readonly print: (report: FindingsReport) => string;
}
