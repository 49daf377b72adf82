import { formatPrefix } from '@aksnet/net';
import type { Estate } from '../../estate/estate.ts';
import { counted } from '../words/shown.ts';
import { type Chapter, chaptersOf } from './address-map/frames.ts';
import { layoutOf } from './address-map/layout.ts';
import type { ScaleKind } from './address-map/scale.ts';
import { shapesOf } from './address-map/shapes.ts';
import { printDrawing } from './drawing.ts';
import type { Drawn } from './topology.ts';

/** How the map is drawn. */
export interface MapOptions {
  /** Default: `true`, in proportion. */
  readonly scale?: ScaleKind;
  /** Unique among the drawings of a page. */
  readonly name?: string;
}

/**
 * The address map of an estate, row by row to scale: private space, pools, VNets with their subnets,
 * room kept for growth, ranges in use elsewhere, reserved ranges; pod and Service ranges on rows of
 * their own. What is too short for its name has a number.
 */
export function drawAddressMap(estate: Estate, options: MapOptions = {}): Drawn {
  const name = options.name ?? 'address-map';
  const chapters = chaptersOf(estate);
  const layout = layoutOf(chapters, options.scale ?? 'true');
  const alt = describe(chapters);
  const svg = printDrawing({
    name,
    width: layout.width,
    height: layout.height,
    title: 'Address map',
    description: alt,
    shapes: shapesOf(layout, name),
  });
  return { svg, alt };
}

const describe = (chapters: readonly Chapter[]): string =>
  chapters
    .map((chapter) => {
      const rows = chapter.frames.map(
        (frame) =>
          `${frame.title} (${formatPrefix(frame.container)}) with ${counted(frame.items.length, 'range')}`,
      );
      return `${chapter.title}: ${rows.join('; ')}.`;
    })
    .join(' ');
