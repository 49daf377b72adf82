import { evaluate } from '../evaluate.ts';
import type { Evaluation, SideEvaluation } from '../evaluation.ts';
import { type Judgement, judge } from '../judge.ts';
import type { PolicyModel } from '../model.ts';
import type { Pair } from '../pairs.ts';
import { type PortInterval, protocols } from '../port-set.ts';

/** Ports that fare alike for the same reasons. */
export interface PortGroup {
  readonly ports: readonly PortInterval[];
  /** At the first of them. */
  readonly example: Evaluation;
}

/** Every port between two ends, by what becomes of it and why. */
export function portGroups(model: PolicyModel, pair: Pair): readonly PortGroup[] {
  const { egress, ingress } = judge(model, pair.from, pair.to);
  const groups = new Map<
    string,
    { readonly example: Evaluation; readonly ports: PortInterval[] }
  >();
  for (const protocol of protocols) {
    const cuts = cutsOf(model, protocol, [egress, ingress]);
    cuts.forEach((first, i) => {
      const last = (cuts[i + 1] ?? 65536) - 1;
      const example = evaluate(model, { ...pair, protocol, port: first });
      const key = [example.verdict, reasonOf(example.egress), reasonOf(example.ingress)].join(
        ' | ',
      );
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { example, ports: [{ protocol, first, last }] });
      else append(known.ports, { protocol, first, last });
    });
  }
  return [...groups.values()];
}

function cutsOf(
  { world }: PolicyModel,
  protocol: PortInterval['protocol'],
  sides: readonly (Judgement | undefined)[],
): readonly number[] {
  const found = new Set([1]);
  for (const side of sides)
    for (const { matched } of side?.asked ?? [])
      for (const interval of matched === undefined ? [] : world.ports.intervals(matched.ports)) {
        if (interval.protocol !== protocol) continue;
        found.add(interval.first);
        if (interval.last < 65535) found.add(interval.last + 1);
      }
  return [...found].sort((a, b) => a - b);
}

const reasonOf = (side: SideEvaluation | undefined): string =>
  side === undefined ? '' : `${side.verdict} ${JSON.stringify(side.because)}`;

function append(ports: PortInterval[], next: PortInterval): void {
  const last = ports.at(-1);
  if (last !== undefined && last.protocol === next.protocol && last.last + 1 === next.first)
    ports[ports.length - 1] = { ...last, last: next.last };
  else ports.push(next);
}
