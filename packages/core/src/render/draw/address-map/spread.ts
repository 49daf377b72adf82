/** Things on a line that want to stand at certain places. */
export interface Crowd {
  /** Wanted middles, ascending. */
  readonly targets: readonly number[];
  readonly widths: readonly number[];
  readonly gap: number;
  /** The line's ends. Together the things must fit between them. */
  readonly from: number;
  readonly to: number;
}

/** Neighbours that touch: where the first begins, and from how many wishes that was averaged. */
interface Cluster {
  readonly start: number;
  readonly length: number;
  readonly count: number;
}

/**
 * Middles that keep the order, do not overlap and stay on the line, close to where they want to be.
 *
 * Idea: each thing first stands where it wants; a thing that runs into the cluster before it joins it,
 * and the cluster moves to the average of its members' wishes, which may join it to the one before
 * (pool adjacent violators, which minimises the squared distances). Then the ends of the line push
 * back. Invariant: clusters are apart and in order. Linear, since every thing joins at most once.
 */
export function spread({ targets, widths, gap, from, to }: Crowd): readonly number[] {
  const clusters: Cluster[] = [];
  targets.forEach((target, i) => {
    const length = (widths[i] ?? 0) + gap;
    let cluster: Cluster = { start: target - length / 2, length, count: 1 };
    for (;;) {
      const before = clusters.at(-1);
      if (before === undefined || before.start + before.length <= cluster.start) break;
      clusters.pop();
      cluster = merged(before, cluster);
    }
    clusters.push(cluster);
  });
  return onLine(middles(clusters, widths, gap), { widths, gap, from, to });
}

const merged = (a: Cluster, b: Cluster): Cluster => ({
  // `b` wanted to begin at b.start, so it wishes that `a` began a.length earlier.
  start: (a.start * a.count + (b.start - a.length) * b.count) / (a.count + b.count),
  length: a.length + b.length,
  count: a.count + b.count,
});

function middles(
  clusters: readonly Cluster[],
  widths: readonly number[],
  gap: number,
): readonly number[] {
  let i = 0;
  return clusters.flatMap((cluster) => {
    let x = cluster.start;
    return Array.from({ length: cluster.count }, () => {
      const length = (widths[i] ?? 0) + gap;
      i += 1;
      x += length;
      return x - length / 2;
    });
  });
}

/** Pushes what stands over an end of the line back, neighbours along with it. */
function onLine(places: readonly number[], line: Omit<Crowd, 'targets'>): readonly number[] {
  const { widths, gap, from, to } = line;
  let free = from;
  const pushed = places.map((place, i) => {
    const half = (widths[i] ?? 0) / 2;
    const at = Math.max(place, free + half);
    free = at + half + gap;
    return { at, half };
  });
  let end = to;
  return pushed
    .reverse()
    .map(({ at, half }) => {
      const back = Math.min(at, end - half);
      end = back - half - gap;
      return back;
    })
    .reverse();
}
