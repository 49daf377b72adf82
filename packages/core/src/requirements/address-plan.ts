import type { AnyElement } from '../estate/elements/kinds.ts';
import type { Listed } from '../estate/estate.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import { checked } from '../text/checked.ts';
import { inTextOrder, located, type TextDocument } from '../text/document.ts';
import { addressPlanSchema } from './address-plan-schema.ts';
import { planContext } from './plan-context.ts';
import { coverageOf, notWhole } from './plan-coverage.ts';
import { clusterElements } from './planned-cluster.ts';
import {
  endpointElements,
  firewallElement,
  networkElements,
  outsideElement,
} from './planned-network.ts';

/** What an address plan says, as elements of an Estate. */
export interface ReadAddressPlan {
  readonly fragment: readonly AnyElement[];
  /** Kinds of which the plan says that it names all. */
  readonly coverage: readonly Listed[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a hand-written address plan. Whatever it leaves out (who allows what, which routes there are)
 * is not known, and taken for absent only where the plan says that it names all of the kind.
 */
export function readAddressPlan(document: TextDocument): ReadAddressPlan {
  const read = checked(document, addressPlanSchema);
  const { value: plan, diagnostics } = read;
  if (plan === undefined) return { fragment: [], coverage: [], diagnostics };
  const context = planContext(document, plan, read);
  const fragment = [
    ...plan.virtualNetworks.flatMap((network, i) => networkElements(context, network, i)),
    ...plan.firewalls.flatMap((_, i) => firewallElement(context, i)),
    ...plan.privateEndpoints.flatMap((wish, i) => endpointElements(context, wish, i)),
    ...plan.clusters.flatMap((wish, i) => clusterElements(context, wish, i)),
    ...plan.outside.flatMap((_, i) => outsideElement(context, i)),
  ];
  const wrong = [...notWhole(plan)];
  const told = located(
    [
      ...context.diagnostics,
      ...wrong.map(({ path, ...rest }) => ({
        ...rest,
        document: document.id,
        path: read.pathInDocument(path),
      })),
    ],
    document,
  );
  return {
    fragment,
    coverage: coverageOf(plan.complete),
    diagnostics: inTextOrder([...diagnostics, ...told]),
  };
}
