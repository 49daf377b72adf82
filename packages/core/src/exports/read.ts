export type { Format, Supplied } from '../read/format.ts';
export { belongsTogether, formats } from '../read/formats.ts';
export { type FieldLocator, type FieldPlace, locator, type Sought } from '../read/locate.ts';
export { type TemplatePlaces, templatePlaces } from '../read/locate-template.ts';
export { type MissingElement, missingElements } from '../read/missing.ts';
export { isOwnFile, type OwnContent, type OwnFile, readOwnFile } from '../read/own-files.ts';
export { documentsOfRemarks, withPlaces } from '../read/place-remarks.ts';
export { planData } from '../read/plan-data.ts';
export {
  type CountedField,
  type DocumentReport,
  openReading,
  type Reading,
  type ReadOptions,
  type ReadResult,
  read,
} from '../read/read.ts';
export { type SubnetUsage, subnetUsages } from '../read/subnet-usages.ts';
export {
  type ClusterSummary,
  type FormatSummary,
  type KindSummary,
  type ReadSummary,
  summaryOf,
} from '../read/summary.ts';
export type { Ignored, Understood, UnreadField } from '../read/understood.ts';
export { type About, readSnapshot, type Snapshot, snapshotFile } from '../requirements/snapshot.ts';
