import {
  type Address,
  type AddressRange,
  addressAfter,
  compareAddresses,
  type Family,
  firstAddress,
  lastAddress,
  type Prefix,
  type PrefixSet,
  prefix,
  rangeBetween,
  setContainsAddress,
  setOf,
} from '@aksnet/net';

/** Neighbouring addresses that no rule and no wish tells apart. */
export interface OutsideRange {
  readonly range: AddressRange;
  /** One of them, which stands for all. */
  readonly sample: Address;
}

const whole: Readonly<Record<Family, Prefix>> = { 4: prefix('0.0.0.0/0'), 6: prefix('::/0') };

/**
 * Cuts all addresses of a family where any of the ranges begins or ends: within a piece every answer is the
 * same, so one address of each is enough. Pieces inside the cluster are left out.
 */
export function outsideRanges(
  family: Family,
  ranges: readonly Prefix[],
  inside: readonly Prefix[],
): readonly OutsideRange[] {
  const own: PrefixSet = setOf(inside);
  const all = [...ranges, ...inside].filter((one) => one.family === family);
  const starts = all.flatMap((one) => {
    const after = addressAfter(lastAddress(one), 1);
    return after === undefined ? [firstAddress(one)] : [firstAddress(one), after];
  });
  const sorted = [firstAddress(whole[family]), ...starts].sort(compareAddresses);
  const cuts = sorted.filter((one, i) => {
    const before = sorted[i - 1];
    return before === undefined || compareAddresses(before, one) !== 0;
  });
  return cuts.flatMap((sample, i): readonly OutsideRange[] => {
    if (setContainsAddress(own, sample)) return [];
    const next = cuts[i + 1];
    const last = next === undefined ? lastAddress(whole[family]) : addressAfter(next, -1);
    const range = rangeBetween(sample, last ?? sample);
    return range === undefined ? [] : [{ sample, range }];
  });
}
