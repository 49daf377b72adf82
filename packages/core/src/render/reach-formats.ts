import { reachCsv } from './formats/reach/csv.ts';
import { reachDot } from './formats/reach/dot.ts';
import { reachHtml } from './formats/reach/html.ts';
import { reachJsonFormat } from './formats/reach/json.ts';
import type { ReachFormat } from './formats/reach/report.ts';
import { reachSvg } from './formats/reach/svg.ts';

/** Every way to print reach beside pages. */
export const reachFormats: readonly ReachFormat[] = [
  reachJsonFormat,
  reachCsv,
  reachDot,
  reachSvg,
  reachHtml,
];

/** The format with the id; undefined for any other text. */
export const reachFormat = (id: string): ReachFormat | undefined =>
  reachFormats.find((format) => format.id === id);
