import { box, label } from '../drawing.ts';
import { widthOf } from '../letters.ts';
import type { Role } from '../palette.ts';
import { group, type Rect, type Shape } from '../svg.ts';
import { faces } from './box.ts';
import type { Scene } from './scene.ts';
import { lineShape, wireLooks } from './wire-shapes.ts';
import type { Wire } from './wires.ts';

const sample = { width: 34, height: 14 } as const;

/** What colours of labels mean; only those that occur are explained. */
const roleWords: readonly (readonly [Role, string])[] = [
  ['cluster', 'cluster, numbered'],
  ['nodes', 'node pool'],
  ['pods', 'pods in a subnet'],
  ['private', 'private endpoint'],
  ['entry', 'way in'],
  ['guard', 'firewall, NAT'],
  ['gateway', 'gateway, DNS, API server'],
  ['other', 'routes, security group'],
];

interface Entry {
  readonly text: string;
  readonly draw: (rect: Rect) => Shape;
}

/** The explanation of lines and colours that occur, in as many rows as the width asks for. */
export function legendShapes(slot: Rect, scene: Scene, wires: readonly Wire[]): readonly Shape[] {
  const entries = [...wireEntries(wires), ...roleEntries(scene)];
  let x = slot.x;
  let y = slot.y;
  return entries.map(({ text, draw }) => {
    const width = sample.width + 8 + widthOf(text, faces.text) + 22;
    if (x > slot.x && x + width > slot.x + slot.width) {
      x = slot.x;
      y += 24;
    }
    const rect = { x, y, ...sample };
    x += width;
    return group({}, [
      draw(rect),
      label({ x: rect.x + sample.width + 8, y: y + 11.5, text, face: faces.text, role: 'soft' }),
    ]);
  });
}

function wireEntries(wires: readonly Wire[]): readonly Entry[] {
  const kinds = [...new Set(wires.map((wire) => wire.kind))];
  return kinds.map((kind) => ({
    text: wireLooks[kind].says,
    draw: (rect) => {
      const y = rect.y + rect.height / 2;
      return lineShape({
        kind,
        points: [
          { x: rect.x, y },
          { x: rect.x + rect.width, y },
        ],
      });
    },
  }));
}

function roleEntries(scene: Scene): readonly Entry[] {
  const networks = scene.regions.flatMap((region) => [...region.hubs, ...region.spokes]);
  const used = new Set<Role>(
    networks.flatMap((network) => [
      ...network.subnets.flatMap((subnet) => subnet.occupants.map((one) => one.role)),
      ...(network.clusters.length === 0 ? [] : ['cluster' as const]),
    ]),
  );
  return roleWords
    .filter(([role]) => used.has(role))
    .map(([role, text]) => ({ text, draw: (rect) => box(rect, role, 4) }));
}
