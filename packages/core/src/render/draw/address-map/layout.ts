import {
  bitsOf,
  comparePrefixes,
  formatAddress,
  formatPrefix,
  meets,
  nthAddress,
  type Prefix,
  prefixOf,
  prefixSize,
} from '@aksnet/net';
import { widthOf } from '../letters.ts';
import type { Rect } from '../svg.ts';
import type { Chapter, Frame, Item } from './frames.ts';
import { logScale, type Scale, type ScaleKind, trueScale } from './scale.ts';
import { spread } from './spread.ts';

/** How a range is named: in its box, or by a number that the list below the row explains. */
export type Naming =
  | { readonly kind: 'inside' }
  | { readonly kind: 'numberInside' | 'numberAbove'; readonly number: number };

/** A range, placed. */
export interface ItemBox extends Rect {
  readonly item: Item;
  readonly naming: Naming;
}

/** A numbered tag above the row, for one or several neighbouring ranges that are too short for names. */
export interface Tag extends Rect {
  readonly text: string;
  /** Where its leader ends. */
  readonly target: { readonly x: number; readonly y: number };
}

/** A mark on the axis. */
export interface Tick {
  readonly x: number;
  /** Empty where labels would run into each other. */
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** An entry of the list below a row. */
export interface Entry extends Rect {
  readonly number: number;
  readonly item: Item;
}

/** A row of the map, placed. */
export interface FrameBox extends Rect {
  readonly frame: Frame;
  /** The block of addresses itself. */
  readonly bar: Rect;
  readonly items: readonly ItemBox[];
  readonly tags: readonly Tag[];
  readonly ticks: readonly Tick[];
  readonly entries: readonly Entry[];
}

/** Rows under their title, placed. */
export interface ChapterBox extends Rect {
  readonly title: string;
  readonly frames: readonly FrameBox[];
}

/** The whole map, placed. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly scale: ScaleKind;
  readonly chapters: readonly ChapterBox[];
  readonly legend: Rect;
}

/** Measures of the map, in units of the drawing. */
export const measures = {
  margin: 24,
  width: 1120,
  chapterHeader: 40,
  frameHeader: 24,
  frameGap: 18,
  chapterGap: 14,
  lane: 36,
  laneGap: 3,
  axis: 22,
  tag: { height: 16, gap: 3 },
  /** From the tags down to the row. */
  leader: 16,
  /** An entry of the list; `lead` is what stands beside its words. */
  entry: { lead: 50, height: 18 },
  legend: 56,
} as const;

/** How names and ranges in the map are set. */
export const faces = {
  name: { size: 11.5 },
  mono: { size: 10.5, mono: true },
  tag: { size: 10, weight: 'bold' },
} as const;

/** Places the chapters under each other. The cost is linear in the ranges, but for sorting. */
export function layoutOf(chapters: readonly Chapter[], scale: ScaleKind): MapLayout {
  const { margin, width, chapterGap, legend } = measures;
  let y = margin;
  const boxes = chapters.map((chapter) => {
    const box = placeChapter(chapter, scale, y);
    y = box.y + box.height + chapterGap;
    return box;
  });
  return {
    width: width + 2 * margin,
    height: y + legend,
    scale,
    chapters: boxes,
    legend: { x: margin, y: y + 8, width, height: legend - 8 },
  };
}

function placeChapter(chapter: Chapter, scale: ScaleKind, top: number): ChapterBox {
  const { margin, width, chapterHeader, frameGap } = measures;
  let y = top + chapterHeader;
  const frames = chapter.frames.map((frame) => {
    const box = placeFrame(frame, scale, y);
    y = box.y + box.height + frameGap;
    return box;
  });
  return { x: margin, y: top, width, height: y - top, title: chapter.title, frames };
}

function placeFrame(frame: Frame, kind: ScaleKind, top: number): FrameBox {
  const { margin, width, frameHeader, lane, laneGap, axis, leader, tag } = measures;
  const scale: Scale =
    kind === 'true'
      ? trueScale(frame.container, width)
      : logScale(
          frame.container,
          frame.items.map((item) => item.prefix),
          width,
        );
  const items = [...frame.items].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  const lanes = lanesOf(items);
  const laneCount = Math.max(1, ...lanes.map((one) => one + 1));
  const namings = namingsOf(items.map((item) => ({ item, width: scale(item.prefix).width })));
  const hasTags = namings.some((one) => one.kind === 'numberAbove');
  const barTop = top + frameHeader + (hasTags ? tag.height + leader : 0);
  const bar = { x: margin, y: barTop, width, height: laneCount * (lane + laneGap) + laneGap };
  const boxes = items.map((item, i): ItemBox => {
    const extent = scale(item.prefix);
    return {
      x: margin + extent.x,
      y: barTop + laneGap + (lanes[i] ?? 0) * (lane + laneGap),
      width: extent.width,
      height: lane,
      item,
      naming: namings[i] ?? { kind: 'inside' },
    };
  });
  const listTop = barTop + bar.height + axis;
  const entries = entriesOf(boxes, listTop);
  const bottom = Math.max(listTop, ...entries.map((entry) => entry.y + entry.height + 4));
  return {
    x: margin,
    y: top,
    width,
    height: bottom - top,
    frame,
    bar,
    items: boxes,
    tags: tagsOf(boxes, top + frameHeader),
    ticks: ticksOf(frame.container, scale),
    entries,
  };
}

/** Ranges that share addresses go into lanes of their own; each takes the first that is free. */
function lanesOf(sorted: readonly Item[]): readonly number[] {
  const last: Prefix[] = [];
  return sorted.map((item) => {
    // Sorted by start, so only the range that came last into a lane can still meet this one.
    const free = last.findIndex((prefix) => !meets(prefix, item.prefix));
    const lane = free < 0 ? last.length : free;
    last[lane] = item.prefix;
    return lane;
  });
}

/** Whether the range, or a useful beginning of the name, can be read inside the box. */
const hasRoom = (item: Item, width: number): boolean =>
  width >=
  12 +
    Math.max(
      widthOf(formatPrefix(item.prefix), faces.mono),
      Math.min(64, widthOf(item.name, faces.name)),
    );

interface Measured {
  readonly item: Item;
  readonly width: number;
}

/** Numbers from 1 for those without room for a name. */
function namingsOf(measured: readonly Measured[]): readonly Naming[] {
  let number = 0;
  return measured.map(({ item, width }) => {
    if (hasRoom(item, width)) return { kind: 'inside' };
    number += 1;
    const hasNumberRoom = width >= widthOf(String(number), faces.tag) + 8;
    return { kind: hasNumberRoom ? 'numberInside' : 'numberAbove', number };
  });
}

/** The number of a range that has one. */
export const numberOf = ({ naming }: ItemBox): number =>
  naming.kind === 'inside' ? 0 : naming.number;

/** Tags beside each other as close to their ranges as there is room; a crowd shares tags. */
function tagsOf(boxes: readonly ItemBox[], y: number): readonly Tag[] {
  const { margin, width, tag } = measures;
  const small = boxes.filter((box) => box.naming.kind === 'numberAbove');
  const labels = (size: number): readonly (readonly ItemBox[])[] =>
    Array.from({ length: Math.ceil(small.length / size) }, (_, i) =>
      small.slice(i * size, (i + 1) * size),
    );
  const room = (groups: readonly (readonly ItemBox[])[]): number =>
    groups.reduce((sum, members) => sum + tagWidth(tagText(members)) + tag.gap, 0);
  let size = 1;
  while (room(labels(size)) > width) size += 1;
  const groups = labels(size);
  const widths = groups.map((members) => tagWidth(tagText(members)));
  const targets = groups.map((members) => middle(members));
  const places = spread({ targets, widths, gap: tag.gap, from: margin, to: margin + width });
  return groups.map((members, i) => {
    const own = widths[i] ?? 0;
    return {
      x: (places[i] ?? 0) - own / 2,
      y,
      width: own,
      height: tag.height,
      text: tagText(members),
      target: { x: targets[i] ?? 0, y: Math.min(...members.map((box) => box.y)) },
    };
  });
}

function tagText(members: readonly ItemBox[]): string {
  const numbers = members.map(numberOf);
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? first;
  if (first === last) return String(first);
  // Those between that show their number themselves have no need of a tag, but may be named by it.
  return `${first}–${last}`;
}

const tagWidth = (text: string): number => Math.max(16, widthOf(text, faces.tag) + 8);

function middle(members: readonly ItemBox[]): number {
  const from = Math.min(...members.map((box) => box.x));
  const to = Math.max(...members.map((box) => box.x + box.width));
  return (from + to) / 2;
}

/** The list below a row, read from left to right, in as many columns as its longest entry allows. */
function entriesOf(boxes: readonly ItemBox[], top: number): readonly Entry[] {
  const { margin, width, entry } = measures;
  const small = boxes.filter((box) => box.naming.kind !== 'inside');
  const longest = Math.max(0, ...small.map((box) => entryWidth(box.item)));
  const columns = Math.min(3, Math.max(1, Math.floor(width / (longest + 12))));
  return small.map((box, i) => ({
    x: margin + (i % columns) * (width / columns),
    y: top + 4 + Math.floor(i / columns) * entry.height,
    width: width / columns - 10,
    height: entry.height,
    number: numberOf(box),
    item: box.item,
  }));
}

/** What an entry of the list says about a range beside its addresses. */
export const entryText = (item: Item): string =>
  item.owner === undefined ? item.name : `${item.name} · ${item.owner}`;

const entryWidth = (item: Item): number =>
  measures.entry.lead +
  widthOf(formatPrefix(item.prefix), faces.mono) +
  widthOf(entryText(item), faces.name);

/** Eighths of the block (fewer for long addresses or tiny blocks), and its last address. */
function ticksOf(container: Prefix, scale: Scale): readonly Tick[] {
  const { margin, width } = measures;
  const size = prefixSize(container);
  const wanted = container.family === 4 ? 8n : 4n;
  const parts = size < wanted ? size : wanted;
  let free = margin;
  const inner = Array.from({ length: Number(parts) }, (_, i): Tick => {
    const address = nthAddress(container, (size / parts) * BigInt(i));
    if (address === undefined) return { x: margin, text: '', anchor: 'start' };
    const text = formatAddress(address);
    const x = margin + scale(prefixOf(address, bitsOf(address.family))).x;
    const anchor = i === 0 ? 'start' : 'middle';
    const half = widthOf(text, faces.mono) / 2;
    const left = i === 0 ? x : x - half;
    // The last address stands at the end and needs room of its own.
    const fits = left >= free && left + 2 * half <= margin + width - lastWidth(container);
    if (fits) free = left + 2 * half + 12;
    return { x, text: fits ? text : '', anchor };
  });
  return [...inner, { x: margin + width, text: lastText(container), anchor: 'end' }];
}

const lastText = (container: Prefix): string => {
  const last = nthAddress(container, prefixSize(container) - 1n);
  return last === undefined ? '' : formatAddress(last);
};

const lastWidth = (container: Prefix): number => widthOf(lastText(container), faces.mono) + 12;
