import type { ReachEnd, ReachTable } from '../../policy/reach-table.ts';
import { opennessOf } from '../words/policy/passing.ts';
import { counted } from '../words/shown.ts';
import { box, label, printDrawing } from './drawing.ts';
import { widthOf } from './letters.ts';
import { painted, type Role } from './palette.ts';
import { type Bundle, bundlesOf, placeKey } from './reach/bundles.ts';
import { type ColumnBox, columnOf, type NodeBox, portsOf, sizes } from './reach/columns.ts';
import { group, type Point, type Rect, type Shape, shape } from './svg.ts';
import type { Drawn } from './topology.ts';

const margin = 24;
const top = 72;
const face = { size: 12 } as const;
const pill = { height: 22, gap: 10, pad: 10, most: 300 } as const;
const run = 130;

const wires = {
  open: 'internetWire',
  limited: 'peeringWire',
  undetermined: 'outsideWire',
  closed: 'leader',
} as const satisfies Readonly<Record<string, Role>>;

/**
 * Who reaches whom as a drawing: senders on the left, receivers on the right, and in the middle what passes.
 * Senders that reach the same receivers in the same way share one line into the middle and out of it, so that
 * lines never run backwards and their number is that of different rights, not of pairs.
 */
export function drawReach(table: ReachTable, options: { readonly name?: string } = {}): Drawn {
  const name = options.name ?? 'reach';
  const bundles = bundlesOf(table);
  const senders = columnOf(margin, top, {
    groups: table.senders,
    others: othersOf(table.links.map(({ from }) => from)),
  });
  const middle = Math.min(
    pill.most,
    Math.max(90, ...bundles.map(({ says }) => widthOf(says, face) + 2 * pill.pad)),
  );
  const pillX = margin + sizes.width + run;
  const right = pillX + middle + run;
  const receivers = columnOf(right, top, {
    groups: table.receivers,
    others: othersOf(table.links.map(({ to }) => to)),
  });
  const pills = pillsOf(bundles, { senders, receivers, x: pillX, width: middle });
  const pillEnd = pills.reduce((most, { y, height }) => Math.max(most, y + height), top);
  const alt = `${counted(table.links.length, 'link')} between ${counted(table.senders.length, 'sender')} and ${counted(table.receivers.length, 'receiver')}, as ${counted(bundles.length, 'bundle')}.`;
  const head = (x: number, text: string): Shape =>
    label({ x, y: top - 20, text, face: { size: 13, weight: 'bold' }, role: 'soft' });
  const svg = printDrawing({
    name,
    width: right + sizes.width + margin,
    height: Math.max(top + senders.height, top + receivers.height, pillEnd) + margin,
    title: 'Who reaches whom',
    description: alt,
    shapes: [
      label({ x: margin, y: 30, text: 'Who reaches whom', face: { size: 18, weight: 'bold' } }),
      head(margin, 'from'),
      head(pillX, 'what passes'),
      head(right, 'to'),
      ...frames(senders),
      ...frames(receivers),
      ...pills.map(linesOf),
      ...nodes(senders),
      ...nodes(receivers),
      ...pills.map(pillShape),
    ],
  });
  return { svg, alt };
}

/** Ends that are no pods, each once. */
const othersOf = (ends: readonly ReachEnd[]): readonly ReachEnd[] => [
  ...new Map(
    ends.filter(({ kind }) => kind !== 'pods').map((end) => [placeKey(end), end] as const),
  ).values(),
];

/** A bundle with its place, and where its lines go. */
interface Pill extends Rect {
  readonly bundle: Bundle;
  readonly from: readonly Rect[];
  readonly to: readonly Rect[];
}

interface Stage {
  readonly senders: ColumnBox;
  readonly receivers: ColumnBox;
  readonly x: number;
  readonly width: number;
}

/** Each pill near the middle of its ends, below the one before. */
function pillsOf(
  bundles: readonly Bundle[],
  { senders, receivers, x, width }: Stage,
): readonly Pill[] {
  const wanted = bundles
    .map((bundle) => {
      const from = portsOf(senders, bundle.from);
      const to = portsOf(receivers, bundle.to);
      const ends = [...from, ...to].map(middleOf);
      const y = ends.reduce((sum, end) => sum + end, 0) / Math.max(1, ends.length);
      return { bundle, from, to, y };
    })
    .sort((a, b) => a.y - b.y);
  // From the ideal places downwards; what hangs over at the end is taken back evenly by starting higher.
  const step = pill.height + pill.gap;
  const last = wanted.at(-1)?.y ?? top;
  const overhang = Math.max(0, top + wanted.length * step - last - step);
  let next = top;
  return wanted.map(({ y, ...one }) => {
    const at = Math.max(next, y - pill.height / 2 - overhang / 2);
    next = at + step;
    return { ...one, x, y: at, width, height: pill.height };
  });
}

const middleOf = ({ y, height }: Rect): number => y + height / 2;

function linesOf({ bundle, from, to, ...at }: Pill): Shape {
  const role = wires[opennessOf(bundle.passing)];
  const centre = middleOf(at);
  const wire = (a: Point, b: Point): Shape => {
    const bend = (b.x - a.x) / 2;
    return shape('path', {
      d: `M${a.x} ${a.y}C${a.x + bend} ${a.y} ${b.x - bend} ${b.y} ${b.x} ${b.y}`,
      'stroke-width': 1.5,
      'stroke-opacity': 0.75,
      ...(role === 'outsideWire' ? { 'stroke-dasharray': '5 4' } : {}),
      ...painted(role),
    });
  };
  const arrow = ({ x, y }: Point): Shape =>
    shape('path', {
      d: `M${x - 7} ${y - 4}L${x} ${y}L${x - 7} ${y + 4}`,
      'stroke-width': 1.5,
      ...painted(role),
    });
  return group({}, [
    ...from.map((one) => wire({ x: one.x + one.width, y: middleOf(one) }, { x: at.x, y: centre })),
    ...to.flatMap((one) => {
      const tip = { x: one.x, y: middleOf(one) };
      return [wire({ x: at.x + at.width, y: centre }, tip), arrow(tip)];
    }),
  ]);
}

const pillShape = ({ bundle, from: _from, to: _to, ...at }: Pill): Shape =>
  group({}, [
    box(at, 'tag', pill.height / 2),
    label({
      x: at.x + at.width / 2,
      y: at.y + 15,
      text: bundle.says,
      face,
      anchor: 'middle',
      room: at.width - pill.pad,
    }),
  ]);

/** Lines go over the frames of namespaces and under everything with a name. */
const frames = ({ spaces }: ColumnBox): readonly Shape[] =>
  spaces.map((space) =>
    group({}, [
      box(space, 'region'),
      label({
        x: space.x + sizes.pad,
        y: space.y + 18,
        text: space.name,
        face: { size: 12, weight: 'bold' },
        room: space.width - 2 * sizes.pad,
      }),
    ]),
  );

const nodes = ({ spaces, others }: ColumnBox): readonly Shape[] => [
  ...others.map((node) => nodeShape(node, node.kind === 'entry' ? 'entry' : 'outside')),
  ...spaces.flatMap((space) => space.nodes.map((node) => nodeShape(node, 'nodes'))),
];

const nodeShape = (node: NodeBox, role: Role): Shape =>
  group({}, [
    box(node, role, 5),
    label({ x: node.x + 9, y: node.y + 16, text: node.text, face, room: node.width - 18 }),
  ]);
