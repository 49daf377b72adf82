import { box, label } from '../drawing.ts';
import { painted, type Role } from '../palette.ts';
import { group, type Point, type Rect, type Shape, shape } from '../svg.ts';
import {
  type CardBox,
  type ChipBox,
  faces,
  measures,
  type NetworkBox,
  type SubnetBox,
} from './box.ts';
import { type Layout, type OutsideBox, type RegionBox, spacing } from './layout.ts';
import { legendShapes } from './legend.ts';
import type { NetworkLook, Scene } from './scene.ts';
import { endShapes, lineShape } from './wire-shapes.ts';
import { firstPortX, wiresOf } from './wires.ts';

/** A placed scene as shapes, from the ground up: regions, lines, boxes. */
export function shapesOf(layout: Layout, scene: Scene): readonly Shape[] {
  const wires = wiresOf(layout, scene.links);
  return [
    ...layout.regions.map((region) => regionShape(layout, region)),
    ...wires.map(lineShape),
    ...(layout.internet === undefined ? [] : [internetShape(layout.internet)]),
    ...(layout.outsideFrame === undefined ? [] : [outsideFrame(layout.outsideFrame)]),
    ...layout.outside.map(outsideShape),
    ...layout.regions
      .flatMap((region) => [...region.hubs, ...region.columns.flatMap((c) => c.networks)])
      .map(networkShape),
    ...wires.flatMap(endShapes),
    ...legendShapes(layout.legend, scene, wires),
  ];
}

function regionShape(layout: Layout, region: RegionBox): Shape {
  const [hub] = region.hubs;
  const end = hub === undefined ? region.x + region.width : firstPortX(layout, hub.network.id);
  return group({}, [
    box(region, 'region', 12),
    label({
      x: region.x + spacing.regionPad,
      y: region.y + 25,
      text: region.name,
      face: { size: 15, weight: 'bold' },
      room: Math.min(end, region.x + region.width) - region.x - 2 * spacing.regionPad,
    }),
  ]);
}

const middle = (rect: Rect): Point => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

const internetShape = (rect: Rect): Shape =>
  group({}, [
    box(rect, 'outside', Math.min(24, rect.height / 2)),
    label({
      x: middle(rect).x,
      y: middle(rect).y + 5,
      text: 'Internet',
      face: faces.title,
      anchor: 'middle',
    }),
  ]);

const outsideFrame = (rect: Rect): Shape =>
  group({}, [
    box(rect, 'region', 12),
    label({
      x: rect.x + 14,
      y: rect.y + 19,
      text: 'Networks outside',
      face: faces.name,
      role: 'soft',
    }),
  ]);

function outsideShape(one: OutsideBox): Shape {
  const { outside } = one;
  const room = one.width - 16;
  return group({}, [
    box(one, 'outside', 6),
    label({
      x: one.x + 8,
      y: one.y + 14,
      text: `${outside.name} · ${outside.what}`,
      face: faces.text,
      room,
    }),
    label({
      x: one.x + 8,
      y: one.y + 27,
      text: outside.ranges,
      face: faces.mono,
      role: 'soft',
      room,
    }),
  ]);
}

const lookRoles: Readonly<Record<NetworkLook, Role>> = {
  hub: 'hub',
  spoke: 'spoke',
  ghost: 'ghost',
};

function networkShape(one: NetworkBox): Shape {
  const { network } = one;
  const left = one.x + measures.pad;
  const room = one.width - 2 * measures.pad;
  const frame = box(one, lookRoles[network.look], 10);
  const dashed = network.look === 'ghost' ? { 'stroke-dasharray': '5 4' } : {};
  const owner = network.owner ?? '';
  const ownerRoom = owner === '' ? 0 : room * 0.45;
  return group({}, [
    shape(frame.tag, { ...frame.attributes, ...dashed, 'stroke-width': 1.5 }),
    label({
      x: left,
      y: one.y + 20,
      text: network.name,
      face: faces.title,
      room: room - ownerRoom,
    }),
    ...(owner === ''
      ? []
      : [
          label({
            x: one.x + one.width - measures.pad,
            y: one.y + 20,
            text: owner,
            face: faces.text,
            role: 'soft',
            anchor: 'end',
            room: ownerRoom,
          }),
        ]),
    label({
      x: left,
      y: one.y + 37,
      text: network.what,
      face: faces.text,
      role: 'soft',
      room: room * 0.45,
    }),
    label({
      x: one.x + one.width - measures.pad,
      y: one.y + 37,
      text: network.ranges,
      face: faces.mono,
      anchor: 'end',
      room: room * 0.55,
    }),
    ...network.notes.map((note, i) =>
      label({
        x: left,
        y: one.y + measures.header + 11 + i * measures.note,
        text: `⚑ ${note}`,
        face: faces.text,
        role: 'brokenEnd',
        room,
      }),
    ),
    ...one.cards.map(cardShape),
    ...one.subnets.map(subnetShape),
  ]);
}

function cardShape(one: CardBox): Shape {
  const { cluster } = one;
  const { cardHeader, cardLine, badge } = measures;
  const key = one.x + 10;
  const value = one.x + 88;
  return group({}, [
    box(one, 'cluster', 7),
    badgeShape({ x: one.x + 10, y: one.y + 6 }, cluster.badge),
    label({
      x: one.x + 16 + badge,
      y: one.y + 18,
      text: cluster.name,
      face: faces.name,
      room: one.width - 26 - badge,
    }),
    ...cluster.lines.flatMap(([name, text], i) => {
      const y = one.y + cardHeader + 11 + i * cardLine;
      return [
        label({ x: key, y, text: name, face: faces.text, role: 'soft' }),
        label({ x: value, y, text, face: faces.text, room: one.x + one.width - value - 8 }),
      ];
    }),
  ]);
}

function subnetShape(one: SubnetBox): Shape {
  const { subnet } = one;
  const rangeRoom = (one.width - 16) * 0.42;
  return group({}, [
    box(one, 'subnet', 6),
    label({
      x: one.x + 8,
      y: one.y + 16,
      text: subnet.name,
      face: faces.name,
      room: one.width - 24 - rangeRoom,
    }),
    label({
      x: one.x + one.width - 8,
      y: one.y + 16,
      text: subnet.range,
      face: faces.mono,
      role: 'soft',
      anchor: 'end',
      room: rangeRoom,
    }),
    ...one.chips.map(chipShape),
  ]);
}

function chipShape(one: ChipBox): Shape {
  const { occupant } = one;
  const shift = occupant.badge === undefined ? 0 : measures.badge + 2;
  return group({}, [
    box(one, occupant.role, 5),
    ...(occupant.badge === undefined
      ? []
      : [badgeShape({ x: one.x + 5, y: one.y + 3 }, occupant.badge)]),
    label({
      x: one.x + 8 + shift,
      y: one.y + 14.5,
      text: occupant.text,
      face: faces.text,
      room: one.width - 14 - shift,
    }),
  ]);
}

/** The number of a cluster, white on a disc. */
export function badgeShape(at: Point, number: number): Shape {
  const radius = measures.badge / 2;
  return group({}, [
    shape('rect', {
      x: at.x,
      y: at.y,
      width: measures.badge,
      height: measures.badge,
      rx: radius,
      ...painted('badge'),
    }),
    label({
      x: at.x + radius,
      y: at.y + radius + 3.5,
      text: String(number),
      face: { size: number > 99 ? 7.5 : 9.5, weight: 'bold' },
      role: 'badgeInk',
      anchor: 'middle',
    }),
  ]);
}
