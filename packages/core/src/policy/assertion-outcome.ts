import { verdictOf } from './evaluate.ts';
import type { PortAsked, Verdict } from './evaluation.ts';
import { judge } from './judge.ts';
import type { Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import { noPorts, type PortSetId } from './port-set.ts';

/** What an assertion comes to; `unresolved`: an end of it stands for nothing here. */
export type Outcome = 'holds' | 'fails' | 'undetermined' | 'unresolved';

/** Two ends of an assertion. */
export interface PairAsked {
  readonly model: PolicyModel;
  readonly from: Party;
  readonly to: Party;
}

type Expect = 'reaches' | 'doesNotReach';
type Answer = Exclude<Outcome, 'unresolved'>;

/** A connection that opens is reached, whatever a rule above the transport does to requests in it. */
const answers: Readonly<Record<Expect, Readonly<Record<Verdict, Answer>>>> = {
  reaches: {
    allowed: 'holds',
    allowedSubjectToRule: 'holds',
    undetermined: 'undetermined',
    denied: 'fails',
  },
  doesNotReach: {
    allowed: 'fails',
    allowedSubjectToRule: 'fails',
    undetermined: 'undetermined',
    denied: 'holds',
  },
};

/** What it comes to at one port. */
export function holdsAt({ model, from, to }: PairAsked, port: PortAsked, expect: Expect): Answer {
  const verdict = verdictOf(model, { from, to, ...port }, judge(model, from, to));
  return answers[expect][verdict];
}

/**
 * What it comes to where no port is stated: nothing of TCP and UDP must pass, or all of TCP must. SCTP counts
 * where it is named, since some engines never filter it. The port is one that shows it.
 */
export function holdsAnywhere(
  { model, from, to }: PairAsked,
  expect: Expect,
): { readonly port: PortAsked; readonly outcome: Answer } {
  const { spans, ports } = model.world;
  const { span } = judge(model, from, to);
  const tcp = ports.every('TCP');
  const asked = ports.union(tcp, ports.every('UDP'));
  const sure = ports.meet(spans.sure(span), asked);
  const possible = ports.meet(spans.possible(span), asked);
  const first = (set: PortSetId): PortAsked => {
    const [interval] = ports.intervals(set);
    return { protocol: interval?.protocol ?? 'TCP', port: interval?.first ?? 1 };
  };
  if (expect === 'doesNotReach') {
    const outcome = possible === noPorts ? 'holds' : sure === noPorts ? 'undetermined' : 'fails';
    return { outcome, port: first(sure === noPorts ? possible : sure) };
  }
  const shut = ports.minus(tcp, possible);
  const outcome =
    ports.minus(tcp, sure) === noPorts ? 'holds' : shut === tcp ? 'fails' : 'undetermined';
  return { outcome, port: first(ports.minus(tcp, sure)) };
}
