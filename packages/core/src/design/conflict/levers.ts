import type { Lever, Scope } from './lever.ts';
import { clusterLevers } from './levers/cluster.ts';
import { egressLevers } from './levers/egress.ts';
import { hubLevers } from './levers/hub.ts';
import { ingressLevers } from './levers/ingress.ts';
import { securityLevers } from './levers/security.ts';
import { steeringLevers } from './levers/steering.ts';
import { windowsLevers } from './levers/windows.ts';

/**
 * Every requirement that could give way, those that are often mere defaults first: a contradiction is
 * told with what stands later in this list wherever there is a choice. What splits a cluster comes last,
 * so that it copies a cluster that is changed already.
 */
const finders: readonly ((scope: Scope) => readonly Lever[])[] = [
  securityLevers,
  hubLevers,
  clusterLevers,
  ingressLevers,
  egressLevers,
  steeringLevers,
  windowsLevers,
];

/** Every requirement that could give way for a decision in that scope. */
export const leversOf = (scope: Scope): readonly Lever[] => finders.flatMap((find) => find(scope));
