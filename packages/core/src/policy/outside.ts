import {
  type Address,
  type AddressRange,
  endsOf,
  type Family,
  type Prefix,
  rangeOf,
} from '@aksnet/net';
import { judgeSide } from './judge.ts';
import type { PolicyModel } from './model.ts';
import type { PolicyPod } from './pods.ts';
import type { Direction } from './rule.ts';
import type { SpanId } from './span.ts';

/** Addresses outside of the cluster, both ends included, that policies treat alike. */
export interface OutsideRange {
  readonly first: Address;
  readonly last: Address;
  readonly span: SpanId;
}

/** One side of a pod that the outside is asked about. */
export interface OutsideQuestion {
  readonly pod: PolicyPod;
  readonly direction: Direction;
  readonly family: Family;
}

/**
 * What passes between the pod and every address outside of the cluster. Only the blocks in the rules of the
 * pod's own profile can tell addresses apart, so their ends cut the family into pieces, one address of each
 * piece is judged, and neighbours with the same answer are joined: ascending, disjoint, without a gap.
 * O(blocks x rules).
 */
export function outsideRanges(
  model: PolicyModel,
  { pod, direction, family }: OutsideQuestion,
): readonly OutsideRange[] {
  const cuts = cutsOf(model, { pod, direction, family });
  const found: OutsideRange[] = [];
  cuts.forEach((start, i) => {
    const first = addressAt(family, start);
    const last = addressAt(family, (cuts[i + 1] ?? spaceOf[family]) - 1n);
    const far = { kind: 'address', address: first } as const;
    const { span } = judgeSide(model, { pod, direction, far, family });
    const before = found.at(-1);
    if (before?.span === span) found[found.length - 1] = { ...before, last };
    else found.push({ first, last, span });
  });
  return found;
}

/** How many addresses a family has. */
const spaceOf: Readonly<Record<Family, bigint>> = { 4: 1n << 32n, 6: 1n << 128n };

/** Where pieces start. */
function cutsOf(
  model: PolicyModel,
  { pod, direction, family }: OutsideQuestion,
): readonly bigint[] {
  const cuts = new Set<bigint>([0n]);
  const cut = (block: Prefix): void => {
    if (block.family !== family) return;
    const range = rangeOf(block);
    cuts.add(BigInt(range.first));
    cuts.add(BigInt(range.last) + 1n);
  };
  for (const { rule } of model.profiles.of(pod, direction).steps)
    for (const peer of rule.peers)
      if (peer.kind === 'addresses') {
        cut(peer.block);
        peer.except.forEach(cut);
      }
  cuts.delete(spaceOf[family]);
  return [...cuts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

const addressAt = (family: Family, value: bigint): Address =>
  family === 4 ? { family, value: Number(value) } : { family, value };

/** The pieces that lie in one of the ranges, cut to them. */
export function within(
  pieces: readonly OutsideRange[],
  ranges: readonly AddressRange[],
): readonly OutsideRange[] {
  return ranges.flatMap((range) => {
    const [low, high] = endsOf(range);
    return pieces.flatMap((piece) => {
      const first = later(piece.first, low);
      const last = earlier(piece.last, high);
      if (first === undefined || last === undefined || first.value > last.value) return [];
      return [{ ...piece, first, last }];
    });
  });
}

const later = (a: Address, b: Address): Address | undefined =>
  a.family !== b.family ? undefined : a.value < b.value ? b : a;

const earlier = (a: Address, b: Address): Address | undefined =>
  a.family !== b.family ? undefined : a.value < b.value ? a : b;
