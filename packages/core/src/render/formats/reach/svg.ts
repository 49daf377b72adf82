import { drawReach } from '../../draw/reach.ts';
import type { ReachFormat } from './report.ts';

/** Reach as a drawing of its own. */
export const reachSvg: ReachFormat = {
  id: 'svg',
  title: 'SVG, a drawing',
  print: ({ table }) => `${drawReach(table).svg}\n`,
};
