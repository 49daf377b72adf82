import { code, joined, type Prose } from '../../evidence/prose.ts';

/** Codes, each once, those that follow on each other as a stretch: `AKS-EGR-001 to 007`. */
export function ruleCodes(codes: readonly string[]): Prose {
  const stretches: { readonly first: string; last: string }[] = [];
  for (const one of [...new Set(codes)].toSorted()) {
    const open = stretches.at(-1);
    if (open !== undefined && one === next(open.last)) open.last = one;
    else stretches.push({ first: one, last: one });
  }
  return joined(
    stretches.flatMap(({ first, last }): readonly Prose[] => {
      if (first === last) return [[code(first)]];
      return last === next(first)
        ? [[code(first)], [code(last)]]
        : [[code(first), ' to ', code(digits(last))]];
    }),
  );
}

const digits = (one: string): string => one.slice(one.lastIndexOf('-') + 1);

function next(one: string): string {
  const number = digits(one);
  const stem = one.slice(0, one.length - number.length);
  return `${stem}${String(Number(number) + 1).padStart(number.length, '0')}`;
}
