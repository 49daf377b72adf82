import type { WantedFlow } from '../../estate/wanted-flow.ts';
import { denyAll } from '../generate/baseline.ts';
import type { GeneratedPolicies, PolicyRequest } from '../generate/request.ts';
import { modelOf } from '../model.ts';
import type { EstateWorld } from '../of-estate.ts';
import { relationOf } from '../relation.ts';
import type { PolicyWorld } from '../world.ts';
import { type ProofDifference, sortedDifferences } from './difference.ts';
import { outsideDifferences } from './outside-differences.ts';
import { podDifferences } from './pod-differences.ts';
import { replacedWorld } from './replaced-world.ts';
import { wantedRelation } from './wanted-relation.ts';

/** What generated policies let pass, beside what was wanted. */
export interface Proof {
  /** `undetermined`: every difference hangs on something that no file tells. */
  readonly verdict: 'equal' | 'undetermined' | 'different' | 'unenforced';
  readonly world: PolicyWorld;
  readonly differences: readonly ProofDifference[];
  readonly compared: {
    readonly pods: number;
    /** Pairs of pods of which at least one is closed. */
    readonly pairs: number;
    /** Pieces of addresses, names and nodes outside, each with every closed pod. */
    readonly outside: number;
  };
  /** Pairs of pods between which the engine lets something pass whatever is written: their own node, a family, SCTP. */
  readonly beyond: number;
}

/** What a proof is about. */
export interface ProofQuestion {
  readonly request: PolicyRequest;
  readonly flows: readonly WantedFlow[];
  readonly generated: GeneratedPolicies;
}

/**
 * Compares what generated policies let pass with what was wanted.
 *
 * Idea: three relations over the same pods. The *floor* is what passes when every closed namespace denies
 * everything: the engine lets it pass whatever is written, so nobody can be blamed for it. Wanted is the
 * floor with the flows, worked out from the words of the flows and never from the selectors that were
 * written for them. Both are held against the relation of the policies. Pods of one class of which the same
 * is wanted are asked once; addresses outside are cut where anything tells them apart.
 */
export function proofOf(of: EstateWorld, question: ProofQuestion): Proof {
  const { request, flows, generated } = question;
  const closed = new Set(request.isolated);
  const got = modelOf(replacedWorld(of, closed, generated.elements));
  const floor = modelOf(
    replacedWorld(
      of,
      closed,
      request.isolated.map((namespace) => denyAll(request, namespace)),
    ),
  );
  const wanted = wantedRelation(got.world, request, flows);
  const proving = {
    got: relationOf(got),
    floor: relationOf(floor),
    wanted,
    closed,
    request,
    flows,
  };
  const pods = podDifferences(proving);
  const outside = outsideDifferences(proving);
  const differences = sortedDifferences([...pods.differences, ...outside.differences]);
  return {
    verdict: got.world.dialects.some(({ enforces }) => enforces)
      ? verdictOf(differences)
      : 'unenforced',
    world: got.world,
    differences,
    compared: { pods: got.world.pods.length, pairs: pods.pairs, outside: outside.asked },
    beyond: pods.beyond,
  };
}

function verdictOf(differences: readonly ProofDifference[]): Proof['verdict'] {
  if (differences.length === 0) return 'equal';
  return differences.some(({ sure }) => sure) ? 'different' : 'undetermined';
}
