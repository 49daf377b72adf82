import { verdictOf } from './evaluate.ts';
import { type Between, judge } from './judge.ts';
import type { Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import type { Subject } from './passing.ts';
import { noPorts } from './port-set.ts';

/** What passes between two ends only as far as rules above the transport let it. */
export function subjectTo(model: PolicyModel, from: Party, to: Party): Subject {
  const between = judge(model, from, to);
  const { ports } = model.world;
  const conditions = new Set<string>();
  let under = noPorts;
  for (const matched of matchedBy(between)) {
    const { condition } = matched.rule;
    if (condition?.kind !== 'l7' || matched.rule.action !== 'allow') continue;
    for (const interval of ports.intervals(matched.ports)) {
      const asked = { from, to, protocol: interval.protocol, port: interval.first };
      if (verdictOf(model, asked, between) !== 'allowedSubjectToRule') continue;
      under = ports.union(under, ports.of([interval]));
      conditions.add(condition.says);
    }
  }
  return { ports: under, conditions: [...conditions] };
}

const matchedBy = ({ egress, ingress }: Between) =>
  [egress, ingress].flatMap((side) => (side?.asked ?? []).flatMap(({ matched }) => matched ?? []));
