import type { AssumptionChoices } from '../facts/assumptions.ts';
import type { Log } from './log.ts';
import type { Step, Stuck, Trace, Verdict } from './step.ts';

/** What else a verdict hangs on. */
export interface Circumstances {
  /** A public address came where a private one was meant. */
  readonly astray: boolean;
  readonly assume: AssumptionChoices;
}

/** The trace of a walk there and back, with the verdict worked out from its steps. */
export function traceOf(forward: Log, back: Log, circumstances: Circumstances): Trace {
  const blockers = [...forward.blockers, ...back.blockers];
  const missing = [...forward.missing, ...back.missing];
  return {
    verdict: verdictOf({ blockers, missing }, circumstances),
    forward: forward.steps,
    back: back.steps,
    blockers,
    missing,
    consulted: new Set([...forward.consulted, ...back.consulted]),
  };
}

/**
 * A blocker that rests on a point nobody has decided decides nothing itself. The first firm one names
 * the verdict, whatever else is missing; without one, what is missing leaves it open.
 */
function verdictOf(
  { blockers, missing }: Pick<Trace, 'blockers' | 'missing'>,
  { astray, assume }: Circumstances,
): Verdict {
  const real = blockers.filter((step) => step.kind !== 'resolved');
  const firm = real.filter((step) => !step.assumes.some((name) => assume[name] === undefined));
  const [first] = firm;
  if (first !== undefined) return nameOf(first);
  const open = missing.filter((each) => !(astray && isServiceAccess(each)));
  if (open.length > 0) return 'undetermined';
  if (real.length > 0) return 'ambiguous';
  return astray ? 'deliveredOtherwise' : 'delivered';
}

const isServiceAccess = (missing: Trace['missing'][number]): boolean =>
  missing.kind === 'notStated' && missing.field.startsWith('publicNetworkAccess');

const stuckVerdicts: Readonly<Record<Stuck['because'], Verdict>> = {
  routeToNone: 'blackholed',
  noRoute: 'blackholed',
  noExit: 'blackholed',
  noWayIn: 'blocked',
  loop: 'loop',
  nameFailure: 'nameFailure',
  unseenByFirewall: 'asymmetric',
  missing: 'undetermined',
};

const nameOf = (step: Step): Verdict =>
  step.kind === 'stuck' ? stuckVerdicts[step.because] : 'blocked';
