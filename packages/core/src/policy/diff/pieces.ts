import { type Address, type Family, formatAddress } from '@aksnet/net';
import type { OutsideRange } from '../outside.ts';
import { closed, type SpanId } from '../span.ts';

/** Addresses with what passes in either state. */
export interface PairedRange {
  readonly first: Address;
  readonly last: Address;
  readonly before: SpanId;
  readonly after: SpanId;
}

/** Two answers about one piece, made one. */
export type Join = (a: SpanId, b: SpanId) => SpanId;

/** A family without any answer: nothing passes. */
export const shutRange = (family: Family): readonly OutsideRange[] => [
  { ...wholeOf(family), span: closed },
];

/** The first and the last address of a family. */
export const wholeOf = (family: Family): Pick<OutsideRange, 'first' | 'last'> =>
  family === 4
    ? { first: { family, value: 0 }, last: { family, value: 2 ** 32 - 1 } }
    : { first: { family, value: 0n }, last: { family, value: (1n << 128n) - 1n } };

/**
 * Two lists that each cover a family without a gap, cut at the ends of both. One sweep: at every step the
 * piece ends where the shorter of both does.
 */
export function paired(
  before: readonly OutsideRange[],
  after: readonly OutsideRange[],
): readonly PairedRange[] {
  const found: PairedRange[] = [];
  let [i, j] = [0, 0];
  let start: Address | undefined = before[0]?.first;
  while (start !== undefined) {
    const [one, other] = [before[i], after[j]];
    if (one === undefined || other === undefined) break;
    const last: Address = one.last.value <= other.last.value ? one.last : other.last;
    const same = found.at(-1);
    if (same?.before === one.span && same.after === other.span)
      found[found.length - 1] = { ...same, last };
    else found.push({ first: start, last, before: one.span, after: other.span });
    if (one.last.value === last.value) i += 1;
    if (other.last.value === last.value) j += 1;
    start = next(last);
  }
  return found;
}

/** Both lists as one. */
export const joinedPieces = (
  a: readonly OutsideRange[],
  b: readonly OutsideRange[],
  join: Join,
): readonly OutsideRange[] =>
  paired(a, b).map(({ first, last, before, after }) => ({
    first,
    last,
    span: join(before, after),
  }));

/** The address behind; undefined behind the last one. */
function next(address: Address): Address | undefined {
  if (address.family === 4)
    return address.value === 2 ** 32 - 1 ? undefined : { family: 4, value: address.value + 1 };
  return address.value === (1n << 128n) - 1n ? undefined : { family: 6, value: address.value + 1n };
}

/** `10.0.0.0-10.0.0.255`, one address as itself. */
export const rangeText = ({ first, last }: Pick<PairedRange, 'first' | 'last'>): string =>
  first.value === last.value
    ? formatAddress(first)
    : `${formatAddress(first)}-${formatAddress(last)}`;
