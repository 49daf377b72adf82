import type { FlowPort } from '../estate/elements/flow.ts';
import type { Source } from '../evidence/source.ts';
import { holdsAnywhere, holdsAt, type Outcome, type PairAsked } from './assertion-outcome.ts';
import { portsOn } from './connections-asked.ts';
import { clusterOfEnd, endOf, type QuestionEnd } from './ends.ts';
import { partiesMeant } from './ends-parties.ts';
import type { EstateModel, ModelFound, ModelWish } from './estate-models.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation, PortAsked } from './evaluation.ts';
import type { Party } from './match.ts';
import type { ReadingChoice } from './of-estate.ts';
import { type Pair, pairsOf } from './pairs.ts';
import type { PortAsk } from './service-backends.ts';
import { judgeService, type ServiceLeg } from './services.ts';

export type { Outcome } from './assertion-outcome.ts';

/** A connection that must be possible, or must not be, as files of assertions say it. */
export interface Asserted {
  readonly name: string;
  readonly expect: 'reaches' | 'doesNotReach';
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly ports: readonly FlowPort[];
  readonly engines: readonly ReadingChoice[];
  readonly reason?: string;
  readonly source: Source;
}

/** What an assertion came to under one engine. */
export interface AssertionResult {
  readonly assertion: Asserted;
  /** The engine, or the reading, in which policies were read; absent where no cluster was found. */
  readonly engine?: string;
  readonly outcome: Outcome;
  /** Connections that were tried: pairs of ends, times ports. */
  readonly tried: number;
  /** How many of them speak against it, or leave it open. */
  readonly against: number;
  /** One of those, with the way to its verdict. */
  readonly example?: Evaluation;
  /** Which end stands for nothing, and what may have been meant. */
  readonly unresolved?: { readonly says: string; readonly near?: string };
}

/** Where assertions are held against. */
export interface AssertionGround {
  readonly models: (wish: ModelWish) => ModelFound;
  /** For assertions that name neither cluster nor engine. */
  readonly wish: ModelWish;
}

/**
 * Decides assertions: each engine that one names gives a result of its own. An end that stands for nothing is
 * told as that, since a forbidden connection of a mistyped name would hold for ever.
 */
export const decideAssertions = (
  assertions: readonly Asserted[],
  ground: AssertionGround,
): readonly AssertionResult[] =>
  assertions.flatMap((assertion) => {
    const engines = assertion.engines.length > 0 ? assertion.engines : [ground.wish.reading];
    return engines.map((reading) => decide(assertion, ground, reading));
  });

function decide(
  assertion: Asserted,
  { models, wish }: AssertionGround,
  reading: ReadingChoice | undefined,
): AssertionResult {
  const texts = [...assertion.from, ...assertion.to];
  const named = [...new Set(texts.flatMap((text) => clusterOfEnd(text) ?? []))];
  const [cluster = wish.cluster] = named;
  if (named.length > 1)
    return unresolved(assertion, `its ends lie in several clusters: ${named.join(', ')}`);
  const { model } = models({
    ...wish,
    ...(cluster === undefined ? {} : { cluster }),
    ...(reading === undefined ? {} : { reading }),
  });
  if (model === undefined)
    return unresolved(
      assertion,
      cluster === undefined
        ? 'objects of several clusters are here, and it names none'
        : `no cluster with objects is called ${cluster}`,
    );
  return decideIn(assertion, model);
}

const unresolved = (assertion: Asserted, says: string, near?: string): AssertionResult => ({
  assertion,
  outcome: 'unresolved',
  tried: 0,
  against: 0,
  unresolved: { says, ...(near === undefined ? {} : { near }) },
});

function decideIn(assertion: Asserted, found: EstateModel): AssertionResult {
  const { world, model } = found;
  const from = endsOf(model, assertion.from);
  const to = endsOf(model, assertion.to);
  const engine = world.dialects[0]?.name ?? found.reading;
  for (const { says, near } of [...from.lost, ...to.lost])
    return { ...unresolved(assertion, says, near[0]), engine };
  const senders: Party[] = [];
  for (const { text, meant } of from.ends) {
    if (meant.kind === 'service')
      return {
        ...unresolved(assertion, `${text} is a Service, and nothing is sent from one`),
        engine,
      };
    senders.push(...partiesMeant(world, meant));
  }
  const asked = to.ends.flatMap((end) => triesTo({ assertion, found, senders }, end));
  if (asked.length === 0) return { ...unresolved(assertion, emptyWords(to.ends)), engine };
  const outcome: Outcome =
    gravest.find((each) => asked.some((one) => one.outcome === each)) ?? 'holds';
  const against = asked.filter((one) => one.outcome === outcome && outcome !== 'holds');
  const [first] = against;
  const base = { assertion, engine, outcome, tried: asked.length, against: against.length };
  return first === undefined
    ? base
    : { ...base, example: evaluate(found.model, { ...first.pair, ...first.port }) };
}

const gravest = ['fails', 'undetermined'] as const;

const emptyWords = (ends: readonly QuestionEnd[]): string =>
  ends.some(({ meant }) => meant.kind === 'service')
    ? 'no pod stands behind the Service on that port'
    : 'nobody has the ends that it names';

function endsOf(model: EstateModel['model'], texts: readonly string[]) {
  const found = texts.map((text) => endOf(model, text));
  return {
    ends: found.flatMap((one): readonly QuestionEnd[] => (one.ok ? [one.end] : [])),
    lost: found.flatMap((one) => (one.ok ? [] : [one.unknown])),
  };
}

interface Tried {
  readonly pair: Pair;
  readonly port: PortAsked;
  readonly outcome: 'holds' | 'fails' | 'undetermined';
}

interface Trying {
  readonly assertion: Asserted;
  readonly found: EstateModel;
  readonly senders: readonly Party[];
}

/** Every connection to one end. */
function triesTo({ assertion, found, senders }: Trying, end: QuestionEnd): readonly Tried[] {
  const { model } = found;
  const { meant, port } = end;
  if (meant.kind === 'service')
    return serviceTries({ assertion, found, senders }, { ...end, meant });
  const ends = partiesMeant(model.world, meant);
  const stated =
    assertion.ports.length > 0 || port === undefined
      ? undefined
      : (to: Party): readonly FlowPort[] =>
          portsOn(to, port, 'TCP').map((number) => ({ protocol: 'TCP', port: number }));
  return pairsOf(senders, ends).flatMap((pair) =>
    tries(stated === undefined ? assertion : { ...assertion, ports: stated(pair.to) }, {
      model,
      ...pair,
    }),
  );
}

/** A Service is reached where each of its pods is, on the port that it stands for there. */
function serviceTries(
  { assertion, found, senders }: Trying,
  end: QuestionEnd & { readonly meant: Extract<QuestionEnd['meant'], { kind: 'service' }> },
): readonly Tried[] {
  const { model, assume } = found;
  const { service } = end.meant;
  const asks: readonly PortAsk[] =
    assertion.ports.length > 0
      ? assertion.ports
      : [end.port === undefined ? {} : { port: end.port }];
  return senders.flatMap((from) =>
    asks.flatMap((ask) =>
      judgeService(model, { from, service, ...ask, assume }).legs.map((leg) => ({
        pair: { from, to: leg.to },
        port: { protocol: leg.protocol, port: leg.port },
        outcome: legOutcome(leg, assertion.expect),
      })),
    ),
  );
}

const legOutcome = ({ passes }: ServiceLeg, expect: Asserted['expect']): Tried['outcome'] => {
  if (passes === 'maybe') return 'undetermined';
  return (passes === 'yes') === (expect === 'reaches') ? 'holds' : 'fails';
};

/** Every port of one pair; without ports those that a pod offers must be reached, and none must otherwise. */
function tries({ expect, ports: stated }: Asserted, pair: PairAsked): readonly Tried[] {
  const { from, to } = pair;
  const offered = to.kind === 'pod' && expect === 'reaches' ? to.pod.ports : [];
  const ports = stated.length > 0 ? stated : offered;
  if (ports.length === 0) return [{ pair: { from, to }, ...holdsAnywhere(pair, expect) }];
  return ports.map(({ protocol, port }) => ({
    pair: { from, to },
    port: { protocol, port },
    outcome: holdsAt(pair, { protocol, port }, expect),
  }));
}
