import { formatPrefix, overlaps, type Prefix } from '@aksnet/net';
import type { Estate } from '../estate/estate.ts';
import { type HeldRange, ranges } from '../estate/ranges.ts';
import { view } from '../estate/view.ts';
import { isUnknown } from '../evidence/knowable.ts';

/*
 * Which ranges meet which. Ranges of equal prefix are put together first, so that ten thousand
 * clusters with one pod range are one entry of the sweep and not fifty million pairs of it; pairs are
 * then made only between the two sides that were asked for. O(n log n + pairs).
 */

/** Everything at one prefix. */
interface AtPrefix {
  readonly prefix: Prefix;
  readonly left: HeldRange[];
  readonly right: HeldRange[];
}

/** A range of the left side and one of the right that share addresses. */
export interface Meeting {
  readonly left: HeldRange;
  readonly right: HeldRange;
}

/** Every pair of a left and a right range that share addresses; a range never meets itself. */
export function* meetings(
  lefts: readonly HeldRange[],
  rights: readonly HeldRange[],
): IterableIterator<Meeting> {
  const byText = new Map<string, AtPrefix>();
  const at = (prefix: Prefix): AtPrefix => {
    const text = formatPrefix(prefix);
    const known = byText.get(text) ?? { prefix, left: [], right: [] };
    byText.set(text, known);
    return known;
  };
  for (const left of lefts) at(left.prefix).left.push(left);
  for (const right of rights) at(right.prefix).right.push(right);
  const places = [...byText.values()];
  for (const place of places) yield* pairs(place, place);
  for (const { outer, inner } of overlaps(places, ({ prefix }) => prefix).pairs()) {
    yield* pairs(outer, inner);
    yield* pairs(inner, outer);
  }
}

function* pairs(a: AtPrefix, b: AtPrefix): IterableIterator<Meeting> {
  for (const left of a.left) for (const right of b.right) if (left !== right) yield { left, right };
}

/**
 * The ranges that networks must agree on, each once: VNets, hubs, what lies outside, and what
 * gateways and peerings have learnt. Subnets stand for a VNet whose own range is not known.
 */
export const routedRanges: (estate: Estate) => readonly HeldRange[] = view((estate) =>
  ranges(estate).held.filter(
    (held) => held.scope === 'routed' && held.held !== true && !isToldByNetwork(estate, held),
  ),
);

function isToldByNetwork(estate: Estate, held: HeldRange): boolean {
  if (!estate.elements.subnet.has(held.of) || held.virtualNetwork === undefined) return false;
  const network = estate.elements.virtualNetwork.get(held.virtualNetwork);
  return network !== undefined && !isUnknown(network.prefixes);
}
