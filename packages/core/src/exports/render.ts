/** Pages, the ways to print them, drawings, formats of findings, and the files of a plan. */

export { assertionFormat, assertionFormats } from '../render/assertion-formats.ts';
export { drawAddressMap, type MapOptions } from '../render/draw/address-map.ts';
export { type Drawn, drawTopology } from '../render/draw/topology.ts';
export { figuresOf } from '../render/figures.ts';
export { generatedFiles, generatedYaml } from '../render/files/policy-generated.ts';
export {
  type AssertionFormat,
  type AssertionsReport,
  countedAs,
} from '../render/formats/assertions/report.ts';
export { findingsJson, jsonShape } from '../render/formats/json.ts';
export { obstaclesJson } from '../render/formats/obstacles.ts';
export { evaluationsJson } from '../render/formats/policy-evaluation.ts';
export { generatedJson } from '../render/formats/policy-generated.ts';
export {
  asFindings,
  type LintReport,
  lintJson,
  repairsText,
} from '../render/formats/policy-lint.ts';
export type { ReachFormat, ReachReport } from '../render/formats/reach/report.ts';
export type { FindingFormat, FindingsReport } from '../render/formats/report.ts';
export { findingFormat, findingFormats } from '../render/formats.ts';
export type { Block, Cell, Figure, Mark, Page, Section, Table } from '../render/page.ts';
export { checklistPage } from '../render/pages/checklist.ts';
export { decisionsPage } from '../render/pages/decisions.ts';
export { differencePage } from '../render/pages/difference.ts';
export { drillsPage } from '../render/pages/drills.ts';
export { findingsPage } from '../render/pages/findings.ts';
export { guardsPage } from '../render/pages/guards.ts';
export { ledgersPage } from '../render/pages/ledgers.ts';
export { migrationPage } from '../render/pages/migration.ts';
export { objectsPage } from '../render/pages/objects.ts';
export { planLedgers, planPage } from '../render/pages/plan.ts';
export { assertionsPage } from '../render/pages/policy/assertions.ts';
export { type EvaluationReport, evaluationPage } from '../render/pages/policy/evaluation.ts';
export { type GeneratedReport, generatedPage } from '../render/pages/policy/generated.ts';
export { reachPage } from '../render/pages/policy/reach.ts';
export {
  type ReachSummary,
  reachSummaryJson,
  reachSummaryPage,
} from '../render/pages/policy/reach-summary.ts';
export { readPage, readSummaryPage } from '../render/pages/read.ts';
export { summaryPage } from '../render/pages/summary.ts';
export { tracingPage } from '../render/pages/tracing.ts';
export { type PlanFile, planFile, planFiles } from '../render/plan-files.ts';
export { printHtml } from '../render/print/html.ts';
export { type MarkdownOptions, printMarkdown } from '../render/print/markdown.ts';
export { printText, type TextOptions } from '../render/print/text.ts';
export { type PageFormat, pageFormat, pageFormats } from '../render/print.ts';
export { reachFormat, reachFormats } from '../render/reach-formats.ts';
export { type Locate, type Located, nowhere, type Wanted } from '../render/words/place.ts';
