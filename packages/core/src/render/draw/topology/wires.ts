import type { ElementId } from '../../../evidence/source.ts';
import type { Point, Rect } from '../svg.ts';
import type { NetworkBox } from './box.ts';
import type { Feed, SideLink, TopLane } from './corridors.ts';
import { type Layout, type RegionBox, spacing } from './layout.ts';
import type { Link } from './scene.ts';

/** What a line is: its colour and its dashes. */
export type WireKind = Link['kind'] | 'broken';

/** How a line ends at a box: `into` and `outOf` are arrow heads. */
export type WireEnd = 'dot' | 'into' | 'outOf' | 'both';

/** A line of horizontal and vertical pieces. */
export interface Wire {
  readonly kind: WireKind;
  readonly points: readonly Point[];
  /** How its last point ends. */
  readonly end?: WireEnd;
  /** What it passes, for who points at it. */
  readonly says?: string;
}

/** How far below its upper edge the first line meets a network's box, and between lines. */
const stub = { first: 22, next: 9 } as const;

/** All lines of a layout. They run in the lanes, cross at right angles and enter no box. */
export function wiresOf(layout: Layout, links: readonly Link[]): readonly Wire[] {
  const laneY = (i: number): number => layout.lanes + i * spacing.lane;
  const tops = layout.corridors.top.map((lane, i) =>
    topLane(layout, links, { lane, y: laneY(i), i }),
  );
  const regions = layout.regions.flatMap((region) => [
    ...region.plan.feeds.flatMap((feed, i) => feedWires(layout, region, { feed, i })),
    ...region.plan.sides.flatMap((side, i) => sideWires(layout, region, { side, i })),
  ]);
  return [...tops.flat(), ...regions];
}

interface LaneAt {
  readonly lane: TopLane;
  readonly y: number;
  readonly i: number;
}

/** A lane across the regions, with the lines down to the hubs on it and up to what lies outside. */
function topLane(layout: Layout, links: readonly Link[], at: LaneAt): readonly Wire[] {
  const { lane, y } = at;
  const drops = lane.hubs.flatMap((hub): readonly Wire[] => {
    const box = hubBox(layout, hub);
    if (box === undefined) return [];
    const port = { x: portX(layout, hub, at.i), y: box.y };
    const link = links.find((one) => one.kind === lane.kind && one.a === hub);
    return [
      {
        kind: lane.kind,
        points: [{ x: port.x, y }, port],
        end: link === undefined || link.kind !== 'internet' ? 'dot' : endOf(link.way),
        ...(link === undefined || link.kind === 'peering' ? {} : { says: link.by }),
      },
    ];
  });
  const outer = outerBox(layout, lane.kind);
  const riser =
    outer === undefined
      ? []
      : [
          { x: outer.x + outer.width / 2, y: outer.y + outer.height },
          { x: outer.x + outer.width / 2, y },
        ];
  const xs = [
    ...drops.flatMap((wire) => wire.points.map((point) => point.x)),
    ...riser.map((point) => point.x),
    ...sideXs(layout, lane),
  ];
  return [
    {
      kind: lane.kind,
      points: [
        { x: Math.min(...xs), y },
        { x: Math.max(...xs), y },
      ],
    },
    ...(riser.length === 0 ? [] : [{ kind: lane.kind, points: [...riser].reverse() }]),
    ...drops,
  ];
}

/** Where lines of regions come up to the lane. */
const sideXs = (layout: Layout, lane: TopLane): readonly number[] =>
  layout.regions.flatMap((region) => [
    ...region.plan.sides.flatMap((side, i) =>
      side[0]?.kind === lane.kind ? [region.corridor + i * spacing.gutterLane] : [],
    ),
    ...(lane.feeds === true
      ? remoteFeeds(region).flatMap((feed, i) =>
          lane.hubs.includes(feed.hub) ? [region.remote + i * spacing.gutterLane] : [],
        )
      : []),
  ]);

const endOf = (way: 'in' | 'out' | 'both'): WireEnd =>
  way === 'in' ? 'into' : way === 'out' ? 'outOf' : 'both';

const outerBox = (layout: Layout, kind: WireKind): Rect | undefined =>
  kind === 'internet' ? layout.internet : kind === 'outside' ? layout.outsideFrame : undefined;

const remoteFeeds = (region: RegionBox): readonly Feed[] =>
  region.plan.feeds.filter((feed) => !feed.isLocal);

const hubBox = (layout: Layout, id: ElementId): NetworkBox | undefined =>
  layout.regions.flatMap((region) => region.hubs).find((box) => box.network.id === id);

/** Lines come down onto a hub from its right end leftwards, in the order of their lanes. */
function portX(layout: Layout, hub: ElementId, lane: number): number {
  const box = hubBox(layout, hub);
  const lanes = layout.corridors.top.flatMap((one, i) => (one.hubs.includes(hub) ? [i] : []));
  return (box === undefined ? 0 : box.x + box.width) - 26 - Math.max(0, lanes.indexOf(lane)) * 18;
}

/** Leftmost x of a hub's ports: what stands left of it is free for words. */
export const firstPortX = (layout: Layout, hub: ElementId): number =>
  Math.min(...layout.corridors.top.map((_, i) => portX(layout, hub, i)), Number.POSITIVE_INFINITY);

interface FeedAt {
  readonly feed: Feed;
  readonly i: number;
}

/** The lines from a hub to the networks that hang on it in one region. */
function feedWires(layout: Layout, region: RegionBox, { feed, i }: FeedAt): readonly Wire[] {
  const fed = new Map(
    feed.links.map((link) => [link.a === feed.hub ? link.b : link.a, link.whole] as const),
  );
  const columns = region.columns
    .map((column) => ({
      x: column.gutter + i * spacing.gutterLane,
      boxes: column.networks.filter((box) => fed.has(box.network.id)),
    }))
    .filter((column) => column.boxes.length > 0);
  const hub = region.hubs.find((box) => box.network.id === feed.hub);
  const laneY = region.band + i * spacing.lane;
  // A hub above all its gutters needs no lane: its lines come straight down.
  const isAbove = (x: number): boolean => hub !== undefined && x > hub.x && x < hub.x + hub.width;
  const startY = (x: number): number =>
    hub !== undefined && isAbove(x) ? hub.y + hub.height : laneY;
  const trunks = columns.map((column): Wire => {
    const end = Math.max(...column.boxes.map((box) => stubY(box, i)));
    return {
      kind: 'peering',
      points: [
        { x: column.x, y: startY(column.x) },
        { x: column.x, y: end },
      ],
    };
  });
  const stubs = columns.flatMap((column) =>
    column.boxes.map(
      (box): Wire => ({
        kind: fed.get(box.network.id) === true ? 'peering' : 'broken',
        points: [
          { x: column.x, y: stubY(box, i) },
          { x: box.x, y: stubY(box, i) },
        ],
        end: 'dot',
      }),
    ),
  );
  const source = feedSource(layout, region, { feed, i });
  const onLane = columns.map((column) => column.x).filter((x) => !isAbove(x));
  return [...(onLane.length === 0 ? [] : source(onLane, laneY)), ...trunks, ...stubs];
}

/** The line that brings a feed to its lane: from the hub's lower edge, or down the region's edge. */
function feedSource(
  layout: Layout,
  region: RegionBox,
  { feed, i }: FeedAt,
): (xs: readonly number[], laneY: number) => readonly Wire[] {
  return (xs, laneY) => {
    const hub = region.hubs.find((box) => box.network.id === feed.hub);
    const top = layout.corridors.top.findIndex(
      (lane) => lane.feeds === true && lane.hubs.includes(feed.hub),
    );
    const start: Point =
      hub === undefined
        ? {
            x: region.remote + remoteFeeds(region).indexOf(feed) * spacing.gutterLane,
            y: layout.lanes + Math.max(0, top) * spacing.lane,
          }
        : { x: hub.x + hub.width / 2 + i * spacing.gutterLane, y: hub.y + hub.height };
    const all = [...xs, start.x];
    return [
      { kind: 'peering', points: [start, { x: start.x, y: laneY }] },
      {
        kind: 'peering',
        points: [
          { x: Math.min(...all), y: laneY },
          { x: Math.max(...all), y: laneY },
        ],
      },
    ];
  };
}

const stubY = (box: NetworkBox, i: number): number => box.y + stub.first + i * stub.next;

interface SideAt {
  readonly side: readonly SideLink[];
  readonly i: number;
}

/** The lines from networks of one region to what lies outside. */
function sideWires(layout: Layout, region: RegionBox, { side, i }: SideAt): readonly Wire[] {
  const kind = side[0]?.kind ?? 'internet';
  const links = new Map(side.map((link) => [link.a, link]));
  const corridorX = region.corridor + i * spacing.gutterLane;
  const topY =
    layout.lanes + layout.corridors.top.findIndex((lane) => lane.kind === kind) * spacing.lane;
  const bandY = region.band + (region.plan.feeds.length + i) * spacing.lane;
  const last = region.columns.length - 1;
  const columns = region.columns.map((column, c) => ({
    x: c === last ? corridorX : column.side + i * spacing.gutterLane,
    isLast: c === last,
    boxes: column.networks.filter((box) => links.has(box.network.id)),
  }));
  const wires = columns
    .filter((column) => column.boxes.length > 0)
    .flatMap((column): readonly Wire[] => {
      const lowest = Math.max(...column.boxes.map((box) => stubY(box, i)));
      const trunk: Wire = {
        kind,
        points: [
          { x: column.x, y: column.isLast ? topY : bandY },
          { x: column.x, y: lowest },
        ],
      };
      const stubs = column.boxes.map((box): Wire => {
        const link = links.get(box.network.id);
        return {
          kind,
          points: [
            { x: column.x, y: stubY(box, i) },
            { x: box.x + box.width, y: stubY(box, i) },
          ],
          end: link?.kind === 'internet' ? endOf(link.way) : 'dot',
          ...(link === undefined ? {} : { says: link.by }),
        };
      });
      return [trunk, ...stubs];
    });
  const inner = columns.filter((column) => !column.isLast && column.boxes.length > 0);
  const lane: readonly Wire[] =
    inner.length === 0
      ? []
      : [
          {
            kind,
            points: [
              { x: Math.min(...inner.map((one) => one.x)), y: bandY },
              { x: corridorX, y: bandY },
            ],
          },
          {
            kind,
            points: [
              { x: corridorX, y: bandY },
              { x: corridorX, y: topY },
            ],
          },
        ];
  return [...lane, ...wires];
}
