import type { Slice } from '../requirements/legacy.ts';
import type { SliceOrder } from './plan.ts';

/**
 * The order in which slices move: as written, but none before those it waits for. Rounds over what is
 * left; a round that frees nothing leaves a circle. O(n²) in the worst case, with n slices of a cluster.
 */
export function sliceOrder(slices: readonly Slice[]): SliceOrder {
  const names = new Set(slices.map((slice) => slice.namespace));
  const moved = new Set<string>();
  let left = slices;
  for (;;) {
    const next = left.find((slice) =>
      slice.after.every((other) => moved.has(other) || !names.has(other)),
    );
    if (next === undefined) break;
    moved.add(next.namespace);
    left = left.filter((slice) => slice.namespace !== next.namespace);
  }
  const unknown = slices.flatMap((slice) => slice.after.filter((other) => !names.has(other)));
  return {
    namespaces: [...moved],
    cyclic: [...new Set(left.map((slice) => slice.namespace))],
    unknown: [...new Set(unknown)],
  };
}
