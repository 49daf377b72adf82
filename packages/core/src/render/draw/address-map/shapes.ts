import { addressCount, formatPrefix } from '@aksnet/net';
import { grouped } from '../../../evidence/prose.ts';
import { box, hatched, label } from '../drawing.ts';
import { widthOf } from '../letters.ts';
import { painted } from '../palette.ts';
import { group, type Rect, type Shape, shape } from '../svg.ts';
import type { Item } from './frames.ts';
import {
  type ChapterBox,
  type Entry,
  entryText,
  type FrameBox,
  faces,
  type ItemBox,
  type MapLayout,
  measures,
  type Tag,
  type Tick,
} from './layout.ts';
import type { Look } from './looks.ts';

/** A placed map as shapes. `name` is that of the drawing, whose patterns are used. */
export const shapesOf = (layout: MapLayout, name: string): readonly Shape[] => [
  ...layout.chapters.map((chapter) => chapterShape(chapter, layout, name)),
  ...legendShapes(layout, name),
];

const chapterShape = (chapter: ChapterBox, layout: MapLayout, name: string): Shape =>
  group({}, [
    label({
      x: chapter.x,
      y: chapter.y + 20,
      text: chapter.title,
      face: { size: 15, weight: 'bold' },
    }),
    ...chapter.frames.map((frame) => frameShape(frame, layout, name)),
  ]);

function frameShape(one: FrameBox, layout: MapLayout, name: string): Shape {
  const { frame, bar } = one;
  const titleWidth = Math.min(one.width / 2, widthOf(frame.title, titleFace));
  return group({}, [
    label({ x: one.x, y: one.y + 13, text: frame.title, face: titleFace, room: one.width / 2 }),
    label({
      x: one.x + titleWidth + 12,
      y: one.y + 13,
      text: frame.note,
      face: faces.name,
      role: 'soft',
      room: one.width * 0.3,
    }),
    label({
      x: one.x + one.width,
      y: one.y + 13,
      text: scaleText(one, layout),
      face: faces.name,
      role: 'soft',
      anchor: 'end',
    }),
    box(bar, 'subnet', 4),
    ...one.items.map((item) => itemShape(item, name)),
    ...one.tags.map(tagShape),
    ...one.ticks.map((tick) => tickShape(tick, bar)),
    ...one.entries.map((entry) => entryShape(entry, name)),
  ]);
}

const titleFace = { size: 12.5, weight: 'bold' } as const;

function scaleText(one: FrameBox, layout: MapLayout): string {
  const count = addressCount(one.frame.container);
  const addresses =
    count < 2 ** 40 ? `${grouped(count)} addresses` : `2^${Math.log2(count)} addresses`;
  return layout.scale === 'true' ? addresses : `${addresses}, lengths not to scale`;
}

/** The rectangle of a range: hatched ones show their pattern, all show their outline. */
function rangeShape(rect: Rect, look: Look, name: string): Shape {
  const outline = {
    x: rect.x,
    y: rect.y,
    width: rect.width,
    height: rect.height,
    rx: Math.min(4, rect.width / 3),
  };
  return group({}, [
    ...(look.hatch === undefined
      ? []
      : [shape('rect', { ...outline, ...hatched(name, look.hatch) })]),
    shape('rect', {
      ...outline,
      ...painted(look.role),
      ...(look.hatch === undefined ? {} : { 'fill-opacity': 0 }),
    }),
  ]);
}

const itemShape = (one: ItemBox, name: string): Shape =>
  group({}, [
    shape('title', {}, [sentence(one.item)]),
    rangeShape(one, one.item.look, name),
    ...insideShapes(one),
  ]);

function insideShapes(one: ItemBox): readonly Shape[] {
  const { item, naming } = one;
  const inside = { x: one.x + 6, role: 'ink', room: one.width - 8 } as const;
  switch (naming.kind) {
    case 'inside':
      return [
        label({ ...inside, y: one.y + 15, text: item.name, face: faces.name }),
        label({ ...inside, y: one.y + 29, text: formatPrefix(item.prefix), face: faces.mono }),
      ];
    case 'numberInside':
      return [
        label({
          x: one.x + one.width / 2,
          y: one.y + one.height / 2 + 3.7,
          text: String(naming.number),
          face: faces.tag,
          anchor: 'middle',
        }),
      ];
    case 'numberAbove':
      return [];
  }
}

const sentence = (item: Item): string =>
  [
    `${item.name}: ${item.what}, ${formatPrefix(item.prefix)}`,
    ...(item.owner === undefined ? [] : [`owner ${item.owner}`]),
  ].join(', ');

const tagShape = (one: Tag): Shape =>
  group({}, [
    shape('path', {
      d: `M${one.x + one.width / 2} ${one.y + one.height}L${one.target.x} ${one.target.y - 5}L${one.target.x} ${one.target.y}`,
      'stroke-width': 1,
      ...painted('leader'),
    }),
    box(one, 'tag', 8),
    label({
      x: one.x + one.width / 2,
      y: one.y + 11.7,
      text: one.text,
      face: faces.tag,
      anchor: 'middle',
    }),
  ]);

const tickShape = (tick: Tick, bar: Rect): Shape =>
  group({}, [
    shape('path', {
      d: `M${tick.x} ${bar.y + bar.height}L${tick.x} ${bar.y + bar.height + 4}`,
      'stroke-width': 1,
      ...painted('rule'),
    }),
    ...(tick.text === ''
      ? []
      : [
          label({
            x: tick.x,
            y: bar.y + bar.height + 15,
            text: tick.text,
            face: faces.mono,
            role: 'soft',
            anchor: tick.anchor,
          }),
        ]),
  ]);

function entryShape(one: Entry, name: string): Shape {
  const { item } = one;
  const range = formatPrefix(item.prefix);
  const rangeWidth = widthOf(range, faces.mono);
  return group({}, [
    label({
      x: one.x + 16,
      y: one.y + 13,
      text: String(one.number),
      face: faces.tag,
      anchor: 'end',
    }),
    rangeShape({ x: one.x + 22, y: one.y + 4, width: 14, height: 11 }, item.look, name),
    label({ x: one.x + 42, y: one.y + 13, text: range, face: faces.mono }),
    label({
      x: one.x + measures.entry.lead + rangeWidth,
      y: one.y + 13,
      text: entryText(item),
      face: faces.name,
      room: one.width - measures.entry.lead - rangeWidth,
    }),
  ]);
}

/** The looks that occur, each once. */
function legendShapes(layout: MapLayout, name: string): readonly Shape[] {
  const items = layout.chapters.flatMap((one) => one.frames.flatMap((frame) => frame.items));
  const looks = new Map(items.map(({ item }) => [item.look.legend, item.look]));
  const slot = layout.legend;
  let x = slot.x;
  let y = slot.y;
  return [...looks.values()].map((look) => {
    const width = 28 + 8 + widthOf(look.legend, faces.name) + 20;
    if (x > slot.x && x + width > slot.x + slot.width) {
      x = slot.x;
      y += 22;
    }
    const at = x;
    x += width;
    return group({}, [
      rangeShape({ x: at, y, width: 28, height: 14 }, look, name),
      label({ x: at + 36, y: y + 11.5, text: look.legend, face: faces.name, role: 'soft' }),
    ]);
  });
}
