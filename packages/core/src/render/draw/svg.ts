import { svgAttribute, svgText, terminalText } from '../../write/escape.ts';

/** An element of a drawing. Texts and attributes are escaped when it is printed, nowhere else. */
export interface Shape {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly inside: readonly (Shape | string)[];
}

/** Names are ours; values may be anybody's. Numbers are printed to a thousandth. */
export type Attributes = Readonly<Record<string, string | number>>;

/** A rectangle, from its upper left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A place on the drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An element with what lies in it. */
export const shape = (
  tag: string,
  attributes: Attributes = {},
  inside: readonly (Shape | string)[] = [],
): Shape => ({ tag, attributes, inside });

/** Several shapes as one. */
export const group = (attributes: Attributes, inside: readonly Shape[]): Shape =>
  shape('g', attributes, inside);

/** The shape as SVG text. */
export function printShape(one: Shape): string {
  const attributes = Object.entries(one.attributes)
    .map(([name, value]) => ` ${name}="${attributeText(value)}"`)
    .join('');
  if (one.inside.length === 0) return `<${one.tag}${attributes}/>`;
  const inside = one.inside
    .map((child) => (typeof child === 'string' ? svgText(seen(child)) : printShape(child)))
    .join('');
  return `<${one.tag}${attributes}>${inside}</${one.tag}>`;
}

/** One line in which every character shows: names may hold line ends and marks of direction. */
export const seen = (text: string): string => terminalText(text).replace(/\s+/g, ' ');

const attributeText = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : svgAttribute(value);
