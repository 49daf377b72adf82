/**
 * Of reasons that each exclude some cases, a set that excludes all cases and of which none can be left
 * out. Reasons that exclude few cases are tried first to be left out, so that what says most stays.
 * A case is the list of the reasons against it; one without any reason cannot be excluded and is passed
 * over. Cost: O(reasons × entries).
 */
export function minimalCover(cases: readonly (readonly string[])[]): ReadonlySet<string> {
  const open = cases.filter((reasons) => reasons.length > 0).map((reasons) => new Set(reasons));
  const weight = new Map<string, number>();
  for (const reasons of open)
    for (const reason of reasons) weight.set(reason, (weight.get(reason) ?? 0) + 1);
  const kept = new Set(weight.keys());
  const left = open.map((reasons) => reasons.size);
  for (const [reason] of [...weight].toSorted(([, a], [, b]) => a - b)) {
    if (open.some((reasons, i) => left[i] === 1 && reasons.has(reason))) continue;
    kept.delete(reason);
    open.forEach((reasons, i) => {
      if (reasons.has(reason)) left[i] = (left[i] ?? 0) - 1;
    });
  }
  return kept;
}
