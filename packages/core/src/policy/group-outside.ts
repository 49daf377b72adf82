import { type Address, type AddressRange, endsOf, type Family, rangeBetween } from '@aksnet/net';
import type { Party } from './match.ts';
import { type OutsideRange, outsideRanges, within } from './outside.ts';
import { isClosed, type Passing, PassingSum, passingKey } from './passing.ts';
import type { PodGroup } from './pod-groups.ts';
import { familiesOf, type PolicyPod } from './pods.ts';
import type { Relation } from './relation.ts';
import { dependsOnPod } from './rows.ts';
import type { Direction } from './rule.ts';
import { subjectTo } from './subject-to.ts';

/** Addresses outside of the cluster that fare alike with a group. */
export interface OutsidePassing {
  /** Ascending, apart from one another; IPv4 first. */
  readonly ranges: readonly AddressRange[];
  readonly passing: Passing;
}

/** Ranges of one side of pods, with one of those pods. */
interface Piece {
  readonly pod: PolicyPod;
  readonly ranges: readonly OutsideRange[];
}

/**
 * What passes between groups of pods and addresses outside. Pods of one profile share their ranges, unless
 * its rules name ports, which are looked up on each receiver.
 */
export class GroupOutside {
  readonly #relation: Relation;
  readonly #known = new Map<string, readonly OutsideRange[]>();

  constructor(relation: Relation) {
    this.#relation = relation;
  }

  /** @param among absent: every address */
  of(
    group: PodGroup,
    direction: Direction,
    among?: readonly AddressRange[],
  ): readonly OutsidePassing[] {
    const found = new Map<string, { ranges: AddressRange[]; passing: Passing }>();
    for (const family of [4, 6] as const) {
      const pieces = this.#pieces(group, direction, family).map(({ pod, ranges }) => ({
        pod,
        ranges: among === undefined ? ranges : within(ranges, among),
      }));
      for (const { range, passing } of this.#told(pieces, direction)) {
        if (isClosed(passing)) continue;
        const key = passingKey(passing);
        const one = found.get(key);
        if (one === undefined) found.set(key, { ranges: [range], passing });
        else append(one.ranges, range);
      }
    }
    return [...found.values()];
  }

  #pieces(group: PodGroup, direction: Direction, family: Family): readonly Piece[] {
    const { model, classes } = this.#relation;
    const distinct = new Map<string, Piece>();
    for (const at of group.pods) {
      const pod = model.world.pods[at];
      if (pod === undefined || !familiesOf(pod).includes(family)) continue;
      const profile = model.profiles.of(pod, direction);
      const own = dependsOnPod(profile) ? classes.of[at] : '';
      const key = `${profile.index} ${family} ${own}`;
      if (distinct.has(key)) continue;
      const ranges = this.#known.get(key) ?? outsideRanges(model, { pod, direction, family });
      this.#known.set(key, ranges);
      distinct.set(key, { pod, ranges });
    }
    return [...distinct.values()];
  }

  /** Cuts at every border of any pod's ranges, and puts the answers of the pods together. */
  #told(
    pieces: readonly Piece[],
    direction: Direction,
  ): readonly { readonly range: AddressRange; readonly passing: Passing }[] {
    const { model } = this.#relation;
    const [first] = pieces;
    if (first === undefined) return [];
    const starts = new Map<bigint, Address>();
    for (const { ranges } of pieces)
      for (const range of ranges) starts.set(BigInt(range.first.value), range.first);
    const cuts = [...starts].sort(([a], [b]) => (a < b ? -1 : 1));
    return cuts.flatMap(([start, address], i) => {
      const sum = new PassingSum(model.world.spans);
      let last: Address | undefined;
      for (const { pod, ranges } of pieces) {
        const hit = holding(ranges, start);
        if (hit === undefined) continue;
        if (last === undefined || hit.last.value < last.value) last = hit.last;
        const ends: readonly [Party, Party] = [
          { kind: 'pod', pod },
          { kind: 'address', address },
        ];
        const [from, to] = direction === 'egress' ? ends : [ends[1], ends[0]];
        sum.add(hit.span, () => subjectTo(model, from, to));
      }
      const next = cuts[i + 1]?.[1];
      const end = next === undefined || last === undefined ? last : earlier(last, before(next));
      const range = end === undefined ? undefined : rangeBetween(address, end);
      const passing = sum.result();
      return range === undefined || passing === undefined ? [] : [{ range, passing }];
    });
  }
}

/** The range that holds the address; they are ascending. */
function holding(ranges: readonly OutsideRange[], value: bigint): OutsideRange | undefined {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = ranges[middle];
    if (one !== undefined && BigInt(one.first.value) <= value) low = middle + 1;
    else high = middle;
  }
  const found = ranges[low - 1];
  return found !== undefined && BigInt(found.last.value) >= value ? found : undefined;
}

const earlier = (a: Address, b: Address): Address => (a.value < b.value ? a : b);

const before = (address: Address): Address =>
  address.family === 4
    ? { family: 4, value: address.value - 1 }
    : { family: 6, value: address.value - 1n };

/** Joins a range to the last one where they touch. */
function append(ranges: AddressRange[], range: AddressRange): void {
  const last = ranges.at(-1);
  if (
    last !== undefined &&
    last.family === range.family &&
    BigInt(last.last) + 1n === BigInt(range.first)
  ) {
    const joined = rangeBetween(endsOf(last)[0], endsOf(range)[1]);
    if (joined !== undefined) {
      ranges[ranges.length - 1] = joined;
      return;
    }
  }
  ranges.push(range);
}
