import type { Service } from '../estate/elements/kubernetes.ts';
import type { AssumptionChoices, AssumptionName } from '../facts/assumptions.ts';
import type { QuestionEnd } from './ends.ts';
import { partiesMeant } from './ends-parties.ts';
import type { ConnectionAsked } from './evaluation.ts';
import type { Party } from './match.ts';
import type { PolicyModel } from './model.ts';
import { pairsOf } from './pairs.ts';
import type { Protocol } from './port-set.ts';
import { judgeService, type ServiceAnswer, type ServiceLeg } from './services.ts';

/** A leg behind a Service, with who asked. */
export interface AskedLeg {
  readonly from: Party;
  readonly leg: ServiceLeg;
  /** What policies are asked in its place; empty: none is, or whom the pod sees is not known. */
  readonly connections: readonly ConnectionAsked[];
}

/** A Service that was asked for. */
export interface ServiceAsked {
  readonly service: Service;
  readonly port: number | string | undefined;
  readonly doors: readonly NonNullable<ServiceAnswer['door']>[];
  readonly legs: readonly AskedLeg[];
  readonly problems: ServiceAnswer['problems'];
  readonly assumes: readonly AssumptionName[];
}

/** The connections that a question comes to. */
export interface AskedConnections {
  readonly connections: readonly ConnectionAsked[];
  /** Where a Service was asked for: the way from it to the pods. */
  readonly service?: ServiceAsked;
}

/** A question between two ends. */
export interface EndsAsked {
  readonly from: readonly Party[];
  readonly to: QuestionEnd;
  readonly protocol: Protocol;
  /** Number or name; a name is looked up on each receiver. */
  readonly port?: number | string;
  readonly assume?: AssumptionChoices;
}

/**
 * What policies are to be asked: every sender with every receiver, on the receiver's own port. A Service is
 * asked for by each of its pods, as whom the pod sees.
 */
export function connectionsAsked(model: PolicyModel, asked: EndsAsked): AskedConnections {
  const { to, from, protocol, port } = asked;
  if (to.meant.kind === 'service') {
    const service = serviceAsked(model, asked, to.meant.service);
    return { connections: service.legs.flatMap(({ connections }) => connections), service };
  }
  const connections = pairsOf(from, partiesMeant(model.world, to.meant)).flatMap((pair) =>
    portsOn(pair.to, port, protocol).map((number) => ({ ...pair, protocol, port: number })),
  );
  return { connections };
}

/** The numbers of a port on a receiver. */
export function portsOn(
  to: Party,
  port: number | string | undefined,
  protocol: Protocol,
): readonly number[] {
  if (typeof port === 'number') return [port];
  if (to.kind !== 'pod') return [];
  const named = to.pod.ports.filter(
    (one) => one.protocol === protocol && (port === undefined || one.name === port),
  );
  return [...new Set(named.map((one) => one.port))];
}

function serviceAsked(
  model: PolicyModel,
  { from, protocol, port, assume }: EndsAsked,
  service: Service,
): ServiceAsked {
  const answers = from.map((party) => ({
    party,
    answer: judgeService(model, {
      from: party,
      service,
      protocol,
      ...(port === undefined ? {} : { port }),
      ...(assume === undefined ? {} : { assume }),
    }),
  }));
  const legs = answers.flatMap(({ party, answer }) =>
    answer.legs.map((leg) => ({ from: party, leg, connections: behind(model, party, leg) })),
  );
  const problems = new Map(
    answers.flatMap(({ answer }) =>
      answer.problems.map((problem) => [problemKey(problem), problem] as const),
    ),
  );
  return {
    service,
    port,
    doors: [...new Set(answers.flatMap(({ answer }) => answer.door ?? []))],
    legs,
    problems: [...problems.values()],
    assumes: [...new Set(answers.flatMap(({ answer }) => answer.assumes))],
  };
}

const problemKey = (problem: ServiceAnswer['problems'][number]): string =>
  problem.kind === 'noNamedPort'
    ? `${problem.kind} ${problem.pod.workload.id} ${problem.name}`
    : problem.kind;

/** Pods behind a door to the outside may see a node as the source, which may be any. */
function behind(model: PolicyModel, from: Party, leg: ServiceLeg): readonly ConnectionAsked[] {
  const { to, protocol, port, seen } = leg;
  if (leg.hairpin || seen === 'unfiltered') return [];
  if (seen === 'client') return [{ from, to, protocol, port }];
  return [...model.world.nodes.values()].map((node) => ({
    from: { kind: 'node', node },
    to,
    protocol,
    port,
  }));
}
