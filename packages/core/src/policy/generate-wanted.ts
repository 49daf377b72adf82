import type { Estate } from '../estate/estate.ts';
import type { WantedFlow } from '../estate/wanted-flow.ts';
import { abilitiesOf } from './generate/abilities.ts';
import type { GeneratedPolicies, PolicyRequest } from './generate/request.ts';
import { generatePolicies } from './generate.ts';
import type { EstateWorld } from './of-estate.ts';
import { type Proof, proofOf } from './proof/proof.ts';
import { connectionsOfWanted } from './wanted/connections-of-wanted.ts';
import { settledFlows } from './wanted/settled-flows.ts';
import { type WantedOptions, wantedRequest } from './wanted/wanted-request.ts';

/** Policies for wanted flows, and the proof of what they let pass. */
export interface WantedPolicies {
  readonly request: PolicyRequest;
  readonly generated: GeneratedPolicies;
  /** The flows with their ports. */
  readonly flows: readonly WantedFlow[];
  readonly proof: Proof;
}

/**
 * Policies that give the wanted flows of a cluster and no others, for the pods that are among its objects:
 * every closed namespace denies both ways, names can be looked up, and each workload gets one policy. What
 * they let pass is then worked out with the same engine as any other set, in place of the policies that
 * those namespaces have now, and compared with what was wanted.
 */
export function generateWanted(
  estate: Estate,
  of: EstateWorld,
  wanted: { readonly flows: readonly WantedFlow[]; readonly options?: WantedOptions },
): WantedPolicies {
  const bare = wantedRequest(estate, of, wanted.options);
  const flows = settledFlows(wanted.flows, of.world);
  const { connections, notes } = connectionsOfWanted(flows, {
    world: of.world,
    negative: abilitiesOf(bare).negativeSelectors,
  });
  const request: PolicyRequest = { ...bare, connections };
  const made = generatePolicies(request);
  const generated = { elements: made.elements, notes: [...notes, ...made.notes] };
  return { request, generated, flows, proof: proofOf(of, { request, flows, generated }) };
}
