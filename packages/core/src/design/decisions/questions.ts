import type { ClusterAsk } from '../ask.ts';
import { apiAccess } from './api-access.ts';
import { apiZone } from './api-zone.ts';
import { clusterSku } from './cluster-sku.ts';
import { cniMode } from './cni-mode.ts';
import { dataPlane } from './data-plane.ts';
import { endpointPlacement } from './endpoint-placement.ts';
import { hubTopology } from './hub-topology.ts';
import { ingressQuestion } from './ingress.ts';
import { nameResolution } from './name-resolution.ts';
import { outboundType } from './outbound-type.ts';
import { policyEngine } from './policy-engine.ts';
import { poolSubnet } from './pool-subnets.ts';
import type { Question } from './question.ts';
import { zoneSets } from './zone-sets.ts';

/** Questions about one cluster whose answers hang together. */
export const clusterQuestions: readonly Question<ClusterAsk>[] = [
  clusterSku,
  cniMode,
  dataPlane,
  policyEngine,
  outboundType,
  apiAccess,
  apiZone,
];

/** Questions about the surroundings of a cluster: each is answered by itself. */
export const surroundingQuestions: readonly Question<ClusterAsk>[] = [
  nameResolution,
  zoneSets,
  endpointPlacement,
];

/** Every question that requirements can speak of, with the ids of its answers. */
export const answersOf: ReadonlyMap<string, readonly string[]> = new Map(
  [hubTopology, ...clusterQuestions, ...surroundingQuestions, ingressQuestion, poolSubnet].map(
    ({ id, options }) => [id, options.map((option) => option.id)],
  ),
);
