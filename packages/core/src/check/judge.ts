import { formatPrefix } from '@aksnet/net';
import type { HeldRange } from '../estate/ranges.ts';
import type { Evidence } from '../evidence/finding.ts';
import type { Missing } from '../evidence/knowable.ts';
import { balance, type Ledger } from '../evidence/ledger.ts';
import type { Prose } from '../evidence/prose.ts';
import type { ElementId } from '../evidence/source.ts';
import { spaceKinds } from '../facts/space-kinds.ts';
import type { Fault, Judgement } from './rule.ts';

/** The subject is in order. */
export const pass = (subject: ElementId): Judgement => ({ kind: 'pass', subject });

/** The subject has a fault. */
export const finding = (subject: ElementId, fault: Fault): Judgement => ({
  kind: 'finding',
  subject,
  ...fault,
});

/** The subject cannot be judged; each missing input is named once. */
export function undetermined(subject: ElementId, missing: readonly Missing[]): Judgement {
  const seen = new Set<string>();
  const each = missing.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
  return { kind: 'undetermined', subject, missing: each };
}

/** Undetermined when something is missing, else passed. */
export const passUnless = (missing: readonly Missing[], subject: ElementId): Judgement =>
  missing.length > 0 ? undetermined(subject, missing) : pass(subject);

/** Ranges as evidence, each with its holder. */
export const rangesEvidence = (...held: readonly HeldRange[]): Evidence => ({
  kind: 'ranges',
  ranges: held.map(({ prefix, of, kind }) => ({
    range: formatPrefix(prefix),
    of,
    as: spaceKinds[kind].title,
  })),
});

/** Sentences as evidence. */
export const factsEvidence = (...says: readonly Prose[]): Evidence => ({ kind: 'facts', says });

/** What is said when a ledger comes out short. */
export type Shortage = (short: { readonly by: number }) => Omit<Fault, 'evidence'>;

/** The judgement of a ledger: its shortage is the fault, and the ledger the evidence. */
export function judgeLedger(ledger: Ledger, faultOf: Shortage): Judgement {
  const result = balance(ledger);
  switch (result.kind) {
    case 'enough':
      return pass(ledger.subject);
    case 'undetermined':
      return undetermined(ledger.subject, result.missing);
    case 'short':
      return finding(ledger.subject, {
        ...faultOf(result),
        evidence: { kind: 'ledger', ledger },
        assumes: assumptionsOf(ledger),
      });
  }
}

const assumptionsOf = (ledger: Ledger): NonNullable<Fault['assumes']> => [
  ...new Set(ledger.lines.flatMap((line) => line.assumes ?? [])),
];
