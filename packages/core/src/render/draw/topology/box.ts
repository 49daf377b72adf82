import { type Face, widthOf } from '../letters.ts';
import type { Rect } from '../svg.ts';
import type { ClusterScene, NetworkScene, Occupant, SubnetScene } from './scene.ts';

/** A label of something that lives in a subnet, placed. */
export interface ChipBox extends Rect {
  readonly occupant: Occupant;
}

/** A subnet with its labels, placed. */
export interface SubnetBox extends Rect {
  readonly subnet: SubnetScene;
  readonly chips: readonly ChipBox[];
}

/** A cluster's card, placed. */
export interface CardBox extends Rect {
  readonly cluster: ClusterScene;
}

/** A network with all that lies in it, placed. */
export interface NetworkBox extends Rect {
  readonly network: NetworkScene;
  readonly cards: readonly CardBox[];
  readonly subnets: readonly SubnetBox[];
}

/** How the texts in a network's box are set. */
export const faces: Readonly<Record<'title' | 'name' | 'text' | 'mono', Face>> = {
  title: { size: 14, weight: 'bold' },
  name: { size: 12, weight: 'bold' },
  text: { size: 11.5 },
  mono: { size: 11, mono: true },
};

/** Measures of a network's box, in units of the drawing. */
export const measures = {
  pad: 12,
  gap: 8,
  header: 46,
  note: 17,
  cardHeader: 26,
  cardLine: 16,
  subnetHeader: 24,
  chip: 21,
  chipGap: 5,
  /** A badge in a chip or card. */
  badge: 15,
  /** Width from which on the inside has several columns. */
  column: 330,
} as const;

/** Where a network's box begins and how wide it is; its height follows from what lies in it. */
export interface Slot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Places what lies in a network: header, notes, cards, subnets, the latter two in equal columns. */
export function networkBox(network: NetworkScene, slot: Slot): NetworkBox {
  const inner = { x: slot.x + measures.pad, width: slot.width - 2 * measures.pad };
  const top = slot.y + measures.header + network.notes.length * measures.note;
  const cards = inColumns(network.clusters, { ...inner, y: top }, cardBox);
  const subnetTop = bottomOf(cards, top - measures.gap) + measures.gap;
  const subnets = inColumns(network.subnets, { ...inner, y: subnetTop }, subnetBox);
  const hasInside = cards.length + subnets.length + network.notes.length > 0;
  const bottom = bottomOf([...cards, ...subnets], top - (hasInside ? 4 : measures.pad));
  return { ...slot, height: bottom + measures.pad - slot.y, network, cards, subnets };
}

/** The lowest edge of the boxes; `least` when there is none. */
export const bottomOf = (boxes: readonly Rect[], least: number): number =>
  Math.max(least, ...boxes.map((box) => box.y + box.height));

/** Fills equal columns, each next item into the column that ends highest. */
function inColumns<T, B extends Rect>(
  items: readonly T[],
  slot: Slot,
  place: (item: T, slot: Slot) => B,
): readonly B[] {
  const { gap, column } = measures;
  const count = Math.max(
    1,
    Math.min(items.length, Math.floor((slot.width + gap) / (column + gap))),
  );
  const width = (slot.width - gap * (count - 1)) / count;
  const ends = Array.from({ length: count }, () => slot.y);
  return items.map((item) => {
    const i = ends.indexOf(Math.min(...ends));
    const box = place(item, { x: slot.x + i * (width + gap), y: ends[i] ?? slot.y, width });
    ends[i] = box.y + box.height + gap;
    return box;
  });
}

const cardBox = (cluster: ClusterScene, slot: Slot): CardBox => ({
  ...slot,
  height: measures.cardHeader + cluster.lines.length * measures.cardLine + 8,
  cluster,
});

function subnetBox(subnet: SubnetScene, slot: Slot): SubnetBox {
  const chips = chipBoxes(subnet.occupants, {
    x: slot.x + 8,
    y: slot.y + measures.subnetHeader,
    width: slot.width - 16,
  });
  const bottom = bottomOf(chips, slot.y + measures.subnetHeader - 4);
  return { ...slot, height: bottom + (chips.length === 0 ? 4 : 8) - slot.y, subnet, chips };
}

/** Labels one after another, in as many lines as they need. */
function chipBoxes(occupants: readonly Occupant[], slot: Slot): readonly ChipBox[] {
  let x = slot.x;
  let y = slot.y;
  return occupants.map((occupant) => {
    const width = Math.min(slot.width, chipWidth(occupant));
    if (x > slot.x && x + width > slot.x + slot.width) {
      x = slot.x;
      y += measures.chip + measures.chipGap;
    }
    const chip = { x, y, width, height: measures.chip, occupant };
    x += width + measures.chipGap;
    return chip;
  });
}

const chipWidth = (occupant: Occupant): number =>
  widthOf(occupant.text, faces.text) + 16 + (occupant.badge === undefined ? 0 : measures.badge + 2);
