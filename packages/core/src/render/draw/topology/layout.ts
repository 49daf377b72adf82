import type { Rect } from '../svg.ts';
import { bottomOf, type NetworkBox, networkBox } from './box.ts';
import { type Corridors, planCorridors, type RegionPlan } from './corridors.ts';
import type { NetworkScene, OutsideScene, RegionScene, Scene } from './scene.ts';

/** A network outside, placed. */
export interface OutsideBox extends Rect {
  readonly outside: OutsideScene;
}

/** A column of networks with room for lines on both sides. */
export interface ColumnBox {
  /** The first lane left of the networks. */
  readonly gutter: number;
  /** The first lane right of the networks. */
  readonly side: number;
  readonly networks: readonly NetworkBox[];
}

/** A region with its networks, placed. */
export interface RegionBox extends Rect {
  readonly name: string;
  readonly plan: RegionPlan;
  readonly hubs: readonly NetworkBox[];
  readonly columns: readonly ColumnBox[];
  /** The first lane at the left edge, for hubs of other regions. */
  readonly remote: number;
  /** The first lane between the hubs and the others. */
  readonly band: number;
  /** The first lane at the right edge, for what lies outside. */
  readonly corridor: number;
}

/** Everything placed but the lines. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly corridors: Corridors;
  readonly internet: Rect | undefined;
  /** The frame around the networks outside. */
  readonly outsideFrame: Rect | undefined;
  readonly outside: readonly OutsideBox[];
  /** The first lane across the regions. */
  readonly lanes: number;
  readonly regions: readonly RegionBox[];
  readonly legend: Rect;
}

/** Measures of the whole, in units of the drawing. */
export const spacing = {
  margin: 24,
  /** Between the lanes across the regions, and those of a band. */
  lane: 14,
  /** Between the lanes beside networks. */
  gutterLane: 12,
  /** From a network to the first lane on its right: room for two arrow heads. */
  sideLead: 20,
  network: 384,
  networkGap: 16,
  regionGap: 24,
  regionPad: 14,
  regionHeader: 38,
  internet: { width: 150, height: 58 },
  outsideEntry: { width: 236, height: 36 },
  legend: 62,
} as const;

/** Twice as wide as high is a shape that pages and slides can show. */
const wantedRatio = 1.9;

/**
 * Places a scene: regions side by side; in each the hubs in a row and below them the networks in
 * columns; what lies outside on top; lanes for lines in corridors of their own, which no box enters.
 * The number of columns is the one whose picture comes closest to the wanted shape. The same scene
 * always gives the same layout; the cost is linear in the boxes.
 */
export function layoutOf(scene: Scene): Layout {
  const corridors = planCorridors(scene);
  const most = Math.max(1, ...scene.regions.map((region) => region.spokes.length));
  const tries = Array.from({ length: Math.min(6, most) }, (_, i) => place(scene, corridors, i + 1));
  const miss = (one: Layout): number => Math.abs(Math.log(one.width / one.height / wantedRatio));
  return tries.reduce((best, one) => (miss(one) < miss(best) ? one : best));
}

function place(scene: Scene, corridors: Corridors, columns: number): Layout {
  const { margin, regionGap } = spacing;
  const plans = scene.regions.map((region) => corridors.regions.get(region.name) ?? emptyPlan);
  const widths = scene.regions.map((region, i) =>
    regionWidth(region, plans[i] ?? emptyPlan, columns),
  );
  const total = widths.reduce((sum, width) => sum + width + regionGap, -regionGap);
  const inner = Math.max(total, spacing.network * 2);
  const top = placeOutside(scene, corridors, inner);
  const lanes = top.bottom + 18;
  const regionTop = lanes + corridors.top.length * spacing.lane + 6;
  let x = margin + Math.max(0, (inner - total) / 2);
  const regions = scene.regions.map((region, i) => {
    const box = placeRegion(region, plans[i] ?? emptyPlan, { x, y: regionTop, columns });
    x += (widths[i] ?? 0) + regionGap;
    return box;
  });
  const bottom = bottomOf(regions, regionTop);
  // Regions end on one line: they are columns of one picture.
  const aligned = regions.map((region) => ({ ...region, height: bottom - region.y }));
  const legend = { x: margin, y: bottom + 16, width: inner, height: spacing.legend };
  return {
    width: inner + 2 * margin,
    height: legend.y + legend.height + margin / 2,
    corridors,
    internet: top.internet,
    outsideFrame: top.frame,
    outside: top.boxes,
    lanes,
    regions: aligned,
    legend,
  };
}

const emptyPlan: RegionPlan = { feeds: [], sides: [] };

interface Top {
  readonly internet: Rect | undefined;
  readonly frame: Rect | undefined;
  readonly boxes: readonly OutsideBox[];
  readonly bottom: number;
}

function placeOutside(scene: Scene, corridors: Corridors, inner: number): Top {
  const { margin, internet: size, outsideEntry: entry } = spacing;
  const hasInternet = corridors.top.some((lane) => lane.kind === 'internet');
  const hasFrame =
    scene.outside.length > 0 || corridors.top.some((lane) => lane.kind === 'outside');
  const left = margin + (hasInternet ? size.width + 20 : 0);
  const room = inner + margin - left - 24;
  const perRow = Math.max(1, Math.floor(room / entry.width));
  const columns = Math.max(1, Math.min(scene.outside.length, perRow));
  const rows = Math.ceil(scene.outside.length / columns);
  const frame = {
    x: left,
    y: margin,
    width: Math.max(220, columns * entry.width + 24),
    height: Math.max(size.height, 30 + rows * entry.height + 4),
  };
  const boxes = scene.outside.map((outside, i) => ({
    x: left + 12 + (i % columns) * entry.width,
    y: margin + 28 + Math.floor(i / columns) * entry.height,
    width: entry.width - 8,
    height: entry.height - 4,
    outside,
  }));
  const height = hasFrame ? frame.height : size.height;
  return {
    internet: hasInternet ? { x: margin, y: margin, width: size.width, height } : undefined,
    frame: hasFrame ? frame : undefined,
    boxes,
    bottom: hasFrame || hasInternet ? margin + height : margin - 12,
  };
}

interface RegionSlot {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
}

const lanesWidth = (count: number, edge: number): number =>
  count === 0 ? 0 : count * spacing.gutterLane + edge;

const sidesWidth = (plan: RegionPlan): number =>
  lanesWidth(plan.sides.length, spacing.sideLead - spacing.gutterLane + 4);

const columnCount = (region: RegionScene, columns: number): number =>
  Math.min(columns, region.spokes.length);

const isInnerSide = (plan: RegionPlan, columns: number): boolean =>
  columns > 1 && plan.sides.length > 0;

function gutters(plan: RegionPlan, columns: number): { left: number; right: number } {
  return {
    left: lanesWidth(plan.feeds.length, 10),
    right: isInnerSide(plan, columns) ? sidesWidth(plan) : 0,
  };
}

function innerWidth(region: RegionScene, plan: RegionPlan, columns: number): number {
  const { network, networkGap } = spacing;
  const count = columnCount(region, columns);
  const { left, right } = gutters(plan, count);
  // The last column has its lines out in the corridor at the region's edge.
  const spokes = count * (left + network + right + networkGap) - networkGap - right;
  const hubs = region.hubs.length * (network + networkGap) - networkGap;
  return Math.max(network, spokes, hubs);
}

const remoteLanes = (plan: RegionPlan): number => plan.feeds.filter((feed) => !feed.isLocal).length;

const regionWidth = (region: RegionScene, plan: RegionPlan, columns: number): number =>
  2 * spacing.regionPad +
  lanesWidth(remoteLanes(plan), 4) +
  innerWidth(region, plan, columns) +
  sidesWidth(plan);

function placeRegion(region: RegionScene, plan: RegionPlan, slot: RegionSlot): RegionBox {
  const { networkGap, regionPad, regionHeader, lane, gutterLane, sideLead, network } = spacing;
  const width = regionWidth(region, plan, slot.columns);
  const inner = innerWidth(region, plan, slot.columns);
  const left = slot.x + regionPad + lanesWidth(remoteLanes(plan), 4);
  const hubWidth = (inner + networkGap) / Math.max(1, region.hubs.length) - networkGap;
  const hubs = region.hubs.map((hub, i) =>
    networkBox(hub, {
      x: left + i * (hubWidth + networkGap),
      y: slot.y + regionHeader,
      width: hubWidth,
    }),
  );
  const hubBottom = bottomOf(hubs, slot.y + regionHeader - 12);
  const count = columnCount(region, slot.columns);
  const innerSides = isInnerSide(plan, count) ? plan.sides.length : 0;
  const bandLanes = plan.feeds.length + innerSides;
  const spokeTop = hubBottom + (bandLanes === 0 ? 12 : 20 + bandLanes * lane);
  const { left: gutter, right } = gutters(plan, count);
  const spokes = inColumns(region.spokes, count, (scene, i, y) =>
    networkBox(scene, {
      x: left + gutter + i * (gutter + network + right + networkGap),
      y: y ?? spokeTop,
      width: network,
    }),
  );
  const columns = spokes.map((networks, i): ColumnBox => {
    const x = left + gutter + i * (gutter + network + right + networkGap);
    return { gutter: x - gutter + gutterLane / 2, side: x + network + sideLead, networks };
  });
  const bottom = bottomOf(spokes.flat(), hubBottom);
  const corridor = slot.x + width - regionPad - sidesWidth(plan) + sideLead;
  return {
    x: slot.x,
    y: slot.y,
    width,
    height: bottom + regionPad - slot.y,
    name: region.name,
    plan,
    hubs,
    columns,
    remote: slot.x + regionPad + gutterLane / 2,
    band: hubBottom + 14,
    corridor,
  };
}

/** Fills columns, each next network into the column that ends highest. */
function inColumns(
  scenes: readonly NetworkScene[],
  count: number,
  placeIn: (scene: NetworkScene, column: number, y: number | undefined) => NetworkBox,
): readonly (readonly NetworkBox[])[] {
  const columns: NetworkBox[][] = Array.from({ length: count }, () => []);
  const endOf = (i: number): number => bottomOf(columns[i] ?? [], Number.NEGATIVE_INFINITY);
  for (const scene of scenes) {
    const ends = columns.map((_, i) => endOf(i));
    const i = ends.indexOf(Math.min(...ends));
    const end = ends[i] ?? Number.NEGATIVE_INFINITY;
    const y = Number.isFinite(end) ? end + spacing.networkGap : undefined;
    columns[i]?.push(placeIn(scene, i, y));
  }
  return columns;
}
