export type { About, Format, Supplied } from '../read/format.ts';
export { formats } from '../read/formats.ts';
export { type TemplatePlaces, templatePlaces } from '../read/locate-template.ts';
export { type OwnContent, type OwnFile, readOwnFile } from '../read/own-files.ts';
export {
  type CountedField,
  type DocumentReport,
  openReading,
  type Reading,
  type ReadOptions,
  type ReadResult,
  read,
} from '../read/read.ts';
export type { Ignored, Understood, UnreadField } from '../read/understood.ts';
