import type { AnyElement } from '../estate/elements/kinds.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import { checked } from '../text/checked.ts';
import { inTextOrder, located, type TextDocument } from '../text/document.ts';
import { addressPlanSchema } from './address-plan-schema.ts';
import { planContext } from './plan-context.ts';
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
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a hand-written address plan. Whatever it leaves out (who allows what, which routes there are)
 * is not known, and never taken for absent.
 */
export function readAddressPlan(document: TextDocument): ReadAddressPlan {
  const read = checked(document, addressPlanSchema);
  const { value: plan, diagnostics } = read;
  if (plan === undefined) return { fragment: [], diagnostics };
  const context = planContext(document, plan, read);
  const fragment = [
    ...plan.virtualNetworks.flatMap((network, i) => networkElements(context, network, i)),
    ...plan.firewalls.flatMap((_, i) => firewallElement(context, i)),
    ...plan.privateEndpoints.flatMap((wish, i) => endpointElements(context, wish, i)),
    ...plan.clusters.flatMap((wish, i) => clusterElements(context, wish, i)),
    ...plan.outside.flatMap((_, i) => outsideElement(context, i)),
  ];
  const told = located(context.diagnostics, document);
  return { fragment, diagnostics: inTextOrder([...diagnostics, ...told]) };
}
