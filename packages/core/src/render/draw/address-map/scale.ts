import { addressCount, firstAddress, type Prefix } from '@aksnet/net';

/** How sizes become lengths. `true`: in proportion. `log`: small ranges stay visible, order is kept. */
export type ScaleKind = 'true' | 'log';

/** Where a range lies in its row, in units of the drawing from the row's left end. */
export interface Extent {
  readonly x: number;
  readonly width: number;
}

/** Places ranges inside a row of the given width. */
export type Scale = (prefix: Prefix) => Extent;

/** In proportion: twice the addresses are twice as long, anywhere in the row. */
export function trueScale(container: Prefix, width: number): Scale {
  const total = addressCount(container);
  return (prefix) => ({
    x: (offsetIn(container, prefix) / total) * width,
    width: (addressCount(prefix) / total) * width,
  });
}

/**
 * Ordered but not in proportion: the row is cut wherever a range begins or ends, and each piece is as
 * long as the logarithm of its size. So a /28 beside a /16 can be seen and named, nested ranges stay
 * nested, and ranges that do not meet do not meet in the picture.
 */
export function logScale(container: Prefix, prefixes: readonly Prefix[], width: number): Scale {
  const total = addressCount(container);
  const edges = [
    ...new Set([0, total, ...prefixes.flatMap((prefix) => edgesOf(container, prefix))]),
  ]
    .filter((edge) => edge >= 0 && edge <= total)
    .sort((a, b) => a - b);
  const weights = edges.slice(1).map((edge, i) => 1 + Math.log2(edge - (edges[i] ?? 0)));
  const sum = weights.reduce((a, b) => a + b, 0);
  const places = new Map<number, number>([[0, 0]]);
  let x = 0;
  weights.forEach((weight, i) => {
    x += (weight / sum) * width;
    places.set(edges[i + 1] ?? total, x);
  });
  return (prefix) => {
    const [first, end] = edgesOf(container, prefix);
    const from = places.get(first) ?? (first / total) * width;
    return { x: from, width: (places.get(end) ?? (end / total) * width) - from };
  };
}

/** First address and the one after the last, counted from the container's first. */
const edgesOf = (container: Prefix, prefix: Prefix): readonly [number, number] => {
  const first = offsetIn(container, prefix);
  return [first, first + addressCount(prefix)];
};

/** Addresses between the starts of both; a double is exact enough for a picture of 2^128. */
function offsetIn(container: Prefix, prefix: Prefix): number {
  const from = firstAddress(container).value;
  const to = firstAddress(prefix).value;
  return Number(BigInt(to) - BigInt(from));
}
