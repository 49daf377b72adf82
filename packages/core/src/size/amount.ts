import { isUnknown, type Knowable, mapKnown, missingOf, unknown } from '../evidence/knowable.ts';

/** A number of something, or why it is not known. */
export type Amount = Knowable<number>;

/** The sum; not known when a part is not known. */
export function sum(parts: readonly Amount[]): Amount {
  let total = 0;
  for (const part of parts) {
    if (isUnknown(part)) return allMissing(parts);
    total += part;
  }
  return total;
}

/** The product; nothing of something unknown is still nothing. */
export function product(a: Amount, b: Amount): Amount {
  if (a === 0 || b === 0) return 0;
  if (isUnknown(a) || isUnknown(b)) return allMissing([a, b]);
  return a * b;
}

/** The greatest part, 0 of none; not known when a part is not known. */
export function greatest(parts: readonly Amount[]): Amount {
  const known: number[] = [];
  for (const part of parts) {
    if (isUnknown(part)) return allMissing(parts);
    known.push(part);
  }
  return Math.max(0, ...known);
}

/** The amount times a factor, rounded up. A crumb of floating point is no reason to round up. */
export const scaledUp = (amount: Amount, factor: number): Amount =>
  mapKnown(amount, (known) => Math.ceil(Number((known * factor).toFixed(6))));

function allMissing(parts: readonly Amount[]): Amount {
  const [first, ...more] = parts.flatMap((part) => missingOf(part));
  return first === undefined ? 0 : unknown(first, ...more);
}
