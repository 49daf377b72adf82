import { guardPieces } from './generate/admission.ts';
import { keptApart } from './generate/apart.ts';
import { baseline } from './generate/baseline.ts';
import { connectionsOf } from './generate/connection.ts';
import type { Connection } from './generate/connection-ends.ts';
import { connectionPolicies } from './generate/connection-policies.ts';
import { doubtsOf } from './generate/doubts.ts';
import {
  type GeneratedPolicies,
  joinPieces,
  type Piece,
  type PolicyLayout,
  type PolicyRequest,
} from './generate/request.ts';
import { workloadPolicies } from './generate/workload-policies.ts';

/** The ways of laying out connections in objects. */
const layouts: Readonly<
  Record<
    PolicyLayout,
    (connections: readonly Connection[], request: PolicyRequest) => readonly Piece[]
  >
> = {
  byConnection: (connections, request) =>
    connections.map((connection) => connectionPolicies(connection, request)),
  byWorkload: (connections, request) => [workloadPolicies(connections, request)],
};

/**
 * Policies for the declared flows of a cluster and for nothing else.
 *
 * Idea: every closed namespace denies all traffic both ways; names and metrics are opened for all of it;
 * then each wanted connection is opened once at each end that is closed, by the narrowest words that the
 * cluster's engine understands. Where those words are wider than the wish, or there are none, a note says
 * so. The result depends on the request only: same request, same objects, same order.
 */
export function generatePolicies(request: PolicyRequest): GeneratedPolicies {
  const { connections, notes } = connectionsOf(request);
  const pieces = [
    { elements: baseline(request), notes },
    ...layouts[request.layout ?? 'byConnection'](connections, request),
    ...(request.guard === undefined ? [] : [guardPieces(request, request.guard)]),
    { elements: [], notes: doubtsOf(request, connections) },
  ];
  const { elements, notes: said } = joinPieces(pieces);
  return { elements: keptApart(elements), notes: said };
}
