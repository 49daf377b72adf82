import type { Missing } from '../evidence/knowable.ts';
import type { AssumptionName } from '../facts/assumptions.ts';
import { type Cut, isCut, type Match } from './packet.ts';
import type { Loser, Ruling } from './step.ts';

/** A rule in the order in which it is looked at. */
export interface Ordered {
  readonly name: string;
  readonly access: 'passes' | 'stops';
  readonly match: () => Match;
}

/** How many rules before the deciding one a ruling names. */
const losersNamed = 8;

/**
 * The first rule that matches decides. A rule that may match, for all that is known, is kept in mind:
 * as long as it says the same as the one that surely decides, nothing hangs on it. O(rules).
 */
export function firstMatch(rules: Iterable<Ordered>, otherwise: 'passes' | 'stops'): Ruling | Cut {
  const lost: Loser[] = [];
  const missing: Missing[] = [];
  const assumes: AssumptionName[] = [];
  const possible = new Set<Ordered['access']>();
  const decided = (access: Ordered['access'], decidedBy?: string): Ruling => {
    possible.add(access);
    if (possible.size > 1) return { kind: 'unsure', missing, lost };
    return {
      kind: access,
      ...(decidedBy === undefined ? {} : { decidedBy }),
      lost,
      assumes: [...new Set(assumes)],
    };
  };
  for (const rule of rules) {
    const match = rule.match();
    if (isCut(match)) return match;
    if (match.kind === 'maybe') {
      possible.add(rule.access);
      missing.push(...match.missing);
      continue;
    }
    assumes.push(...(match.assumes ?? []));
    if (match.kind === 'all') return decided(rule.access, rule.name);
    if (lost.length < losersNamed) lost.push({ what: rule.name, because: 'noMatch' });
  }
  return decided(otherwise);
}
