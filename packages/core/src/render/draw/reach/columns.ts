import { grouped } from '../../../estate/grouped.ts';
import type { PodGroup } from '../../../policy/pod-groups.ts';
import type { ReachEnd } from '../../../policy/reach-table.ts';
import { endText } from '../../words/policy/reach-end.ts';
import type { Rect } from '../svg.ts';
import { placeKey } from './bundles.ts';

/** A node of a column. */
export interface NodeBox extends Rect {
  readonly key: string;
  readonly text: string;
  readonly kind: ReachEnd['kind'];
}

/** A namespace with its nodes. */
export interface SpaceBox extends Rect {
  readonly name: string;
  readonly nodes: readonly NodeBox[];
}

/** Senders or receivers, from top to bottom. */
export interface ColumnBox {
  readonly spaces: readonly SpaceBox[];
  readonly others: readonly NodeBox[];
  readonly height: number;
}

/** Sizes of the drawing. */
export const sizes = { node: 24, gap: 6, head: 26, pad: 10, between: 16, width: 250 } as const;

/** What stands in a column. */
export interface ColumnEnds {
  readonly groups: readonly PodGroup[];
  readonly others: readonly ReachEnd[];
}

/** Stands namespaces below one another, and what is no pod above them. */
export function columnOf(x: number, top: number, ends: ColumnEnds): ColumnBox {
  let y = top;
  const others = ends.others.map((end): NodeBox => {
    const at = { x, y, width: sizes.width, height: sizes.node };
    y += sizes.node + sizes.gap;
    return { key: placeKey(end), text: endText(end), kind: end.kind, ...at };
  });
  if (others.length > 0) y += sizes.between - sizes.gap;
  const byNamespace = grouped(ends.groups, ({ namespace }) => namespace);
  const spaces = [...byNamespace].map(([name, groups]): SpaceBox => {
    const start = y;
    y += sizes.head;
    const nodes = groups.map((group): NodeBox => {
      const at = { x: x + sizes.pad, y, width: sizes.width - 2 * sizes.pad, height: sizes.node };
      y += sizes.node + sizes.gap;
      return { key: group.key, text: group.name ?? 'all pods', kind: 'pods', ...at };
    });
    y += sizes.pad - sizes.gap;
    const space = { name, nodes, x, y: start, width: sizes.width, height: y - start };
    y += sizes.between;
    return space;
  });
  return { spaces, others, height: y - top };
}

/** Where lines of a bundle meet a column: whole namespaces at their box, else each node. */
export function portsOf(column: ColumnBox, keys: readonly string[]): readonly Rect[] {
  const wanted = new Set(keys);
  const spaces = column.spaces.flatMap((space): readonly Rect[] => {
    const hit = space.nodes.filter(({ key }) => wanted.has(key));
    return hit.length > 1 && hit.length === space.nodes.length ? [space] : hit;
  });
  return [...column.others.filter(({ key }) => wanted.has(key)), ...spaces];
}
