import { csvFormat } from './formats/csv.ts';
import { githubFormat } from './formats/github.ts';
import { jsonFormat } from './formats/json.ts';
import { junitFormat } from './formats/junit.ts';
import type { FindingFormat } from './formats/report.ts';
import { sarifFormat } from './formats/sarif.ts';

/** Every format of findings for other tools. A new one is one entry. */
export const findingFormats: readonly FindingFormat[] = [
  jsonFormat,
  sarifFormat,
  junitFormat,
  githubFormat,
  csvFormat,
];

/** The format with the id; undefined for any other text, `__proto__` included. */
export const findingFormat = (id: string): FindingFormat | undefined =>
  findingFormats.find((format) => format.id === id);
