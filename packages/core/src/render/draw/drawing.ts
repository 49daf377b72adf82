import { type Face, fitted } from './letters.ts';
import { drawingStyle, painted, type Role } from './palette.ts';
import { type Attributes, type Point, printShape, type Rect, type Shape, shape } from './svg.ts';

/** A drawing before it becomes text. */
export interface Drawing {
  /** Unique among the drawings of a page: letters, digits, hyphens. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What is to be seen, in sentences, for those who cannot. */
  readonly description: string;
  readonly shapes: readonly Shape[];
}

/** Which pattern fills a shape. */
export type Hatch = 'held' | 'forbidden' | 'outside';

/** Patterns that tell roles apart without colour. */
const hatches: Readonly<Record<Hatch, { ground: Role; mark: Role; path: string }>> = {
  held: { ground: 'heldGround', mark: 'heldMark', path: 'M-1 8L8 -1' },
  forbidden: { ground: 'forbiddenGround', mark: 'forbiddenMark', path: 'M0 0L7 7M0 7L7 0' },
  outside: { ground: 'outsideGround', mark: 'outsideMark', path: 'M0 3.5L7 3.5' },
};

const patterns = (name: string): readonly Shape[] =>
  Object.entries(hatches).map(([hatch, { ground, mark, path }]) =>
    shape(
      'pattern',
      { id: `${name}-${hatch}`, width: 7, height: 7, patternUnits: 'userSpaceOnUse' },
      [
        shape('rect', { width: 7, height: 7, ...painted(ground) }),
        shape('path', { d: path, 'stroke-width': 1, ...painted(mark) }),
      ],
    ),
  );

/** The attributes that fill a shape with a pattern of the drawing of that name. */
export const hatched = (name: string, hatch: Hatch): Attributes => ({
  ...painted(hatches[hatch].mark),
  class: 'ak-hatched',
  fill: `url(#${name}-${hatch})`,
});

/** Up to this size a drawing can still be read when a screen, or a sheet of paper, shrinks it. */
const readable = { width: 1300, height: 2600 } as const;

/** Pages shrink what is marked so, and let the rest be scrolled or cut into sheets. */
const classesOf = ({ width, height }: Drawing): string =>
  [
    'ak-drawing',
    ...(width <= readable.width ? ['ak-fits'] : []),
    ...(height <= readable.height ? ['ak-low'] : []),
  ].join(' ');

/** The drawing as one SVG text, whole in itself: usable in a page and as a file. */
export function printDrawing(drawing: Drawing): string {
  const { name, width, height } = drawing;
  return printShape(
    shape(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        class: classesOf(drawing),
        width,
        height,
        viewBox: `0 0 ${width} ${height}`,
        role: 'img',
        'aria-labelledby': `${name}-title ${name}-description`,
        'font-family': 'system-ui, sans-serif',
      },
      [
        shape('title', { id: `${name}-title` }, [drawing.title]),
        shape('desc', { id: `${name}-description` }, [drawing.description]),
        shape('style', {}, [drawingStyle]),
        shape('defs', {}, patterns(name)),
        shape('rect', { width, height, ...painted('paper') }),
        ...drawing.shapes,
      ],
    ),
  );
}

/** A rectangle with round corners in the colours of its role; whatever else `rect` carries is left. */
export const box = ({ x, y, width, height }: Rect, role: Role, radius = 8): Shape =>
  shape('rect', { x, y, width, height, rx: radius, ...painted(role) });

/** How a label is set. */
export interface Label extends Point {
  readonly text: string;
  readonly face: Face;
  readonly role?: Role;
  /** Where `x` lies in the text. Default: its start. */
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Room for it; what does not fit is cut, and the whole text shows when it is pointed at. */
  readonly room?: number;
}

/** A line of text; `y` is its baseline. */
export function label(one: Label): Shape {
  const { face } = one;
  const shown = one.room === undefined ? one.text : fitted(one.text, one.room, face);
  const whole =
    shown === one.text || one.room === undefined ? [] : [shape('title', {}, [one.text])];
  const paint = painted(one.role ?? 'ink');
  return shape(
    'text',
    {
      x: one.x,
      y: one.y,
      'font-size': face.size,
      ...(face.weight === 'bold' ? { 'font-weight': 600 } : {}),
      ...(one.anchor === undefined || one.anchor === 'start' ? {} : { 'text-anchor': one.anchor }),
      ...paint,
      ...(face.mono === true
        ? { class: `${paint['class'] ?? ''} ak-mono`, 'font-family': 'ui-monospace, monospace' }
        : {}),
    },
    [...whole, shown],
  );
}
