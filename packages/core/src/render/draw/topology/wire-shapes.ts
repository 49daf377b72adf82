import { painted, type Role } from '../palette.ts';
import { group, type Point, type Shape, shape } from '../svg.ts';
import type { Wire, WireEnd, WireKind } from './wires.ts';

interface WireLook {
  readonly line: Role;
  readonly end: Role;
  /** Dashes tell the kinds apart where colours cannot. */
  readonly dashes: string;
  readonly says: string;
}

/** How each kind of line looks. */
export const wireLooks: Readonly<Record<WireKind, WireLook>> = {
  peering: {
    line: 'peeringWire',
    end: 'peeringEnd',
    dashes: '',
    says: 'peering or hub connection',
  },
  outside: {
    line: 'outsideWire',
    end: 'outsideEnd',
    dashes: '9 4',
    says: 'gateway to the networks outside',
  },
  internet: {
    line: 'internetWire',
    end: 'internetEnd',
    dashes: '4 3',
    says: 'way out to, or in from, the internet',
  },
  broken: {
    line: 'brokenWire',
    end: 'brokenEnd',
    dashes: '2 4',
    says: 'peering that is not whole',
  },
};

/** The line of a wire. */
export function lineShape(wire: Wire): Shape {
  const look = wireLooks[wire.kind];
  return shape(
    'path',
    {
      d: wire.points.map((point, i) => `${i === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join(''),
      'stroke-width': 2,
      'stroke-linecap': 'round',
      ...(look.dashes === '' ? {} : { 'stroke-dasharray': look.dashes }),
      ...painted(look.line),
    },
    wire.says === undefined ? [] : [shape('title', {}, [wire.says])],
  );
}

/** The mark at the end of a wire: drawn above the box that it touches. */
export function endShapes(wire: Wire): readonly Shape[] {
  const end = wire.points.at(-1);
  const before = wire.points.at(-2);
  if (wire.end === undefined || end === undefined || before === undefined) return [];
  return [
    group(
      {},
      endMarks(wire.end, end, before).map((mark) => withRole(mark, wire.kind)),
    ),
  ];
}

const withRole = (mark: Shape, kind: WireKind): Shape => ({
  ...mark,
  attributes: { ...mark.attributes, ...painted(wireLooks[kind].end) },
});

/** A dot, or arrow heads pointing into the box, out of it, or both. */
function endMarks(kind: WireEnd, at: Point, from: Point): readonly Shape[] {
  const x = Math.sign(at.x - from.x);
  const y = Math.sign(at.y - from.y);
  const back = (steps: number): Point => ({ x: at.x - x * steps, y: at.y - y * steps });
  switch (kind) {
    case 'dot':
      return [shape('circle', { cx: at.x, cy: at.y, r: 3.5 })];
    case 'into':
      return [arrow(back(8), at)];
    case 'outOf':
      return [arrow(back(2), back(10))];
    case 'both':
      return [arrow(back(7), at), arrow(back(8), back(15))];
  }
}

function arrow(base: Point, tip: Point): Shape {
  const x = Math.sign(tip.x - base.x);
  const y = Math.sign(tip.y - base.y);
  const corner = (side: number): string => `${base.x - y * 4.5 * side} ${base.y + x * 4.5 * side}`;
  return shape('path', { d: `M${tip.x} ${tip.y}L${corner(1)}L${corner(-1)}Z` });
}
