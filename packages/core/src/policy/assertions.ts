import type { FlowPort } from '../estate/elements/flow.ts';
import { writtenEnd } from '../estate/written-end.ts';
import type { Source } from '../evidence/source.ts';
import { holdsAnywhere, holdsAt, type Outcome, type PairAsked } from './assertion-outcome.ts';
import type { EstateModel, ModelFound, ModelWish } from './estate-models.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation, PortAsked } from './evaluation.ts';
import type { Party } from './match.ts';
import type { ReadingChoice } from './of-estate.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { partiesOf } from './parties.ts';

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
  const named = [...new Set(texts.flatMap((text) => clusterIn(text) ?? []))];
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

function clusterIn(text: string): string | undefined {
  const written = writtenEnd(text);
  return written.kind === 'workload' ? written.cluster : undefined;
}

const unresolved = (assertion: Asserted, says: string, near?: string): AssertionResult => ({
  assertion,
  outcome: 'unresolved',
  tried: 0,
  against: 0,
  unresolved: { says, ...(near === undefined ? {} : { near }) },
});

function decideIn(assertion: Asserted, found: EstateModel): AssertionResult {
  const { world } = found;
  const from = endsOf(world, assertion.from);
  const to = endsOf(world, assertion.to);
  const engine = world.dialects[0]?.name ?? found.reading;
  for (const { says, near } of [...from.lost, ...to.lost])
    return { ...unresolved(assertion, says, near), engine };
  const asked = pairsOf(from.parties, to.parties).flatMap((pair) =>
    tries(assertion, { model: found.model, ...pair }),
  );
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

function endsOf(world: EstateModel['world'], texts: readonly string[]) {
  const found = texts.map((text) => partiesOf(world, text));
  return {
    parties: found.flatMap((one): readonly Party[] => one.found ?? []),
    lost: found.flatMap((one) => (one.found === undefined ? [one] : [])),
  };
}

interface Tried {
  readonly pair: Pair;
  readonly port: PortAsked;
  readonly outcome: 'holds' | 'fails' | 'undetermined';
}

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
